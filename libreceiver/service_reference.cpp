// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/service_reference.h"

#include <charconv>

#include "net/interfaces.h"

namespace joincast::libreceiver {
namespace {

constexpr std::string_view kScheme = "rtp://";
constexpr unsigned kLastPort = 65534;  // RTCP has the next one

bool is_rtp_uri(std::string_view text) noexcept {
  if (text.size() < kScheme.size()) return false;
  for (std::size_t i = 0; i < kScheme.size(); ++i)
    if ((text[i] | 0x20) != (kScheme[i] | 0x20)) return false;
  return true;
}

std::optional<std::uint16_t> parse_port(std::string_view digits) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(digits.begin(), digits.end(), port);
  if (error != std::errc{} || end != digits.end() || port == 0 || port > kLastPort) return std::nullopt;
  return static_cast<std::uint16_t>(port);
}

/// An address with brackets or without.
std::optional<IpAddress> parse_host(std::string_view text) {
  if (text.size() >= 2 && text.front() == '[' && text.back() == ']') text = text.substr(1, text.size() - 2);
  return parse_address(text);
}

/// `[group%interface]`, or the same without brackets.
Result<ServiceReference, ReferenceErrc> parse_group_text(std::string_view text) {
  const auto group = net::parse_group(text);
  if (!group)
    return fail(parse_host(text.substr(0, text.find('%'))) ? ReferenceErrc::not_multicast
                                                           : ReferenceErrc::not_a_service);
  if (collides_with_local_control(group->address)) return fail(ReferenceErrc::shared_mac);
  ServiceReference reference;
  reference.group = group->address;
  reference.interface = group->interface;
  return reference;
}

/// What stands behind `rtp://`: `2001:db8::1@[ff3e::8000:1%25eth0]:5004`.
Result<ServiceReference, ReferenceErrc> parse_uri(std::string_view text) {
  std::optional<IpAddress> source;
  if (const std::size_t at = text.find('@'); at != text.npos) {
    source = parse_host(text.substr(0, at));
    if (!source || source->is_multicast() || source->is_unspecified()) return fail(ReferenceErrc::bad_source);
    text.remove_prefix(at + 1);
  }
  if (text.ends_with('/')) text.remove_suffix(1);

  std::optional<std::uint16_t> port = kRtpPort;
  const bool bracketed = text.starts_with('[');
  const std::size_t host_end = bracketed ? text.find(']') : text.find(':');
  if (bracketed && host_end == text.npos) return fail(ReferenceErrc::not_a_service);
  const std::size_t colon = bracketed ? host_end + 1 : host_end;
  if (colon < text.size()) {
    if (text[colon] != ':') return fail(ReferenceErrc::not_a_service);
    port = parse_port(text.substr(colon + 1));
    text = text.substr(0, colon);
  }
  auto reference = parse_group_text(text);
  if (!reference) return reference;
  if (!port) return fail(ReferenceErrc::bad_port);
  if (source && source->family() != reference->group.family()) return fail(ReferenceErrc::family_mismatch);
  reference->source = source;
  reference->port = *port;
  return reference;
}

}  // namespace

std::string_view to_string(ReferenceErrc code) noexcept {
  switch (code) {
    case ReferenceErrc::not_a_service:
      return "expected a service number such as 8000:0001, a group such as ff3e::8000:1%eth0, or "
             "rtp://[source@][group%interface]:port";
    case ReferenceErrc::not_multicast: return "expected a multicast group: ff00::/8 or 224.0.0.0/4";
    case ReferenceErrc::bad_port: return "expected an RTP port from 1 to 65534";
    case ReferenceErrc::bad_source: return "expected the numeric address of one host in front of @";
    case ReferenceErrc::family_mismatch: return "source and group must both be IPv4 or both be IPv6";
    case ReferenceErrc::shared_mac:
      return "groups whose low 23 bits are below 256 share their MAC addresses with 224.0.0.x; choose another";
  }
  return "";
}

Result<ServiceReference, ReferenceErrc> parse_service_reference(std::string_view text) {
  if (const auto number = parse_service_number(text)) {
    ServiceReference reference;
    reference.number = number;
    return reference;
  }
  if (is_rtp_uri(text)) return parse_uri(text.substr(kScheme.size()));
  return parse_group_text(text);
}

std::string to_string(const ServiceReference& reference) {
  if (reference.number) return to_string(*reference.number);
  std::string group = to_string(reference.group);
  if (!reference.interface.empty()) group += "%25" + reference.interface;
  if (!reference.source && reference.port == kRtpPort) return group;
  std::string text(kScheme);
  if (reference.source) text += to_string(*reference.source) + "@";
  text += reference.group.is_v6() ? "[" + group + "]" : group;
  if (reference.port != kRtpPort) text += ":" + std::to_string(reference.port);
  return text;
}

}  // namespace joincast::libreceiver
