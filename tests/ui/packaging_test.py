# SPDX-License-Identifier: LGPL-2.1-or-later
"""What desktops read about the browser is as their own tools want it."""

import configparser
import pathlib
import shutil
import subprocess
import tempfile
import unittest
import xml.etree.ElementTree as xml

TOP = pathlib.Path(__file__).resolve().parent.parent.parent
PACKAGING = TOP / "packaging"
NAME = "org.joincast.Browser"


def said(*command):
    result = subprocess.run([str(part) for part in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    return result.returncode, result.stdout


class Packaging(unittest.TestCase):
    def test_the_desktop_file_is_valid(self):
        self.assertEqual(said("desktop-file-validate", PACKAGING / f"{NAME}.desktop"), (0, ""))

    def test_the_metainfo_is_valid(self):
        status, text = said("appstreamcli", "validate", "--no-net", PACKAGING / f"{NAME}.metainfo.xml")
        self.assertEqual(status, 0, text)

    def test_metainfo_and_desktop_file_name_each_other(self):
        root = xml.parse(PACKAGING / f"{NAME}.metainfo.xml").getroot()
        self.assertEqual(root.findtext("id"), NAME)
        self.assertEqual(root.findtext("launchable"), f"{NAME}.desktop")
        entry = configparser.ConfigParser(interpolation=None)
        entry.read(PACKAGING / f"{NAME}.desktop")
        opened = entry["Desktop Entry"]["MimeType"].split(";")
        for mediatype in root.iter("mediatype"):
            self.assertIn(mediatype.text, opened)
        self.assertIn("x-scheme-handler/rtp", opened)

    def test_session_descriptions_are_known_by_name(self):
        with tempfile.TemporaryDirectory() as folder:
            packages = pathlib.Path(folder) / "packages"
            packages.mkdir()
            shutil.copy(PACKAGING / f"{NAME}.mime.xml", packages / f"{NAME}.xml")
            status, text = said("update-mime-database", folder)
            self.assertEqual(status, 0, text)
            self.assertIn("application/sdp:*.sdp", (pathlib.Path(folder) / "globs").read_text())

    def test_icons_are_drawings_of_the_size_that_themes_want(self):
        for name, side in ((NAME, 128), (f"{NAME}-symbolic", 16)):
            root = xml.parse(PACKAGING / "icons" / f"{name}.svg").getroot()
            self.assertEqual(root.get("viewBox"), f"0 0 {side} {side}")

    def test_the_man_page_is_without_fault(self):
        status, text = said("man", "-l", "--warnings", PACKAGING / "man/joincast-browser.1")
        self.assertEqual(status, 0)
        self.assertNotIn("warning", text)


if __name__ == "__main__":
    unittest.main()
