// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/status_model.h"

#include <algorithm>
#include <tuple>

#include "sdp/text.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kLongestText = 512;  // octets

/// U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069 in UTF-8: E2 80 or E2 81, and then this.
bool turns_direction(unsigned char second, unsigned char third) noexcept {
  if (second == 0x80) return third == 0x8e || third == 0x8f || (third >= 0xaa && third <= 0xae);
  return second == 0x81 && third >= 0xa6 && third <= 0xa9;
}

/// Visible ASCII with single spaces inside: stands as it is.
bool is_plain(std::string_view text) noexcept {
  char before = ' ';
  for (const char c : text) {
    if (c < ' ' || c > '~' || (c == ' ' && before == ' ')) return false;
    before = c;
  }
  return text.size() <= kLongestText && before != ' ';
}

}  // namespace

std::string_view program_version() noexcept { return JOINCAST_VERSION; }

std::string_view to_string(ServiceState state) noexcept {
  constexpr std::string_view kNames[kServiceStates] = {"idle",    "held",    "waiting", "connecting",
                                                       "playing", "stalled", "failed",  "elsewhere"};
  return kNames[static_cast<std::size_t>(state)];
}

std::string_view directory_state(const directory::DirectoryReport& report) noexcept {
  if (report.refreshing) return "refreshing";
  if (report.state.stations == 0) return "empty";
  return report.state.last_error.empty() ? "good" : "stale";
}

ServiceState state_of(const ServiceStatus& service) noexcept {
  if (service.mode == Choice::off) return ServiceState::held;
  if (!service.running) {
    if (service.deferred) return ServiceState::waiting;
    return service.groups.empty() ? ServiceState::idle : ServiceState::elsewhere;
  }
  switch (service.cast.state) {
    case UpstreamState::connecting: return ServiceState::connecting;
    case UpstreamState::playing: return ServiceState::playing;
    case UpstreamState::stalled: return ServiceState::stalled;
    case UpstreamState::failed: break;
  }
  return ServiceState::failed;
}

Health health_of(const StatusSnapshot& snapshot) {
  if (snapshot.interfaces.empty()) return {false, "no interface is served"};
  std::size_t wanted = 0;
  std::size_t failed = 0;
  for (const ServiceStatus& service : snapshot.services) {
    wanted += service.running;
    failed += state_of(service) == ServiceState::failed;
  }
  if (wanted == 0 || failed < wanted) return {};
  return {false, wanted == 1 ? "the only service that is wanted has no station"
                             : "none of the " + std::to_string(wanted) + " services that are wanted has a station"};
}

AudienceStatus audience_of(const StatusSnapshot& snapshot) noexcept {
  AudienceStatus all;
  for (const ServiceStatus& service : snapshot.services) {
    const ServiceState state = state_of(service);
    all.running += service.running;
    all.failing += state == ServiceState::stalled || state == ServiceState::failed;
    all.members += service.members;
    all.receivers += service.cast.receivers.estimated;
  }
  return all;
}

std::vector<ReceiverOfService> worst_of(const StatusSnapshot& snapshot, std::size_t most) {
  std::vector<ReceiverOfService> all;
  for (const ServiceStatus& service : snapshot.services)
    for (const ReceiverStatus& receiver : service.cast.worst) all.push_back({&service, &receiver});
  const auto worse = [](const ReceiverOfService& a, const ReceiverOfService& b) {
    return std::tuple(a.receiver->fraction_lost, a.receiver->jitter_s, b.service->number, b.receiver->ssrc) >
           std::tuple(b.receiver->fraction_lost, b.receiver->jitter_s, a.service->number, a.receiver->ssrc);
  };
  const std::size_t kept = std::min(most, all.size());
  std::partial_sort(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(kept), all.end(), worse);
  all.resize(kept);
  return all;
}

std::string interface_name(const StatusSnapshot& snapshot, std::uint32_t index) {
  for (const InterfaceStatus& interface : snapshot.interfaces)
    if (interface.index == index) return interface.name;
  return std::to_string(index);
}

std::string display_text(std::string_view text) {
  if (text.empty() || is_plain(text)) return std::string(text);
  const std::string clean = sdp::clean_text(text, kLongestText);
  std::string shown;
  shown.reserve(clean.size());
  for (std::size_t i = 0; i < clean.size(); ++i) {
    const auto at = [&](std::size_t n) { return static_cast<unsigned char>(clean[i + n]); };
    if (at(0) == 0xe2 && i + 2 < clean.size() && turns_direction(at(1), at(2)))
      i += 2;
    else
      shown += clean[i];
  }
  return shown;
}

}  // namespace joincast::headend
