// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/group_url.h"

#include <charconv>

namespace joincast::headend {
namespace {

constexpr const char* kExpected =
    "expected a group with its interface and port, as in \"udp://@239.1.2.3%eth0:5000\" or "
    "\"rtp://@[ff15::1%eth0]:5004\"";

std::optional<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const char* const end = text.data() + text.size();
  const auto [at, error] = std::from_chars(text.data(), end, port);
  if (error != std::errc() || at != end || port == 0) return std::nullopt;
  return port;
}

/// Without the brackets of an IPv6 address.
std::string_view bare(std::string_view host) {
  return host.starts_with('[') && host.ends_with(']') ? host.substr(1, host.size() - 2) : host;
}

}  // namespace

Result<GroupUrl, std::string> parse_group_url(std::string_view url) {
  const auto refuse = [] { return fail(std::string(kExpected)); };
  GroupUrl parsed;
  if (!url.starts_with("udp://") && !url.starts_with("rtp://")) return refuse();
  parsed.rtp = url.starts_with("rtp");
  url.remove_prefix(6);
  if (url.ends_with('/')) url.remove_suffix(1);
  if (const auto at = url.find('@'); at != url.npos) {
    if (at > 0) {
      parsed.source = parse_address(bare(url.substr(0, at)));
      if (!parsed.source || parsed.source->is_multicast()) return refuse();
    }
    url.remove_prefix(at + 1);
  }
  const auto colon = url.rfind(':');
  if (colon == url.npos) return refuse();
  const auto port = parse_port(url.substr(colon + 1));
  const std::string_view host = bare(url.substr(0, colon));
  const auto percent = host.find('%');
  if (!port || percent == host.npos) return refuse();
  std::string_view interface = host.substr(percent + 1);
  if (interface.starts_with("25") && interface.size() > 2) interface.remove_prefix(2);  // RFC 6874
  const auto group = parse_address(host.substr(0, percent));
  if (!group || !group->is_multicast() || interface.empty()) return refuse();
  if (parsed.source && parsed.source->is_v6() != group->is_v6()) return refuse();
  parsed.group = *group;
  parsed.interface = interface;
  parsed.port = *port;
  return parsed;
}

}  // namespace joincast::headend
