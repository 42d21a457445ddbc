// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/compound.h"

#include <algorithm>
#include <cassert>

namespace joincast::rtcp {
namespace {

constexpr std::uint8_t kVersion = 2;
constexpr std::uint8_t kPaddingFlag = 0x20;
constexpr std::uint8_t kCountMask = 0x1f;

bool is_report(std::uint8_t type) noexcept {
  return type == static_cast<std::uint8_t>(PacketType::sender_report) ||
         type == static_cast<std::uint8_t>(PacketType::receiver_report);
}

/// The body without its padding; none if the padding is impossible.
std::optional<ByteView> without_padding(ByteView body) noexcept {
  if (body.empty()) return std::nullopt;
  const std::size_t padding = body.back();
  if (padding == 0 || padding % 4 != 0 || padding > body.size()) return std::nullopt;
  return body.first(body.size() - padding);
}

}  // namespace

//  0                   1                   2                   3
//  |V=2|P|  count  |      PT       |             length            |
Result<Compound, ParseError> parse(ByteView datagram, const CompoundLimits& limits) {
  ByteReader in(datagram);
  const auto stop = [&in](ParseErrc code) { return fail(ParseError{code, in.offset()}); };
  if (datagram.size() < kHeaderSize) return stop(ParseErrc::truncated);

  Compound compound;
  while (!in.at_end()) {
    const std::uint8_t flags = in.u8();
    const std::uint8_t type = in.u8();
    const std::size_t size = 4u * in.u16();
    if (!in.ok()) return stop(ParseErrc::bad_length);
    if (flags >> 6 != kVersion) return stop(ParseErrc::unsupported_version);
    if (compound.packets.empty() && !is_report(type)) {
      if (!limits.allow_reduced_size || type < 192 || type > 223) return stop(ParseErrc::out_of_order);
      compound.reduced_size = true;
    }
    if (compound.packets.size() == limits.max_packets) return stop(ParseErrc::over_limit);
    ByteView body = in.take(size);
    if (!in.ok()) return stop(ParseErrc::bad_length);
    if (flags & kPaddingFlag) {
      const auto unpadded = without_padding(body);
      if (!in.at_end() || !unpadded) return stop(ParseErrc::bad_padding);
      body = *unpadded;
    }
    auto packet = parse_packet(type, flags & kCountMask, body);
    if (!packet) return fail(ParseError{packet.error().code, in.offset() - size + packet.error().offset});
    compound.packets.push_back(std::move(*packet));
  }
  return compound;
}

Bytes encode(const Compound& compound) {
  Bytes octets;
  ByteWriter out(octets);
  for (const Packet& packet : compound.packets) encode(packet, out);
  return octets;
}

std::optional<std::string_view> cname_of(const Compound& compound, std::uint32_t ssrc) {
  for (const Packet& packet : compound.packets) {
    const auto* description = std::get_if<SourceDescription>(&packet);
    if (!description) continue;
    for (const SdesChunk& chunk : description->chunks) {
      if (chunk.ssrc != ssrc) continue;
      for (const SdesItem& item : chunk.items)
        if (item.type == SdesType::cname) return item.text;
    }
  }
  return std::nullopt;
}

std::optional<std::uint32_t> reporter(const Compound& compound) {
  if (compound.packets.empty()) return std::nullopt;
  if (const auto* report = std::get_if<SenderReport>(&compound.packets.front())) return report->ssrc;
  if (const auto* report = std::get_if<ReceiverReport>(&compound.packets.front())) return report->ssrc;
  return std::nullopt;
}

CompoundBuilder::CompoundBuilder(const Report& report, std::size_t max_size) : max_size_(max_size) {
  assert(!report.cname.empty());
  SourceDescription description;
  description.chunks.push_back({report.ssrc, {{SdesType::cname, std::string(report.cname)}}});
  const std::size_t description_size = encoded_size(description);

  ByteWriter out(octets_);
  auto rest = report.blocks;
  bool first = true;
  while (first || !rest.empty()) {
    const std::size_t head = kHeaderSize + 4 + (first && report.info ? 20 : 0);
    const std::size_t fixed = octets_.size() + head + description_size;
    const std::size_t room = fixed < max_size ? (max_size - fixed) / ReportBlock::kSize : 0;
    const std::size_t count = std::min({rest.size(), kMaxReportBlocks, room});
    if (!first && count == 0) break;
    std::vector<ReportBlock> blocks(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(count));
    if (first && report.info)
      encode(SenderReport{report.ssrc, *report.info, std::move(blocks), {}}, out);
    else
      encode(ReceiverReport{report.ssrc, std::move(blocks), {}}, out);
    rest = rest.subspan(count);
    blocks_taken_ += count;
    first = false;
  }

  auto& items = description.chunks.front().items;
  for (const SdesItem& item : report.items) {
    items.push_back(item);
    if (octets_.size() + encoded_size(description) > max_size) items.pop_back();
  }
  encode(description, out);
}

bool CompoundBuilder::add(const Packet& packet) {
  if (encoded_size(packet) > remaining()) return false;
  ByteWriter out(octets_);
  encode(packet, out);
  return true;
}

}  // namespace joincast::rtcp
