#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Joincast's main job on real parts, in network namespaces that are made here and removed at the end.

A headend host with a real icecast2 (an MP3 and an Ogg/Opus station whose titles change), two listeners, and
a bridge with snooping between them. Prints what happens as it happens, then what was proven; exits 1 if any
of it did not happen. `./run demo` builds and calls it.
"""

import argparse
import json
import os
import pathlib
import shutil
import sys
import tempfile
import threading
import time
import wave_pitch

import icecast
import netns

TOOLS = pathlib.Path(__file__).resolve().parent
MORNING = ("8000:0001", "Radio Morning", ["Ada Lovelace - First Light", "Grace Hopper - Second Wind"])
EVENING = ("8000:0002", "Radio Evening", ["Hedy Lamarr - Hopping", "Radia Perlman - Spanning Tree"])
SONG_SECONDS = 8

CONFIGURATION = f"""[headend]
interfaces = ["eth0"]
linger = 1.0

[[service]]
number = "{MORNING[0]}"
name = "{MORNING[1]}"
url = "http://127.0.0.1:{icecast.PORT}/morning.mp3"
genre = "Test tones"

[[service]]
number = "{EVENING[0]}"
name = "{EVENING[1]}"
url = "http://127.0.0.1:{icecast.PORT}/evening.opus"
"""


class Screen:
    """One line an event: seconds since the start, who, what."""

    def __init__(self):
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        self.bold, self.green, self.red, self.dim, self.plain = (
            ("\033[1m", "\033[32m", "\033[31m", "\033[2m", "\033[0m") if colour else ("",) * 5)
        self.began = time.monotonic()
        self.lock = threading.Lock()

    def say(self, who, text):
        with self.lock:
            seconds = time.monotonic() - self.began
            print(f"{self.dim}{seconds:7.3f}{self.plain}  {self.bold}{who:<11}{self.plain} {text}", flush=True)

    def chapter(self, text):
        with self.lock:
            print(f"\n{self.bold}{text}{self.plain}", flush=True)


class Proofs:
    """What was to be shown, and whether it was."""

    def __init__(self, screen):
        self.screen = screen
        self.items = []

    def check(self, text, holds):
        self.items.append((text, bool(holds)))
        if not holds:
            self.screen.say("demo", f"{self.screen.red}did not happen: {text}{self.screen.plain}")
        return bool(holds)

    def summary(self):
        screen = self.screen
        screen.chapter("What was proven")
        for text, holds in self.items:
            mark = f"{screen.green}yes{screen.plain}" if holds else f"{screen.red}NO {screen.plain}"
            print(f"  {mark}  {text}")
        return all(holds for _, holds in self.items)


class Listener:
    """`joincast play --json` in one host; tells its events on the screen as a person would say them."""

    def __init__(self, demo, host, service, wav, *options):
        self.demo, self.host, self.service = demo, host, service
        self.events = []
        self.name = f"listener {host}"
        command = [demo.binary("joincast"), "play", service, "--interface", "eth0", "--json", "--sink", str(wav)]
        demo.screen.say(self.name, "$ " + " ".join(["joincast", *command[1:]]))
        self.process = demo.network.start(host, *command, *options, on_line=self._line)

    def _line(self, line, when):
        try:
            event = json.loads(line)
        except ValueError:
            self.demo.screen.say(self.name, line)
            return
        self.events.append(event)
        text = self._tell(event)
        if text:
            self.demo.screen.say(self.name, text)

    @staticmethod
    def _tell(event):
        kind, after = event.get("event"), f"after {event.get('ms', 0):.0f} ms"
        if kind == "joined":
            return f"joined {event['group']} {after}"
        if kind == "described" and not event.get("changed"):
            return f"SAP {after}: {event.get('station', '')}"
        if kind == "receiving":
            return f"first RTP {after} from {event.get('source', '')}"
        if kind == "sound":
            return f"first sound {after}: {event.get('codec', '')} {event.get('sample_rate_hz', '')} Hz"
        if kind == "title":
            return f"title: {event.get('title', '')}"
        if kind == "state":
            return ": ".join(filter(None, [f"service {event.get('state')}", event.get("reason")]))
        return None

    def seen(self, kind, seconds, where=lambda event: True):
        """The first event of this kind (and condition), waiting for it; None if it does not come."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for event in list(self.events):
                if event.get("event") == kind and where(event):
                    return event
            time.sleep(0.01)
        return None

    def statistics(self):
        reports = [event for event in list(self.events) if event.get("event") == "statistics"]
        return reports[-1] if reports else {}

    def leave(self):
        self.demo.screen.say(self.name, "leaves (Ctrl-C)")
        return self.process.stop(2)


