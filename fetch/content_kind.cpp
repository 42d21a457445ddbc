// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/content_kind.h"

#include <algorithm>
#include <array>
#include <optional>

#include "fetch/content_text.h"
#include "fetch/frame_chain.h"
#include "fetch/url.h"
#include "playlist/text.h"

namespace joincast::fetch {

using playlist::begins_with_word;
using playlist::same_word;
using playlist::trim;

namespace {

struct Mark {
  std::size_t offset;
  std::string_view octets;
  ContentKind kind;
  std::string_view why;
};

constexpr std::array kMarks = {
    Mark{0, "OggS", ContentKind::ogg, "begins with an Ogg page"},
    Mark{0, "fLaC", ContentKind::flac, "begins with FLAC's mark"},
    Mark{0, "RIFF", ContentKind::riff, "begins with RIFF"},
    Mark{0, "\x30\x26\xb2\x75", ContentKind::asf, "begins with ASF's mark"},
    Mark{0, "\x1a\x45\xdf\xa3", ContentKind::matroska, "begins with EBML's mark"},
    Mark{4, "ftyp", ContentKind::mp4, "begins with an MP4 box"},
    Mark{4, "styp", ContentKind::mp4, "begins with an MP4 box"},
    Mark{4, "moof", ContentKind::mp4, "begins with an MP4 box"},
    Mark{4, "sidx", ContentKind::mp4, "begins with an MP4 box"},
    Mark{0, "\x1f\x8b", ContentKind::compressed, "begins like gzip, which was not asked for"},
    Mark{0, "PK\x03\x04", ContentKind::compressed, "begins like a ZIP archive"},
    Mark{0, "BZh", ContentKind::compressed, "begins like bzip2"},
    Mark{0, "\xfd\x37\x7a\x58\x5a", ContentKind::compressed, "begins like xz"},
    Mark{0, "\x28\xb5\x2f\xfd", ContentKind::compressed, "begins like zstd"},
    Mark{0, "\x89PNG", ContentKind::picture, "begins like a PNG picture"},
    Mark{0, "GIF8", ContentKind::picture, "begins like a GIF picture"},
    Mark{0, "\xff\xd8\xff", ContentKind::picture, "begins like a JPEG picture"},
};

struct Name {
  std::string_view name;
  ContentKind kind;
};

constexpr std::array kTypes = {
    Name{"audio/mpeg", ContentKind::mpa},
    Name{"audio/mp3", ContentKind::mpa},
    Name{"audio/mpg", ContentKind::mpa},
    Name{"audio/mpeg3", ContentKind::mpa},
    Name{"audio/x-mpeg", ContentKind::mpa},
    Name{"audio/x-mp3", ContentKind::mpa},
    Name{"audio/aac", ContentKind::adts},
    Name{"audio/aacp", ContentKind::adts},
    Name{"audio/x-aac", ContentKind::adts},
    Name{"audio/x-hx-aac-adts", ContentKind::adts},
    Name{"application/ogg", ContentKind::ogg},
    Name{"audio/ogg", ContentKind::ogg},
    Name{"audio/x-ogg", ContentKind::ogg},
    Name{"audio/opus", ContentKind::ogg},
    Name{"audio/vorbis", ContentKind::ogg},
    Name{"video/ogg", ContentKind::ogg},
    Name{"audio/flac", ContentKind::flac},
    Name{"audio/x-flac", ContentKind::flac},
    Name{"video/mp2t", ContentKind::mpegts},
    Name{"audio/mp4", ContentKind::mp4},
    Name{"video/mp4", ContentKind::mp4},
    Name{"audio/x-m4a", ContentKind::mp4},
    Name{"audio/wav", ContentKind::riff},
    Name{"audio/x-wav", ContentKind::riff},
    Name{"audio/x-ms-wma", ContentKind::asf},
    Name{"audio/webm", ContentKind::matroska},
    Name{"video/webm", ContentKind::matroska},
    Name{"audio/x-scpls", ContentKind::pls},
    Name{"audio/scpls", ContentKind::pls},
    Name{"application/pls+xml", ContentKind::pls},
    Name{"application/pls", ContentKind::pls},
    Name{"audio/x-mpegurl", ContentKind::m3u},
    Name{"audio/mpegurl", ContentKind::m3u},
    Name{"application/x-mpegurl", ContentKind::m3u},
    Name{"application/mpegurl", ContentKind::m3u},
    Name{"application/vnd.apple.mpegurl", ContentKind::m3u},
    Name{"application/xspf+xml", ContentKind::xspf},
    Name{"video/x-ms-asf", ContentKind::asx},
    Name{"video/x-ms-asx", ContentKind::asx},
    Name{"audio/x-ms-wax", ContentKind::asx},
    Name{"video/x-ms-wvx", ContentKind::asx},
    Name{"text/x-opml", ContentKind::opml},
    Name{"text/x-opml+xml", ContentKind::opml},
    Name{"text/html", ContentKind::html},
    Name{"application/xhtml+xml", ContentKind::html},
    Name{"text/xml", ContentKind::other_xml},
    Name{"application/xml", ContentKind::other_xml},
    Name{"application/json", ContentKind::other_json},
    Name{"application/gzip", ContentKind::compressed},
    Name{"application/zip", ContentKind::compressed},
    Name{"text/plain", ContentKind::text},
};

constexpr std::array kSuffixes = {
    Name{"mp3", ContentKind::mpa},     Name{"mp2", ContentKind::mpa},      Name{"mpga", ContentKind::mpa},
    Name{"aac", ContentKind::adts},    Name{"aacp", ContentKind::adts},    Name{"ogg", ContentKind::ogg},
    Name{"oga", ContentKind::ogg},     Name{"opus", ContentKind::ogg},     Name{"flac", ContentKind::flac},
    Name{"ts", ContentKind::mpegts},   Name{"m4a", ContentKind::mp4},      Name{"mp4", ContentKind::mp4},
    Name{"wav", ContentKind::riff},    Name{"wma", ContentKind::asf},      Name{"webm", ContentKind::matroska},
    Name{"pls", ContentKind::pls},     Name{"m3u", ContentKind::m3u},      Name{"m3u8", ContentKind::m3u},
    Name{"xspf", ContentKind::xspf},   Name{"asx", ContentKind::asx},      Name{"wax", ContentKind::asx},
    Name{"wvx", ContentKind::asx},     Name{"opml", ContentKind::opml},    Name{"html", ContentKind::html},
    Name{"htm", ContentKind::html},    Name{"png", ContentKind::picture},  Name{"jpg", ContentKind::picture},
    Name{"gif", ContentKind::picture}, Name{"jpeg", ContentKind::picture}, Name{"svg", ContentKind::picture},
};

constexpr std::array kCodecs = {
    Name{"mp3", ContentKind::mpa},         Name{"mp2", ContentKind::mpa},        Name{"mp4a.40.34", ContentKind::mpa},
    Name{"mp4a.69", ContentKind::mpa},     Name{"mp4a.6b", ContentKind::mpa},    Name{"mpeg", ContentKind::mpa},
    Name{"aac", ContentKind::adts},        Name{"aac+", ContentKind::adts},      Name{"aacp", ContentKind::adts},
    Name{"he-aac", ContentKind::adts},     Name{"mp4a.40.2", ContentKind::adts}, Name{"mp4a.40.5", ContentKind::adts},
    Name{"mp4a.40.29", ContentKind::adts}, Name{"ogg", ContentKind::ogg},        Name{"opus", ContentKind::ogg},
    Name{"vorbis", ContentKind::ogg},      Name{"flac", ContentKind::flac},      Name{"hls", ContentKind::hls_master},
    Name{"wma", ContentKind::asf},
};

template <std::size_t N>
ContentKind look_up(const std::array<Name, N>& names, std::string_view name) noexcept {
  const auto found = std::ranges::find_if(names, [name](const Name& each) { return same_word(each.name, name); });
  return found == names.end() ? ContentKind::unknown : found->kind;
}

std::optional<ContentVerdict> by_mark(std::string_view start) {
  for (const Mark& mark : kMarks)
    if (start.size() > mark.offset && start.substr(mark.offset).starts_with(mark.octets))
      return ContentVerdict{mark.kind, false, std::string(mark.why)};
  return std::nullopt;
}

/// What the server and the address say, where the octets are binary and tell nothing.
ContentVerdict binary_by_name(std::string_view content_type, std::string_view url) {
  const ContentKind type = kind_of_type(content_type);
  const std::string said = "the server says " + std::string(content_type);
  if (is_media(type)) return {ContentKind::sound, false, said};
  const ContentKind suffix = kind_of_suffix(url_suffix(url));
  const bool nothing_said = content_type.empty() || content_type == "application/octet-stream";
  if (nothing_said && is_media(suffix)) return {ContentKind::sound, false, "the address ends in ." + url_suffix(url)};
  if (!content_type.empty()) return {ContentKind::unknown, false, "octets of no kind that is known; " + said};
  return {ContentKind::unknown, false, "octets of no kind that is known"};
}

bool may_name_addresses_in_text(ContentKind kind) noexcept {
  return kind == ContentKind::m3u || kind == ContentKind::pls || kind == ContentKind::html || kind == ContentKind::asx;
}

/// The same where they are text.
ContentVerdict text_by_name(std::string_view content_type, std::string_view url) {
  const ContentKind type = kind_of_type(content_type);
  const std::string said = "the server says " + std::string(content_type);
  if (may_name_addresses_in_text(type)) return {type, false, "is text; " + said};
  const ContentKind suffix = kind_of_suffix(url_suffix(url));
  if (may_name_addresses_in_text(suffix)) return {suffix, false, "is text; the address ends in ." + url_suffix(url)};
  if (content_type.empty()) return {ContentKind::text, false, "is text"};
  return {ContentKind::text, false, is_media(type) ? "is text, although " + said : "is text; " + said};
}

}  // namespace

std::string_view to_string(ContentKind kind) noexcept {
  switch (kind) {
    case ContentKind::unknown: return "unknown";
    case ContentKind::mpa: return "MP3";
    case ContentKind::adts: return "AAC";
    case ContentKind::ogg: return "Ogg";
    case ContentKind::flac: return "FLAC";
    case ContentKind::mpegts: return "MPEG transport stream";
    case ContentKind::sound: return "sound";
    case ContentKind::mp4: return "MP4";
    case ContentKind::riff: return "WAV";
    case ContentKind::asf: return "Windows Media";
    case ContentKind::matroska: return "WebM";
    case ContentKind::pls: return "PLS playlist";
    case ContentKind::m3u: return "M3U playlist";
    case ContentKind::hls_master: return "HLS variants";
    case ContentKind::hls_media: return "HLS stream";
    case ContentKind::xspf: return "XSPF playlist";
    case ContentKind::asx: return "ASX playlist";
    case ContentKind::opml: return "OPML outline";
    case ContentKind::icecast_list: return "icecast's list";
    case ContentKind::html: return "web page";
    case ContentKind::compressed: return "compressed data";
    case ContentKind::picture: return "picture";
    case ContentKind::other_xml: return "XML";
    case ContentKind::other_json: return "JSON";
    case ContentKind::text: return "text";
    case ContentKind::empty: return "nothing";
  }
  return "unknown";
}

bool is_media(ContentKind kind) noexcept { return kind >= ContentKind::mpa && kind <= ContentKind::sound; }

bool names_addresses(ContentKind kind) noexcept { return kind >= ContentKind::pls && kind <= ContentKind::html; }

ContentVerdict content_of(ByteView start, bool whole, std::string_view content_type, std::string_view url) {
  const bool last_look = whole || start.size() >= kSniffOctets;
  if (start.empty()) return {ContentKind::empty, !whole, "an empty body"};
  const std::string_view text = as_text(start);
  if (auto marked = by_mark(text)) return std::move(*marked);
  if (auto frames = find_frames(start, kind_of_type(content_type))) {
    if (!frames->need_more || !last_look) return std::move(*frames);
  }
  if (looks_like_text(text)) {
    ContentVerdict verdict = text_kind(text, whole);
    if (verdict.kind != ContentKind::text) {
      if (last_look && !names_addresses(verdict.kind)) verdict.need_more = false;
      return verdict;
    }
    if (verdict.need_more && !last_look) return verdict;
    return text_by_name(content_type, url);
  }
  ContentVerdict named = binary_by_name(content_type, url);
  named.need_more = !last_look && start.size() < kChainOctets;
  return named;
}

ContentKind kind_of_type(std::string_view content_type) noexcept {
  const ContentKind kind = look_up(kTypes, content_type);
  if (kind != ContentKind::unknown) return kind;
  if (begins_with_word(content_type, "audio/")) return ContentKind::sound;
  if (begins_with_word(content_type, "image/")) return ContentKind::picture;
  return kind;
}

ContentKind kind_of_suffix(std::string_view suffix) noexcept { return look_up(kSuffixes, suffix); }

ContentKind kind_of_codec(std::string_view codec) noexcept { return look_up(kCodecs, trim(codec)); }

}  // namespace joincast::fetch
