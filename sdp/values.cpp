// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/values.h"

#include <algorithm>
#include <array>
#include <limits>

#include "sdp/grammar.h"
#include "sdp/host.h"

namespace joincast::sdp {
namespace {

/// Every word is read: blanks that should not be there are the last thing to be judged.
bool ended(Words& words, Judge& judge) {
  if (!words.done()) return false;
  return !words.untidy() || judge.forgive(Sin::extra_space);
}

/// A number where senders have written other things: those become a number of their own.
bool read_id(std::string_view word, Judge& judge, std::uint64_t& out) {
  if (to_number(word, out)) return true;
  if (!judge.forgive(Sin::bad_number)) return false;
  out = 0xcbf2'9ce4'8422'2325u;  // FNV-1a: equal texts stay equal, others stay apart
  for (const char c : word) out = (out ^ static_cast<unsigned char>(c)) * 0x100'0000'01b3u;
  return true;
}

/// typed-time: `3600`, `1h`, `7d` (RFC 8866 section 5.10); in seconds.
bool read_typed_time(std::string_view word, std::uint64_t& out) {
  constexpr std::string_view kUnits = "smhd";
  constexpr std::array<std::uint64_t, kUnits.size()> kSeconds = {1, 60, 3'600, 86'400};
  std::uint64_t unit = 1;
  const std::size_t at = word.empty() ? kUnits.npos : kUnits.find(word.back());
  if (at != kUnits.npos) {
    unit = kSeconds[at];
    word.remove_suffix(1);
  }
  constexpr auto kMost = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
  if (!to_number(word, out) || out > kMost / unit) return false;
  out *= unit;
  return true;
}

/// `/127/3` behind an IPv4 group, `/3` behind an IPv6 one (RFC 8866 section 5.7).
bool read_suffix(std::string_view suffix, bool present, Judge& judge, Connection& out) {
  const bool multicast = out.host.ip && out.host.ip->is_multicast();
  if (!present) {
    if (!multicast || !out.host.ip->is_v4()) return true;
    out.ttl = std::uint8_t{255};
    return judge.forgive(Sin::missing_ttl);
  }
  if (!multicast) return judge.forgive(Sin::ttl_on_unicast);
  const bool two = suffix.find('/') != suffix.npos;
  const std::string_view first = split(suffix, '/');
  std::uint16_t groups = 1;
  if (out.host.ip->is_v4()) {
    std::uint8_t ttl = 0;
    if (!to_number(first, ttl) || (two && !to_number(suffix, groups)) || groups == 0)
      return judge.refuse(ParseErrc::bad_address);
    if (groups > kMaxGroups) return judge.refuse(ParseErrc::over_limit);
    out.ttl = ttl;
    out.groups = groups;
    return true;
  }
  if (!to_number(two ? suffix : first, groups)) return judge.refuse(ParseErrc::bad_address);
  const bool plausible = groups != 0 && groups <= kMaxGroups;
  out.groups = plausible ? groups : std::uint16_t{1};
  return (plausible && !two) || judge.forgive(Sin::ttl_on_ipv6);
}

/// `5004`, `5004/2`, and `5004-5005` of those who think in ranges.
bool read_port(std::string_view word, Judge& judge, Media& out) {
  if (to_number(word, out.port)) return true;
  const std::size_t dash = word.find('-');
  if (dash != word.npos) {
    std::uint16_t last = 0;
    if (!to_number(word.substr(dash + 1), last) || !judge.forgive(Sin::port_range)) return false;
    return to_number(word.substr(0, dash), out.port);
  }
  const std::size_t slash = word.find('/');
  if (!to_number(word.substr(0, slash), out.port)) return false;
  return slash == word.npos || (to_number(word.substr(slash + 1), out.ports) && out.ports != 0);
}

}  // namespace

// o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
bool read_origin(std::string_view value, Judge& judge, Origin& out) {
  Words words(value);
  std::array<std::string_view, 6> field{};
  std::size_t count = 0;
  while (count < field.size() && !(field[count] = words.next()).empty()) ++count;
  if (count == 5 && value.front() == ' ') {  // no username at all
    for (std::size_t i = 5; i > 0; --i) field[i] = field[i - 1];
    field[0] = "-";
    count = 6;
  }
  out.username = field[0];
  while (count == 6 && !words.done()) {  // a username with spaces: the last five words are the others
    if (!judge.forgive(Sin::extra_space)) return false;
    out.username.append("_").append(field[1]);
    for (std::size_t i = 1; i < 5; ++i) field[i] = field[i + 1];
    field[5] = words.next();
  }
  if (count != 6 || !is_word(out.username)) return false;
  if (!read_id(field[1], judge, out.id) || !read_id(field[2], judge, out.version)) return false;
  return read_host(field[3], field[4], field[5], judge, out.host) && ended(words, judge);
}

// c=IN IP4 233.252.0.1/127/3
bool read_connection(std::string_view value, Judge& judge, Connection& out) {
  Words words(value);
  const std::string_view network = words.next();
  const std::string_view type = words.next();
  const std::string_view address = words.next();
  if (address.empty() || !ended(words, judge)) return false;
  const bool ip = same_word(network, "IN") && (same_word(type, "IP4") || same_word(type, "IP6"));
  const std::size_t slash = ip ? address.find('/') : address.npos;
  if (!read_host(network, type, address.substr(0, slash), judge, out.host)) return false;
  if (slash == address.npos) return read_suffix({}, false, judge, out);
  return read_suffix(address.substr(slash + 1), true, judge, out);
}

// b=AS:128
bool read_bandwidth(std::string_view value, Judge& judge, Bandwidth& out) {
  const std::string_view tidy = trim(value);
  if (tidy.size() != value.size() && !judge.forgive(Sin::extra_space)) return false;
  std::string_view rest = tidy;
  const std::string_view type = split(rest, ':');
  if (!is_token(type) || !to_number(rest, out.value)) return false;
  out.type = type;
  return true;
}

// t=3724394400 3724398000
bool read_timing(std::string_view value, Judge& judge, Timing& out) {
  Words words(value);
  return to_number(words.next(), out.start) && to_number(words.next(), out.stop) && ended(words, judge);
}

// r=7d 1h 0 25h
bool read_repeat(std::string_view value, Judge& judge, Repeat& out) {
  Words words(value);
  if (!read_typed_time(words.next(), out.interval) || out.interval == 0) return false;
  if (!read_typed_time(words.next(), out.duration)) return false;
  while (!words.done()) {
    if (out.offsets.size() >= judge.limits().items) return judge.refuse(ParseErrc::over_limit);
    if (!read_typed_time(words.next(), out.offsets.emplace_back())) return false;
  }
  return !out.offsets.empty() && ended(words, judge);
}

// z=3730928400 -1h 3749680800 0
bool read_zones(std::string_view value, Judge& judge, std::vector<ZoneAdjustment>& out) {
  Words words(value);
  while (!words.done()) {
    if (out.size() >= judge.limits().items) return judge.refuse(ParseErrc::over_limit);
    ZoneAdjustment& zone = out.emplace_back();
    if (!to_number(words.next(), zone.time)) return false;
    std::string_view offset = words.next();
    const bool negative = offset.starts_with('-');
    if (negative) offset.remove_prefix(1);
    std::uint64_t seconds = 0;
    if (!read_typed_time(offset, seconds)) return false;
    zone.offset = negative ? -static_cast<std::int64_t>(seconds) : static_cast<std::int64_t>(seconds);
  }
  return !out.empty() && ended(words, judge);
}

// m=audio 49170/2 RTP/AVP 0 96
bool read_media(std::string_view value, Judge& judge, Media& out) {
  Words words(value);
  out.type = words.next();
  if (!is_token(out.type) || !read_port(words.next(), judge, out)) return false;
  out.protocol = words.next();
  if (!is_protocol(out.protocol)) return false;
  while (!words.done()) {
    if (out.formats.size() >= judge.limits().items) return judge.refuse(ParseErrc::over_limit);
    const std::string_view format = words.next();
    if (!is_token(format)) return false;
    out.formats.emplace_back(format);
  }
  return !out.formats.empty() && ended(words, judge);
}

// a=rtpmap:96 L24/48000/2
bool read_attribute(std::string_view value, Judge& judge, Attribute& out) {
  std::size_t end = 0;
  while (end < value.size() && detail::kTokenChars[static_cast<unsigned char>(value[end])]) ++end;
  std::string_view name = value.substr(0, end);
  if (name.empty() || (end < value.size() && value[end] != ':')) {  // blanks around the name, or none at all
    end = std::min(value.find(':'), value.size());
    name = trim(value.substr(0, end));
    if (!is_token(name) || !judge.forgive(Sin::extra_space)) return false;
  }
  out.name = name;
  if (end == value.size()) return true;
  out.value = value.substr(end + 1);
  return !out.value.empty() || judge.forgive(Sin::empty_value);
}

}  // namespace joincast::sdp
