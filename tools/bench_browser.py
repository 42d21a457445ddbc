# SPDX-License-Identifier: LGPL-2.1-or-later
"""How joincast-browser feels with 80,000 stations: handlers of events, and a start of the whole program.

Called by bench.py; everything happens on a D-Bus of its own and without a screen.
"""

import json
import os
import pathlib
import statistics
import subprocess
import time

STATIONS = 80_000
RUNS = 5
PLAYER = ["--dest=org.mpris.MediaPlayer2.joincast", "/org/mpris/MediaPlayer2", "org.freedesktop.DBus.Properties.Get",
          "string:org.mpris.MediaPlayer2.Player", "string:CanGoNext"]


def handlers(programs):
    """What bench/browser_list prints: ms of processor time and of the clock, by what was done."""
    output = subprocess.run([str(programs / "browser_list"), str(STATIONS)], check=True, stdout=subprocess.PIPE,
                            stderr=subprocess.DEVNULL, text=True).stdout
    return json.loads(output)


class Desktop:
    """A home and a session's D-Bus of its own."""

    def __init__(self, programs, folder):
        self.programs, self.home = programs, pathlib.Path(folder)
        self.home.mkdir(parents=True)
        address = f"unix:path={self.home}/bus"
        self.bus = subprocess.Popen(["dbus-daemon", "--session", f"--address={address}", "--nofork", "--nopidfile"])
        while not (self.home / "bus").exists():
            time.sleep(0.01)
        self.environment = {
            **os.environ, "DBUS_SESSION_BUS_ADDRESS": address, "HOME": str(self.home), "XDG_CACHE_HOME": f"{self.home}/cache",
            "XDG_CONFIG_HOME": f"{self.home}/config", "XDG_DATA_HOME": f"{self.home}/data",
            "XDG_RUNTIME_DIR": str(self.home), "QT_QPA_PLATFORM": "offscreen", "SDL_AUDIODRIVER": "dummy"}

    def remember(self, stations):
        """As an earlier run that heard of so many would have left it."""
        subprocess.run([str(self.programs / "browser_list"), "--write", f"{self.home}/cache/joincast/guide", str(stations)],
                       check=True)

    def ask(self):
        """`true` once there is a list whose next station could be played; empty: nobody answers yet."""
        said = subprocess.run(["dbus-send", "--session", "--print-reply=literal", *PLAYER], env=self.environment,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout
        return said.split()[-1] if said else ""

    def start(self, until):
        """Milliseconds from the start of the program until that is what it says."""
        began = time.monotonic()
        program = subprocess.Popen([str(self.programs / "joincast-browser"), "--sink", "null"], env=self.environment,
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            while self.ask() not in until:
                if time.monotonic() - began > 30 or program.poll() is not None:
                    raise RuntimeError("joincast-browser lists nothing")
            return 1e3 * (time.monotonic() - began)
        finally:
            program.terminate()
            program.wait()

    def close(self):
        self.bus.terminate()
        self.bus.wait()


def starts(programs, folder):
    """Medians: until it answers at all with nothing remembered, and until 80,000 remembered stations are listed."""
    desktop = Desktop(programs, folder)
    try:
        bare = [desktop.start(("true", "false")) for _ in range(RUNS)]
        desktop.remember(STATIONS)
        full = [desktop.start(("true",)) for _ in range(RUNS)]
        return statistics.median(bare), statistics.median(full), max(full)
    finally:
        desktop.close()
