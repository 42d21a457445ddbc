// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/rtp.h"

#include "sdp/attributes.h"
#include "sdp/grammar.h"
#include "sdp/host.h"

namespace joincast::sdp {
namespace {

constexpr std::uint8_t kMostPayloadType = 127;

/// `98 L16/16000/2` -> 98, and what is behind it.
std::optional<std::uint8_t> payload_type_of(std::string_view& rest) noexcept {
  std::uint8_t payload_type = 0;
  if (!to_number(next_word(rest), payload_type) || payload_type > kMostPayloadType) return std::nullopt;
  rest = trim(rest);
  return payload_type;
}

/// The attribute of this name and payload type; null: none.
const Attribute* find_for(const Media& media, std::string_view name, std::uint8_t payload_type) noexcept {
  for (const Attribute& attribute : media.attributes) {
    std::string_view rest = attribute.value;
    if (attribute.name == name && payload_type_of(rest) == payload_type) return &attribute;
  }
  return nullptr;
}

void set_for(Media& media, std::string_view name, std::uint8_t payload_type, std::string value) {
  for (Attribute& attribute : media.attributes)
    if (&attribute == find_for(media, name, payload_type)) {
      attribute.value = std::move(value);
      return;
    }
  add(media.attributes, name, value);
}

}  // namespace

bool is_encoding(const RtpMap& map, std::string_view name) noexcept { return same_word(map.encoding, name); }

std::optional<RtpMap> parse_rtpmap(std::string_view value) {
  const auto payload_type = payload_type_of(value);
  if (!payload_type) return std::nullopt;
  RtpMap map;
  map.payload_type = *payload_type;
  map.encoding = split(value, '/');
  if (!is_token(map.encoding)) return std::nullopt;
  if (!to_number(trim(split(value, '/')), map.clock_rate_hz) || map.clock_rate_hz == 0) return std::nullopt;
  if (!value.empty() && !to_number(trim(value), map.channels)) return std::nullopt;
  return map;
}

std::optional<RtpMap> rtpmap(const Media& media, std::uint8_t payload_type) {
  const Attribute* attribute = find_for(media, "rtpmap", payload_type);
  return attribute ? parse_rtpmap(attribute->value) : std::nullopt;
}

std::vector<RtpMap> rtpmaps(const Media& media) {
  std::vector<RtpMap> maps;
  for (const Attribute& attribute : media.attributes)
    if (auto map = attribute.name == "rtpmap" ? parse_rtpmap(attribute.value) : std::nullopt)
      maps.push_back(std::move(*map));
  return maps;
}

void set_rtpmap(Media& media, const RtpMap& map) {
  std::string value = std::to_string(map.payload_type) + ' ' + map.encoding + '/' + std::to_string(map.clock_rate_hz);
  if (map.channels != 0) value += '/' + std::to_string(map.channels);
  set_for(media, "rtpmap", map.payload_type, std::move(value));
}

std::optional<std::string_view> fmtp(const Media& media, std::uint8_t payload_type) noexcept {
  const Attribute* attribute = find_for(media, "fmtp", payload_type);
  if (!attribute) return std::nullopt;
  std::string_view rest = attribute->value;
  (void)payload_type_of(rest);
  return rest;
}

void set_fmtp(Media& media, std::uint8_t payload_type, std::string_view parameters) {
  set_for(media, "fmtp", payload_type, std::to_string(payload_type) + ' ' + std::string(parameters));
}

std::optional<std::string_view> parameter(std::string_view parameters, std::string_view name) noexcept {
  while (!parameters.empty()) {
    std::string_view value = split(parameters, ';');
    if (same_word(trim(split(value, '=')), name)) return trim(value);
  }
  return std::nullopt;
}

bool is_rtp(const Media& media) noexcept {
  std::string_view rest = media.protocol;
  while (!rest.empty()) {
    const std::string_view part = split(rest, '/');
    if (same_word(part, "RTP")) return true;
  }
  return false;
}

std::vector<std::uint8_t> payload_types(const Media& media) {
  std::vector<std::uint8_t> types;
  if (!is_rtp(media)) return types;
  for (const std::string& format : media.formats) {
    std::uint8_t type = 0;
    if (to_number(format, type) && type <= kMostPayloadType) types.push_back(type);
  }
  return types;
}

std::optional<RtcpPlace> rtcp(const Media& media) {
  const auto value = value_of(media.attributes, "rtcp");
  if (!value) return std::nullopt;
  std::string_view rest = *value;
  RtcpPlace place;
  if (!to_number(next_word(rest), place.port) || place.port == 0) return std::nullopt;
  if (trim(rest).empty()) return place;
  const std::string_view network = next_word(rest);
  const std::string_view type = next_word(rest);
  const std::string_view name = next_word(rest);
  const ParseOptions options;
  Judge judge(options);
  if (!trim(rest).empty() || !read_host(network, type, name, judge, place.host.emplace())) return std::nullopt;
  return place;
}

void set_rtcp(Media& media, const RtcpPlace& place) {
  std::string value = std::to_string(place.port);
  if (place.host && place.host->ip) {
    value += place.host->ip->is_v4() ? " IN IP4 " : " IN IP6 ";
    value += to_string(*place.host->ip);
  } else if (place.host) {
    value += ' ' + place.host->network + ' ' + place.host->type + ' ' + place.host->name;
  }
  set(media.attributes, "rtcp", value);
}

bool rtcp_mux(const Media& media) noexcept { return has(media.attributes, "rtcp-mux"); }

std::uint16_t rtcp_port(const Media& media) {
  if (rtcp_mux(media) || media.port == 0) return media.port;
  if (const auto place = rtcp(media)) return place->port;
  return static_cast<std::uint16_t>(media.port == 65'535 ? 0 : media.port + 1);
}

ExtendedReports extended_reports(const Session& session, const Media& media) {
  ExtendedReports asked;
  const auto own = value_of(media.attributes, "rtcp-xr");
  std::string_view rest = own ? *own : value_of(session.attributes, "rtcp-xr").value_or(std::string_view());
  for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
    const std::string_view name = split(word, '=');
    if (name == "pkt-loss-rle") {
      asked.loss_runs = true;
      to_number(word, asked.longest_loss_runs);
    } else if (name == "pkt-dup-rle") {
      asked.duplicate_runs = true;
    } else if (name == "stat-summary") {
      asked.summary = true;
    }
  }
  return asked;
}

void set_extended_reports(Media& media, const ExtendedReports& asked) {
  std::string value;
  const auto add_word = [&value](std::string_view word) { (value += value.empty() ? "" : " ") += word; };
  if (asked.loss_runs) add_word("pkt-loss-rle");
  if (asked.loss_runs && asked.longest_loss_runs != 0) value += '=' + std::to_string(asked.longest_loss_runs);
  if (asked.duplicate_runs) add_word("pkt-dup-rle");
  if (asked.summary) add_word("stat-summary");
  if (value.empty())
    remove(media.attributes, "rtcp-xr");
  else
    set(media.attributes, "rtcp-xr", value);
}

UnicastFeedback unicast_feedback(const Session& session, const Media& media) noexcept {
  const auto own = value_of(media.attributes, "rtcp-unicast");
  const auto said = own ? own : value_of(session.attributes, "rtcp-unicast");
  if (said == "rsi") return UnicastFeedback::summarised;
  return said == "reflection" ? UnicastFeedback::reflected : UnicastFeedback::none;
}

void set_unicast_feedback(Media& media, UnicastFeedback feedback) {
  if (feedback == UnicastFeedback::none)
    remove(media.attributes, "rtcp-unicast");
  else
    set(media.attributes, "rtcp-unicast", feedback == UnicastFeedback::summarised ? "rsi" : "reflection");
}

std::vector<SourceAttribute> source_attributes(const Media& media) {
  std::vector<SourceAttribute> out;
  for (const Attribute& attribute : media.attributes) {
    if (attribute.name != "ssrc") continue;
    std::string_view rest = attribute.value;
    SourceAttribute source;
    if (!to_number(next_word(rest), source.ssrc)) continue;
    rest = trim(rest);
    source.name = split(rest, ':');
    source.value = rest;
    if (is_token(source.name)) out.push_back(std::move(source));
  }
  return out;
}

std::vector<SourceGroup> source_groups(const Media& media) {
  std::vector<SourceGroup> out;
  for (const Attribute& attribute : media.attributes) {
    if (attribute.name != "ssrc-group") continue;
    std::string_view rest = attribute.value;
    SourceGroup group{.semantics = std::string(next_word(rest)), .ssrcs = {}};
    bool good = is_token(group.semantics);
    for (std::string_view word = next_word(rest); good && !word.empty(); word = next_word(rest))
      good = to_number(word, group.ssrcs.emplace_back());
    if (good) out.push_back(std::move(group));
  }
  return out;
}

void add_source_attribute(Media& media, const SourceAttribute& attribute) {
  std::string value = std::to_string(attribute.ssrc) + ' ' + attribute.name;
  if (!attribute.value.empty()) value += ':' + attribute.value;
  add(media.attributes, "ssrc", value);
}

void add_source_group(Media& media, const SourceGroup& group) {
  std::string value = group.semantics;
  for (const std::uint32_t ssrc : group.ssrcs) value += ' ' + std::to_string(ssrc);
  add(media.attributes, "ssrc-group", value);
}

}  // namespace joincast::sdp
