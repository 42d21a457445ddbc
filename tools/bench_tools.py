# SPDX-License-Identifier: LGPL-2.1-or-later
"""What the benchmarks share: services, sockets inside a host of the network, what a process uses."""

import os
import pathlib
import socket
import statistics
import struct
import time

import netns

FIRST = 0x80001000  # services of the benchmarks


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def spread(values):
    return f"p50 {statistics.median(values):.0f}, p95 {percentile(values, 0.95):.0f} ms ({len(values)} runs)"


def number(index):
    value = FIRST + index
    return f"{value >> 16:04x}:{value & 0xffff:04x}"


def group(index):
    return f"ff3e:40:{netns.PREFIX}:{number(index)}"


class InNamespace:
    """This thread's system calls act inside a host of the network, for sockets of our own."""

    def __init__(self, namespace):
        self.path = f"/var/run/netns/{namespace}"

    def __enter__(self):
        self.home = os.open("/proc/self/ns/net", os.O_RDONLY)
        self._enter(os.open(self.path, os.O_RDONLY))

    def __exit__(self, *_):
        self._enter(self.home)

    @staticmethod
    def _enter(descriptor):
        import ctypes

        if ctypes.CDLL(None, use_errno=True).setns(descriptor, 0) != 0:
            raise OSError("setns failed")
        os.close(descriptor)


def joined_socket(index):
    """A socket that has joined a service, and when it did."""
    interface = socket.if_nametoindex("eth0")
    sock = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind((group(index), 5004, 0, interface))
    began = time.monotonic()
    membership = socket.inet_pton(socket.AF_INET6, group(index)) + struct.pack("@I", interface)
    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_JOIN_GROUP, membership)
    return sock, began


class Usage:
    """Processor seconds and memory of a process, from /proc."""

    def __init__(self, pid):
        self.pid = pid

    def seconds(self):
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory_mib(self):
        values = {"Rss": 0, "Private_Clean": 0, "Private_Dirty": 0}
        for line in pathlib.Path(f"/proc/{self.pid}/smaps_rollup").read_text().splitlines():
            name = line.split(":")[0]
            if name in values:
                values[name] = int(line.split()[1]) / 1024
        return values["Rss"], values["Private_Clean"] + values["Private_Dirty"]

    def threads(self):
        return len(os.listdir(f"/proc/{self.pid}/task"))
