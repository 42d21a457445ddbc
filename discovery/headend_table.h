// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/queue.h"
#include "discovery/record.h"

namespace joincast::discovery {

/// The same service is seen once by each family of mDNS on each interface.
struct SightingKey {
  std::string name;              ///< of the service: the instance's part
  std::uint32_t interface = 0;   ///< the system's index
  Family family = Family::ipv6;  ///< by which mDNS it was heard

  friend auto operator<=>(const SightingKey&, const SightingKey&) = default;
};

/// A service as a stranger on the link describes it: nothing of it has been checked.
struct Sighting {
  SightingKey key;
  std::string host;  ///< as `headend.local`
  IpAddress address;
  std::uint16_t port = 0;
  Bytes txt;  ///< as on the wire

  friend bool operator==(const Sighting&, const Sighting&) = default;
};

/// A headend on a link, checked.
struct Headend {
  std::string name;             ///< for people; UTF-8 without controls
  std::uint32_t interface = 0;  ///< where it serves
  std::string host;             ///< as `headend.local`
  std::uint16_t port = 0;       ///< of HTTP; zero: none
  /// Where HTTP is served: at most one a family, IPv6 first, all on the link. A link-local one is meant on `interface`.
  std::vector<IpAddress> addresses;
  Record record;

  friend bool operator==(const Headend&, const Headend&) = default;
};

/// `http://192.0.2.1:9581/guide.json`; empty: it has no guide over HTTP, or only by a link-local address, which a URL
/// cannot name.
JOINCAST_EXPORT std::string guide_url(const Headend& headend);

/// Something happened to a headend.
struct HeadendEvent {
  enum class Kind : std::uint8_t { appeared, changed, gone };

  Kind kind = Kind::appeared;
  Headend headend;  ///< as it is now; gone: as it was

  friend bool operator==(const HeadendEvent&, const HeadendEvent&) = default;
};

/// What strangers on the link say of headends, checked and put together: one entry for a name on an interface. Sans
/// I/O.
class JOINCAST_EXPORT HeadendTable {
 public:
  static constexpr std::size_t kMostSightings = 64;  ///< those after them are not taken

  /// Whether an address is on the interface's link: who says it serves elsewhere is not believed.
  using OnLink = std::function<bool(std::uint32_t interface, const IpAddress&)>;

  explicit HeadendTable(OnLink on_link) : on_link_(std::move(on_link)) {}

  /// What does not hold up takes back what was seen by that key before.
  void handle_seen(const Sighting& sighting);
  void handle_gone(const SightingKey& key);
  void clear();  ///< all are gone

  std::optional<HeadendEvent> poll_event() { return events_.pop(); }

  std::vector<Headend> headends() const;                       ///< by name
  std::uint64_t refused() const noexcept { return refused_; }  ///< sightings that did not hold up, or were too many

 private:
  std::optional<Headend> checked(const Sighting& sighting) const;
  std::optional<Headend> merged(const std::string& name, std::uint32_t interface) const;
  void replace(const SightingKey& key, std::optional<Headend> headend);

  OnLink on_link_;
  std::map<SightingKey, Headend> seen_;  // each with the address of its sighting alone
  Queue<HeadendEvent> events_;
  std::uint64_t refused_ = 0;
};

}  // namespace joincast::discovery
