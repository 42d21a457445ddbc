# SPDX-License-Identifier: LGPL-2.1-or-later
"""A headend with invented stations and a desktop with the browser, in network namespaces: for test and screenshots.

Nothing reaches the machine's own network, buses or screen; all ends with Lab.close().
"""

import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

import netns

TOOLS = pathlib.Path(__file__).resolve().parent
TITLED = TOOLS.parent / "tests/lab/titled_station.py"

# Number, name, genre, country, language, which of the players sends it.
STATIONS = [
    ("0001", "Radio Morning", "Pop, News", "GB", "english", 0),
    ("0002", "Radio Evening", "Jazz", "GB", "english", 1),
    ("0003", "Harbour FM", "Pop", "IE", "english", 0),
    ("0004", "Kulturwelle", "Classical, Talk", "DE", "german", 1),
    ("0005", "Radio Nordlicht", "Electronic", "DE", "german", 0),
    ("0006", "Antenne Bergland", "Folk", "AT", "german", 0),
    ("0007", "Ondes Claires", "Chanson", "FR", "french", 1),
    ("0008", "Radio Mistral", "World", "FR", "french", 0),
    ("0009", "Onda Verde", "Latin", "ES", "spanish", 1),
    ("000a", "Radio Lanterna", "Oldies", "IT", "italian", 0),
    ("000b", "Północ Radio", "Rock", "PL", "polish", 0),
    ("000c", "Radio Fjord", "Ambient", "NO", "norwegian", 1),
    ("000d", "Lighthouse Jazz", "Jazz", "US", "english", 1),
    ("000e", "Prairie Public", "News, Talk", "US", "english", 0),
    ("000f", "Tokyo Midnight", "City pop", "JP", "japanese", 0),
    ("0010", "Campus One", "Indie, Student", "NL", "dutch", 1),
    ("0011", "Stadtfunk", "News", "CH", "german", 0),
    ("0012", "Blue Note Cellar", "Jazz", "US", "english", 1),
    ("0013", "Radio Ceol", "Folk, Traditional", "IE", "irish", 0),
    ("0014", "Sound of the Fens", "Ambient, Nature", "GB", "english", 1),
    ("0015", "Radio Aurora", "Electronic", "FI", "finnish", 0),
    ("0016", "Old Town Classics", "Classical", "CZ", "czech", 1),
]
PLAYERS = [
    ["Ada Lovelace - First Light", "Grace Hopper - Second Wind", "Annie Easley - Centaur"],
    ["Hedy Lamarr - Hopping", "Radia Perlman - Spanning Tree", "Karen Sparck Jones - Inverse Frequency"],
]


