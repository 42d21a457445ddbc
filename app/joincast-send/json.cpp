// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-send/json.h"

#include <cmath>
#include <nlohmann/json.hpp>

namespace joincast::app {
namespace {

using namespace headend;  // the notices
using Json = nlohmann::ordered_json;

std::string line_of(const Json& object) { return object.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// Milliseconds with three digits behind the point.
double ms(Duration duration) { return std::round(std::chrono::duration<double, std::micro>(duration).count()) / 1e3; }

Json begin(std::string_view event, Duration since_began) { return {{"event", event}, {"ms", ms(since_began)}}; }

struct EventFields {
  Json& object;

  void operator()(const MemberJoined& what) const {
    object["event"] = "joined";
    add_member(what.group, what.host, what.members);
  }
  void operator()(const MemberGone& what) const {
    object["event"] = "left";
    add_member(what.group, what.host, what.members);
    object["how"] = what.expired ? "silent" : "left";
  }
  void operator()(const MoreMembers& what) const {
    object["event"] = "more_members";
    object["count"] = what.count;
  }
  void operator()(const FirstPacket& what) const {
    object["event"] = "first_packet";
    if (what.host.is_unspecified()) return;  // nobody reported
    object["host"] = to_string(what.host);
    object["after_report_ms"] = ms(what.after_report);
  }
  void operator()(const ServiceStarted&) const { object["event"] = "started"; }
  void operator()(const ServiceStopped& what) const {
    object["event"] = "stopped";
    object["reason"] = what.reason == StopReason::no_members ? "no_members" : "ended";
  }
  void operator()(const ServiceDeferred&) const { object["event"] = "deferred"; }
  void operator()(const StationState& what) const {
    object["event"] = "state";
    object["state"] = to_string(what.state);
    object["reason"] = what.reason;
  }
  void operator()(const NewTitle& what) const {
    object["event"] = "title";
    object["title"] = what.title;
  }
  void operator()(const NewFormat& what) const {
    object["event"] = "format";
    object["format"] = what.format;
    object["payload_type"] = what.payload_type;
  }
  void operator()(const MediaGap& what) const {
    object["event"] = "gap";
    object["length_ms"] = ms(what.length);
  }
  void operator()(const SourceCollision& what) const {
    object["event"] = "collision";
    object["from"] = to_string(what.from);
  }
  void operator()(const QuerierRole& what) const {
    object["event"] = "querier";
    object["family"] = what.family == Family::ipv6 ? "ipv6" : "ipv4";
    object["querier"] = what.address.is_unspecified() ? Json() : Json(to_string(what.address));
  }
  // Not told by send, which gives way to nobody.
  void operator()(const GaveWay& what) const {
    object["event"] = "gave_way";
    object["to"] = to_string(what.rival);
  }
  void operator()(const TookOver& what) const {
    object["event"] = "took_over";
    object["from"] = what.rival.is_unspecified() ? Json() : Json(to_string(what.rival));
  }
  void operator()(const HeadendFound& what) const {
    object["event"] = "headend";
    object["rank"] = to_string(what.rank);
  }

 private:
  void add_member(const Group& group, const IpAddress& host, std::size_t members) const {
    object["group"] = to_string(group.address);
    object["host"] = to_string(host);
    object["members"] = members;
  }
};

}  // namespace

std::string send_event_json(const Notice& notice, std::string_view interface, Duration since_began) {
  Json object = begin("", since_began);
  std::visit(EventFields{object}, notice);
  if (interface_of(notice) != 0) object["interface"] = interface;
  return line_of(object);
}

std::string sending_json(const ServiceStatus& status, std::string_view interfaces, bool hears_members,
                         Duration since_began) {
  Json object = begin("sending", since_began);
  object["service"] = to_string(status.number);
  object["name"] = status.name;
  object["interfaces"] = interfaces;
  object["hears_members"] = hears_members;
  return line_of(object);
}

std::string send_statistics_json(const ServiceStatus& status, bool hears_members, Duration since_began) {
  const CastStatus& cast = status.cast;
  Json object = begin("statistics", since_began);
  object["service"] = to_string(status.number);
  object["state"] = status.running ? to_string(cast.state) : "waiting";
  object["reason"] = cast.reason;
  object["title"] = cast.title;
  object["format"] = cast.format;
  object["members"] = hears_members ? Json(status.members) : Json();
  object["receivers"] = cast.receivers.estimated;
  object["packets"] = cast.packets;
  object["octets"] = cast.octets;
  object["queue_ms"] = ms(cast.level);
  object["slew_ppm"] = std::round(cast.slew * 1e6);
  object["gaps"] = cast.pacer.gaps;
  return line_of(object);
}

std::string send_end_json(int exit_code, std::string_view reason, Duration since_began) {
  Json object = begin("ended", since_began);
  object["exit_code"] = exit_code;
  object["reason"] = reason;
  return line_of(object);
}

}  // namespace joincast::app
