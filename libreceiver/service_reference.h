// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/address.h"
#include "base/export.h"
#include "base/result.h"
#include "base/service_number.h"

namespace joincast::libreceiver {

inline constexpr std::uint16_t kRtpPort = 5004;  ///< of every service; RTCP is on the next one

/// A service as people name it: a number, or a group with all that belongs to it.
struct ServiceReference {
  std::optional<ServiceNumber> number;  ///< none: `group` is given
  IpAddress group;                      ///< multicast; without meaning when there is a number
  std::string interface;                ///< name or index behind `%`; empty: not said
  std::optional<IpAddress> source;      ///< in front of `@`: the only sender wanted
  std::uint16_t port = kRtpPort;        ///< of RTP, 1..65534

  friend bool operator==(const ServiceReference&, const ServiceReference&) = default;
};

/// What is wrong with a text that should name a service.
enum class ReferenceErrc : std::uint8_t {
  not_a_service,    ///< neither number, nor address, nor `rtp://`
  not_multicast,    ///< an address, but of one host
  bad_port,         ///< not 1..65534
  bad_source,       ///< not the address of one host
  family_mismatch,  ///< source and group are not both IPv4 or both IPv6
  shared_mac,       ///< an IPv4 group that shares its MAC address with 224.0.0.x
};

/// What was expected, for people; a whole sentence without its full stop.
JOINCAST_EXPORT std::string_view to_string(ReferenceErrc code) noexcept;

/// Reads `8000:0001`, `0x80000001`, `ff3e::8000:1%eth0`, `239.195.1.1%3`, or
/// `rtp://[source@][group%interface]:port` where the port may be left out, `%25` may stand for `%`
/// (RFC 6874), brackets may be left out around IPv4 and around the source.
JOINCAST_EXPORT Result<ServiceReference, ReferenceErrc> parse_service_reference(std::string_view text);

/// The shortest text that parse_service_reference() reads back to an equal value.
JOINCAST_EXPORT std::string to_string(const ServiceReference& reference);

}  // namespace joincast::libreceiver
