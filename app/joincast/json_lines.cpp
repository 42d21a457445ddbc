// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/json_lines.h"

#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "app/joincast/interfaces.h"
#include "app/joincast/words.h"

namespace joincast::app {
namespace {

using namespace libreceiver;  // the events
using Json = nlohmann::ordered_json;

/// Milliseconds with three digits behind the point.
double ms(Duration duration) { return std::round(milliseconds(duration) * 1e3) / 1e3; }

std::string line_of(const Json& object) { return object.dump(-1, ' ', false, Json::error_handler_t::replace); }

std::uint64_t sum(const std::array<std::uint64_t, kParseErrcCount>& counts) {
  std::uint64_t total = 0;
  for (const std::uint64_t count : counts) total += count;
  return total;
}

/// Only the reasons that occurred, by their names.
Json by_reason(const std::array<std::uint64_t, kParseErrcCount>& counts) {
  Json object = Json::object();
  for (std::size_t i = 0; i < counts.size(); ++i)
    if (counts[i]) object[std::string(to_string(static_cast<ParseErrc>(i)))] = counts[i];
  return object;
}

void add_format(Json& object, const payload::Format& format) {
  object["codec"] = to_string(format.codec);
  if (!format.encoding_name.empty()) object["encoding"] = format.encoding_name;
  object["clock_rate_hz"] = format.clock_rate_hz;
  object["sample_rate_hz"] = format.codec == payload::Codec::opus ? 48'000 : format.sample_rate_hz;
  object["channels"] = format.channels;
}

struct Fields {
  Json& object;
  const Snapshot& snapshot;
  const DisplayContext& context;

