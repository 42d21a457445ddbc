// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/request_path.h"

#include <algorithm>

namespace joincast::gateway {
namespace {

constexpr std::size_t kLongest = 256;  // octets; no group with all that belongs to it is longer
constexpr std::size_t kLongestInterface = 15;

tl::unexpected<PathRefusal> refuse(unsigned status, std::string text) {
  return fail(PathRefusal{status, std::move(text)});
}

/// Behind `/rtp/` or `/udp/`.
Result<Asked, PathRefusal> parse_group(std::string_view text, bool maybe_raw) {
  auto reference = libreceiver::parse_service_reference("rtp://" + std::string(text));
  if (!reference)
    return refuse(400, "A group was expected, as in /rtp/239.1.2.3:5004 or /rtp/[ff3e::8000:1]:5004: " +
                           std::string(to_string(reference.error())) + ".\n");
  if (reference->interface.size() > kLongestInterface)
    return refuse(400, "An interface's name has at most 15 octets.\n");
  reference->number.reset();
  return Wanted{std::move(*reference), maybe_raw};
}

/// Whether somebody who typed this meant a service number.
bool looks_like_number(std::string_view text) {
  if (text.starts_with("0x") || text.starts_with("0X")) return true;
  return text.find(':') != text.npos && text.find_first_not_of("0123456789abcdefABCDEF:") == text.npos;
}

}  // namespace

Result<Asked, PathRefusal> parse_path(std::string_view path) {
  if (!path.starts_with('/') || path.size() > kLongest) return refuse(404, "There is nothing here.\n");
  path.remove_prefix(1);
  if (path.empty() || path == "status") return Page::status;
  if (path == "status.json") return Page::status_json;
  if (path == "playlist.m3u") return Page::playlist;
  if (path.ends_with('/')) path.remove_suffix(1);
  if (path.starts_with("rtp/")) return parse_group(path.substr(4), false);
  if (path.starts_with("udp/")) return parse_group(path.substr(4), true);
  if (const auto number = parse_service_number(path)) {
    Wanted wanted;
    wanted.reference.number = *number;
    return wanted;
  }
  if (looks_like_number(path))
    return refuse(400,
                  "A service number was expected, as in /8000:0001: two parts of up to four hexadecimal digits, "
                  "the first from 8000 on.\n");
  return refuse(404,
                "There is /8000:0001 for each service, /rtp/GROUP:PORT, /playlist.m3u, /status and "
                "/status.json.\n");
}

std::string to_path(const Wanted& wanted) {
  const libreceiver::ServiceReference& reference = wanted.reference;
  if (reference.number) return "/" + to_string(*reference.number);
  std::string path = wanted.maybe_raw ? "/udp/" : "/rtp/";
  if (reference.source)
    path += (reference.source->is_v6() ? "[" + to_string(*reference.source) + "]" : to_string(*reference.source)) + "@";
  const std::string group =
      to_string(reference.group) + (reference.interface.empty() ? "" : "%25" + reference.interface);
  return path + (reference.group.is_v6() ? "[" + group + "]" : group) + ":" + std::to_string(reference.port);
}

}  // namespace joincast::gateway
