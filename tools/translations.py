#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""The browser's languages: gathers its texts, and tells which are not translated.

usage: translations.py [--lupdate PROGRAM] update|check

update  writes new texts into ui/translations/*.ts; English has what is counted alone, in one and many.
check   ends with 1 if a text of the sources is missing there, or not translated.
"""

import argparse
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml

TOP = pathlib.Path(__file__).resolve().parent.parent
FILES = TOP / "ui" / "translations"


def gather(lupdate, folder):
    for language, options in (("de", []), ("en", ["-pluralonly"])):
        command = [lupdate, "ui", "app/joincast-browser", "-extensions", "cpp,h", "-locations", "none", "-no-obsolete",
                   "-no-ui-lines", "-silent", "-I", str(TOP), *options, "-source-language", "en", "-target-language", language,
                   "-ts", str(folder / f"joincast_{language}.ts")]
        subprocess.run(command, cwd=TOP, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def unfinished(file):
    for context in xml.parse(file).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            forms = translation.findall("numerusform")
            texts = [form.text or "" for form in forms] if forms else [translation.text or ""]
            if translation.get("type") == "unfinished" or not all(texts):
                yield f"{file.name}: {context.findtext('name')}: {message.findtext('source')!r}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--lupdate", default="/usr/lib/qt6/bin/lupdate")
    parser.add_argument("what", choices=["update", "check"])
    arguments = parser.parse_args()
    if arguments.what == "update":
        gather(arguments.lupdate, FILES)
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = pathlib.Path(scratch)
        for file in FILES.glob("*.ts"):
            (folder / file.name).write_bytes(file.read_bytes())
        gather(arguments.lupdate, folder)
        faults = [fault for file in sorted(folder.glob("*.ts")) for fault in unfinished(file)]
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
