// SPDX-License-Identifier: LGPL-2.1-or-later
#include "guide/entry.h"

#include <algorithm>

#include "sdp/text.h"

namespace joincast::guide {
namespace {

void write_text(JsonText& out, std::string_view name, std::string_view text) {
  if (!text.empty()) out.member(name, text);
}

void write_number(JsonText& out, std::string_view name, std::uint32_t number) {
  if (number != 0) out.member(name, number);
}

void write_flag(JsonText& out, std::string_view name, bool flag) {
  if (flag) out.member(name, true);
}

/// An address at the headend itself: `/icons/80000001`.
bool is_own_icon(std::string_view icon) {
  return icon.starts_with("/icons/") && icon.find("..") == icon.npos &&
         std::all_of(icon.begin(), icon.end(), [](char c) { return c > 0x20 && c < 0x7f && c != '\\'; });
}

}  // namespace

void write_entry(JsonText& out, const Entry& entry) {
  out.open_object();
  if (entry.number != kGuideService) out.member("number", to_string(entry.number));  // else a session without one
  out.member("name", entry.name);
  if (entry.group_v4) out.member("group_v4", to_string(*entry.group_v4));
  if (entry.kind == Kind::television) out.member("kind", "tv");
  write_text(out, "genre", entry.genre);
  write_text(out, "country", entry.country);
  write_text(out, "language", entry.language);
  write_text(out, "codec", entry.codec);
  write_number(out, "kbps", entry.kbps);
  write_text(out, "link", entry.link);
  write_text(out, "icon", entry.icon);
  write_number(out, "directory", entry.directory);
  write_text(out, "id", entry.stable_id);
  write_flag(out, "collision", entry.collision);
  write_flag(out, "ssm", entry.source_specific);
  write_flag(out, "encrypted", entry.encrypted);
  write_flag(out, "on_air", entry.on_air);
  write_flag(out, "favourite", entry.favourite);
  write_number(out, "members", entry.members);
  write_text(out, "title", entry.title);
  out.close_object();
}

void clean_entry(Entry& entry) {
  for (std::string* text :
       {&entry.name, &entry.genre, &entry.country, &entry.language, &entry.codec, &entry.stable_id, &entry.title})
    *text = sdp::clean_text(*text, Entry::kMostText);
  for (char& c : entry.codec)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  if (entry.link.size() > Entry::kMostLink || !sdp::is_web_link(entry.link)) entry.link.clear();
  const bool icon = sdp::is_web_link(entry.icon) || is_own_icon(entry.icon);
  if (entry.icon.size() > Entry::kMostLink || !icon) entry.icon.clear();
}

}  // namespace joincast::guide
