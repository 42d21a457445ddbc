# SPDX-License-Identifier: LGPL-2.1-or-later
"""The whole browser on a screen of its own, with a headend in another host: what a person does in an evening.

usage: browser_test.py BUILD-FOLDER
"""

import pathlib
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent.parent / "tools"))
import browser_lab  # noqa: E402

SKIPPED = 77


class Evening(unittest.TestCase):
    """One run, in the order of its steps."""

    @classmethod
    def setUpClass(cls):
        cls.lab = browser_lab.Lab(BUILD, display=185)

    @classmethod
    def tearDownClass(cls):
        cls.lab.close()

    def test_an_evening(self):
        lab = self.lab
        before = lab.groups()
        lab.start_browser("--sink", "null")
        guide = lab.wait(lambda: lab.groups() - before, 20, "the guide's group")
        self.assertTrue(guide, "the headend's guide is joined")

        with self.subTest("a station is found by words and played"):
            lab.wait(lambda: self.search_and_play("ligh jazz") == "Playing", 40, "Lighthouse Jazz to play")
            self.assertEqual(lab.metadata("xesam:album"), "Lighthouse Jazz")

        with self.subTest("the title changes with the song"):
            first = lab.wait(lambda: lab.metadata("xesam:title"), 15, "a title")
            lab.wait(lambda: lab.metadata("xesam:title") not in (None, first), 15, "another title")

        with self.subTest("it ends, and nothing is left behind"):
            self.assertEqual(lab.close_browser(), 0)
            lab.wait(lambda: lab.groups() <= before, 5, "all groups to be left")

    def search_and_play(self, words):
        self.lab.focus()
        self.lab.keys("ctrl+f", "ctrl+a")
        self.lab.write(words)
        time.sleep(1)
        self.lab.keys("Down", "Return")
        end = time.monotonic() + 6
        while time.monotonic() < end and self.lab.playback() != "Playing":
            time.sleep(0.1)
        return self.lab.playback()


if __name__ == "__main__":
    if browser_lab.missing():
        print(f"skipped: {browser_lab.missing()} is missing")
        sys.exit(SKIPPED)
    BUILD = sys.argv.pop(1)
    unittest.main()
