// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/id3_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "media/tags.h"

namespace joincast::media {
namespace {

constexpr std::size_t kMaxText = 1024;  // octets of a value
constexpr std::size_t kMaxValues = 16;  // of one frame
constexpr std::size_t kHeader = 10;

constexpr std::uint8_t kTagUnsynchronised = 0x80;
constexpr std::uint8_t kTagExtended = 0x40;  // in 2.2: compressed, in a way that was never defined

enum class Encoding : std::uint8_t { latin1, utf16, utf16_be, utf8 };

/// id3v1 appendix A, and the first words of what Winamp added.
constexpr std::array<std::string_view, 80> kGenres = {"Blues",
                                                      "Classic Rock",
                                                      "Country",
                                                      "Dance",
                                                      "Disco",
                                                      "Funk",
                                                      "Grunge",
                                                      "Hip-Hop",
                                                      "Jazz",
                                                      "Metal",
                                                      "New Age",
                                                      "Oldies",
                                                      "Other",
                                                      "Pop",
                                                      "R&B",
                                                      "Rap",
                                                      "Reggae",
                                                      "Rock",
                                                      "Techno",
                                                      "Industrial",
                                                      "Alternative",
                                                      "Ska",
                                                      "Death Metal",
                                                      "Pranks",
                                                      "Soundtrack",
                                                      "Euro-Techno",
                                                      "Ambient",
                                                      "Trip-Hop",
                                                      "Vocal",
                                                      "Jazz+Funk",
                                                      "Fusion",
                                                      "Trance",
                                                      "Classical",
                                                      "Instrumental",
                                                      "Acid",
                                                      "House",
                                                      "Game",
                                                      "Sound Clip",
                                                      "Gospel",
                                                      "Noise",
                                                      "Alternative Rock",
                                                      "Bass",
                                                      "Soul",
                                                      "Punk",
                                                      "Space",
                                                      "Meditative",
                                                      "Instrumental Pop",
                                                      "Instrumental Rock",
                                                      "Ethnic",
                                                      "Gothic",
                                                      "Darkwave",
                                                      "Techno-Industrial",
                                                      "Electronic",
                                                      "Pop-Folk",
                                                      "Eurodance",
                                                      "Dream",
                                                      "Southern Rock",
                                                      "Comedy",
                                                      "Cult",
                                                      "Gangsta",
                                                      "Top 40",
                                                      "Christian Rap",
                                                      "Pop/Funk",
                                                      "Jungle",
                                                      "Native American",
                                                      "Cabaret",
                                                      "New Wave",
                                                      "Psychedelic",
                                                      "Rave",
                                                      "Showtunes",
                                                      "Trailer",
                                                      "Lo-Fi",
                                                      "Tribal",
                                                      "Acid Punk",
                                                      "Acid Jazz",
                                                      "Polka",
                                                      "Retro",
                                                      "Musical",
                                                      "Rock & Roll",
                                                      "Hard Rock"};

/// id3v2.4.0-structure section 6.1: a zero behind each 0xff stands for nothing.
Bytes resynchronised(ByteView octets) {
  Bytes out;
  out.reserve(octets.size());
  for (std::size_t i = 0; i < octets.size(); ++i) {
    out.push_back(octets[i]);
    if (octets[i] == 0xff && i + 1 < octets.size() && octets[i + 1] == 0) ++i;
  }
  return out;
}

/// Four times seven bits. None: a top bit is set.
std::optional<std::size_t> syncsafe(ByteView four) noexcept {
  std::size_t value = 0;
  for (const std::uint8_t octet : four) {
    if (octet & 0x80) return std::nullopt;
    value = value << 7 | octet;
  }
  return value;
}

std::size_t plain(ByteView octets) noexcept {
  std::size_t value = 0;
  for (const std::uint8_t octet : octets) value = value << 8 | octet;
  return value;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t octet) { out.push_back(static_cast<char>(octet)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) {
    put(0xc0 | c >> 6);
  } else {
    if (c < 0x10000) {
      put(0xe0 | c >> 12);
    } else {
      put(0xf0 | c >> 18);
      put(0x80 | (c >> 12 & 0x3f));
    }
    put(0x80 | (c >> 6 & 0x3f));
  }
  put(0x80 | (c & 0x3f));
}

/// Total: what is no character becomes U+FFFD.
std::string utf16_to_utf8(ByteView octets, bool big) {
  const auto unit = [&](std::size_t i) -> char32_t {
    return big ? char32_t{octets[i]} << 8 | octets[i + 1] : char32_t{octets[i + 1]} << 8 | octets[i];
  };
  std::string out;
  for (std::size_t i = 0; i + 1 < octets.size() && out.size() < kMaxText; i += 2) {
    char32_t c = unit(i);
    const bool high = c >= 0xd800 && c < 0xdc00;
    if (high && i + 3 < octets.size() && unit(i + 2) >= 0xdc00 && unit(i + 2) < 0xe000) {
      c = 0x10000 + ((c - 0xd800) << 10) + (unit(i + 2) - 0xdc00);
      i += 2;
    } else if (c >= 0xd800 && c < 0xe000) {
      c = 0xfffd;
    }
    append_utf8(out, c);
  }
  return out;
}

/// One value of a text in an encoding, and what stands behind its terminator.
std::string take_value(Encoding encoding, ByteView& rest) {
  const bool wide = encoding == Encoding::utf16 || encoding == Encoding::utf16_be;
  const std::size_t step = wide ? 2 : 1;
  std::size_t end = 0;
  while (end + step <= rest.size() && !(rest[end] == 0 && rest[end + step - 1] == 0)) end += step;
  ByteView value = rest.first(std::min(end, rest.size()));
  rest = rest.subspan(std::min(end + step, rest.size()));
  if (!wide) return std::string(cut_utf8(guess_utf8(cut_utf8(as_text(value), kMaxText)), kMaxText));
  bool big = encoding == Encoding::utf16_be;
  if (value.size() >= 2 && ((value[0] == 0xff && value[1] == 0xfe) || (value[0] == 0xfe && value[1] == 0xff))) {
    big = value[0] == 0xfe;
    value = value.subspan(2);
  }
  return std::string(cut_utf8(utf16_to_utf8(value, big), kMaxText));
}

/// A text frame's values (id3v2.4.0-frames section 4.2): encoding, then texts with zeros between them.
std::vector<std::string> values_of(ByteView body) {
  std::vector<std::string> values;
  if (body.empty() || body[0] > static_cast<std::uint8_t>(Encoding::utf8)) return values;
  const auto encoding = static_cast<Encoding>(body[0]);
  ByteView rest = body.subspan(1);
  while (!rest.empty() && values.size() < kMaxValues)
    if (std::string value = take_value(encoding, rest); !value.empty()) values.push_back(std::move(value));
  return values;
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& value : values) {
    if (text.size() + value.size() > kMaxText) break;
    text += (text.empty() ? "" : ", ") + value;
  }
  return text;
}

/// `17`, `(17)`, `(17)Rock` and `Rock` are all the same.
std::string genre_of(std::string_view text) {
  std::string_view number = text;
  if (text.starts_with('(')) {
    const std::size_t close = std::min(text.find(')'), text.size() - 1);
    number = text.substr(1, close - 1);
    if (close + 1 < text.size()) return std::string(text.substr(close + 1));
  }
  unsigned index = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
  if (error != std::errc() || end != number.data() + number.size()) return std::string(text);
  return index < kGenres.size() ? std::string(kGenres[index]) : std::string();
}

void take_link(std::string link, StreamMetadata& out) {
  if (out.url.empty() && (link.starts_with("http://") || link.starts_with("https://"))) out.url = std::move(link);
}

void take_frame(std::string_view id, ByteView body, StreamMetadata& out) {
  const auto is = [id](std::string_view long_id, std::string_view short_id) { return id == long_id || id == short_id; };
  const auto first = [](std::string& field, std::string value) {
    if (field.empty()) field = std::move(value);
  };
  if (is("WXXX", "WXX")) {
    if (body.empty() || body[0] > static_cast<std::uint8_t>(Encoding::utf8)) return;
    ByteView rest = body.subspan(1);
    take_value(static_cast<Encoding>(body[0]), rest);  // its description
    return take_link(take_value(Encoding::latin1, rest), out);
  }
  if (id.starts_with('W')) return take_link(take_value(Encoding::latin1, body), out);
  if (!id.starts_with('T')) return;
  const auto values = values_of(body);
  if (values.empty()) return;
  if (is("TIT2", "TT2")) first(out.title, values.front());
  if (is("TPE1", "TP1")) first(out.artist, joined(values));
  if (is("TALB", "TAL")) first(out.album, values.front());
  if (is("TCON", "TCO")) first(out.genre, genre_of(values.front()));
  if (id == "TRSN") first(out.station_name, values.front());
}

bool is_frame_id(ByteView octets) noexcept {
  return std::all_of(octets.begin(), octets.end(),
                     [](std::uint8_t c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); });
}

