// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/playlist_xspf.h"

#include <pugixml.hpp>
#include <string>
#include <utility>

#include "base/text.h"
#include "fetch/candidate_collector.h"
#include "playlist/text.h"

namespace joincast::fetch {

using playlist::leading_number;
using playlist::same_word;
using playlist::without_mark;

namespace {

constexpr std::string_view kBitrate = "http://www.xiph.org/xspf/bitrate";

/// Without a namespace's prefix.
bool is(const pugi::xml_node& node, std::string_view name) {
  const std::string_view whole = node.name();
  const std::size_t colon = whole.find(':');
  return same_word(colon == std::string_view::npos ? whole : whole.substr(colon + 1), name);
}

pugi::xml_node child(const pugi::xml_node& node, std::string_view name) {
  return node.find_child([name](const pugi::xml_node& each) { return is(each, name); });
}

void take_track(const pugi::xml_node& track, std::size_t number, CandidateCollector& collector) {
  Candidate found;
  found.title = child(track, "title").child_value();
  for (const pugi::xml_node& each : track.children())
    if (is(each, "meta") && each.attribute("rel").value() == kBitrate) found.kbps = leading_number(each.child_value());
  found.why = "track " + std::to_string(number);
  for (const pugi::xml_node& each : track.children())
    if (is(each, "location")) collector.add(each.child_value(), found);
}

}  // namespace

CandidateList read_xspf(std::string_view text, std::string_view base) {
  const std::string decoded = guess_utf8(without_mark(text));
  pugi::xml_document tree;
  tree.load_buffer(decoded.data(), decoded.size(), pugi::parse_default, pugi::encoding_utf8);  // as far as it goes
  const pugi::xml_node playlist = child(tree, "playlist");
  CandidateCollector collector(base);
  std::size_t number = 0;
  for (const pugi::xml_node& track : child(playlist, "trackList").children())
    if (is(track, "track")) take_track(track, ++number, collector);
  return collector.take(child(playlist, "title").child_value());
}

}  // namespace joincast::fetch
