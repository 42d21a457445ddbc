# SPDX-License-Identifier: LGPL-2.1-or-later
"""The benchmarks of recording; bench.py runs them."""

import json
import pathlib
import re
import socket
import statistics
import struct
import tempfile
import time

import netns
from bench_tools import InNamespace, Usage, group, joined_socket, number


def fast(bench, seconds=8):
    """A transport stream into memory, beside a bare loop and multicat, one after the other."""
    bench.network = netns.Network("head")
    bench.network.add_wire("head", "one")
    bench.network.wait_ready()
    shelf = pathlib.Path(tempfile.mkdtemp(prefix="joincast-bench-", dir="/dev/shm"))
    address = group(0)
    index = json.loads(bench.network.output("one", "ip", "-j", "link", "show", "wire"))[0]["ifindex"]
    recorders = {
        "bare recvmmsg-writev loop": (str(bench.bin / "bare_recorder"), "wire", str(shelf / "file.ts"), address),
        "joincast record": (str(bench.bin / "joincast"), "record", f"{address}%wire", "-o", str(shelf / "file.ts"),
                            "--no-sidecars", "--no-reports"),
        "multicat": ("multicat", f"@[{address}]:5004/ifindex={index}", str(shelf / "file.ts"))}
    try:
        for rate in (1000, 2000):
            for name, command in recorders.items():
                recorder = bench.network.start("one", *command)
                time.sleep(1)
                usage = Usage(recorder.pid)
                flood = json.loads(bench.network.output("head", str(bench.bin / "rtp_flood"), "wire", str(rate), str(seconds), address))
                sent = flood["packets"]
                time.sleep(0.5)
                spent = usage.seconds()  # of user and system, from the process's beginning on
                recorder.stop()
                packets = sum(file.stat().st_size for file in shelf.glob("file*.ts")) // 1316
                bench.say("record-fast", f"{rate} Mbit/s, {name}: {spent / (packets * 1328 * 8 / 1e9):.3f} CPU s a Gbit received, "
                         f"{sent - packets} of {sent} packets lost ({100 * (sent - packets) / sent:.2f} %); "
                         f"the sender {flood['cpu_seconds'] / (sent * 1328 * 8 / 1e9):.3f} a Gbit, {flood['seconds']:.1f} s")
                for file in shelf.iterdir():
                    file.unlink()
    finally:
        for file in shelf.iterdir():
            file.unlink()
        shelf.rmdir()
        bench.close()


def many(bench, services=200, peers=6, seconds=20):
    bench.serve(services)
    shelf = bench.folder / "recorded"
    shelf.mkdir()
    ours = bench.network.start("one", str(bench.bin / "joincast"), "record", *(number(i) for i in range(services)),
                              "-i", "eth0", "-o", str(shelf))
    bench.wait_for_stations(services)
    sdps = []
    for index in range(peers):
        sdps.append(bench.folder / f"{index}.sdp")
        bench.network.output("two", str(bench.bin / "joincast"), "sdp", number(index), "-i", "eth0", "-o", str(sdps[-1]))
    theirs = [bench.network.start("two", "ffmpeg", "-nostdin", "-loglevel", "error", "-protocol_whitelist", "file,udp,rtp", "-i",
                                 str(sdp), "-c", "copy", str(bench.folder / f"{sdp.stem}.mp3")) for sdp in sdps]
    time.sleep(5)
    usages = [Usage(ours.pid), *(Usage(process.pid) for process in theirs)]
    before, began = [usage.seconds() for usage in usages], time.monotonic()
    time.sleep(seconds)
    elapsed = time.monotonic() - began
    spent = [usage.seconds() - past for usage, past in zip(usages, before)]
    memory = [usage.memory_mib() for usage in usages]
    bench.say("record-many", f"{services} services by one process: {100 * spent[0] / elapsed:.1f} % of a core, {memory[0][0]:.0f} MiB resident, "
             f"{memory[0][1]:.0f} private, {len(list(shelf.glob('*.mp3')))} files; ffmpeg, each of {peers} processes: "
             f"{100 * sum(spent[1:]) / elapsed / peers:.2f} %, {statistics.mean(m[1] for m in memory[1:]):.1f} MiB private, so {services}: "
             f"{100 * sum(spent[1:]) / elapsed / peers * services:.0f} %, {statistics.mean(m[1] for m in memory[1:]) * services:.0f} MiB")
    bench.close()


def cuts(bench, titles=8, each=3):
    """How far the first frame of a file is from the timestamp that its title's announcement names."""
    bench.network = netns.Network("head", "one")
    bench.network.wait_ready()
    lab = pathlib.Path(__file__).resolve().parent.parent / "tests" / "lab"
    station = bench.network.start("head", "python3", str(lab / "titled_station.py"), str(bench.song), str(each),
                                 *(f"Title {i}" for i in range(titles + 2)))
    port = station.wait_for("port", 10).split()[1]
    configuration = bench.folder / "cuts.toml"
    configuration.write_text(f'[headend]\ninterfaces = ["eth0"]\n[[service]]\nnumber = "{number(0)}"\nname = "Titles"\n'
                             f'url = "http://127.0.0.1:{port}/"\n')
    bench.network.start("head", str(bench.bin / "joincast-headend"), "--config", str(configuration), "--log-level", "warning")
    time.sleep(3)
    shelf = bench.folder / "cuts"
    shelf.mkdir()
    announced = set()
    with InNamespace(bench.network.hosts["one"]):
        sock, _ = joined_socket(0)
        sock.close()
        interface = socket.if_nametoindex("eth0")
        sap = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        sap.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sap.bind((group(0), 9875, 0, interface))
        sap.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP,
                       socket.inet_pton(socket.AF_INET6, group(0)) + struct.pack("@I", interface))
        sap.settimeout(0.2)
    recorder = bench.network.start("one", str(bench.bin / "joincast"), "record", number(0), "-i", "eth0", "-o", str(shelf), "--split",
                                  "titles", "--name", "{index}")
    end = time.monotonic() + titles * each
    while time.monotonic() < end:
        try:
            found = re.search(rb"a=joincast-item:(\d+)", sap.recv(2048))
            if found:
                announced.add(int(found.group(1)))
        except TimeoutError:
            pass
    recorder.stop()
    away = []
    for sidecar in shelf.glob("*.json"):
        said = json.loads(sidecar.read_text())
        if said["whole_song"]:
            began = int(said["rtp_timestamp"]) & 0xffffffff
            away.append(min(((began - one + 2**31) % 2**32 - 2**31 for one in announced), key=abs) / 90)
    bench.say("record-cuts", f"first frame of {len(away)} cut songs behind the announced place: {min(away):.1f} to {max(away):.1f} ms; a frame is 24 ms")
    bench.close()
