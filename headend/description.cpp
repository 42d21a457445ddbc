// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/description.h"

#include <algorithm>

#include "sap/packet.h"
#include "sdp/attributes.h"
#include "sdp/rtp.h"
#include "sdp/source_filter.h"
#include "sdp/text.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kLongestText = 255;  ///< octets of a title, name or reason
constexpr std::size_t kLongestLink = 255;  ///< a longer one is left out: half an address leads nowhere
constexpr std::size_t kLongestGenre = 64;
constexpr std::size_t kShortText = 100;    ///< texts are cut down to this before a link is left out,
constexpr std::size_t kShortestText = 16;  ///< and then further, but not beyond this
constexpr std::size_t kLargestAnnouncement = 1'024;
constexpr sdp::ExtendedReports kAskedReports = {.loss_runs = true, .longest_loss_runs = 200, .summary = true};
constexpr std::uint8_t kPlaceholderType = 14;  ///< MPEG audio: an `m=` line needs a format before there is one

sdp::Timing timing_of(const Facts& facts) {
  sdp::Timing timing;
  if (!facts.item_began) return timing;
  const auto since_1970 =
      std::chrono::duration_cast<std::chrono::seconds>(facts.item_began->time_since_epoch()).count();
  timing.start = static_cast<std::uint64_t>(since_1970) + kNtpToUnixSeconds;
  return timing;
}

sdp::Media medium_of(const Facts& facts, bool with_item) {
  sdp::Media medium;
  medium.port = kRtpPort;
  if (facts.rollover) medium.protocol = "RTP/SAVP";
  medium.bandwidths = {{"RS", facts.rtcp.senders_bps}, {"RR", facts.rtcp.receivers_bps}};
  if (facts.bindings.empty()) medium.formats.push_back(std::to_string(kPlaceholderType));
  for (const payload::Binding& binding : facts.bindings) {
    if (binding.format.codec == payload::Codec::mp2t) medium.type = "video";
    medium.formats.push_back(std::to_string(binding.payload_type));
    for (sdp::Attribute& attribute : payload::describe(binding)) medium.attributes.push_back(std::move(attribute));
  }
  sdp::set_extended_reports(medium, kAskedReports);
  if (facts.unicast_feedback) sdp::set_unicast_feedback(medium, sdp::UnicastFeedback::summarised);
  if (!with_item) return medium;
  if (facts.item_timestamp) sdp::set_item_timestamp(medium, *facts.item_timestamp);
  if (facts.state != sdp::State::playing) {
    sdp::set_state(medium, facts.state);
    sdp::set_reason(medium, sdp::clean_text(facts.reason, kLongestText));
  }
  if (facts.rollover) sdp::set_rollover_counter(medium, *facts.rollover);
  if (facts.start_repeat != 0) sdp::set_start_repeat(medium, facts.start_repeat);
  return medium;
}

/// Takes a quarter off the longest text that people read, or the link when all are short; false: nothing is left to
/// take.
bool shorten(sdp::Session& session) {
  std::string& longest = session.information.size() >= session.name.size() ? session.information : session.name;
  const std::string reason(sdp::reason(session.media.front()));
  const std::size_t most = std::max(longest.size(), reason.size());
  if (most <= kShortText && !session.uri.empty()) {
    session.uri.clear();
    return true;
  }
  if (most <= kShortestText) return false;
  if (reason.size() > longest.size())
    sdp::set_reason(session.media.front(), sdp::clean_text(reason, reason.size() * 3 / 4));
  else
    longest = sdp::clean_text(longest, longest.size() * 3 / 4);
  return true;
}

}  // namespace

sdp::Session describe(const Facts& facts, const IpAddress& group, const IpAddress& source, bool with_item) {
  sdp::Session session;
  session.origin.id = facts.session_id;
  session.origin.version = facts.version;
  session.origin.host = sdp::host(source);
  const std::string name = sdp::clean_text(facts.name, kLongestText);
  if (!name.empty()) session.name = name;
  if (with_item) {
    session.information = sdp::clean_text(facts.title, kLongestText);
    session.timings = {timing_of(facts)};
  }
  if (sdp::is_web_link(facts.link) && facts.link.size() <= kLongestLink) session.uri = facts.link;
  sdp::set(session.attributes, "tool", kToolName);
  sdp::set(session.attributes, "charset", "UTF-8");
  sdp::set(session.attributes, "type", "broadcast");
  sdp::set_direction(session.attributes, sdp::Direction::recvonly);
  if (const auto genre = sdp::clean_text(facts.genre, kLongestGenre); !genre.empty())
    sdp::set(session.attributes, "cat", genre);
  session.connection = sdp::Connection{sdp::host(group), std::nullopt, 1};
  if (group.is_v4()) session.connection->ttl = facts.ttl;
  if (group.is_source_specific()) sdp::add_source_filter(session.attributes, sdp::only_from(source, group));
  session.media.push_back(medium_of(facts, with_item));
  return session;
}

Bytes announcement(const sdp::Session& session, const IpAddress& source, bool deletion) {
  sdp::Session said = session;
  for (;;) {
    const auto text = sdp::to_text(said);
    if (!text) return {};
    sap::PacketView packet;
    packet.deletion = deletion;
    packet.id_hash = sap::id_hash(as_bytes(*text));
    packet.origin = source;
    packet.payload_type = sap::kSdpType;
    packet.payload = as_bytes(*text);
    if (auto octets = sap::encode(packet, {.max_octets = kLargestAnnouncement})) return std::move(*octets);
    if (shorten(said)) continue;
    return sap::encode(packet, {.max_octets = 65'000}).value_or(Bytes{});
  }
}

}  // namespace joincast::headend