  void operator()(const Joined&) const {
    object["event"] = "joined";
    object["group"] = context.group;
    object["interface"] = context.target.interface;
    object["port"] = context.target.port;
    if (context.target.number) object["service"] = to_string(*context.target.number);
    if (context.target.source) object["source"] = to_string(*context.target.source);
  }
  void operator()(const Described& what) const {
    object["event"] = "described";
    object["station"] = what.name;
    if (!what.announcer.is_unspecified()) object["announcer"] = to_string(what.announcer);
    object["changed"] = what.changed;
    object["sdp"] = what.text;
  }
  void operator()(const Withdrawn& what) const {
    object["event"] = "withdrawn";
    object["announcer"] = to_string(what.announcer);
  }
  void operator()(const MediaCame& what) const {
    object["event"] = "receiving";
    object["source"] = to_string(what.source.address);
    object["ssrc"] = what.source.ssrc;
    object["again"] = what.again;
  }
  void operator()(const Bound& what) const {
    object["event"] = "bound";
    object["payload_type"] = what.binding.payload_type;
    add_format(object, what.binding.format);
    object["by_description"] = what.by_description;
  }
  void operator()(const Unplayable& what) const {
    object["event"] = "unplayable";
    object["payload_type"] = what.payload_type;
    object["reason"] = what.reason;
  }
  void operator()(const ItemChanged& what) const {
    object["event"] = "title";
    object["title"] = what.item.title;
    object["link"] = what.item.link;
    if (what.item.since)
      object["since"] = std::chrono::duration_cast<std::chrono::seconds>(what.item.since->time_since_epoch()).count();
  }
  void operator()(const StateChanged& what) const {
    object["event"] = "state";
    object["state"] = to_string(what.state);
    object["reason"] = what.reason;
  }
  void operator()(const Stalled& what) const {
    object["event"] = "stalled";
    object["silence_ms"] = ms(what.silence);
  }
  void operator()(const Resumed& what) const {
    object["event"] = "resumed";
    object["silence_ms"] = ms(what.silence);
  }
  void operator()(const SenderLeft& what) const {
    object["event"] = "goodbye";
    object["reason"] = what.reason;
  }
  void operator()(const SoundBegan&) const {
    object["event"] = "sound";
    add_format(object, snapshot.session.format);
  }
  void operator()(const SoundFailed& what) const {
    object["event"] = "no_sound";
    object["reason"] = what.message;
  }
  void operator()(const SrtpTrouble& what) const {
    constexpr const char* kKinds[] = {"wrong_key", "no_key", "in_clear", "no_library"};
    object["event"] = "srtp_trouble";
    object["trouble"] = kKinds[static_cast<std::size_t>(what.kind)];
    object["reason"] = what.message;
  }
};

void add_selection(Json& object, const Statistics& session) {
  object["strangers"] = session.selection.strangers;
  object["rivals"] = session.selection.rivals;
  object["doubtful"] = session.selection.doubtful;
  object["source_changes"] = session.selection.changes;
  object["restarts"] = session.selection.restarts;
}

void add_refused(Json& object, const Snapshot& snapshot) {
  const Statistics& session = snapshot.session;
  object["refused"] = {{"rtp", by_reason(session.malformed)},
                       {"rtcp", by_reason(session.rtcp.refused)},
                       {"sap", by_reason(session.sap.refused)},
                       {"sdp", by_reason(session.descriptions.refused)},
                       {"payload", by_reason(session.payload.malformed)}};
  object["refused_total"] = sum(session.malformed) + sum(session.rtcp.refused) + sum(session.sap.refused) +
                            sum(session.descriptions.refused) + sum(session.payload.malformed);
}

}  // namespace

std::string to_json(const Event& event, const Snapshot& snapshot, const DisplayContext& context) {
  Json object;
  object["event"] = "";
  object["ms"] = ms(event.at - context.began);
  std::visit(Fields{object, snapshot, context}, event.what);
  return line_of(object);
}

std::string to_json(const Snapshot& snapshot, Duration since_began) {
  const Statistics& session = snapshot.session;
  Json object;
  object["event"] = "statistics";
  object["ms"] = ms(since_began);
  object["phase"] = name_of(session.phase);
  object["received"] = session.packets;
  object["octets"] = session.octets;
  object["expected"] = session.expected;
  object["lost"] = session.missing;
  object["longest_loss"] = session.loss_runs.longest;
  object["duplicates"] = session.duplicates;
  object["reordered"] = session.reordered;
  object["reorder_extent"] = session.reorder_extent;
  object["late"] = session.reordering.late;
  object["jitter_ms"] = ms(session.jitter);
  object["bit_rate"] = session.bit_rate;
  object["receivers"] = session.receivers;
  object["reports_sent"] = session.reports_sent;
  object["buffer_ms"] = ms(snapshot.sound.queued);
  object["buffer_wanted_ms"] = ms(snapshot.sound.wanted);
  object["drift_ppm"] = std::round(snapshot.sound.drift_ppm);
  object["frames"] = snapshot.sound.frames;
  object["damaged_units"] = snapshot.sound.damaged_units;
  object["underruns"] = snapshot.sound.underruns;
  object["held"] = session.payload.held;
  object["undescribed"] = session.payload.undescribed;
  object["socket_drops"] = snapshot.socket_drops;
  if (const VideoStatistics& video = snapshot.video; video.shown + video.late > 0) {
    object["pictures"] = video.shown;
    object["pictures_damaged"] = video.damaged;
    object["pictures_late"] = video.late;
  }
  add_selection(object, session);
  add_refused(object, snapshot);
  return line_of(object);
}

std::string end_to_json(int exit_code, const std::string& reason, Duration since_began) {
  return line_of({{"event", "ended"}, {"ms", ms(since_began)}, {"exit_code", exit_code}, {"reason", reason}});
}

std::string to_json(std::span<const net::Interface> interfaces) {
  Json list = Json::array();
  for (const InterfaceRow& row : interface_rows(interfaces)) {
    Json one;
    one["name"] = row.name;
    one["index"] = row.index;
    one["kind"] = row.kind;
    one["ipv4"] = row.ipv4;
    one["ipv6"] = row.ipv6;
    one["prefixes"] = row.prefixes;
    one["address"] = row.address;
    one["chosen_ipv4"] = row.chosen_v4;
    one["chosen_ipv6"] = row.chosen_v6;
    one["ambiguous"] = row.ambiguous;
    list.push_back(std::move(one));
  }
  return line_of({{"interfaces", std::move(list)}});
}

}  // namespace joincast::app
