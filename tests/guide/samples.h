// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "guide/page.h"

namespace joincast::guide {

inline const ServiceNumber kOne{0x8000'0001};
inline const ServiceNumber kTwo{0x8112'3456};

/// An entry of which every field says something.
inline Entry full_entry() {
  Entry entry;
  entry.number = kTwo;
  entry.name = "Jazz FM";
  entry.group_v4 = IpAddress::v4(0xefc3'8102);
  entry.kind = Kind::television;
  entry.genre = "jazz,blues";
  entry.country = "DE";
  entry.language = "german";
  entry.codec = "mp3";
  entry.kbps = 128;
  entry.link = "https://jazz.example/";
  entry.icon = "/icons/81123456";
  entry.directory = 1;
  entry.stable_id = "960e57c5-0601-11e8-ae97-52543be04c81";
  entry.collision = true;
  entry.source_specific = true;
  entry.encrypted = true;
  entry.on_air = true;
  entry.favourite = true;
  entry.members = 3;
  entry.title = "Take Five";
  return entry;
}

inline Entry entry_named(std::uint32_t number, std::string name) {
  Entry entry;
  entry.number = ServiceNumber{number};
  entry.name = std::move(name);
  return entry;
}

/// A page of `count` entries with texts that do not deflate well.
inline Page big_page(std::uint32_t number, std::uint32_t count, std::uint64_t revision = 7) {
  Page page;
  page.number = number;
  page.revision = revision;
  page.total = count;
  for (std::uint32_t i = 0; i < count; ++i) {
    Entry entry = entry_named(0x8100'0000 + i, "Station " + std::to_string(i * 2'654'435'761u));
    entry.stable_id = std::to_string(i * 40'503u * 2'246'822'519u) + "-" + std::to_string(i * 3'266'489'917u);
    page.entries.push_back(std::move(entry));
  }
  return page;
}

}  // namespace joincast::guide