/// 2.4 has sizes of four times seven bits, but there are writers that never noticed: theirs are known by the frame that
/// follows.
std::size_t size_of_v24(ByteView frames) {
  const ByteView field = frames.subspan(4, 4);
  const std::size_t as_plain = plain(field);
  const auto safe = syncsafe(field);
  if (!safe) return as_plain;
  const auto fits = [&](std::size_t size) {
    const std::size_t next = kHeader + size;
    if (next > frames.size()) return false;
    const ByteView behind = frames.subspan(next, std::min<std::size_t>(4, frames.size() - next));
    return is_frame_id(behind) || std::all_of(behind.begin(), behind.end(), [](std::uint8_t c) { return c == 0; });
  };
  return !fits(*safe) && fits(as_plain) ? as_plain : *safe;
}

/// A frame's body as its flags have left it; none: it is of no use.
std::optional<Bytes> unwrapped(unsigned version, std::uint8_t flags, bool all_unsynchronised, ByteView body) {
  std::size_t extra = 0;
  bool unsynchronised = false;
  if (version == 3) {
    if (flags & 0xc0) return std::nullopt;  // compressed, enciphered
    extra = flags & 0x20 ? 1 : 0;           // a group
  } else if (version == 4) {
    if (flags & 0x0c) return std::nullopt;
    extra = (flags & 0x40 ? 1u : 0u) + (flags & 0x01 ? 4u : 0u);  // a group, a length
    unsynchronised = all_unsynchronised || (flags & 0x02);
  }
  if (extra > body.size()) return std::nullopt;
  body = body.subspan(extra);
  return unsynchronised ? resynchronised(body) : Bytes(body.begin(), body.end());
}

