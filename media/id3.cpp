// SPDX-License-Identifier: LGPL-2.1-or-later
#include <string_view>

#include "media/writer_formats.h"

namespace joincast::media {
namespace {

constexpr std::uint8_t kUtf8 = 3;

/// id3v2.4.0-structure section 6.2: four times seven bits.
void syncsafe(ByteWriter& out, std::size_t value) {
  for (const unsigned shift : {21u, 14u, 7u, 0u}) out.u8(static_cast<std::uint8_t>(value >> shift & 0x7f));
}

// | id (4) | size, syncsafe (4) | flags (2) | ...
void frame_header(ByteWriter& out, std::string_view id, std::size_t size) {
  out.text(id);
  syncsafe(out, size);
  out.u16(0);
}

void text_frame(ByteWriter& out, std::string_view id, std::string_view text) {
  if (text.empty()) return;
  frame_header(out, id, 1 + text.size());
  out.u8(kUtf8);
  out.text(text);
}

}  // namespace

// | "ID3" | version 4.0 (2) | flags (1) | size behind this header, syncsafe (4) | frames
Bytes id3_tag(const Tags& tags) {
  Bytes frames;
  ByteWriter body(frames);
  text_frame(body, "TIT2", tags.title);
  text_frame(body, "TPE1", tags.artist);
  text_frame(body, "TRSN", tags.station);  // internet radio station name
  text_frame(body, "TCON", tags.genre);
  text_frame(body, "TDRC", tags.date);
  if (tags.track != 0) text_frame(body, "TRCK", std::to_string(tags.track));
  if (!tags.link.empty()) {
    frame_header(body, "WXXX", 2 + tags.link.size());
    body.u8(kUtf8);
    body.u8(0);  // no description
    body.text(tags.link);
  }
  Bytes octets;
  if (frames.empty()) return octets;
  ByteWriter out(octets);
  out.text("ID3");
  out.u16(0x0400);
  out.u8(0);
  syncsafe(out, frames.size());
  out.bytes(frames);
  return octets;
}

}  // namespace joincast::media
