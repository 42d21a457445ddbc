#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""What `cmake --install` puts down is whole, and others can build on it.

Installs a build into a folder below /tmp, compares the headers with the exported symbols, builds examples/ against it by
CMake and by pkg-config, and runs what came out between the installed headend and a listener's host.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

import exports

ARGUMENTS = None
SERVICE = "8000:00ff"  # the test service: a tone, without any configuration
EXAMPLES = ["receiver", "foreign_loop", "recorder", "members"]


def call(*command, **options):
    result = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                            **options)
    if result.returncode != 0:
        raise AssertionError(f"{' '.join(map(str, command))}:\n{result.stdout}")
    return result.stdout


def is_elf(path):
    with open(path, "rb") as file:
        return file.read(4) == b"\x7fELF"


class Installed(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = pathlib.Path(tempfile.mkdtemp(prefix="joincast-install-"))
        cls.prefix = cls.folder / "prefix"
        call("cmake", "--install", ARGUMENTS.build, "--prefix", cls.prefix)
        cls.flags = f"-fsanitize={ARGUMENTS.sanitize}" if ARGUMENTS.sanitize else ""
        cls.headers = sorted((cls.prefix / "include/joincast").rglob("*.h"))
        cls.library = cls.prefix / "lib/libjoincast-receiver.so"
        cls.environment = {**os.environ, "CXX": ARGUMENTS.compiler, "CXXFLAGS": cls.flags, "LDFLAGS": cls.flags,
                           "PKG_CONFIG_PATH": str(cls.prefix / "lib/pkgconfig")}

    @classmethod
    def tearDownClass(cls):
        shutil.rmtree(cls.folder)

    def test_everything_is_there(self):
        for name in ["bin/joincast", "bin/joincast-gateway", "bin/joincast-guide", "bin/joincast-headend", "bin/joincast-resolve", "bin/joincast-send", "lib/joincast/joincast-ffmpeg.so",
                     "lib/joincast/joincast-sdl.so", "lib/joincast/joincast-containers.so",
                     "share/man/man1/joincast.1", "share/man/man1/joincast-gateway.1", "share/man/man1/joincast-guide.1", "share/man/man1/joincast-resolve.1", "share/man/man1/joincast-send.1", "share/man/man8/joincast-headend.8",
                     "bin/joincast-browser", "share/man/man1/joincast-browser.1", "share/applications/org.joincast.Browser.desktop",
                     "share/metainfo/org.joincast.Browser.metainfo.xml", "share/mime/packages/org.joincast.Browser.xml",
                     "share/icons/hicolor/scalable/apps/org.joincast.Browser.svg",
                     "share/icons/hicolor/symbolic/apps/org.joincast.Browser-symbolic.svg",
                     "share/doc/joincast/joincast-headend.toml", "share/doc/joincast/LICENSE",
                     "share/doc/joincast/library.md", "share/doc/joincast/examples/receiver.cpp",
                     "lib/systemd/system/joincast-headend.service", "lib/systemd/system/joincast-gateway.service", "lib/pkgconfig/joincast-receiver.pc",
                     "lib/cmake/JoincastReceiver/JoincastReceiverConfig.cmake"]:
            self.assertTrue((self.prefix / name).is_file(), name)

    def test_send_runs_from_there(self):
        told = subprocess.run([self.prefix / "bin/joincast", "send", "--help"], env=self.environment, check=True,
                              stdout=subprocess.PIPE, text=True).stdout
        self.assertIn("--list-devices", told)

    def test_rooms_open_to_others_have_their_headers_there(self):
        rooms = {header.parent.name for header in self.headers}
        self.assertEqual(rooms, {"base", "sdp", "sap", "guide", "rtp", "rtcp", "payload", "membership", "net", "media",
                                 "libreceiver"})

    def test_the_unit_starts_the_installed_program(self):
        unit = (self.prefix / "lib/systemd/system/joincast-headend.service").read_text()
        self.assertIn(f"ExecStart={self.prefix}/bin/joincast-headend", unit)

    def test_headers_name_each_other_as_they_are_installed(self):
        for header in self.headers:
            for line in header.read_text().splitlines():
                if line.startswith("#include <joincast/"):
                    self.assertTrue((self.prefix / "include" / line.split("<")[1].rstrip(">")).is_file(), f"{header}: {line}")
                self.assertFalse(line.startswith('#include "'), f"{header}: {line}")

    def test_headers_compile_with_nothing_but_the_include_folder(self):
        source = "".join(f"#include <{header.relative_to(self.prefix / 'include')}>\n" for header in self.headers)
        call(ARGUMENTS.compiler, "-std=c++20", "-Wall", "-Wextra", "-Werror", "-fsyntax-only", "-I", self.prefix / "include", "-x",
             "c++", "-", input=source)

    def test_what_headers_declare_is_exported_and_nothing_else(self):
        self.assertEqual("\n".join(exports.compare(self.headers, self.library)), "")

    def test_no_run_path_leads_out_of_the_installation(self):
        for path in self.prefix.rglob("*"):
            if path.is_symlink() or not path.is_file() or not is_elf(path):
                continue
            for line in call("readelf", "-d", path).splitlines():
                if "RUNPATH" in line or "RPATH" in line:
                    folders = line[line.index("[") + 1 : -1].split(":")
                    self.assertTrue(all(folder.startswith("$ORIGIN") for folder in folders), f"{path}: {line}")

    def test_programs_take_the_library_from_beside_them(self):
        for name in ["joincast", "joincast-headend"]:
            libraries = call("ldd", self.prefix / "bin" / name)
            self.assertIn(f"libjoincast-receiver.so.0.1 => {self.prefix}/bin/../lib/", libraries)

    def build_by_cmake(self):
        build = self.folder / "by-cmake"
        call("cmake", "-G", "Ninja", "-S", self.prefix / "share/doc/joincast/examples", "-B", build,
             f"-DCMAKE_PREFIX_PATH={self.prefix}", env=self.environment)
        call("cmake", "--build", build)
        return build

    def build_by_pkg_config(self):
        build = self.folder / "by-pkg-config"
        shutil.copytree(self.prefix / "share/doc/joincast/examples", build)
        call("make", "-C", build, env=self.environment)
        return build

    def test_examples_are_built_by_pkg_config_and_by_cmake_and_run(self):
        by_make = self.build_by_pkg_config()
        for name in EXAMPLES:
            self.assertTrue((by_make / name).is_file())
        by_cmake = self.build_by_cmake()
        reason = why_no_lab()
        if reason:
            self.skipTest(reason)
        self.run_in_lab(by_cmake, by_make)

    def run_in_lab(self, by_cmake, by_make):
        sys.path.insert(0, str(pathlib.Path(ARGUMENTS.source) / "tools"))
        import netns

        network = netns.Network("head", "one")
        try:
            network.wait_ready()
            paths = {
                "LD_LIBRARY_PATH": str(self.prefix / "lib"),
                "SDL_AUDIODRIVER": "dummy",
                "ASAN_OPTIONS": "detect_leaks=0",  # SDL's audio drivers keep memory to the end of the program
            }
            configuration = self.folder / "headend.toml"
            configuration.write_text('[headend]\ninterfaces = ["eth0"]\nlinger = 0.5\n')
            headend = network.start("head", str(self.prefix / "bin/joincast-headend"), "--config", str(configuration))
            self.assertTrue(headend.wait_for("ready", 60), headend.lines)
            members = network.start("head", str(by_cmake / "members"), "eth0")
            recordings = self.folder / "recordings"
            programs = {
                "receiver": ["sh", "-c", f"exec {by_make}/receiver {SERVICE} eth0"],
                "foreign_loop": ["sh", "-c", f"sleep 300 | exec {by_cmake}/foreign_loop {SERVICE} eth0"],
                "recorder": [str(by_cmake / "recorder"), SERVICE, str(recordings), "eth0"],
            }
            running = {name: network.start("one", *command, env=paths) for name, command in programs.items()}
            for name, text in {"receiver": "sound", "foreign_loop": "peak: 0.", "recorder": "begins: "}.items():
                self.assertTrue(running[name].wait_for(text, 60), (name, running[name].lines, headend.lines))
            self.assertTrue(members.wait_for(":8000:ff%eth0", 60), members.lines)
            self.assertEqual(running["recorder"].stop(), 0)
            files = [path for path in recordings.rglob("*") if path.is_file() and path.stat().st_size > 10000]
            self.assertTrue(files, list(recordings.rglob("*")))
            self.assertEqual(running["receiver"].stop(), 0)
            self.assertEqual(members.stop(), 0)
            self.assertEqual(headend.stop(), 0)
        finally:
            network.close()


def why_no_lab():
    if os.geteuid() != 0:
        return "needs root for network namespaces"
    return "" if shutil.which("ip") else "needs iproute2"


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--compiler", default="c++")
    parser.add_argument("--sanitize", default="")
    ARGUMENTS, rest = parser.parse_known_args()
    unittest.main(argv=[sys.argv[0], "-v", *rest], warnings="ignore")
