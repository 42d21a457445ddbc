#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Measures what docs/performance.md states, each figure beside a peer or a bare system-call loop in the same run.

usage: bench.py --build build/release [NAME ...]      (names below; none: all, about ten minutes)
"""

import argparse
import json
import pathlib
import select
import shutil
import subprocess
import sys
import tempfile
import time

import bench_browser
import bench_record
import netns
from bench_tools import FIRST, InNamespace, Usage, group, joined_socket, number, spread

STATION_PORT = 8100
BIT_RATE = 128_000


class Bench:
    def __init__(self, build):
        self.bin = pathlib.Path(build).resolve() / "bin"
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="joincast-bench-"))
        self.folder.chmod(0o755)
        self.song = self.folder / "song.mp3"
        subprocess.run(
            ["ffmpeg", "-nostdin", "-loglevel", "error", "-f", "lavfi", "-i", "anoisesrc=a=0.1:r=48000:d=20", "-ac", "2",
             "-c:a", "libmp3lame", "-b:a", str(BIT_RATE), "-write_xing", "0", "-id3v2_version", "0", str(self.song)], check=True)
        self.network = None

    def say(self, name, text):
        print(f"{name:<12} {text}", flush=True)

    # A headend with stations on its own host
    def serve(self, services, extra="", hosts=("one", "two")):
        self.network = netns.Network("head", *hosts)
        self.network.wait_ready()
        self.stations = self.network.start("head", str(self.bin / "station_server"), str(self.song), str(BIT_RATE), str(STATION_PORT))
        self.stations.wait_for("ready", 10)
        configuration = self.folder / "headend.toml"
        configuration.write_text(
            f'[headend]\ninterfaces = ["eth0"]\nmax-streams = 5000\nstarts-per-second = 2000\n{extra}\n' + "".join(
                f'[[service]]\nnumber = "{number(i)}"\nname = "Bench {i}"\nurl = "http://127.0.0.1:{STATION_PORT}/{i}"\n'
                for i in range(services)))
        self.headend = self.network.start("head", str(self.bin / "joincast-headend"), "--config", str(configuration), "--log-level", "warning")
        time.sleep(3)  # it is querier, and has asked once who is there

    def keep_running(self, services, hosts=("two",)):
        """Members for all services, shared out among hosts: a host looks through all its groups for each packet."""
        for index, host in enumerate(hosts):
            first, end = (services * (index + step) // len(hosts) for step in (0, 1))
            members = self.network.start(host, str(self.bin / "join_many"), "eth0", f"{FIRST + first:x}", str(end - first))
            members.wait_for("joined", 30)
        self.wait_for_stations(services)

    def make_deaf(self, hosts):
        """They drop RTP and RTCP at the interface: over veth the sender's processor does what listeners do with them."""
        for host in hosts:
            self.network.output(host, "nft", 'table netdev bench { chain early { type filter hook ingress device "eth0" '
                                'priority -500; udp dport 5004-5005 drop; }; }')

    def prefer(self):
        """The kernel shares the processors out by session: beside a few compilers each of ours would get a compiler's part."""
        for process in self.network.processes:
            group = pathlib.Path(f"/proc/{process.pid}/autogroup")
            if group.exists():
                group.write_text("-19")

    def wait_for_stations(self, count, seconds=60):
        end = time.monotonic() + seconds
        while time.monotonic() < end and sum(line.startswith("asked") for line in self.stations.lines) < count:
            time.sleep(0.1)

    def close(self):
        if self.network:
            self.network.close()
        self.network = None

    # The figures
    def startup(self):
        self.serve(1)
        self.keep_running(1)
        time.sleep(3)
        ours = [self.time_to('"event":"sound"') for _ in range(21)]
        sdp = self.folder / "service.sdp"
        self.network.output("one", str(self.bin / "joincast"), "sdp", number(0), "--interface", "eth0", "-o", str(sdp))
        ffmpeg = [self.time_to_octets(["ffmpeg", "-nostdin", "-loglevel", "error", "-protocol_whitelist", "file,udp,rtp",
                                       "-i", str(sdp), "-f", "s16le", "-"]) for _ in range(11)]
        gstreamer = [self.time_to_octets(["gst-launch-1.0", "-q", "udpsrc", f"address={group(0)}", "port=5004", "multicast-iface=eth0",
                                          "caps=application/x-rtp,media=audio,clock-rate=90000,encoding-name=MPA", "!", "rtpmpadepay", "!",
                                          "mpegaudioparse", "!", "avdec_mp3", "!", "fdsink", "fd=1"]) for _ in range(7)]
        self.say("startup", f"process start to first sound: joincast play {spread(ours)}; ffmpeg {spread(ffmpeg)}; GStreamer {spread(gstreamer)}")

    def time_to(self, text):
        began = time.monotonic()
        seen = []
        process = self.network.start("one", str(self.bin / "joincast"), "play", number(0), "--interface", "eth0", "--json", "--sink",
                                     "null", "--duration", "3", on_line=lambda line, when: text in line and seen.append(when))
        while not seen and process.popen.poll() is None:
            time.sleep(0.001)
        process.stop()
        time.sleep(0.3)
        return (seen[0] - began) * 1000 if seen else float("inf")

    def time_to_octets(self, command):
        began = time.monotonic()
        process = subprocess.Popen(["ip", "netns", "exec", self.network.hosts["one"], *command], stdin=subprocess.DEVNULL,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        ready = select.select([process.stdout], [], [], 5)[0] and process.stdout.read(64)
        elapsed = (time.monotonic() - began) * 1000 if ready else float("inf")
        process.kill()
        process.wait()
        time.sleep(0.3)
        return elapsed

    def zap(self):
        for extra, text in (("", "with"), ("start-repeat = 0", "without")):
            self.serve(4, extra)
            self.keep_running(4)
            time.sleep(3)
            result = json.loads(self.network.output("one", str(self.bin / "zap_bench"), "eth0", "60", f"{FIRST:x}", "4"))
            self.say("zap", f"channel change {text} start repeats: p50 {result['p50_ms']} ms, p95 {result['p95_ms']} ms, "
                     f"{result['silent']} silent of {result['changes']}")
            self.close()

    def join(self):
        count = 40
        self.serve(count, "linger = 0")
        joins, leaves = [], []
        with InNamespace(self.network.hosts["one"]):
            for index in range(count):
                gone = sum(line.startswith("gone") for line in self.stations.lines)
                sock, began = joined_socket(index)
                sock.settimeout(3)
                sock.recv(2048)
                joins.append((time.monotonic() - began) * 1000)
                time.sleep(0.5)  # the report's repeat has passed
                left = time.monotonic()
                sock.close()
                while sum(line.startswith("gone") for line in self.stations.lines) == gone and time.monotonic() < left + 5:
                    time.sleep(0.002)
                last = [line for line in self.stations.lines if line.startswith("gone")][-1]
                leaves.append(int(last.split()[1]) / 1e6 - left * 1000)
        self.say("join", f"first join of an idle service to first RTP, station answering at once: {spread(joins)}")
        self.say("leave", f"leave of the last member to the upstream closed, linger 0: {spread(leaves)}")

    def send(self):
        members = [f"m{i}" for i in range(10)]
        for services in (10, 100, 1000, 3000):
            self.serve(services, hosts=members)
            self.make_deaf(members)
            self.prefer()
            self.keep_running(services, members)
            time.sleep(8)  # bursts are over, queues at their target
            usage = Usage(self.headend.pid)
            before, began, packets = usage.seconds(), time.monotonic(), self.packets_sent()
            time.sleep(20)
            spent, elapsed = usage.seconds() - before, time.monotonic() - began
            share = (self.packets_sent() - packets) / (services * elapsed / 0.024)
            resident, private = usage.memory_mib()
            threads = usage.threads()
            self.headend.stop()
            bare = json.loads(self.network.output("head", str(self.bin / "bare_sender"), "eth0", str(services), "10", f"{FIRST:x}"))
            per_minute = spent * 60 / (services * elapsed)
            bare_per_minute = bare["cpu_seconds_per_stream_minute"]
            self.say("send", f"{services} services: {per_minute:.4f} CPU s a stream-minute (bare send loop {bare_per_minute:.4f}, ratio "
                     f"{per_minute / bare_per_minute:.1f}), {resident:.0f} MiB resident, {private:.0f} private, {threads} threads, "
                     f"{100 * share:.0f} % of the frames' packets sent")
            self.close()

    def packets_sent(self):
        return int(self.network.output("head", "cat", "/sys/class/net/eth0/statistics/tx_packets"))

    def play(self):
        self.serve(1)
        sound = self.network.start("one", str(self.bin / "joincast"), "play", number(0), "--interface", "eth0", "--json",
                                   env={"SDL_AUDIODRIVER": "dummy"})
        time.sleep(2)
        sdp = self.folder / "service.sdp"
        self.network.output("one", str(self.bin / "joincast"), "sdp", number(0), "--interface", "eth0", "-o", str(sdp))
        ffmpeg = self.network.start("two", "ffmpeg", "-nostdin", "-loglevel", "error", "-protocol_whitelist", "file,udp,rtp", "-i",
                                    str(sdp), "-f", "null", "-")
        time.sleep(3)
        figures = []
        for name, process in (("joincast play", sound), ("ffmpeg", ffmpeg)):
            usage = Usage(process.pid)
            figures.append((name, usage, usage.seconds(), time.monotonic()))
        time.sleep(30)
        for name, usage, before, began in figures:
            resident, private = usage.memory_mib()
            per_minute = (usage.seconds() - before) * 60 / (time.monotonic() - began)
            self.say("play", f"{name}: {per_minute:.2f} CPU s a minute, {resident:.0f} MiB resident, {private:.0f} private")

    def monitor(self):
        """200 services looked at by one process, beside a loop that only receives them, one after the other."""
        services, length = 200, 30
        self.serve(services)
        listed = self.folder / "services"
        listed.write_text("\n".join(number(i) for i in range(services)))
        watch = self.network.start("one", str(self.bin / "joincast"), "monitor", "--services", str(listed), "--interface", "eth0",
                                   "--json")
        time.sleep(10)
        usage = Usage(watch.pid)
        before, began = usage.seconds(), time.monotonic()
        time.sleep(length)
        share = (usage.seconds() - before) / (time.monotonic() - began)
        resident, private = usage.memory_mib()
        watch.stop()
        summary = [json.loads(line) for line in watch.lines if '"summary"' in line]
        lost, expected = (sum(one[name] for one in summary) for name in ("lost", "expected"))
        bare = json.loads(self.network.output("one", str(self.bin / "bare_receiver"), "eth0", str(services), str(length), f"{FIRST:x}",
                                              netns.PREFIX))
        self.say("monitor", f"{services} services: {100 * share:.1f} % of a core, {resident:.0f} MiB resident, {private:.0f} private, "
                 f"{lost} of {expected} packets lost (bare recvmmsg loop {100 * bare['cpu_seconds'] / length:.1f} %)")

    def receive(self):
        self.network = netns.Network("head")
        self.network.wait_ready()
        result = json.loads(self.network.output("head", str(self.bin / "reception_bench"), "eth0"))
        self.say("receive", f"94,000 packets/s: {result['library_us']} us a packet, bare recvmmsg {result['bare_us']} us (ratio {result['ratio']}), {result['lost']} of {result['packets']} lost")

    def record_fast(self):
        bench_record.fast(self)

    def record_many(self):
        bench_record.many(self)

    def record_cuts(self):
        bench_record.cuts(self)

    def feedback(self):
        """100,000 receivers report by unicast, from an address each, over real sockets."""
        result = json.loads(subprocess.run([str(self.bin / "feedback_bench")], check=True, stdout=subprocess.PIPE, text=True).stdout)
        self.say("feedback", json.dumps(result))

    def directories(self):
        """Lists of the size of radio-browser's and Xiph's into the catalogue, and searches in it."""
        subprocess.run([str(self.bin / "directory_bench")], check=True)

    def browser(self):
        """80,000 stations in the browser's list."""
        bare, full, worst = bench_browser.starts(self.bin, self.folder / "desktop")
        self.say("browser", f"a start until 80,000 remembered stations are listed: median {full:.0f} ms, worst {worst:.0f} ms; "
                            f"until it answers with none: {bare:.0f} ms")
        self.say("browser", json.dumps(bench_browser.handlers(self.bin)))

    def memory(self):
        """The benchmarks that need no network."""
        for program in ("sdp_bench", "sap_bench", "rtp_bench", "rtcp_bench"):
            if (self.bin / program).exists():
                subprocess.run([str(self.bin / program), "--benchmark_min_time=0.2", "--benchmark_color=false"], check=True)


NAMES = ["startup", "zap", "join", "send", "play", "monitor", "receive", "record-fast", "record-many", "record-cuts", "feedback", "directories", "browser", "memory"]


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", required=True, help="the build tree")
    options.add_argument("names", nargs="*", choices=[[], *NAMES], metavar="NAME", help=", ".join(NAMES))
    chosen = options.parse_args()
    bench = Bench(chosen.build)
    for name in chosen.names or NAMES:
        try:
            getattr(bench, name.replace("-", "_"))()
        finally:
            bench.close()
    shutil.rmtree(bench.folder)


if __name__ == "__main__":
    sys.exit(main())
