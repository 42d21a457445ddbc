// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/packet.h"

#include <algorithm>
#include <cassert>

namespace joincast::rtcp {
namespace {

constexpr std::uint8_t kVersionBits = 0x80;
constexpr std::size_t kSenderInfoSize = 20;
constexpr std::size_t kMaxItems = 32;  // of one SDES chunk

std::size_t padded(std::size_t size) noexcept { return (size + 3) / 4 * 4; }

template <typename T>
std::size_t counted(const std::vector<T>& list) noexcept {
  return std::min(list.size(), kMaxReportBlocks);
}

/// At most 255 octets, cut where a UTF-8 character begins.
std::string_view clipped(std::string_view text) noexcept {
  if (text.size() <= kMaxTextSize) return text;
  std::size_t size = kMaxTextSize;
  while (size > kMaxTextSize - 4 && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
  return text.substr(0, size);
}

Bytes owned(ByteView octets) { return {octets.begin(), octets.end()}; }

std::vector<ReportBlock> read_blocks(std::uint8_t count, ByteReader& in) {
  std::vector<ReportBlock> blocks;
  if (in.remaining() < count * ReportBlock::kSize) {
    in.skip(in.remaining() + 1);
    return blocks;
  }
  blocks.reserve(count);
  for (std::uint8_t i = 0; i < count; ++i)
    blocks.push_back(decode(in.take(ReportBlock::kSize).first<ReportBlock::kSize>()));
  return blocks;
}

using PacketResult = Result<Packet, ParseError>;

PacketResult read_sender_report(std::uint8_t count, ByteReader in) {
  SenderReport report;
  report.ssrc = in.u32();
  report.info.ntp.value = in.u64();
  report.info.rtp_timestamp = in.u32();
  report.info.packets = in.u32();
  report.info.octets = in.u32();
  report.blocks = read_blocks(count, in);
  if (!in.ok()) return fail(ParseError{ParseErrc::bad_length, in.offset()});
  report.extension = owned(in.rest());
  return report;
}

PacketResult read_receiver_report(std::uint8_t count, ByteReader in) {
  ReceiverReport report;
  report.ssrc = in.u32();
  report.blocks = read_blocks(count, in);
  if (!in.ok()) return fail(ParseError{ParseErrc::bad_length, in.offset()});
  report.extension = owned(in.rest());
  return report;
}

/// Items up to the null octet, then padding up to the next 32-bit boundary.
ParseErrc read_items(ByteReader& in, std::vector<SdesItem>& items, bool& good) {
  good = false;
  for (;;) {
    const std::uint8_t type = in.u8();
    if (!in.ok()) return ParseErrc::truncated;
    if (type == 0) break;
    if (items.size() == kMaxItems) return ParseErrc::over_limit;
    const std::size_t size = in.u8();
    const ByteView text = in.take(size);
    if (!in.ok()) return ParseErrc::bad_length;
    items.push_back({static_cast<SdesType>(type), std::string(as_text(text))});
  }
  in.skip((4 - in.offset() % 4) % 4);
  good = in.ok();
  return ParseErrc::truncated;
}

PacketResult read_description(std::uint8_t count, ByteReader in) {
  SourceDescription description;
  for (std::uint8_t i = 0; i < count; ++i) {
    SdesChunk& chunk = description.chunks.emplace_back();
    chunk.ssrc = in.u32();
    bool good = false;
    const ParseErrc why = read_items(in, chunk.items, good);
    if (!good) return fail(ParseError{why, in.offset()});
  }
  if (!in.at_end()) return fail(ParseError{ParseErrc::trailing_octets, in.offset()});
  return description;
}

PacketResult read_bye(std::uint8_t count, ByteReader in) {
  Bye bye;
  if (in.remaining() < 4u * count) return fail(ParseError{ParseErrc::bad_length, in.offset()});
  for (std::uint8_t i = 0; i < count; ++i) bye.ssrcs.push_back(in.u32());
  if (in.at_end()) return bye;
  const std::size_t size = in.u8();
  bye.reason = as_text(in.take(size));
  if (!in.ok()) return fail(ParseError{ParseErrc::bad_length, in.offset()});
  if (in.remaining() > 3) return fail(ParseError{ParseErrc::trailing_octets, in.offset()});
  return bye;
}

PacketResult read_app(std::uint8_t subtype, ByteReader in) {
  App app;
  app.subtype = subtype;
  app.ssrc = in.u32();
  for (char& letter : app.name) letter = static_cast<char>(in.u8());
  if (!in.ok()) return fail(ParseError{ParseErrc::truncated, in.offset()});
  app.data = owned(in.rest());
  return app;
}

PacketResult read_feedback(bool payload_specific, std::uint8_t format, ByteReader in) {
  Feedback feedback;
  feedback.payload_specific = payload_specific;
  feedback.format = format;
  feedback.ssrc = in.u32();
  feedback.media_ssrc = in.u32();
  if (!in.ok()) return fail(ParseError{ParseErrc::truncated, in.offset()});
  feedback.control_information = owned(in.rest());
  return feedback;
}

PacketResult read_extended_report(ByteReader in) {
  ExtendedReport report;
  report.ssrc = in.u32();
  if (!in.ok()) return fail(ParseError{ParseErrc::truncated, in.offset()});
  auto blocks = parse_extended_blocks(in.rest());
  if (!blocks) return fail(ParseError{blocks.error().code, blocks.error().offset + 4});
  report.blocks = std::move(*blocks);
  return report;
}

std::size_t body_size(const SenderReport& p) {
  return 4 + kSenderInfoSize + counted(p.blocks) * ReportBlock::kSize + padded(p.extension.size());
}
std::size_t body_size(const ReceiverReport& p) {
  return 4 + counted(p.blocks) * ReportBlock::kSize + padded(p.extension.size());
}
std::size_t body_size(const SourceDescription& p) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < counted(p.chunks); ++i) {
    std::size_t items = 1;
    for (const SdesItem& item : p.chunks[i].items) items += 2 + clipped(item.text).size();
    size += 4 + padded(items);
  }
  return size;
}
std::size_t body_size(const Bye& p) {
  return 4 * counted(p.ssrcs) + (p.reason.empty() ? 0 : padded(1 + clipped(p.reason).size()));
}
std::size_t body_size(const App& p) { return 8 + padded(p.data.size()); }
std::size_t body_size(const Feedback& p) { return 8 + padded(p.control_information.size()); }
std::size_t body_size(const ExtendedReport& p) {
  std::size_t size = 4;
  for (const auto& block : p.blocks) size += encoded_size(block);
  return size;
}
std::size_t body_size(const OtherPacket& p) { return padded(p.body.size()); }

void write_padded(ByteView octets, ByteWriter& out) {
  out.bytes(octets);
  out.zeros(padded(octets.size()) - octets.size());
}

void write_header(PacketType type, std::size_t count, std::size_t size, ByteWriter& out) {
  assert(size / 4 <= 0xffff);
  out.u8(static_cast<std::uint8_t>(kVersionBits | (count & 0x1f)));
  out.u8(static_cast<std::uint8_t>(type));
  out.u16(static_cast<std::uint16_t>(size / 4));
}

void write(const SenderReport& p, ByteWriter& out) {
  write_header(PacketType::sender_report, counted(p.blocks), body_size(p), out);
  out.u32(p.ssrc);
  out.u64(p.info.ntp.value);
  out.u32(p.info.rtp_timestamp);
  out.u32(p.info.packets);
  out.u32(p.info.octets);
  for (std::size_t i = 0; i < counted(p.blocks); ++i) encode(p.blocks[i], out);
  write_padded(p.extension, out);
}

void write(const ReceiverReport& p, ByteWriter& out) {
  write_header(PacketType::receiver_report, counted(p.blocks), body_size(p), out);
  out.u32(p.ssrc);
  for (std::size_t i = 0; i < counted(p.blocks); ++i) encode(p.blocks[i], out);
  write_padded(p.extension, out);
}

void write(const SourceDescription& p, ByteWriter& out) {
  write_header(PacketType::source_description, counted(p.chunks), body_size(p), out);
  for (std::size_t i = 0; i < counted(p.chunks); ++i) {
    out.u32(p.chunks[i].ssrc);
    std::size_t size = 0;
    for (const SdesItem& item : p.chunks[i].items) {
      const std::string_view text = clipped(item.text);
      out.u8(static_cast<std::uint8_t>(item.type));
      out.u8(static_cast<std::uint8_t>(text.size()));
      out.text(text);
      size += 2 + text.size();
    }
    out.zeros(padded(size + 1) - size);
  }
}

void write(const Bye& p, ByteWriter& out) {
  write_header(PacketType::bye, counted(p.ssrcs), body_size(p), out);
  for (std::size_t i = 0; i < counted(p.ssrcs); ++i) out.u32(p.ssrcs[i]);
  if (p.reason.empty()) return;
  const std::string_view reason = clipped(p.reason);
  out.u8(static_cast<std::uint8_t>(reason.size()));
  out.text(reason);
  out.zeros(padded(1 + reason.size()) - 1 - reason.size());
}

void write(const App& p, ByteWriter& out) {
  write_header(PacketType::app, p.subtype, body_size(p), out);
  out.u32(p.ssrc);
  out.text({p.name.data(), p.name.size()});
  write_padded(p.data, out);
}

void write(const Feedback& p, ByteWriter& out) {
  const PacketType type = p.payload_specific ? PacketType::payload_feedback : PacketType::transport_feedback;
  write_header(type, p.format, body_size(p), out);
  out.u32(p.ssrc);
  out.u32(p.media_ssrc);
  write_padded(p.control_information, out);
}

void write(const ExtendedReport& p, ByteWriter& out) {
  write_header(PacketType::extended_report, 0, body_size(p), out);
  out.u32(p.ssrc);
  for (const auto& block : p.blocks) encode(block, out);
}

void write(const OtherPacket& p, ByteWriter& out) {
  write_header(static_cast<PacketType>(p.type), p.count, body_size(p), out);
  write_padded(p.body, out);
}

}  // namespace

