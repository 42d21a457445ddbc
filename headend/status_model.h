// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/time.h"
#include "directory/librarian.h"
#include "headend/core.h"
#include "headend/upstream_health.h"

namespace joincast::headend {

/// What was sent and heard in all, since the program began.
struct TrafficStatus {
  std::uint64_t sent_datagrams = 0;
  std::uint64_t sent_octets = 0;    ///< of UDP payload
  std::uint64_t failed = 0;         ///< datagrams that the system refused
  std::uint64_t dropped = 0;        ///< datagrams for which there was no room for too long
  std::uint64_t heard_packets = 0;  ///< by the packet socket
  std::uint64_t heard_lost = 0;     ///< packets that found no room in it
};

/// The whole headend at one moment: what the page, the JSON document, the metrics and `ctl status` are made of.
struct StatusSnapshot {
  Now now;
  Now started;
  std::vector<ServiceStatus> services;  ///< by number
  std::vector<InterfaceStatus> interfaces;
  RefusalStatus refusals;
  TrafficStatus traffic;
  std::map<ServiceNumber, UpstreamFigures> upstreams{};   ///< of services that were started
  std::vector<directory::DirectoryReport> directories{};  ///< in the order of the configuration
  std::string dns_sd{};                                   ///< for people; empty: not published, and not meant to be
};

/// The version of this program, such as `0.1.0`.
JOINCAST_EXPORT std::string_view program_version() noexcept;

/// How a service is, in one word.
enum class ServiceState : std::uint8_t {
  idle,        ///< nobody wants it
  held,        ///< kept off the air by the operator
  waiting,     ///< wanted, but a cap keeps it from starting
  connecting,  ///< its station has not sent any sound yet
  playing,
  stalled,    ///< its station broke off
  failed,     ///< its station gives no sound, or none that can be sent
  elsewhere,  ///< wanted, and another headend sends it or may begin to
};
inline constexpr std::size_t kServiceStates = 8;

/// `idle`, `held`, `waiting`, `connecting`, `playing`, `stalled`, `failed`, `elsewhere`.
JOINCAST_EXPORT std::string_view to_string(ServiceState state) noexcept;
JOINCAST_EXPORT ServiceState state_of(const ServiceStatus& service) noexcept;

/// `refreshing`, `good`, `stale` (the last try failed, an earlier copy serves), `empty`.
JOINCAST_EXPORT std::string_view directory_state(const directory::DirectoryReport& report) noexcept;

/// Whether the headend does its work.
struct Health {
  bool good = true;
  std::string reason;  ///< why it does not; empty while it does
};

/// Ill: no interface is served; or services are wanted, and every one of them has a failed station.
JOINCAST_EXPORT Health health_of(const StatusSnapshot& snapshot);

/// Members of all services, and receivers of all services.
struct AudienceStatus {
  std::size_t running = 0;  ///< services
  std::size_t failing = 0;  ///< services stalled or failed
  std::size_t members = 0;
  std::uint64_t receivers = 0;
};
JOINCAST_EXPORT AudienceStatus audience_of(const StatusSnapshot& snapshot) noexcept;

/// A receiver and the service it hears; both lie in the snapshot.
struct ReceiverOfService {
  const ServiceStatus* service = nullptr;
  const ReceiverStatus* receiver = nullptr;
};

/// Those that fare worst of all services, the worst first: most loss, then most jitter.
JOINCAST_EXPORT std::vector<ReceiverOfService> worst_of(const StatusSnapshot& snapshot, std::size_t most);

/// By index; the index as text where it is no longer served.
JOINCAST_EXPORT std::string interface_name(const StatusSnapshot& snapshot, std::uint32_t index);

/// A stranger's text made fit to be shown: UTF-8 without controls and without marks that turn the direction of
/// writing around, at most 512 octets. What a format needs escaped is still to be escaped.
JOINCAST_EXPORT std::string display_text(std::string_view text);

/// Seconds as a decimal fraction.
inline double to_seconds(Duration time) noexcept { return std::chrono::duration<double>(time).count(); }

}  // namespace joincast::headend
