// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/avahi.h"

#include <unistd.h>

#include <fstream>
#include <stdexcept>

namespace joincast::lab {
namespace {

using namespace std::chrono_literals;

bool there(const std::string& program) {
  for (const std::string folder : {"/usr/sbin/", "/usr/bin/"})
    if (::access((folder + program).c_str(), X_OK) == 0) return true;
  return false;
}

void write(const std::string& path, const std::string& text) { std::ofstream(path) << text; }

}  // namespace

std::string Avahi::what_is_missing() {
  for (const std::string program : {"avahi-daemon", "dbus-daemon", "unshare"})
    if (!there(program)) return program + " is not installed";
  return {};
}

Avahi::Avahi(const Host& host) : host_(host) {
  write(folder_ / "bus.conf",
        "<!DOCTYPE busconfig PUBLIC \"-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN\"\n"
        "  \"http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd\">\n"
        "<busconfig><type>system</type><listen>unix:path=" +
            (folder_ / "bus") +
            "</listen><auth>EXTERNAL</auth><policy context=\"default\"><allow user=\"*\"/><allow own=\"*\"/>"
            "<allow send_destination=\"*\"/><allow receive_sender=\"*\"/></policy></busconfig>\n");
  write(folder_ / "avahi.conf", "[server]\nhost-name=" + host.name() +
                                    "\nuse-ipv4=yes\nuse-ipv6=yes\nallow-interfaces=eth0\nenable-dbus=yes\n"
                                    "disallow-other-stacks=no\n[wide-area]\nenable-wide-area=no\n[publish]\n"
                                    "publish-hinfo=no\npublish-workstation=no\n");
}

Avahi::~Avahi() {
  if (daemon_) daemon_->terminate();
  if (bus_) bus_->terminate();
}

void Avahi::start_bus() {
  bus_.emplace(host_.spawn({"dbus-daemon", "--config-file=" + (folder_ / "bus.conf"), "--nofork", "--nopidfile"}));
  if (!eventually([&] { return ::access((folder_ / "bus").c_str(), F_OK) == 0; }))
    throw std::runtime_error("dbus-daemon: " + bus_->output());
}

void Avahi::start_daemon() {
  // Its own /run, for its socket and the file with its number.
  daemon_.emplace(
      host_.spawn({"unshare", "-m", "sh", "-c",
                   "mount -t tmpfs none /run && mkdir /run/avahi-daemon && exec avahi-daemon --no-drop-root "
                   "--no-chroot --no-rlimits -f " +
                       (folder_ / "avahi.conf")},
                  environment()));
  if (!daemon_->wait_for("Server startup complete")) throw std::runtime_error("avahi-daemon: " + daemon_->output());
}

int Avahi::end_daemon() { return daemon_->terminate(); }

}  // namespace joincast::lab
