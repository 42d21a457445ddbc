// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-guide/favourites.h"

#include <pugixml.hpp>

#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <sstream>
#include <utility>

#include "fetch/playlist_opml.h"
#include "libreceiver/service_reference.h"
#include "playlist/m3u.h"
#include "playlist/text.h"
#include "sdp/text.h"

namespace joincast::app {
namespace {

/// The attributes of an entry by the names that M3U and OPML have for them.
struct Raw {
  std::string_view number, name, location, genre, icon, directory, stable_id;
  bool television = false;
};

std::uint8_t directory_of(std::string_view text) {
  unsigned number = 0;
  const auto [end, error] = std::from_chars(text.begin(), text.end(), number);
  return error == std::errc{} && end == text.end() && number < 64 ? static_cast<std::uint8_t>(number) : 0;
}

/// None: neither a number nor a group.
std::optional<Favourite> understand(const Raw& raw) {
  Favourite favourite;
  if (const auto number = parse_service_number(raw.number)) {
    favourite.reference = to_string(*number);
  } else {
    std::string location(raw.location);
    if (location.starts_with("rtp://@")) location.erase(6, 1);  // VLC's way
    const auto reference = libreceiver::parse_service_reference(location);
    if (!reference) return std::nullopt;
    favourite.reference = libreceiver::to_string(*reference);
  }
  favourite.name = sdp::clean_text(raw.name, guide::Entry::kMostText);
  if (favourite.name.empty()) favourite.name = favourite.reference;
  favourite.genre = sdp::clean_text(raw.genre, guide::Entry::kMostText);
  favourite.stable_id = sdp::clean_text(raw.stable_id, guide::Entry::kMostText);
  if (sdp::is_web_link(raw.icon) && raw.icon.size() <= guide::Entry::kMostLink) favourite.icon = raw.icon;
  favourite.directory = directory_of(raw.directory);
  favourite.television = raw.television;
  return favourite;
}

void take(ImportedFavourites& imported, const Raw& raw) {
  if (auto favourite = understand(raw); !favourite)
    imported.left_out.push_back(sdp::clean_text(raw.location) + ": no service that can be joined");
  else if (imported.favourites.size() >= kMostFavourites)
    imported.left_out.push_back(favourite->name + ": there is no room for more");
  else
    imported.favourites.push_back(std::move(*favourite));
}

/// Whether one of the words, which end at anything but letters and digits, is among these.
bool has_word(std::string_view text, std::initializer_list<std::string_view> words) {
  constexpr std::string_view kParts = "abcdefghijklmnopqrstuvwxyz0123456789";
  const std::string wanted = playlist::lower(text);
  for (std::size_t begin = wanted.find_first_of(kParts); begin != wanted.npos;) {
    const std::size_t end = std::min(wanted.find_first_not_of(kParts, begin), wanted.size());
    const std::string_view word = std::string_view(wanted).substr(begin, end - begin);
    if (std::ranges::find(words, word) != words.end()) return true;
    begin = wanted.find_first_of(kParts, end);
  }
  return false;
}

/// Playlists say of radio that it is, and of television nothing or one of these; those of radio alone say nothing at
/// all.
bool is_television(const playlist::M3uEntry& entry) {
  const auto attribute = [&entry](std::string_view name) { return entry.attribute(name).value_or(""); };
  if (const auto radio = entry.attribute("radio")) return playlist::lower(*radio) == "false";
  if (has_word(attribute("tvg-type"), {"tv", "television", "video"})) return true;
  if (has_word(entry.group, {"tv", "television"})) return true;
  for (const char* codec : {"codec", "tvg-codec", "video-codec"})
    if (has_word(attribute(codec), {"h264", "h265", "hevc", "avc", "mpeg2video", "mp2t"})) return true;
  const std::string path =
      playlist::lower(std::string_view(entry.location).substr(0, entry.location.find_first_of("?#")));
  return path.ends_with(".ts") || path.ends_with(".m2ts");
}

ImportedFavourites from_m3u(std::string_view text) {
  ImportedFavourites imported;
  for (const playlist::M3uEntry& entry : playlist::parse_m3u(text, kMostFavourites + 1).entries) {
    const auto attribute = [&entry](std::string_view name) { return entry.attribute(name).value_or(""); };
    const std::string_view name = entry.title.empty() ? attribute("tvg-name") : std::string_view(entry.title);
    take(imported, {attribute("tvg-id"), name, entry.location, entry.group, attribute("tvg-logo"),
                    attribute("joincast-directory"), attribute("joincast-id"), is_television(entry)});
  }
  return imported;
}

ImportedFavourites from_opml(const fetch::Opml& document) {
  ImportedFavourites imported;
  for (const fetch::OpmlOutline& outline : document.outlines) {
    const auto attribute = [&outline](std::string_view name) { return outline.attribute(name); };
    const std::string_view url = attribute("url");
    if (url.empty() && attribute("joincast-number").empty()) continue;  // a heading
    take(imported, {attribute("joincast-number"), attribute("text"), url, attribute("genre"), attribute("image"),
                    attribute("joincast-directory"), attribute("joincast-id"), attribute("item") == "tv"});
  }
  return imported;
}

/// What other players join: `rtp://@239.195.1.1:5004`; the reference itself where nobody knows.
std::string location_of(const Favourite& favourite, const ExportOptions& options) {
  const auto reference = libreceiver::parse_service_reference(favourite.reference);
  if (options.references || !reference) return favourite.reference;
  if (!reference->number) {
    const std::string source = reference->source ? to_string(*reference->source) : std::string();
    return "rtp://" + source + '@' + to_string(Endpoint{reference->group, reference->port});
  }
  const auto& number = reference->number;
  const Prefix& prefix = options.prefix.value_or(kDefaultPool);
  if (prefix.address.is_v6()) return "rtp://[" + to_string(service_group(*number, prefix)) + "]:5004";
  const auto group = service_group_v4(*number, prefix);
  return group ? "rtp://@" + to_string(*group) + ":5004" : favourite.reference;
}

std::string in_quotes(std::string text) {
  std::ranges::replace(text, '"', '\'');
  return '"' + text + '"';
}

}  // namespace

Favourite favourite_of(const libreceiver::GuideItem& item) {
  Favourite favourite;
  favourite.reference = item.numbered ? to_string(item.entry.number) : item.reference();
  favourite.name = item.entry.name;
  favourite.genre = item.entry.genre;
  if (sdp::is_web_link(item.entry.icon)) favourite.icon = item.entry.icon;
  favourite.directory = item.entry.directory;
  favourite.stable_id = item.entry.stable_id;
  favourite.television = item.entry.kind == guide::Kind::television;
  return favourite;
}

Result<ImportedFavourites, std::string> read_favourites(std::string_view text) {
  std::string_view begin = text;
  if (begin.starts_with("\xef\xbb\xbf")) begin.remove_prefix(3);
  begin.remove_prefix(std::min(begin.find_first_not_of(" \t\r\n"), begin.size()));
  if (begin.starts_with('<')) {
    const auto document = fetch::parse_opml(begin, kMostFavourites + 1);
    if (!document) return fail(std::string("expected an OPML document or an M3U playlist"));
    return from_opml(*document);
  }
  ImportedFavourites imported = from_m3u(begin);
  if (!begin.starts_with("#EXTM3U") && imported.favourites.empty() && !begin.empty())
    return fail(std::string("expected an M3U playlist or an OPML document"));
  return imported;
}

std::string to_m3u(const std::vector<Favourite>& favourites, const ExportOptions& options) {
  std::string text = "#EXTM3U\n";
  for (const Favourite& one : favourites) {
    text += "#EXTINF:-1";
    const bool numbered = parse_service_number(one.reference).has_value();
    if (numbered) text += " tvg-id=" + in_quotes(one.reference);
    text += " tvg-name=" + in_quotes(one.name);
    if (!one.icon.empty()) text += " tvg-logo=" + in_quotes(one.icon);
    if (!one.genre.empty()) text += " group-title=" + in_quotes(one.genre);
    text += one.television ? " radio=\"false\"" : " radio=\"true\"";
    if (one.directory != 0) text += " joincast-directory=\"" + std::to_string(one.directory) + '"';
    if (!one.stable_id.empty()) text += " joincast-id=" + in_quotes(one.stable_id);
    text += ',' + one.name + '\n' + location_of(one, options) + '\n';
  }
  return text;
}

std::string to_opml(const std::vector<Favourite>& favourites, const ExportOptions& options) {
  pugi::xml_document document;
  pugi::xml_node root = document.append_child("opml");
  root.append_attribute("version") = "2.0";
  root.append_child("head").append_child("title").text().set("Joincast favourites");
  pugi::xml_node body = root.append_child("body");
  for (const Favourite& one : favourites) {
    pugi::xml_node outline = body.append_child("outline");
    const auto put = [&outline](const char* name, const std::string& value) {
      if (!value.empty()) outline.append_attribute(name) = value.c_str();
    };
    put("type", "audio");
    put("text", one.name);
    put("URL", location_of(one, options));
    put("genre", one.genre);
    put("image", one.icon);
    if (one.television) put("item", "tv");
    if (parse_service_number(one.reference)) put("joincast-number", one.reference);
    if (one.directory != 0) put("joincast-directory", std::to_string(one.directory));
    put("joincast-id", one.stable_id);
  }
  std::ostringstream text;
  document.save(text, "  ", pugi::format_default, pugi::encoding_utf8);
  return text.str();
}

bool FavouritesFile::add(Favourite favourite) {
  const bool there = std::ranges::any_of(
      favourites_, [&favourite](const Favourite& one) { return one.reference == favourite.reference; });
  if (!there) favourites_.push_back(std::move(favourite));
  return !there;
}

}  // namespace joincast::app