class Demo:
    def __init__(self, build):
        self.build = pathlib.Path(build).resolve()
        self.screen = Screen()
        self.proofs = Proofs(self.screen)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="joincast-demo-"))
        self.network = None

    def binary(self, name):
        return str(self.build / "bin" / name)

    def close(self):
        if self.network:
            self.network.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def wav(self, name):
        return self.folder / f"{name}.wav"

    def prepare(self):
        self.screen.chapter("A headend host, two listeners, a bridge with snooping between them")
        self.network = netns.Network("head", "one", "two")
        self.network.wait_ready()
        ice = self.folder / "icecast"
        ice.mkdir()
        self.folder.chmod(0o755)
        self.network.start("head", "icecast2", "-c", str(icecast.configure(ice)))
        for service, name in ((MORNING, "morning.mp3"), (EVENING, "evening.opus")):
            station = self.network.start(
                "head", sys.executable, str(TOOLS / "station.py"), icecast.source_url(name), str(SONG_SECONDS),
                *service[2], on_line=lambda line, when, who=service[1]: self.screen.say("icecast2", f"{who} plays {line.split(chr(9))[0]}"))
            if not station.wait_for("\t", 10):
                raise RuntimeError("the station does not start: " + "; ".join(station.lines[-3:]))
        configuration = self.folder / "headend.toml"
        configuration.write_text(CONFIGURATION)
        self.headend = self.network.start(
            "head", self.binary("joincast-headend"), "--config", str(configuration),
            on_line=lambda line, when: self.screen.say("headend", line.split("] ", 1)[-1]))
        return self.proofs.check("the headend starts in front of two icecast2 stations", self.headend.wait_for("ready", 5))

    def listeners_of_station(self):
        return icecast.listeners(self.network.output("head", sys.executable, str(TOOLS / "icecast.py")))

    def hears(self, listener, service, how="", seconds=5):
        name = f"{listener.name} {{}} {service[0]} ({service[1]}){how}"
        joined = listener.seen("joined", seconds)
        described = listener.seen("described", seconds)
        sound = listener.seen("sound", seconds)
        title = listener.seen("title", seconds, lambda event: event.get("title"))
        self.proofs.check(name.format("joins"), joined)
        self.proofs.check(name.format("gets the session description by SAP for"), described)
        self.proofs.check(name.format("hears") + (f", first sound after {sound['ms']:.0f} ms" if sound else ""), sound)
        self.proofs.check(name.format("is told the title of"), title and title["title"] in service[2])

    def sees_title_change(self, listener, service):
        titles = lambda: [e["title"] for e in listener.events if e.get("event") == "title" and e.get("title")]
        end = time.monotonic() + 2 * SONG_SECONDS + 4
        while time.monotonic() < end and len(set(titles())) < 2:
            time.sleep(0.05)
        self.proofs.check(f"{listener.name} sees the title of {service[1]} change", set(titles()) >= set(service[2]))

    def numbers(self, listener):
        statistics = listener.statistics()
        self.screen.say(
            listener.name,
            "{received} packets, {lost} lost, jitter {jitter_ms:.2f} ms, {receivers} other receivers by RTCP".format(
                **{"received": 0, "lost": 0, "jitter_ms": 0.0, "receivers": 0, **statistics}))
        return statistics

    def play(self):
        screen, proofs = self.screen, self.proofs
        screen.chapter(f"Listener one asks for {MORNING[0]}")
        one = Listener(self, "one", MORNING[0], self.wav("one"))
        self.hears(one, MORNING)
        proofs.check("the headend heard the join and fetches the station", self.listeners_of_station().get("morning.mp3") == 1)

        screen.chapter(f"Listener two asks for {EVENING[0]}, an Ogg/Opus station")
        two = Listener(self, "two", EVENING[0], self.wav("two"))
        self.hears(two, EVENING)
        self.sees_title_change(one, MORNING)
        self.sees_title_change(two, EVENING)
        proofs.check("listener two leaves with exit code 130", two.leave() == 130)

        screen.chapter(f"Listener two comes to {MORNING[0]}")
        both = Listener(self, "two", MORNING[0], self.wav("both"))
        self.hears(both, MORNING)
        proofs.check("both listeners share one upstream connection", self.listeners_of_station().get("morning.mp3") == 1)
        reports = [each.seen("statistics", 12, lambda event: event.get("receivers", 0) >= 1) for each in (one, both)]
        proofs.check("each listener knows of the other by RTCP", all(reports))
        statistics = [self.numbers(one), self.numbers(both)]
        proofs.check("neither listener lost a packet", all(s and s.get("lost") == 0 for s in statistics))

        screen.chapter("Listener two takes the same service by IPv4")
        both.leave()
        fourth = Listener(self, "two", MORNING[0], self.wav("fourth"), "--family", "4")
        self.hears(fourth, MORNING, " by IPv4")
        time.sleep(2)  # sound enough to tell its pitch

        screen.chapter("Both leave")
        one.leave()
        fourth.leave()
        end = time.monotonic() + 8
        while time.monotonic() < end and any(self.listeners_of_station().values()):
            time.sleep(0.1)
        proofs.check("the headend drops both stations when the last listener leaves", not any(self.listeners_of_station().values()))
        for name in ("one", "two", "both", "fourth"):
            pitch = wave_pitch.loudest_pitch(self.wav(name))
            proofs.check(f"what was heard ({name}.wav) is the station's tone: {pitch:.0f} Hz", abs(pitch - 440) < 5 or abs(pitch - 550) < 5)
        proofs.check("the headend ends cleanly on SIGTERM", self.headend.stop() == 0)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", required=True, help="the build tree")
    demo = Demo(options.parse_args().build)
    try:
        if demo.prepare():
            demo.play()
    except (OSError, RuntimeError) as error:
        demo.proofs.check(str(error), False)
    finally:
        demo.close()
    proven = demo.proofs.summary()
    print(f"\n{'Everything was shown' if proven else 'Not everything was shown'} in {time.monotonic() - demo.screen.began:.0f} s.")
    sys.exit(0 if proven else 1)


if __name__ == "__main__":
    main()
