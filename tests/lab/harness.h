// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "net/descriptor.h"
#include "tests/lab/process.h"

namespace joincast::lab {

class Relay;
struct Impairment;

/// Why no laboratory can be set up here ("needs root ..."); empty: it can.
std::string what_is_missing();

/// First line of each test that needs one: skips it, with the reason, where there can be none.
#define JOINCAST_NEEDS_LAB() \
  if (const auto reason = joincast::lab::what_is_missing(); !reason.empty()) GTEST_SKIP() << reason

/// A network namespace: one host, or one switch. It exists until its Lab goes.
class Host {
 public:
  Host(std::string name, std::string network_namespace);
  Host(const Host&) = delete;
  Host& operator=(const Host&) = delete;

  const std::string& name() const noexcept { return name_; }
  const std::string& network_namespace() const noexcept { return namespace_; }  ///< as in `ip netns exec`

  /// Runs `task` on a thread of its own inside; what it throws is thrown here.
  void run(const std::function<void()>& task) const;

  /// While this object lives, the calling thread is inside. Sockets opened meanwhile stay inside for good, so
  /// one thread with one event loop can serve sockets of many hosts. The last entered is left first.
  class Inside {
   public:
    explicit Inside(int network_namespace);
    Inside(const Inside&) = delete;
    Inside& operator=(const Inside&) = delete;
    ~Inside();

   private:
    net::Descriptor before_;
  };
  [[nodiscard]] Inside enter() const { return Inside(descriptor_.value()); }

  /// Starts a program inside; it sees its own /sys.
  Process spawn(const std::vector<std::string>& command, const std::vector<std::string>& environment = {}) const;

  /// `ip -n NAMESPACE WORDS...`, the words separated by blanks, several commands by newlines. Throws
  /// std::runtime_error with ip's words.
  void ip(std::string_view commands) const;

  /// Such as ("net.ipv6.conf.all.forwarding", "1").
  void sysctl(std::string_view name, std::string_view value) const;

  std::uint32_t interface_index(const std::string& interface) const;  ///< throws if there is none

 private:
  std::string name_;
  std::string namespace_;
  net::Descriptor descriptor_;
};

/// How a bridge treats multicast. Its querier, when on, is a rival of the headend.
struct BridgeOptions {
  bool snooping = true;
  bool querier = false;
  int mld_version = 2;               ///< of its queries; Linux itself defaults to 1
  int igmp_version = 3;              ///< of its queries; Linux itself defaults to 2
  bool querier_uses_address = true;  ///< false: IGMP queries come from 0.0.0.0
  std::string more{};                ///< options of `ip link ... type bridge`, there from its beginning
  std::string addresses{};           ///< of the bridge itself, separated by blanks: `192.0.2.254/24 fe80::1/64`
};

struct PlugOptions {
  std::string interface = "eth0";  ///< its name at the host
  /// With prefix lengths, separated by blanks. "auto": 192.0.2.N/24 and 2001:db8:d0be:f00d::N/64, N counting from 1.
  /// A link-local IPv6 address comes by itself.
  std::string addresses = "auto";
  bool fast_leave = true;    ///< else a Linux bridge forwards for two seconds after a leave
  bool router_port = false;  ///< mcast_router 2: all multicast and all reports go there
};

/// Hosts, bridges and the cables between them. Everything is removed when it goes; what a crashed run left
/// behind is removed by the next Lab made. Duplicate address detection is off.
class Lab {
 public:
  Lab();
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;
  ~Lab();

  Host& host(const std::string& name);
  Host& bridge(const std::string& name, const BridgeOptions& options = {});

  /// A cable from a host to a bridge; the bridge's port is called as the host and its interface: `c1-eth0`.
  void plug(Host& host, Host& bridge, const PlugOptions& options = {});

  /// The same with a relay in the middle that impairs what passes (tests/lab/relay.h). It lives as long as the Lab.
  Relay& plug_through_relay(Host& host, Host& bridge, const Impairment& to_host, const Impairment& from_host,
                            const PlugOptions& options = {});

  /// A cable from host to host, without addresses.
  void connect(Host& a, const std::string& interface_a, Host& b, const std::string& interface_b);

  /// Until every plugged interface has a carrier and its link-local address. Throws when patience is over.
  void wait_until_ready();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Asks again and again, every few milliseconds, until it holds or `timeout` is over; whether it held.
bool eventually(const std::function<bool()>& holds, Duration timeout = kPatience);

}  // namespace joincast::lab
