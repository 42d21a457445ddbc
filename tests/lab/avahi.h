// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tests/lab/folder.h"
#include "tests/lab/harness.h"

namespace joincast::lab {

/// A D-Bus and an avahi-daemon of a host's own: nothing of it reaches the machine's.
class Avahi {
 public:
  /// Starts neither. The host must outlive it.
  explicit Avahi(const Host& host);
  ~Avahi();
  Avahi(const Avahi&) = delete;
  Avahi& operator=(const Avahi&) = delete;

  /// Why there can be none here; empty: there can.
  static std::string what_is_missing();

  void start_bus();     ///< waits until it answers; throws with its words if it does not
  void start_daemon();  ///< the same; needs the bus
  int end_daemon();     ///< with goodbyes

  /// For programs of this host.
  std::vector<std::string> environment() const { return {"DBUS_SYSTEM_BUS_ADDRESS=unix:path=" + (folder_ / "bus")}; }

 private:
  const Host& host_;
  Folder folder_{std::filesystem::perms::all};
  std::optional<Process> bus_;
  std::optional<Process> daemon_;
};

}  // namespace joincast::lab
