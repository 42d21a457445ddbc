#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A radio station for icecast2: plays songs in real time, over and over, with their titles.

usage: station.py http://source:PASSWORD@HOST:PORT/MOUNT SECONDS TITLE [TITLE ...]

MOUNT ends in .mp3 or .opus. Each title is a song of SECONDS, a tone whose pitch tells which: 440 Hz for the
first, 550 for the second and so on. MP3 titles go through icecast's admin interface, as other source
clients do it; an Ogg stream carries them in its comments, each song a chained stream of its own.
Prints `TITLE<TAB>unix time` when a song begins.
"""

import base64
import http.client
import subprocess
import sys
import time
import urllib.parse

CHUNK_SECONDS = 0.1
FIRST_PITCH_HZ = 440
PITCH_STEP_HZ = 110


def song(title, pitch_hz, seconds, codec):
    """The octets of a song; -bitexact leaves out what differs between runs."""
    command = ["ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi"]
    command += ["-i", f"sine=frequency={pitch_hz}:sample_rate=48000:duration={seconds}", "-ac", "2"]
    if codec == "opus":
        artist, _, name = title.partition(" - ")
        command += ["-c:a", "libopus", "-b:a", "96k", "-metadata", f"artist={artist}", "-metadata", f"title={name}"]
        command += ["-page_duration", "40000", "-f", "opus", "-"]
    else:
        command += ["-c:a", "libmp3lame", "-b:a", "128k", "-id3v2_version", "0", "-write_xing", "0", "-f", "mp3", "-"]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout


class Icecast:
    """One mount, fed by the SOURCE-compatible PUT of icecast 2.4."""

    def __init__(self, url, content_type):
        self.url = urllib.parse.urlsplit(url)
        credentials = f"{self.url.username}:{self.url.password}".encode()
        self.authorization = "Basic " + base64.b64encode(credentials).decode()
        self.connection = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=60)
        self.connection.putrequest("PUT", self.url.path)
        for name, value in [
            ("Authorization", self.authorization),
            ("Content-Type", content_type),
            ("Ice-Name", "Joincast Test " + self.url.path.rsplit(".", 1)[-1].upper()),
            ("Ice-Genre", "Test tones"),
            ("Ice-Public", "0"),
        ]:
            self.connection.putheader(name, value)
        self.connection.endheaders()

    def send(self, octets):
        self.connection.send(octets)

    def title(self, text):
        query = urllib.parse.urlencode({"mount": self.url.path, "mode": "updinfo", "song": text, "charset": "UTF-8"})
        admin = http.client.HTTPConnection(self.url.hostname, self.url.port, timeout=60)
        admin.request("GET", "/admin/metadata?" + query, headers={"Authorization": self.authorization})
        status = admin.getresponse().status
        if status != 200:
            sys.exit(f"station.py: icecast2 refused the title with status {status}")
        admin.close()


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    url, seconds, titles = sys.argv[1], int(sys.argv[2]), sys.argv[3:]
    codec = "opus" if url.endswith(".opus") else "mp3"
    songs = [song(title, FIRST_PITCH_HZ + PITCH_STEP_HZ * i, seconds, codec) for i, title in enumerate(titles)]
    station = Icecast(url, "audio/ogg" if codec == "opus" else "audio/mpeg")
    due = time.monotonic()
    while True:
        for title, octets in zip(titles, songs):
            if codec == "mp3":
                station.title(title)
            print(f"{title}\t{time.time():.3f}", flush=True)
            size = max(1, int(len(octets) * CHUNK_SECONDS / seconds))
            for start in range(0, len(octets), size):
                station.send(octets[start : start + size])
                due += CHUNK_SECONDS * len(octets[start : start + size]) / size
                time.sleep(max(0.0, due - time.monotonic()))


if __name__ == "__main__":
    main()
