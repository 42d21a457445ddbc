#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Pictures of the browser from real use in the lab: every view, light and dark, once and twice as large, German.

usage: screenshots.py [--build FOLDER] [--into FOLDER] [--only NAME]

`./run screenshots` builds and calls it; the pictures go into docs/screenshots.
"""

import argparse
import pathlib
import subprocess
import sys
import time

import browser_lab

TOP = pathlib.Path(__file__).resolve().parent.parent


VARIANTS = [  # suffix, scheme, language, scale
    ("", "light", "en", 1),
    ("-dark", "dark", "en", 1),
    ("-german", "light", "de", 1),
    ("-2x", "light", "en", 2),
    ("-contrast", "contrast", "en", 1),
    ("-dark-german-2x", "dark", "de", 2),
]
SIZE = (1200, 760)


def settings(lab, scheme, language):
    folder = pathlib.Path(lab.environment["XDG_CONFIG_HOME"]) / "joincast"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "joincast.conf").write_text(f"[look]\nscheme={scheme}\nlanguage={language}\n")


def shrink(path):
    """The same picture in 64 colours of its own: a tenth of the size."""
    small = path.with_suffix(".small.png")
    subprocess.run(["ffmpeg", "-v", "error", "-y", "-i", str(path), "-vf",
                    "split[a][b];[a]palettegen=max_colors=64:stats_mode=full[p];[b][p]paletteuse=dither=none",
                    str(small)], check=True)
    small.replace(path)


class Camera:
    """Takes one picture after the other of one variant."""

    def __init__(self, lab, folder, only, suffix):
        self.lab, self.folder, self.only, self.suffix = lab, folder, only, suffix

    def take(self, name, seconds=1.0):
        time.sleep(seconds)
        path = self.folder / f"{name}{self.suffix}.png"
        if self.only and self.only not in path.stem:
            return
        self.lab.picture(path)
        shrink(path)
        print(f"{path.name}: {path.stat().st_size // 1024} KiB", flush=True)

    def dialog(self, name, *keys):
        """The dialog that these keys open."""
        self.lab.focus()
        self.lab.keys(*keys)
        self.lab.focus_dialog()
        self.take(name)
        self.lab.keys("Escape")
        self.lab.focus()


def begin(lab, scheme, language, scale, *arguments):
    settings(lab, scheme, language)
    lab.start_browser("--sink", "null", *arguments, QT_SCALE_FACTOR=str(scale))
    window = lab.focus()
    width, height = lab.screen.split("x")
    lab.xdotool("windowmove", "--sync", window, 0, 0)
    lab.xdotool("windowsize", "--sync", window, width, height)
    time.sleep(2)


def play(lab, words, name):
    lab.search(words)
    lab.keys("Down", "Return")
    lab.wait(lambda: lab.metadata("xesam:album") == name and lab.playback() == "Playing", 30, f"{name} to play")
    lab.search("")
    lab.keys("Down")


def every_view(lab, camera, scheme, language, scale):
    begin(lab, scheme, language, scale)
    camera.take("stations", 6)
    for words, name in (("fjord", "Radio Fjord"), ("ligh jazz", "Lighthouse Jazz")):
        play(lab, words, name)
        lab.keys("ctrl+d")
    lab.keys("ctrl+r")
    camera.take("playing", 3)
    lab.search("jazz")
    camera.take("search")
    lab.search("")
    lab.keys("ctrl+g", "1")
    camera.take("groups")
    lab.keys("ctrl+g", "0", "ctrl+i")
    camera.take("signal", 20)
    lab.keys("ctrl+r", "ctrl+3")
    camera.take("recordings", 2)
    lab.keys("ctrl+1", "ctrl+shift+h")
    camera.take("songs")
    lab.keys("ctrl+shift+h")
    camera.dialog("why", "F1")
    camera.dialog("details", "alt+Return")
    camera.dialog("schedule", "ctrl+shift+w")
    camera.dialog("alarm", "F9")
    camera.dialog("network", "ctrl+n")
    camera.dialog("settings", "ctrl+comma")
    camera.dialog("keys", "ctrl+F1")
    play(lab, "nine", "Channel Nine")
    lab.keys("ctrl+t")
    camera.take("television", 3)
    lab.close_browser()


def nobody(lab, camera, scheme, language, scale):
    """An empty first start: no headend answers."""
    begin(lab, scheme, language, scale)
    camera.take("welcome", 12)
    lab.close_browser()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default=str(TOP / "build/release"))
    parser.add_argument("--into", default=str(TOP / "docs/screenshots"))
    parser.add_argument("--only", default="", help="pictures and variants whose name has this")
    arguments = parser.parse_args()
    if browser_lab.missing():
        sys.exit(f"screenshots.py: {browser_lab.missing()} is missing")
    folder = pathlib.Path(arguments.into)
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, scheme, language, scale in VARIANTS:
        screen = "x".join(str(scale * length) for length in SIZE)
        for view, headend in ((every_view, True), (nobody, False)):
            lab = browser_lab.Lab(arguments.build, screen=screen, song_seconds=40, headend=headend)
            try:
                view(lab, Camera(lab, folder, arguments.only, suffix), scheme, language, scale)
            finally:
                lab.close()


if __name__ == "__main__":
    main()
