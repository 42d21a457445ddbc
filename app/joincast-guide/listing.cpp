// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-guide/listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "app/joincast/words.h"
#include "base/json_text.h"
#include "base/text.h"

namespace joincast::app {
namespace {

using libreceiver::GuideItem;

constexpr std::size_t kMostName = 40, kMostGenre = 24;

std::string padded(std::string_view text, std::size_t width) {
  std::string cell = fit(text, width);
  cell.append(width - std::min(width, columns(cell)), ' ');
  return cell;
}

std::string codec_of(const guide::Entry& entry) {
  return entry.kbps == 0 ? entry.codec : fmt::format("{} {}", entry.codec, entry.kbps);
}

std::string state_of(const GuideItem& item) {
  const guide::Entry& entry = item.entry;
  std::string text = entry.on_air ? "on air" : item.remembered() ? "heard before" : "";
  if (entry.encrypted) text += text.empty() ? "enciphered" : ", enciphered";
  if (!entry.title.empty()) text += (text.empty() ? "" : "  ") + entry.title;
  return text;
}

void add_places(JsonText& out, const GuideItem& item) {
  out.key("places").open_array();
  for (const libreceiver::GuidePlace& place : item.places) {
    out.open_object().member("group", to_string(place.group)).member("port", place.port);
    if (!place.interface.empty()) out.member("interface", place.interface);
    if (place.source) out.member("source", to_string(*place.source));
    out.close_object();
  }
  out.close_array();
}

void add_tellers(JsonText& out, const GuideItem& item) {
  out.key("told_by").open_array();
  for (const libreceiver::GuideProvenance& by : item.told_by) {
    out.open_object().member("way", to_string(by.way)).member("from", by.from);
    if (!by.headend.empty()) out.member("headend", by.headend);
    if (!by.interface.empty()) out.member("interface", by.interface);
    if (by.remembered) out.member("remembered", true);
    out.close_object();
  }
  out.close_array();
}

}  // namespace

std::string label_of(const GuideItem& item) {
  if (item.numbered) return to_string(item.entry.number);
  return item.places.empty() ? std::string("-") : to_string(item.places.front().group);
}

std::string to_table(const GuideItems& items, std::size_t width) {
  std::size_t label = 9, name = 4, codec = 0, genre = 0;
  for (const GuideItem* item : items) {
    label = std::max(label, columns(label_of(*item)));
    name = std::max(name, std::min(kMostName, columns(item->entry.name)));
    codec = std::max(codec, columns(codec_of(item->entry)));
    genre = std::max(genre, std::min(kMostGenre, columns(item->entry.genre)));
  }
  std::string table;
  for (const GuideItem* item : items) {
    std::string line = padded(label_of(*item), label) + "  " + padded(item->entry.name, name);
    if (codec != 0) line += "  " + padded(codec_of(item->entry), codec);
    if (genre != 0) line += "  " + padded(item->entry.genre, genre);
    line += "  " + state_of(*item);
    while (line.ends_with(' ')) line.pop_back();
    table += fit(line, width) + '\n';
  }
  return table;
}

std::string to_json(const GuideItems& items, bool complete) {
  JsonText out(items.size() * 400 + 100);
  out.open_object().member("complete", complete).member("total", items.size()).key("services").open_array();
  for (const GuideItem* item : items) {
    out.open_object().member("label", label_of(*item)).member("numbered", item->numbered);
    out.member("reference", item->reference());
    guide::write_entry(out.key("entry"), item->entry);
    add_places(out, *item);
    add_tellers(out, *item);
    if (!item->description.empty()) out.member("sdp", guess_utf8(item->description));
    out.close_object();
  }
  out.close_array().close_object();
  return out.take();
}

std::string summary(const GuideItems& items) {
  std::size_t on_air = 0;
  std::set<std::string> tellers;
  for (const GuideItem* item : items) {
    on_air += item->entry.on_air ? 1 : 0;
    for (const libreceiver::GuideProvenance& by : item->told_by) {
      std::string where(to_string(by.way));
      if (!by.interface.empty()) where += ", " + by.interface;
      if (by.remembered) where = "heard before";
      tellers.insert((by.headend.empty() ? by.from : by.headend) + " (" + where + ")");
    }
  }
  std::string text = fmt::format("{} service{}, {} on air", items.size(), items.size() == 1 ? "" : "s", on_air);
  std::string_view separator = "; told by ";
  for (const std::string& teller : tellers) {
    text += std::string(separator) + teller;
    separator = ", ";
  }
  return text;
}

}  // namespace joincast::app
