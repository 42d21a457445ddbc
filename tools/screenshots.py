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
    def __init__(self, lab, folder, only):
        self.lab, self.folder, self.only = lab, folder, only

    def take(self, name, seconds=1.0):
        time.sleep(seconds)
        if self.only and self.only not in name:
            return
        path = self.folder / f"{name}.png"
        self.lab.picture(path)
        shrink(path)
        print(f"{path.name}: {path.stat().st_size // 1024} KiB", flush=True)


def begin(lab, scheme="light", language="en", scale="1"):
    settings(lab, scheme, language)
    lab.start_browser("--sink", "null", QT_SCALE_FACTOR=scale)
    window = lab.focus()
    width, height = lab.screen.split("x")
    lab.xdotool("windowmove", "--sync", window, 0, 0)
    lab.xdotool("windowsize", "--sync", window, width, height)
    time.sleep(3)


def search(lab, words):
    lab.focus()
    lab.keys("ctrl+f", "ctrl+a")
    lab.write(words)
    time.sleep(0.8)


def play(lab, words):
    search(lab, words)
    lab.keys("Down", "Return")
    lab.wait(lambda: lab.playback() in (None, "Playing"), 10, words)
    time.sleep(3)
    lab.keys("ctrl+f", "ctrl+a", "BackSpace", "Down")


def every_view(lab, camera):
    begin(lab)
    camera.take("stations")
    play(lab, "ligh jazz")
    camera.take("playing")
    search(lab, "jazz")
    camera.take("search")
    lab.keys("ctrl+a", "BackSpace", "Down")
    lab.keys("ctrl+i")
    camera.take("signal", 12)
    lab.keys("ctrl+i", "ctrl+r")
    lab.keys("ctrl+2")
    camera.take("second-page", 4)
    lab.keys("ctrl+3")
    camera.take("third-page")
    lab.keys("ctrl+1", "ctrl+n")
    lab.focus("Settings")
    camera.take("network")
    lab.keys("Escape")
    lab.focus()
    lab.keys("F1")
    camera.take("why", 2)
    lab.keys("Escape")
    play(lab, "nine")
    camera.take("television", 3)
    lab.close_browser()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default=str(TOP / "build/release"))
    parser.add_argument("--into", default=str(TOP / "docs/screenshots"))
    parser.add_argument("--only", default="")
    parser.add_argument("--screen", default="1200x760")
    arguments = parser.parse_args()
    if browser_lab.missing():
        sys.exit(f"screenshots.py: {browser_lab.missing()} is missing")
    folder = pathlib.Path(arguments.into)
    folder.mkdir(parents=True, exist_ok=True)
    lab = browser_lab.Lab(arguments.build, screen=arguments.screen, song_seconds=40)
    camera = Camera(lab, folder, arguments.only)
    try:
        every_view(lab, camera)
        begin(lab, scheme="dark")
        play(lab, "ligh jazz")
        camera.take("playing-dark")
        lab.keys("ctrl+i")
        camera.take("signal-dark", 12)
        lab.keys("ctrl+i")
        lab.close_browser()
        begin(lab, language="de")
        play(lab, "kultur")
        camera.take("playing-german")
        lab.keys("ctrl+n")
        lab.focus("Einstellungen")
        camera.take("network-german")
        lab.keys("Escape")
        lab.close_browser()
    finally:
        lab.close()
    lab = browser_lab.Lab(arguments.build, screen="2400x1520", song_seconds=40)
    camera = Camera(lab, folder, arguments.only)
    try:
        begin(lab, scale="2")
        play(lab, "ligh jazz")
        camera.take("playing-2x")
        lab.close_browser()
        begin(lab, scheme="dark", language="de", scale="2")
        play(lab, "nordlicht")
        camera.take("playing-dark-german-2x")
        lab.close_browser()
    finally:
        lab.close()


if __name__ == "__main__":
    main()
