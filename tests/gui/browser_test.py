# SPDX-License-Identifier: LGPL-2.1-or-later
"""The whole browser on a screen of its own, with a headend in another host: an evening's listening.

usage: browser_test.py BUILD-FOLDER
"""

import pathlib
import sys
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
        lab.start_browser("--sink", "null", "8000:000d")
        with self.subTest("the guide is looked at"):
            lab.wait(lambda: lab.groups() - before, 60, "the guide's group")

        with self.subTest("the station that was named plays"):
            lab.wait(lambda: lab.playback() == "Playing", 60, "Lighthouse Jazz to play")

        with self.subTest("the title changes with the song"):
            first = lab.wait(lambda: lab.metadata("xesam:title"), 60, "a title")
            lab.wait(lambda: lab.metadata("xesam:title") not in (None, first), 60, "another title")

        with self.subTest("it ends, and nothing is left behind"):
            self.assertEqual(lab.close_browser(), 0)
            lab.wait(lambda: lab.groups() <= before, 60, "all groups to be left")


if __name__ == "__main__":
    if browser_lab.missing():
        print(f"skipped: {browser_lab.missing()} is missing")
        sys.exit(SKIPPED)
    BUILD = sys.argv.pop(1)
    unittest.main()
