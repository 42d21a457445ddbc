// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "base/address.h"
#include "base/bytes.h"
#include "base/time.h"
#include "discovery/headend_table.h"
#include "discovery/offer.h"

namespace joincast::discovery {

/// A deadline of the loop that the module lives on. Destroying or setting it inside its own callback is allowed.
class Alarm {
 public:
  virtual ~Alarm() = default;
  virtual void in(Duration delay) = 0;  ///< replaces the deadline
  virtual void off() = 0;
};

/// Somebody waits for a descriptor, until this is destroyed, which may be inside the callback.
class Watching {
 public:
  virtual ~Watching() = default;
};

/// Descriptors and deadlines of the loop that the module lives on; it has none of its own.
class Waiting {
 public:
  virtual ~Waiting() = default;

  /// `on_ready` is called while it is ready, hung up or broken.
  virtual std::unique_ptr<Watching> watch(int descriptor, bool writable, std::function<void()> on_ready) = 0;
  virtual std::unique_ptr<Alarm> alarm(std::function<void()> on_expiry) = 0;
};

/// How it stands with the daemon.
enum class Daemon : std::uint8_t { absent, running };

/// The publishing half of an Avahi client. It connects by itself, now or when the daemon comes.
class Registrar {
 public:
  struct Calls {
    std::function<void(Daemon, const std::string& why)> on_daemon;  ///< at each change, and at the beginning if absent
    std::function<void(const std::string& name)> on_published;      ///< perhaps under another name than offered
    std::function<void(const std::string& why)> on_refused;         ///< the daemon takes it not, whatever the name
  };

  virtual ~Registrar() = default;  ///< withdraws it
  /// In place of what was offered before; what stays the same but for the records is not withdrawn in between.
  virtual void offer(const Offer& offer) = 0;
};

/// The browsing half.
class Lookout {
 public:
  struct Calls {
    std::function<void(Daemon, const std::string& why)> on_daemon;
    std::function<void(Sighting&&)> on_seen;          ///< resolved, or resolved to something else
    std::function<void(const SightingKey&)> on_gone;  ///< also what was never resolved
    std::function<void()> on_complete;                ///< what is there now has been told
  };

  virtual ~Lookout() = default;
};

/// What the module `joincast-avahi` offers. It is built with the library and never mixed with another version.
struct AvahiModule {
  static constexpr const char* kFile = "joincast-avahi.so";
  static constexpr const char* kSymbol = "joincast_avahi_module";

  std::unique_ptr<Registrar> (*make_registrar)(Waiting&, Registrar::Calls);
  std::unique_ptr<Lookout> (*make_lookout)(Waiting&, const std::string& type, std::size_t most, Lookout::Calls);
};

}  // namespace joincast::discovery