Result<PrivateItemView, ParseError> private_item(const SdesItem& item) {
  if (item.type != SdesType::priv) return fail(ParseError{ParseErrc::wrong_type, 0});
  ByteReader in(as_bytes(item.text));
  const std::size_t size = in.u8();
  PrivateItemView view;
  view.prefix = as_text(in.take(size));
  if (!in.ok()) return fail(ParseError{ParseErrc::bad_length, 0});
  view.value = as_text(in.rest());
  return view;
}

Result<Packet, ParseError> parse_packet(std::uint8_t type, std::uint8_t count, ByteView body) {
  count &= 0x1f;
  ByteReader in(body);
  switch (static_cast<PacketType>(type)) {
    case PacketType::sender_report: return read_sender_report(count, in);
    case PacketType::receiver_report: return read_receiver_report(count, in);
    case PacketType::source_description: return read_description(count, in);
    case PacketType::bye: return read_bye(count, in);
    case PacketType::app: return read_app(count, in);
    case PacketType::transport_feedback: return read_feedback(false, count, in);
    case PacketType::payload_feedback: return read_feedback(true, count, in);
    case PacketType::extended_report: return read_extended_report(in);
  }
  return OtherPacket{type, count, owned(body)};
}

void encode(const Packet& packet, ByteWriter& out) {
  std::visit([&out](const auto& p) { write(p, out); }, packet);
}

std::size_t encoded_size(const Packet& packet) {
  return kHeaderSize + std::visit([](const auto& p) { return body_size(p); }, packet);
}

}  // namespace joincast::rtcp
