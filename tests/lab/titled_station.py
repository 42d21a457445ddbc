#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A radio station with titles for tests of recording: plays a piece of MP3 over and over in real time.

usage: titled_station.py PIECE.mp3 SECONDS TITLE [TITLE ...]

Listens on a free port of 127.0.0.1 and prints `port N`. The title changes every SECONDS, by ICY metadata.
"""

import itertools
import os
import socket
import sys
import threading
import time

OCTETS_A_SECOND = 8_000  # 64 kbit/s
METADATA_EVERY = 1_000
BURST_SECONDS = 1


def metadata(title):
    octets = f"StreamTitle='{title}';".encode()
    blocks = (len(octets) + 15) // 16
    return bytes([blocks]) + octets.ljust(16 * blocks, b"\0")


def serve(connection, piece, seconds, titles):
    connection.recv(4096)
    head = "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\nicy-name: Titled FM\r\n"
    connection.sendall((head + f"icy-metaint: {METADATA_EVERY}\r\n\r\n").encode())
    began = time.monotonic()
    told = None
    sound = itertools.cycle(piece)
    try:
        for block in itertools.count():
            due = began + block * METADATA_EVERY / OCTETS_A_SECOND - BURST_SECONDS
            time.sleep(max(0, due - time.monotonic()))
            connection.sendall(bytes(itertools.islice(sound, METADATA_EVERY)))
            title = titles[int(block * METADATA_EVERY / OCTETS_A_SECOND / seconds) % len(titles)]
            connection.sendall(b"\0" if title == told else metadata(title))
            told = title
    except OSError:
        pass


def main():
    if os.geteuid() == 0:
        os.nice(-15)  # a station is a machine of its own: it is in time whatever this one does
    with open(sys.argv[1], "rb") as file:
        piece = file.read()
    listener = socket.create_server(("127.0.0.1", 0))
    print("port", listener.getsockname()[1], flush=True)
    while True:
        connection, _ = listener.accept()
        arguments = (connection, piece, float(sys.argv[2]), sys.argv[3:])
        threading.Thread(target=serve, args=arguments, daemon=True).start()


main()
