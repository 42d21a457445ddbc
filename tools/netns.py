# SPDX-License-Identifier: LGPL-2.1-or-later
"""Hosts in network namespaces, joined by a bridge with snooping: the small network of demo and benchmarks."""

import atexit
import os
import signal
import subprocess
import threading
import time

PREFIX = "2001:db8:d0be:f00d"


def run(*command, check=True):
    result = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if check and result.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}: {result.stdout.strip()}")
    return result.stdout


class Process:
    """A program inside a host. Its lines reach `on_line(line, monotonic time)` on a thread of their own."""

    def __init__(self, command, on_line=None, env=None):
        self.lines = []
        self.on_line = on_line
        self.popen = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            errors="replace", env={**os.environ, **(env or {})}, start_new_session=True)
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        for line in self.popen.stdout:
            self.lines.append(line.rstrip("\n"))
            if self.on_line:
                self.on_line(self.lines[-1], time.monotonic())

    @property
    def pid(self):
        return self.popen.pid

    def wait_for(self, text, seconds):
        """The first line with this text, or None after so many seconds."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = next((line for line in self.lines if text in line), None)
            if found is not None:
                return found
            if self.popen.poll() is not None and not self.thread.is_alive():
                return next((line for line in self.lines if text in line), None)
            time.sleep(0.005)
        return None

    def stop(self, signal_number=signal.SIGTERM, seconds=60):
        """Ends it and answers its exit status; kills it when it does not end in time."""
        if self.popen.poll() is None:
            self.popen.send_signal(signal_number)
            try:
                self.popen.wait(seconds)
            except subprocess.TimeoutExpired:
                self.popen.kill()
                self.popen.wait()
        self.thread.join(2)
        return self.popen.returncode


class Network:
    """`Network("head", "one", "two")`: hosts with eth0, 2001:db8:d0be:f00d::1/64 and 192.0.2.1/24 upwards."""

    def __init__(self, *hosts):
        self.tag = f"jc-{os.getpid()}"
        self.hosts = {}
        self.processes = []
        atexit.register(self.close)
        self._add_namespace("switch")
        for family in ("arp", "ip", "ip6"):  # a switch has no firewall; the sender's processor would pay for it
            self._in("switch", "sh", "-c", f"echo 0 > /proc/sys/net/bridge/bridge-nf-call-{family}tables", check=False)
        self._in("switch", "ip", "link", "add", "br0", "type", "bridge", "mcast_snooping", "1", "mcast_querier", "0",
                 "forward_delay", "0")
        self._in("switch", "ip", "link", "set", "br0", "up")
        for number, host in enumerate(hosts, 1):
            self._add_host(host, number)

    def _add_namespace(self, name):
        run("ip", "netns", "add", f"{self.tag}-{name}")
        self.hosts[name] = f"{self.tag}-{name}"
        self._in(name, "ip", "link", "set", "lo", "up")

    def _add_host(self, host, number):
        self._add_namespace(host)
        port = f"p{number}"
        run("ip", "-n", self.hosts["switch"], "link", "add", port, "type", "veth", "peer", "name", "eth0",
            "netns", self.hosts[host])
        self._in("switch", "ip", "link", "set", port, "master", "br0")
        self._in("switch", "ip", "link", "set", port, "type", "bridge_slave", "mcast_fast_leave", "on")
        self._in("switch", "ip", "link", "set", port, "up")
        self._in(host, "ip", "link", "set", "eth0", "up")
        self._in(host, "ip", "addr", "add", f"{PREFIX}::{number:x}/64", "dev", "eth0", "nodad")
        self._in(host, "ip", "addr", "add", f"192.0.2.{number}/24", "dev", "eth0")

    def add_wire(self, near, far):
        """Another host, on a wire of its own to one that is there: `wire` at both ends, no switch between."""
        self._add_namespace(far)
        run("ip", "-n", self.hosts[near], "link", "add", "wire", "type", "veth", "peer", "name", "wire", "netns", self.hosts[far])
        for number, host in enumerate((near, far), 1):
            self._in(host, "ip", "link", "set", "wire", "up")
            self._in(host, "ip", "addr", "add", f"2001:db8:0:1::{number}/64", "dev", "wire", "nodad")

    def wait_ready(self, seconds=60):
        """Until no address is tentative: a report sent earlier comes from `::` and is ignored."""
        end = time.monotonic() + seconds
        while any("tentative" in self._in(host, "ip", "-6", "addr") for host in self.hosts):
            if time.monotonic() > end:
                raise RuntimeError("an address stays tentative")
            time.sleep(0.05)

    def _in(self, host, *command, check=True):
        return run("ip", "netns", "exec", self.hosts[host], *command, check=check)

    def output(self, host, *command):
        return self._in(host, *command, check=False)

    def start(self, host, *command, on_line=None, env=None):
        process = Process(["ip", "netns", "exec", self.hosts[host], *command], on_line, env)
        self.processes.append(process)
        return process

    def close(self):
        for process in reversed(self.processes):
            process.stop()
        self.processes = []
        for namespace in self.hosts.values():
            run("ip", "netns", "del", namespace, check=False)
        self.hosts = {}
