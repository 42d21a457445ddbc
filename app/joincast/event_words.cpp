// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/event_words.h"

#include <fmt/format.h>

#include "app/joincast/words.h"

namespace joincast::app {
namespace {

using namespace libreceiver;  // the events

struct Words {
  const Snapshot& snapshot;
  const DisplayContext& context;
  std::string after;

  using Line = std::optional<std::string>;

  Line operator()(const Joined&) const { return fmt::format("joined {} after {}", context.group, after); }
  Line operator()(const Described& what) const {
    if (what.changed) return std::nullopt;
    if (what.announcer.is_unspecified()) return std::nullopt;  // the user gave it
    return fmt::format("SAP after {}: {}", after, what.name.empty() ? "a service without a name" : what.name);
  }
  Line operator()(const Withdrawn& what) const {
    return fmt::format("the description was taken back by {}", to_string(what.announcer));
  }
  Line operator()(const MediaCame& what) const {
    return fmt::format("{} RTP after {} from {}, SSRC {:08x}", what.again ? "new source of" : "first", after,
                       to_string(what.source.address), what.source.ssrc);
  }
  Line operator()(const Bound& what) const {
    return fmt::format("payload type {} is {}{}", what.binding.payload_type, describe(what.binding.format),
                       what.by_description ? "" : " (static)");
  }
  Line operator()(const Unplayable& what) const {
    return fmt::format("payload type {} cannot be played: {}", what.payload_type, what.reason);
  }
  Line operator()(const ItemChanged& what) const {
    if (what.item.title.empty()) return what.item.link.empty() ? "no title" : "link: " + what.item.link;
    std::string line = "title: " + what.item.title;
    if (!what.item.link.empty()) line += fmt::format(" <{}>", what.item.link);
    if (what.item.since) line += fmt::format(", since {}", clock_time(*what.item.since));
    return line;
  }
  Line operator()(const StateChanged& what) const {
    return fmt::format("the headend says: {}{}{}", to_string(what.state), what.reason.empty() ? "" : ": ", what.reason);
  }
  Line operator()(const Stalled& what) const {
    return fmt::format("nothing came for {}", in_milliseconds(what.silence));
  }
  Line operator()(const Resumed& what) const {
    return fmt::format("it comes again, after {}", in_milliseconds(what.silence));
  }
  Line operator()(const SenderLeft& what) const {
    return fmt::format("the sender said goodbye{}{}", what.reason.empty() ? "" : ": ", what.reason);
  }
  Line operator()(const SoundBegan&) const {
    return fmt::format("first sound after {}: {}", after, describe(snapshot.session.format));
  }
  Line operator()(const SoundFailed& what) const { return "no sound: " + what.message; }
  Line operator()(const SrtpTrouble& what) const { return what.message; }
};

}  // namespace

std::optional<std::string> in_words(const Event& event, const Snapshot& snapshot, const DisplayContext& context) {
  return std::visit(Words{snapshot, context, in_milliseconds(event.at - context.began)}, event.what);
}

}  // namespace joincast::app
