// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/attributes.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.h"
#include "sdp/grammar.h"

namespace joincast::sdp {
namespace {

constexpr std::array<std::string_view, 4> kDirections = {"sendrecv", "recvonly", "sendonly", "inactive"};

std::optional<Direction> direction_in(const Attributes& attributes) noexcept {
  for (const Attribute& attribute : attributes)
    for (std::size_t i = 0; i < kDirections.size(); ++i)
      if (attribute.name == kDirections[i]) return static_cast<Direction>(i);
  return std::nullopt;
}

/// `25`, `29.97`: no sign, no exponent.
std::optional<double> decimal(std::string_view text) noexcept {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  const bool whole = error == std::errc{} && end == text.data() + text.size();
  if (!whole || text.empty() || !is_digit(text.front()) || !std::isfinite(value) || value <= 0) return std::nullopt;
  return value;
}

std::optional<Duration> milliseconds(std::optional<std::string_view> text) noexcept {
  constexpr double kMost = 3'600'000;  // no packet holds an hour
  const auto value = text ? decimal(trim(*text)) : std::nullopt;
  if (!value || *value > kMost) return std::nullopt;
  return Duration(static_cast<std::int64_t>(std::llround(*value * 1e6)));
}

}  // namespace

const Attribute* find(const Attributes& attributes, std::string_view name) noexcept {
  const auto at =
      std::find_if(attributes.begin(), attributes.end(), [name](const Attribute& a) { return a.name == name; });
  return at == attributes.end() ? nullptr : &*at;
}

bool has(const Attributes& attributes, std::string_view name) noexcept { return find(attributes, name) != nullptr; }

std::optional<std::string_view> value_of(const Attributes& attributes, std::string_view name) noexcept {
  const Attribute* attribute = find(attributes, name);
  if (!attribute) return std::nullopt;
  return attribute->value;
}

void set(Attributes& attributes, std::string_view name, std::string_view value) {
  const auto same = [name](const Attribute& a) { return a.name == name; };
  const auto at = std::find_if(attributes.begin(), attributes.end(), same);
  if (at == attributes.end()) return add(attributes, name, value);
  at->value = std::string(value);  // may be a part of itself
  attributes.erase(std::remove_if(at + 1, attributes.end(), same), attributes.end());
}

void add(Attributes& attributes, std::string_view name, std::string_view value) {
  attributes.push_back({std::string(name), std::string(value)});
}

void remove(Attributes& attributes, std::string_view name) {
  std::erase_if(attributes, [name](const Attribute& a) { return a.name == name; });
}

std::string_view charset(const Session& session) noexcept {
  return trim(value_of(session.attributes, "charset").value_or(""));
}

std::string readable(const Session& session, std::string_view text) {
  const std::string_view declared = charset(session);
  if (same_word(declared, "ISO-8859-1")) return windows1252_to_utf8(text);
  return guess_utf8(text);
}

std::string_view tool(const Session& session) noexcept { return value_of(session.attributes, "tool").value_or(""); }
std::string_view type(const Session& session) noexcept { return value_of(session.attributes, "type").value_or(""); }
std::string_view category(const Session& session) noexcept { return value_of(session.attributes, "cat").value_or(""); }

Direction direction(const Session& session, const Media& media) noexcept {
  if (const auto own = direction_in(media.attributes)) return *own;
  if (const auto common = direction_in(session.attributes)) return *common;
  const std::string_view kind = type(session);
  return kind == "broadcast" || kind == "H332" ? Direction::recvonly : Direction::sendrecv;
}

void set_direction(Attributes& attributes, Direction direction) {
  for (const std::string_view name : kDirections) remove(attributes, name);
  add(attributes, kDirections[static_cast<std::size_t>(direction)]);
}

std::optional<Duration> ptime(const Media& media) { return milliseconds(value_of(media.attributes, "ptime")); }
std::optional<Duration> maxptime(const Media& media) { return milliseconds(value_of(media.attributes, "maxptime")); }

void set_ptime(Media& media, Duration duration) {
  const std::int64_t microseconds = duration.count() / 1'000;
  std::string text = std::to_string(microseconds / 1'000);
  if (const std::int64_t rest = microseconds % 1'000; rest != 0) {
    text += '.' + std::to_string(1'000 + rest).substr(1);
    while (text.back() == '0') text.pop_back();
  }
  set(media.attributes, "ptime", text);
}

std::optional<double> framerate(const Media& media) {
  const auto text = value_of(media.attributes, "framerate");
  return text ? decimal(trim(*text)) : std::nullopt;
}

std::optional<std::uint64_t> bandwidth(const std::vector<Bandwidth>& bandwidths, std::string_view type) noexcept {
  for (const Bandwidth& bandwidth : bandwidths)
    if (bandwidth.type == type) return bandwidth.value;
  return std::nullopt;
}

void set_bandwidth(std::vector<Bandwidth>& bandwidths, std::string_view type, std::uint64_t value) {
  for (Bandwidth& bandwidth : bandwidths)
    if (bandwidth.type == type) {
      bandwidth.value = value;
      return;
    }
  bandwidths.push_back({std::string(type), value});
}

RtcpBandwidth rtcp_bandwidth(const Session& session, const Media& media) noexcept {
  const auto one = [&](std::string_view type) {
    const auto own = bandwidth(media.bandwidths, type);
    return own ? own : bandwidth(session.bandwidths, type);
  };
  return {one("RS"), one("RR")};
}

const Connection* connection_of(const Session& session, const Media& media) noexcept {
  const Connection* connection = !media.connections.empty() ? &media.connections.front()
                                 : session.connection       ? &*session.connection
                                                            : nullptr;
  if (connection && connection->host.ip && connection->host.ip->is_unspecified()) return nullptr;
  return connection;
}

}  // namespace joincast::sdp