def missing():
    """What this machine lacks for it; empty: nothing."""
    programs = ["Xvfb", "xdotool", "avahi-daemon", "dbus-daemon", "dbus-send", "ffmpeg", "ip", "unshare"]
    lacking = [name for name in programs if not shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin")]
    return ", ".join(lacking) if os.geteuid() == 0 else "root"


class Lab:
    def __init__(self, build, display=85, screen="1400x900", song_seconds=6, television=True, headend=True):
        self.build = pathlib.Path(build)
        self.display = f":{display}"
        self.screen = screen
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="joincast-gui-"))
        self.folder.chmod(0o755)
        self.network = netns.Network("head", "desk")
        self.network.wait_ready()
        self.browser = None
        if headend:
            self._start_players(song_seconds)
            self._start_headend(television)
        self._start_desktop()

    # --- What is there beside the browser.

    def _avahi(self, host):
        folder = self.folder / f"avahi-{host}"
        folder.mkdir()
        folder.chmod(0o777)
        (folder / "bus.conf").write_text(
            '<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"\n'
            '  "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">\n'
            f"<busconfig><type>system</type><listen>unix:path={folder}/bus</listen><auth>EXTERNAL</auth>"
            '<policy context="default"><allow user="*"/><allow own="*"/><allow send_destination="*"/>'
            '<allow receive_sender="*"/></policy></busconfig>\n')
        (folder / "avahi.conf").write_text(
            f"[server]\nhost-name={host}\nuse-ipv4=yes\nuse-ipv6=yes\nallow-interfaces=eth0\nenable-dbus=yes\n"
            "disallow-other-stacks=no\n[wide-area]\nenable-wide-area=no\n[publish]\npublish-hinfo=no\n"
            "publish-workstation=no\n")
        self.network.start(host, "dbus-daemon", f"--config-file={folder}/bus.conf", "--nofork", "--nopidfile")
        self.wait(lambda: (folder / "bus").exists(), 60, "the system's D-Bus")
        environment = {"DBUS_SYSTEM_BUS_ADDRESS": f"unix:path={folder}/bus"}
        daemon = self.network.start(
            host, "unshare", "-m", "sh", "-c",
            "mount -t tmpfs none /run && mkdir /run/avahi-daemon && exec avahi-daemon --no-drop-root --no-chroot "
            f"--no-rlimits -f {folder}/avahi.conf", env=environment)
        if not daemon.wait_for("Server startup complete", 60):
            raise RuntimeError(f"avahi-daemon: {daemon.lines}")
        return environment

    def _start_players(self, song_seconds):
        self.ports = []
        for number, titles in enumerate(PLAYERS):
            piece = self.folder / f"piece{number}.mp3"
            subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
                            f"sine=frequency={330 + 110 * number}:sample_rate=48000:duration=24", "-ac", "2", "-c:a",
                            "libmp3lame", "-b:a", "64k", "-id3v2_version", "0", "-write_xing", "0", str(piece)], check=True)
            player = self.network.start("head", "python3", str(TITLED), str(piece), str(song_seconds), *titles)
            line = player.wait_for("port ", 60)
            self.ports.append(int(line.split()[1]))

    def _start_headend(self, television):
        text = ('[headend]\ninterfaces = ["eth0"]\nlinger = 1.0\nquery-interval = 5\n[test]\nenabled = false\n'
                '[guide]\naddress = "::"\n')
        for number, name, genre, country, language, player in STATIONS:
            text += (f'[[service]]\nnumber = "8000:{number}"\nname = "{name}"\nurl = "http://127.0.0.1:{self.ports[player]}/"\n'
                     f'genre = "{genre}"\ncountry = "{country}"\nlanguage = "{language}"\n'
                     f'homepage = "https://radio{number}.example/"\n')
        if television:
            film = self.folder / "film.ts"
            subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", "testsrc2=size=960x540:rate=25:duration=20",
                            "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000:duration=20", "-c:v", "libx264",
                            "-preset", "ultrafast", "-tune", "zerolatency", "-g", "12", "-b:v", "1500k", "-pix_fmt",
                            "yuv420p", "-c:a", "mp2", "-b:a", "128k", "-f", "mpegts", str(film)], check=True)
            text += f'[[service]]\nnumber = "8000:0100"\nname = "Channel Nine"\nurl = "file://{film}"\ngenre = "Television"\ncountry = "GB"\n'
        configuration = self.folder / "headend.toml"
        configuration.write_text(text)
        environment = self._avahi("head")
        self.headend = self.network.start("head", self.build / "bin/joincast-headend", "--config", configuration,
                                          env=environment)

    def _start_desktop(self):
        self.environment = self._avahi("desk")
        bus = self.folder / "session"
        self.network.start("desk", "dbus-daemon", "--session", f"--address=unix:path={bus}", "--nofork", "--nopidfile")
        self.wait(bus.exists, 60, "the session's D-Bus")
        home = self.folder / "home"
        home.mkdir()
        (self.folder / "run").mkdir(mode=0o700)
        self.environment |= {
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={bus}", "DISPLAY": self.display, "HOME": str(home),
            "XDG_RUNTIME_DIR": str(self.folder / "run"), "XDG_CONFIG_HOME": str(home / ".config"),
            "XDG_CACHE_HOME": str(home / ".cache"), "XDG_DATA_HOME": str(home / ".local/share"),
            "SDL_AUDIODRIVER": "dummy", "QT_QPA_PLATFORM": "xcb", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
        self.network.start("desk", "Xvfb", self.display, "-screen", "0", f"{self.screen}x24", "-nolisten", "tcp")
        self.wait(self._screen_answers, 60, "the screen")

    def _screen_answers(self):
        with socket.socket(socket.AF_UNIX) as screen:
            return screen.connect_ex(f"/tmp/.X11-unix/X{self.display[1:]}") == 0

    # --- The browser and what can be done to it.

    def start_browser(self, *arguments, **environment):
        self.browser = self.network.start("desk", self.build / "bin/joincast-browser", *arguments,
                                          env={**self.environment, **environment})
        self.wait(lambda: self.window() is not None, 60, "the browser's window")
        self.focus()
        return self.browser

    def close_browser(self, seconds=60):
        """As a person does it, by Ctrl+Q; the exit status, or what a signal gave when it did not end."""
        self.focus()
        self.keys("ctrl+q")
        end = time.monotonic() + seconds
        while self.browser.popen.poll() is None and time.monotonic() < end:
            time.sleep(0.05)
        return self.browser.stop(signal.SIGTERM)

    def xdotool(self, *arguments):
        return subprocess.run(["xdotool", *map(str, arguments)], env={**os.environ, **self.environment},
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout.strip()

    def window(self, name="Joincast"):
        found = self.xdotool("search", "--onlyvisible", "--name", name).splitlines()
        return found[-1] if found else None

    def focus(self, name="Joincast"):
        window = self.window(name)
        if window:
            self.xdotool("windowfocus", "--sync", window)
            time.sleep(0.1)
        return window

    def focus_dialog(self, seconds=60):
        """The browser's other window, in front of the one that focus() finds."""
        def others():
            windows = self.xdotool("search", "--onlyvisible", "--class", "joincast").splitlines()
            return [one for one in windows if one != self.window()]
        found = self.wait(others, seconds, "a dialog")
        self.xdotool("windowfocus", "--sync", found[-1])
        return found[-1]

    def keys(self, *names):
        for name in names:
            self.xdotool("key", "--clearmodifiers", name)

    def write(self, text):
        self.xdotool("type", "--delay", "15", text)

    def search(self, words):
        """Types these words, and nothing else, into the search field."""
        self.focus()
        self.keys("ctrl+f", "ctrl+a", "BackSpace")
        self.write(words)
        time.sleep(0.5)

    def mpris(self, *call):
        """The answer of the browser's MPRIS as text: `mpris("Get", "PlaybackStatus")`, or `mpris("Next")`."""
        command = ["dbus-send", "--session", "--print-reply", "--reply-timeout=3000",
                   "--dest=org.mpris.MediaPlayer2.joincast", "/org/mpris/MediaPlayer2"]
        if call[0] == "Get":
            command += ["org.freedesktop.DBus.Properties.Get", "string:org.mpris.MediaPlayer2.Player", f"string:{call[1]}"]
        else:
            command += [f"org.mpris.MediaPlayer2.Player.{call[0]}"]
        return subprocess.run(command, env={**os.environ, **self.environment}, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, text=True).stdout

    def playback(self):
        found = re.search(r'string "(Playing|Paused|Stopped)"', self.mpris("Get", "PlaybackStatus"))
        return found.group(1) if found else None

    def metadata(self, key):
        text = self.mpris("Get", "Metadata")
        found = re.search(re.escape(f'string "{key}"') + r'\s+variant\s+(?:array \[\s+)?string "([^"]*)"', text)
        return found.group(1) if found else None

    def groups(self):
        """The multicast groups that the desktop's host is a member of."""
        text = self.network.output("desk", "cat", "/proc/net/igmp6", "/proc/net/igmp")
        found = set(re.findall(r"\bff[0-9a-f]{30}\b", text))
        return found | {word for word in re.findall(r"^\t+([0-9A-F]{8})", text, re.M)}

    def hears(self, service):
        """Whether the desktop's host is a member of an IPv6 group of this service number."""
        return any(group.endswith(service.replace(":", "")) for group in self.groups())

    @staticmethod
    def seconds_of(file):
        """How long the sound in a file lasts, by its frames of MPEG audio, layer III."""
        text = subprocess.run(["ffprobe", "-v", "error", "-count_packets", "-show_entries", "stream=nb_read_packets,sample_rate",
                               "-of", "csv=p=0", str(file)], stdout=subprocess.PIPE, text=True, check=True).stdout
        rate, packets = map(int, text.strip().split(","))
        return packets * 1152 / rate

    def picture(self, path):
        size = self.screen
        subprocess.run(["ffmpeg", "-v", "error", "-y", "-f", "x11grab", "-draw_mouse", "0", "-video_size", size, "-i",
                        self.display, "-frames:v", "1", str(path)], env={**os.environ, **self.environment}, check=True)

    @staticmethod
    def wait(condition, seconds, what):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            value = condition()
            if value:
                return value
            time.sleep(0.05)
        raise AssertionError(f"waited {seconds} s for {what}")

    def close(self):
        self.network.close()
        shutil.rmtree(self.folder, ignore_errors=True)
