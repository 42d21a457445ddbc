// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/clock.h"

#include "sdp/attributes.h"
#include "sdp/grammar.h"

namespace joincast::sdp {
namespace {

using RefKind = ReferenceClock::Kind;
using MediaKind = MediaClock::Kind;

ReferenceClock of_kind(RefKind kind) {
  ReferenceClock clock;
  clock.kind = kind;
  return clock;
}

// ntp=/traceable/ or ntp=203.0.113.10
ReferenceClock read_ntp(std::string_view server) {
  ReferenceClock clock = of_kind(RefKind::ntp);
  clock.traceable = server == "/traceable/";
  if (!clock.traceable) clock.server = server;
  return clock;
}

// ptp=IEEE1588-2008:39-A7-94-FF-FE-07-CB-D0:37 or ptp=IEEE1588-2008:traceable; older senders leave the version out
ReferenceClock read_ptp(std::string_view rest) {
  ReferenceClock clock = of_kind(RefKind::ptp);
  if (rest == "traceable") {
    clock.traceable = true;
    return clock;
  }
  clock.ptp_version = split(rest, ':');
  if (rest == "traceable") {
    clock.traceable = true;
    return clock;
  }
  clock.ptp_clock = split(rest, ':');
  if (rest.starts_with("domain-nmbr=") || rest.starts_with("domain-name=")) (void)split(rest, '=');
  clock.ptp_domain = rest;
  return clock;
}

// direct=963214424 rate=1000/1001
bool read_direct(std::string_view rest, MediaClock& clock) {
  const std::string_view direct = next_word(rest);
  clock.kind = MediaKind::direct;
  if (direct != "direct") {
    std::uint32_t offset = 0;
    if (!to_number(direct.substr(std::string_view("direct=").size()), offset)) return false;
    clock.offset = offset;
  }
  std::string_view rate = next_word(rest);
  if (!trim(rest).empty()) return false;
  if (rate.empty()) return true;
  if (!rate.starts_with("rate=")) return false;
  rate.remove_prefix(5);
  const std::string_view numerator = split(rate, '/');
  return to_number(numerator, clock.rate_numerator) && to_number(rate, clock.rate_denominator) &&
         clock.rate_numerator != 0 && clock.rate_denominator != 0;
}

}  // namespace

std::optional<ReferenceClock> parse_reference_clock(std::string_view value) {
  value = trim(value);
  if (!is_byte_string(value)) return std::nullopt;
  std::string_view rest = value;
  const std::string_view source = split(rest, '=');
  if (source == "ntp" && is_word(rest)) return read_ntp(rest);
  if (source == "ptp" && is_word(rest)) return read_ptp(rest);
  if (value == "gps") return of_kind(RefKind::gps);
  if (value == "gal") return of_kind(RefKind::galileo);
  if (value == "glonass") return of_kind(RefKind::glonass);
  if (value == "local") return of_kind(RefKind::local);
  if (value == "private") return of_kind(RefKind::private_clock);
  if (value == "private:traceable") {
    ReferenceClock clock = of_kind(RefKind::private_clock);
    clock.traceable = true;
    return clock;
  }
  ReferenceClock clock = of_kind(RefKind::other);
  clock.other = value;
  return clock;
}

std::string to_text(const ReferenceClock& clock) {
  switch (clock.kind) {
    case RefKind::ntp: return "ntp=" + (clock.traceable ? "/traceable/" : clock.server);
    case RefKind::ptp: {
      std::string text = "ptp=" + clock.ptp_version;
      const std::string_view colon = clock.ptp_version.empty() ? "" : ":";
      if (clock.traceable) return text.append(colon) + "traceable";
      if (!clock.ptp_clock.empty()) text.append(colon) += clock.ptp_clock;
      if (!clock.ptp_domain.empty()) text += ':' + clock.ptp_domain;
      return text;
    }
    case RefKind::gps: return "gps";
    case RefKind::galileo: return "gal";
    case RefKind::glonass: return "glonass";
    case RefKind::local: return "local";
    case RefKind::private_clock: return clock.traceable ? "private:traceable" : "private";
    case RefKind::other: break;
  }
  return clock.other;
}

std::optional<MediaClock> parse_media_clock(std::string_view value) {
  MediaClock clock;
  value = trim(value);
  if (value.starts_with("id=")) {
    value.remove_prefix(3);
    clock.id = next_word(value);
    value = trim(value);
    if (clock.id.empty()) return std::nullopt;
  }
  if (!is_byte_string(value)) return std::nullopt;
  constexpr std::string_view kStream = "IEEE1722=";
  if (value == "sender") return clock;
  if (value == "direct" || value.starts_with("direct ") || value.starts_with("direct=")) {
    if (!read_direct(value, clock)) return std::nullopt;
  } else if (value.starts_with(kStream)) {
    clock.kind = MediaKind::ieee1722;
    clock.stream = value.substr(kStream.size());
  } else {
    clock.kind = MediaKind::other;
    clock.stream = value;
  }
  return clock;
}

std::string to_text(const MediaClock& clock) {
  std::string text = clock.id.empty() ? "" : "id=" + clock.id + ' ';
  switch (clock.kind) {
    case MediaKind::sender: return text + "sender";
    case MediaKind::ieee1722: return text + "IEEE1722=" + clock.stream;
    case MediaKind::other: return text + clock.stream;
    case MediaKind::direct: break;
  }
  text += "direct";
  if (clock.offset) text += '=' + std::to_string(*clock.offset);
  if (clock.rate_numerator != clock.rate_denominator)
    text += " rate=" + std::to_string(clock.rate_numerator) + '/' + std::to_string(clock.rate_denominator);
  return text;
}

std::vector<ReferenceClock> reference_clocks(const Session& session, const Media& media) {
  const auto read = [](const Attributes& attributes) {
    std::vector<ReferenceClock> clocks;
    for (const Attribute& attribute : attributes)
      if (auto clock = attribute.name == "ts-refclk" ? parse_reference_clock(attribute.value) : std::nullopt)
        clocks.push_back(std::move(*clock));
    return clocks;
  };
  auto own = read(media.attributes);
  return own.empty() ? read(session.attributes) : own;
}

std::optional<MediaClock> media_clock(const Session& session, const Media& media) {
  auto value = value_of(media.attributes, "mediaclk");
  if (!value) value = value_of(session.attributes, "mediaclk");
  return value ? parse_media_clock(*value) : std::nullopt;
}

void add_reference_clock(std::vector<Attribute>& attributes, const ReferenceClock& clock) {
  add(attributes, "ts-refclk", to_text(clock));
}

void set_media_clock(std::vector<Attribute>& attributes, const MediaClock& clock) {
  set(attributes, "mediaclk", to_text(clock));
}

}  // namespace joincast::sdp