// 2.2: | id (3) | size (3) | body      2.3: | id (4) | size (4) | flags (2) | body      2.4: size in 4 x 7 bits
StreamMetadata take_frames(unsigned version, bool unsynchronised, ByteView frames) {
  StreamMetadata said;
  const std::size_t id_size = version == 2 ? 3 : 4;
  const std::size_t header = version == 2 ? 6 : kHeader;
  while (frames.size() > header && frames[0] != 0 && is_frame_id(frames.first(id_size))) {
    const std::string_view id = as_text(frames.first(id_size));
    const std::size_t size = version == 4 ? size_of_v24(frames) : plain(frames.subspan(id_size, id_size));
    if (size > frames.size() - header) break;
    const std::uint8_t flags = version == 2 ? 0 : frames[9];
    if (id[0] == 'T' || id[0] == 'W')  // not the pictures
      if (const auto body = unwrapped(version, flags, unsynchronised, frames.subspan(header, size)))
        take_frame(id, *body, said);
    frames = frames.subspan(header + size);
  }
  return said;
}

/// Octets of the extended header, its own length included; none: nonsense.
std::optional<std::size_t> extended_size(unsigned version, ByteView frames) {
  if (frames.size() < 4) return std::nullopt;
  if (version == 3) return 4 + plain(frames.first(4));
  return syncsafe(frames.first(4));
}

}  // namespace

std::size_t id3v2_size(ByteView front) noexcept { return as_text(front).starts_with("ID3") ? tag_size(front) : 0; }

std::optional<StreamMetadata> parse_id3v2(ByteView tag) {
  const std::size_t whole = id3v2_size(tag);
  if (whole == 0) return std::nullopt;
  const unsigned version = tag[3];
  const std::uint8_t flags = tag[5];
  if (version < 2 || version > 4 || (version == 2 && flags & kTagExtended)) return std::nullopt;
  ByteView frames = tag.first(std::min(whole, tag.size())).subspan(kHeader);
  Bytes mended;
  if (version < 4 && flags & kTagUnsynchronised) {
    mended = resynchronised(frames);
    frames = mended;
  }
  if (flags & kTagExtended) {
    const auto extended = extended_size(version, frames);
    if (!extended || *extended > frames.size()) return StreamMetadata{};
    frames = frames.subspan(*extended);
  }
  return take_frames(version, flags & kTagUnsynchronised, frames);
}

// | "TAG" | title (30) | artist (30) | album (30) | year (4) | comment (30) | genre (1)
std::optional<StreamMetadata> parse_id3v1(ByteView last) {
  if (last.size() < kId3v1Size || !as_text(last).starts_with("TAG")) return std::nullopt;
  const auto text = [last](std::size_t at) {
    std::string_view field = as_text(last.subspan(at, 30));
    field = field.substr(0, field.find('\0'));
    while (field.ends_with(' ')) field.remove_suffix(1);
    return guess_utf8(field);
  };
  StreamMetadata said;
  said.title = text(3);
  said.artist = text(33);
  said.album = text(63);
  if (last[127] < kGenres.size()) said.genre = kGenres[last[127]];
  return said;
}

}  // namespace joincast::media
