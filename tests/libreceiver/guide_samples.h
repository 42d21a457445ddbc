// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "guide/page.h"
#include "libreceiver/guide_list.h"

namespace joincast::libreceiver {

inline const IpAddress kGuideV6 = *parse_address("ff3e:40:2001:db8:d0be:f00d:8000:0");
inline const IpAddress kGuideV4 = *parse_address("239.195.1.0");
inline const IpAddress kHeadend = *parse_address("2001:db8:d0be:f00d::1");
inline constexpr WallTime kHeard{std::chrono::seconds{1'763'737'200}};

inline guide::Entry entry_named(std::uint32_t number, std::string name) {
  guide::Entry entry;
  entry.number = ServiceNumber(number);
  entry.name = std::move(name);
  return entry;
}

inline guide::Page page_of(std::uint32_t number, std::vector<guide::Entry> entries, std::uint64_t revision = 1) {
  guide::Page page;
  page.number = number;
  page.revision = revision;
  page.headend = "radio";
  page.entries = std::move(entries);
  return page;
}

inline GuideSource source_v6(const IpAddress& sender = kHeadend, const std::string& interface = "eth0") {
  return {GuideWay::multicast, to_string(sender), interface, kGuideV6, sender};
}
inline GuideSource source_v4() {
  const IpAddress sender = *parse_address("192.0.2.1");
  return {GuideWay::multicast, to_string(sender), "eth0", kGuideV4, sender};
}

/// A session as ffmpeg announces it.
inline std::string session(const std::string& name, const std::string& group, const std::string& origin = "1") {
  return "v=0\r\no=- " + origin + " 1 IN IP4 192.0.2.7\r\ns=" + name + "\r\nc=IN IP4 " + group +
         "/16\r\nt=0 0\r\nm=audio 5006 RTP/AVP 14\r\n";
}

}  // namespace joincast::libreceiver
