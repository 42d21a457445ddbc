// SPDX-License-Identifier: LGPL-2.1-or-later
#include "discovery/record.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>

namespace joincast::discovery {
namespace {

constexpr std::size_t kMostString = 255;

enum Key : std::size_t { kVersion, kPrefix, kGroupV6, kGroupV4, kPath, kFamily, kRevision, kKeyCount };
constexpr std::array<std::string_view, kKeyCount> kKeys = {"txtvers", "prefix", "group", "group4",
                                                           "path",    "family", "rev"};

char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::size_t key_of(std::string_view name) noexcept {
  const auto same = [name](std::string_view key) { return std::ranges::equal(name, key, {}, lower); };
  return static_cast<std::size_t>(std::ranges::find_if(kKeys, same) - kKeys.begin());
}

/// `2001:db8:d0be:f00d::/64,fd00:1:2:3::/64`
std::optional<ParseErrc> read_prefixes(std::string_view text, std::vector<Prefix>& prefixes) {
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const auto prefix = parse_prefix(text.substr(0, comma));
    if (!prefix || !prefix->address.is_v6() || prefix->length != 64 || prefix->address.is_multicast())
      return ParseErrc::bad_address;
    if (prefixes.size() == Record::kMostPrefixes) return ParseErrc::over_limit;
    prefixes.push_back(*prefix);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return std::nullopt;
}

/// `ff3e:40:2001:db8:d0be:f00d:8000:0` or `239.195.1.0`
std::optional<ParseErrc> read_group(std::string_view text, Family family, std::optional<IpAddress>& group) {
  group = parse_address(text);
  if (!group || group->family() != family || !group->is_multicast()) return ParseErrc::bad_address;
  return std::nullopt;
}

/// `1792345678901`
std::optional<ParseErrc> read_revision(std::string_view text, std::uint64_t& revision) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), revision);
  if (error != std::errc() || end != text.data() + text.size()) return ParseErrc::bad_value;
  return std::nullopt;
}

std::optional<ParseErrc> read(std::size_t key, std::string_view value, Record& record) {
  switch (key) {
    case kVersion:
      if (value == "1") return std::nullopt;
      return ParseErrc::unsupported_version;
    case kPrefix: return read_prefixes(value, record.prefixes);
    case kGroupV6: return read_group(value, Family::ipv6, record.group_v6);
    case kGroupV4: return read_group(value, Family::ipv4, record.group_v4);
    case kPath:
      record.path = value;
      if (fit_path(value)) return std::nullopt;
      return ParseErrc::bad_value;
    case kFamily:
      if (value != "4" && value != "6") return ParseErrc::bad_value;
      record.http_family = value == "4" ? Family::ipv4 : Family::ipv6;
      return std::nullopt;
    default: return read_revision(value, record.revision);
  }
}

void write(Bytes& out, Key key, std::string_view value) {
  const std::string text = std::string(kKeys[key]) + "=" + std::string(value);
  ByteWriter writer(out);
  writer.u8(static_cast<std::uint8_t>(text.size()));
  writer.text(text);
}

}  // namespace

bool fit_path(std::string_view path) noexcept {
  const auto fit = [](char c) {
    return c > ' ' && c < 0x7f && c != '#' && c != '"' && c != '<' && c != '>' && c != '\\';
  };
  return path.size() <= Record::kMostPath && path.starts_with('/') && !path.starts_with("//") &&
         std::ranges::all_of(path, fit);
}

Result<Record, ParseError> parse_txt(ByteView octets) {
  ByteReader in(octets);
  if (octets.size() > Record::kMostTxt) return fail(ParseError{ParseErrc::over_limit, 0});
  Record record;
  std::array<bool, kKeyCount> seen{};
  while (!in.at_end()) {
    const std::string_view text = as_text(in.take(in.u8()));
    if (!in.ok()) return fail(ParseError{ParseErrc::truncated, in.offset()});
    const std::size_t sign = text.find('=');
    const std::size_t key = key_of(text.substr(0, sign));
    if (key == kKeyCount || seen[key]) continue;
    seen[key] = true;
    const std::string_view value = sign == text.npos ? std::string_view() : text.substr(sign + 1);
    if (const auto error = read(key, value, record)) return fail(ParseError{*error, in.offset()});
  }
  if (!seen[kVersion]) return fail(ParseError{ParseErrc::missing, in.offset()});
  return record;
}

Bytes encode_txt(const Record& record) {
  Bytes out;
  write(out, kVersion, "1");
  std::string prefixes;
  for (const Prefix& prefix : record.prefixes) {
    if (&prefix == record.prefixes.data() + Record::kMostPrefixes) break;
    const std::string text = to_string(prefix);
    prefixes += prefixes.empty() ? text : "," + text;
  }
  if (!prefixes.empty()) write(out, kPrefix, std::string_view(prefixes).substr(0, kMostString - 8));
  if (record.group_v6) write(out, kGroupV6, to_string(*record.group_v6));
  if (record.group_v4) write(out, kGroupV4, to_string(*record.group_v4));
  if (fit_path(record.path)) write(out, kPath, record.path);
  if (record.http_family) write(out, kFamily, *record.http_family == Family::ipv4 ? "4" : "6");
  if (record.revision != 0) write(out, kRevision, std::to_string(record.revision));
  return out;
}

}  // namespace joincast::discovery
