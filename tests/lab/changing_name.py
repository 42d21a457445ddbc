#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A name that changes its address between check and connect leads nobody inside.

usage: changing_name.py JOINCAST-RESOLVE

In network and mount namespaces of its own: a name server answers for one name by turns with an outside and with a
loopback address; the same station listens on both. What a directory names (--from-outside) is heard outside, or refused
with the reason; nothing ever reaches the loopback one.
"""

import json
import os
import socket
import struct
import subprocess
import sys
import tempfile
import threading

OUTSIDE, INSIDE, PORT, RUNS = "198.51.100.1", "127.0.0.1", 8080, 8
FRAME = b"\xff\xfb\x90\x00" + bytes(413)


def serve_names(bound):
    """Each question for an IPv4 address is answered with the other one; for others there is no record."""
    turn = 0
    while True:
        query, client = bound.recvfrom(512)
        end = 12
        while query[end]:
            end += query[end] + 1
        question = query[12 : end + 5]
        wants_v4 = struct.unpack("!H", question[-4:-2])[0] == 1
        answer = b""
        if wants_v4:
            address = (OUTSIDE, INSIDE)[turn % 2]
            turn += 1
            answer = b"\xc0\x0c" + struct.pack("!HHIH", 1, 1, 0, 4) + socket.inet_aton(address)
        head = query[:2] + struct.pack("!HHHHH", 0x8180, 1, 1 if wants_v4 else 0, 0, 0)
        bound.sendto(head + question + answer, client)


def serve_station(address, connections):
    listener = socket.create_server((address, PORT))
    while True:
        client, _ = listener.accept()
        connections.append(address)
        client.recv(4096)
        client.sendall(b"HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\n" + FRAME * 20)
        client.close()


def walk(program):
    command = [program, "--json", "--from-outside", "--within", "10s", f"http://changing.example:{PORT}/live"]
    return json.loads(subprocess.run(command, capture_output=True, text=True, timeout=120).stdout)


def main():
    program = os.path.abspath(sys.argv[1])
    if os.environ.get("JOINCAST_CHANGING_NAME") != "inside":
        if os.geteuid() != 0:
            sys.exit(77)  # skipped
        environment = dict(os.environ, JOINCAST_CHANGING_NAME="inside")
        os.execvpe("unshare", ["unshare", "--net", "--mount", sys.executable, os.path.abspath(__file__), program],
                   environment)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    subprocess.run(["ip", "address", "add", OUTSIDE + "/32", "dev", "lo"], check=True)
    with tempfile.NamedTemporaryFile("w") as resolver:
        resolver.write("nameserver 127.0.0.1\n")
        resolver.flush()
        os.chmod(resolver.name, 0o644)
        subprocess.run(["mount", "--bind", resolver.name, os.path.realpath("/etc/resolv.conf")], check=True)
        names = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        names.bind(("127.0.0.1", 53))
        connections = []
        threading.Thread(target=serve_names, args=(names,), daemon=True).start()
        for address in (OUTSIDE, INSIDE):
            threading.Thread(target=serve_station, args=(address, connections), daemon=True).start()
        findings = [walk(program) for _ in range(RUNS)]
    found = [finding for finding in findings if finding["found"]]
    refused = [finding for finding in findings if not finding["found"]]
    assert connections == [OUTSIDE] * len(found), connections
    assert found and refused, findings
    for finding in refused:
        assert "leads to an inside address (127.0.0.1)" in finding["reason"], finding
    print(f"{len(found)} heard outside, {len(refused)} refused, none inside")


if __name__ == "__main__":
    main()
