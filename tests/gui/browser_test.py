# SPDX-License-Identifier: LGPL-2.1-or-later
"""The whole browser on a screen of its own, with a headend in another host: what a person does in an evening.

usage: browser_test.py BUILD-FOLDER
"""

import pathlib
import sys
import unicodedata
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
        with self.subTest("the headend is found by DNS-SD and its guide is read, and left when it is known"):
            lab.wait(lambda: lab.hears("8000:0000"), 60, "the guide's group to be joined")
            lab.wait(lambda: not lab.hears("8000:0000"), 60, "the guide's group to be left")

        with self.subTest("a station is found by words and played"):
            lab.search("ligh jazz")
            lab.keys("Down", "Return")
            lab.wait(lambda: lab.playback() == "Playing", 60, "Lighthouse Jazz to play")
            self.assertEqual(lab.metadata("xesam:album"), "Lighthouse Jazz")
            self.assertTrue(lab.hears("8000:000d"))

        with self.subTest("the title changes with the song"):
            first = lab.wait(lambda: lab.metadata("xesam:title"), 60, "a title")
            lab.wait(lambda: lab.metadata("xesam:title") not in (None, first), 60, "another title")

        with self.subTest("it is recorded"):
            lab.keys("ctrl+r")
            home = pathlib.Path(lab.environment["HOME"])
            [file] = lab.wait(lambda: [one for one in home.rglob("*.mp3") if one.stat().st_size > 20_000], 60, "a recording")
            lab.keys("ctrl+r")
            lab.wait(lambda: '"state": "complete"' in file.with_name(file.name + ".json").read_text(), 60, "its end")
            self.assertGreater(lab.seconds_of(file), 1)

        with self.subTest("twenty stations are gone through, each plays, and none but the last is still joined"):
            names = sorted([station[1] for station in browser_lab.STATIONS] + ["Channel Nine"], 
                           key=lambda name: unicodedata.normalize("NFKD", name).casefold())
            lab.search("")
            lab.keys("Down", "Home")
            for name in names[1:21]:
                lab.keys("Down")
                lab.wait(lambda: lab.metadata("xesam:album") == name and lab.playback() == "Playing", 60, f"{name} to play")
            lab.wait(lambda: not any(lab.hears("8000:" + number) for number, name, *_ in browser_lab.STATIONS
                                     if name != names[20]), 60, "the others to be left")

        with self.subTest("it ends, and nothing is left behind"):
            self.assertEqual(lab.close_browser(), 0)
            lab.wait(lambda: lab.groups() <= before, 60, "all groups to be left")


if __name__ == "__main__":
    if browser_lab.missing():
        print(f"skipped: {browser_lab.missing()} is missing")
        sys.exit(SKIPPED)
    BUILD = sys.argv.pop(1)
    unittest.main()
