// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cmath>
#include <nlohmann/json.hpp>

#include "app/joincast/json_lines.h"
#include "app/joincast/record_display.h"
#include "app/joincast/words.h"

namespace joincast::app {
namespace {

using Json = nlohmann::ordered_json;
using libreceiver::RecordingFiles;

double ms(Duration duration) { return std::round(milliseconds(duration) * 1e3) / 1e3; }

std::string_view name_of(RecordingFiles::Change::Kind kind) {
  using Kind = RecordingFiles::Change::Kind;
  switch (kind) {
    case Kind::began: return "file";
    case Kind::renamed: return "renamed";
    case Kind::ended: return "closed";
    case Kind::failed: return "blocked";
    case Kind::recovered: return "unblocked";
    case Kind::refused: break;
  }
  return "refused";
}

struct Fields {
  Json& object;
  const Recording& recording;

  void operator()(const libreceiver::Event&) const {}
  void operator()(const RecordingFiles::Change& change) const {
    object["event"] = name_of(change.kind);
    object["path"] = change.path;
    if (!change.message.empty()) object["reason"] = change.message;
    if (change.kind != RecordingFiles::Change::Kind::ended) return;
    object["length_ms"] = ms(change.length);
    object["octets"] = change.octets;
  }
  void operator()(const StallTold& stall) const {
    object["event"] = "stall";
    object["silence"] = stall.silence;
    object["lasts_ms"] = ms(stall.lasts);
  }
  void operator()(const StallOver&) const { object["event"] = "stall_over"; }
  void operator()(const InterfaceGone& gone) const {
    object["event"] = "interface_gone";
    object["reason"] = gone.reason;
  }
  void operator()(const InterfaceBack&) const {
    object["event"] = "interface_back";
    object["group"] = recording.context().group;
  }
  void operator()(const RecordingBegan& began) const {
    object["event"] = "recording";
    object["remembered_ms"] = ms(began.remembered);
  }
  void operator()(const RecordingEnded&) const {
    const Ending ending = recording.ending();
    object["event"] = "recording_ended";
    object["exit_code"] = ending.exit_code;
    object["reason"] = ending.reason;
  }
};

std::string line_of(const Json& object) { return object.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string to_json(const Recording& recording, const RecordingEvent& event, Duration since_began) {
  if (const auto* session = std::get_if<libreceiver::Event>(&event)) {
    Json object = Json::parse(to_json(*session, recording.snapshot(), recording.context()));
    object["service"] = recording.number();
    return line_of(object);
  }
  Json object;
  object["event"] = "";
  object["ms"] = ms(since_began);
  object["service"] = recording.number();
  std::visit(Fields{object, recording}, event);
  return line_of(object);
}

std::string wait_to_json(const std::string& number, WallTime until, Duration since_began) {
  Json object;
  object["event"] = "waiting";
  object["ms"] = ms(since_began);
  object["service"] = number;
  object["until"] = std::chrono::duration_cast<std::chrono::seconds>(until.time_since_epoch()).count();
  return line_of(object);
}

std::string to_json(const std::string& number, const RecordingStatus& status, Duration since_began) {
  Json object;
  object["event"] = "progress";
  object["ms"] = ms(since_began);
  object["service"] = number;
  object["phase"] = name_of(status.snapshot.session.phase);
  object["recording"] = status.recording;
  object["station"] = status.station;
  object["title"] = status.item ? status.item->title : std::string();
  object["path"] = status.path;
  object["length_ms"] = ms(status.totals.media);
  object["octets"] = status.octets;
  object["files"] = status.files;
  object["frames"] = status.totals.frames;
  object["gaps"] = status.totals.gaps;
  object["lost"] = status.totals.lost_packets;
  object["bit_rate"] = status.snapshot.session.bit_rate;
  object["socket_drops"] = status.snapshot.socket_drops;
  if (status.level) object["level_dbfs"] = std::round(status.level->rms_dbfs * 10) / 10;
  if (!status.error.empty()) object["trouble"] = status.error;
  return line_of(object);
}

}  // namespace joincast::app
