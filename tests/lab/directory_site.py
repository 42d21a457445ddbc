#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A web server for tests of directories: the files of a folder with their ETags, and a radio station.

usage: directory_site.py ADDRESS FOLDER PIECE.mp3

Listens on a free port, prints `port N`, then a line for each request: its path and If-None-Match. What begins with
/live plays the piece over and over in real time.
"""

import hashlib
import http.server
import itertools
import os
import pathlib
import sys
import time

OCTETS_A_SECOND = 8_000  # 64 kbit/s
BLOCK = 1_000
BURST_SECONDS = 1


class Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        known = self.headers.get("If-None-Match", "")
        print(self.path, known, flush=True)
        if self.path.startswith("/live"):
            return self.play()
        path = pathlib.Path(sys.argv[2]) / self.path.lstrip("/")
        if not path.is_file():
            return self.send_error(404)
        body = path.read_bytes()
        tag = '"%s"' % hashlib.sha256(body).hexdigest()[:16]
        self.send_response(304 if known == tag else 200)
        self.send_header("ETag", tag)
        if known != tag:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if known != tag:
            self.wfile.write(body)

    def play(self):
        self.send_response(200)
        self.send_header("Content-Type", "audio/mpeg")
        self.end_headers()
        piece = pathlib.Path(sys.argv[3]).read_bytes()
        sound = itertools.cycle(piece)
        began = time.monotonic()
        try:
            for block in itertools.count():
                due = began + block * BLOCK / OCTETS_A_SECOND - BURST_SECONDS
                time.sleep(max(0, due - time.monotonic()))
                self.wfile.write(bytes(itertools.islice(sound, BLOCK)))
        except OSError:
            pass

    def log_message(self, *unused):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True


if os.geteuid() == 0:
    os.nice(-15)  # a machine of its own: it is in time whatever this one does
server = Server((sys.argv[1], 0), Site)
print("port", server.server_port, flush=True)
server.serve_forever()
