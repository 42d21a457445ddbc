// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ts_demuxer.h"

#include <algorithm>
#include <utility>

namespace joincast::media {
namespace {

constexpr std::size_t kHead = 9;  // of a PES packet, up to what its last octet counts
constexpr std::int64_t kWrap = std::int64_t{1} << 33;

/// `stamp` and a multiple of the wrap, as near to `near` as it can be.
std::int64_t unwrapped(std::int64_t stamp, std::int64_t near) noexcept {
  std::int64_t apart = (stamp - near) % kWrap;
  if (apart > kWrap / 2) apart -= kWrap;
  if (apart < -kWrap / 2) apart += kWrap;
  return near + apart;
}

/// The time stamp in five octets: 0010 or 0011, 3 bits, 1, 15 bits, 1, 15 bits, 1.
std::int64_t stamp_in(ByteView octets) noexcept {
  ByteReader in(octets);
  const std::int64_t high = in.u8() >> 1 & 7;
  const std::int64_t middle = in.u16() >> 1;
  const std::int64_t low = in.u16() >> 1;
  return high << 30 | middle << 15 | low;
}

}  // namespace

void TsDemuxer::reset() { *this = TsDemuxer(); }

void TsDemuxer::push(ByteView packets) {
  for (; packets.size() >= kTsPacket; packets = packets.subspan(kTsPacket)) {
    if (packets[0] != kTsSync) continue;
    const TsPacketView packet = parse_ts_packet(packets.first<kTsPacket>());
    if (!packet.damaged) take(packet);
  }
}

std::optional<TsPes> TsDemuxer::poll() {
  if (out_.empty()) return std::nullopt;
  TsPes pes = std::move(out_.front());
  out_.pop_front();
  return pes;
}

void TsDemuxer::take(const TsPacketView& packet) {
  if (packet.pid == kPatPid) {
    pat_.push(packet);
    while (const auto section = pat_.poll()) take_pat(*section);
  } else if (packet.pid == pmt_pid_) {
    pmt_.push(packet);
    while (const auto section = pmt_.poll()) take_pmt(*section);
  } else {
    for (const TsStreamKind kind : {TsStreamKind::sound, TsStreamKind::picture}) {
      Stream& stream = streams_[static_cast<std::size_t>(kind)];
      if (packet.pid == stream.pid && packet.pid != kTsNullPid && !packet.scrambled) take_pes(stream, kind, packet);
    }
  }
}

void TsDemuxer::take_pat(ByteView section) {
  const auto pat = parse_pat(section);
  if (!pat || pat->section != 0 || pat->programmes.empty()) return;
  const TsPat::Programme first = pat->programmes.front();
  if (first.pid == pmt_pid_ && first.number == programme_) return;
  pmt_pid_ = first.pid;
  programme_ = first.number;
  pmt_.reset();
}

void TsDemuxer::take_pmt(ByteView section) {
  const auto pmt = parse_pmt(section);
  if (!pmt || pmt->programme != programme_) return;
  mapped_ = true;
  struct Found {
    std::uint16_t pid = kTsNullPid;
    TsCodec codec{};
  };
  std::array<Found, 2> found{};
  for (const TsPmt::Stream& stream : pmt->streams) {
    const auto codec = codec_of(stream);
    if (!codec) continue;
    Found& first = found[static_cast<std::size_t>(kind_of(*codec))];
    if (first.pid == kTsNullPid) first = {stream.pid, *codec};
  }
  for (std::size_t i = 0; i < found.size(); ++i) {
    Stream& stream = streams_[i];
    if (stream.pid == found[i].pid && stream.codec == found[i].codec) continue;
    stream.pid = found[i].pid;
    stream.codec = found[i].codec;
    stream.octets.clear();
    stream.open = false;
    stream.continuity.reset();
  }
}

void TsDemuxer::take_pes(Stream& stream, TsStreamKind kind, const TsPacketView& packet) {
  if (packet.payload.empty()) return;
  if (stream.continuity == packet.continuity && !packet.discontinuity) return;  // the same packet again
  if (stream.continuity && ((*stream.continuity + 1) & 0x0f) != packet.continuity) stream.lost = true;
  stream.continuity = packet.continuity;
  if (packet.begins) {
    close(stream, kind);
    stream.open = true;
  }
  if (!stream.open) return;
  const std::size_t room = kLargest - std::min(kLargest, stream.octets.size());
  const ByteView part = packet.payload.first(std::min(room, packet.payload.size()));
  stream.octets.insert(stream.octets.end(), part.begin(), part.end());
  if (stream.octets.size() < kHead) return;
  const std::size_t length = std::size_t{stream.octets[4]} << 8 | stream.octets[5];
  if (length != 0 && stream.octets.size() >= 6 + length) close(stream, kind);
}

/// Gives out what has come of a PES packet.
///  0                   1                   2                   3
/// |           00 00 01            |   stream id   |  packet length |
/// | 10 . . . . . . | PTS DTS flags . . | header length |  PTS (5 octets) ...
void TsDemuxer::close(Stream& stream, TsStreamKind kind) {
  const Bytes octets = std::exchange(stream.octets, {});
  if (!std::exchange(stream.open, false)) return;
  const bool is_pes = octets.size() >= kHead && octets[0] == 0 && octets[1] == 0 && octets[2] == 1;
  const std::size_t head = is_pes ? kHead + octets[8] : 0;
  if (!is_pes || (octets[6] & 0xc0) != 0x80 || head > octets.size()) {
    stream.lost = true;
    return;
  }
  TsPes pes;
  pes.kind = kind;
  pes.codec = stream.codec;
  if ((octets[7] & 0x80) != 0 && octets[8] >= 5) pes.pts = steady(stream, stamp_in(ByteView(octets).subspan(kHead, 5)));
  const std::size_t length = std::size_t{octets[4]} << 8 | octets[5];
  const std::size_t end = length == 0 ? octets.size() : std::clamp(6 + length, head, octets.size());
  pes.octets.assign(octets.begin() + static_cast<std::ptrdiff_t>(head),
                    octets.begin() + static_cast<std::ptrdiff_t>(end));
  pes.after_loss = std::exchange(stream.lost, false);
  if (!pes.octets.empty()) out_.push_back(std::move(pes));
}

/// Where the stamps jump (a file anew, another programme's clock) ours go on: the first stream that comes there decides
/// by how much, and the other one follows it, so that they stay in step.
std::int64_t TsDemuxer::steady(Stream& stream, std::int64_t stamp) {
  const auto near_last = [&stream](std::int64_t ours) {
    return !stream.last || std::abs(ours - *stream.last) <= kJump;
  };
  if (!stream.last) stream.era = era_;
  const std::int64_t near = stream.last.value_or(stamp + offset_);
  std::int64_t ours = unwrapped(stamp + (stream.era == era_ ? offset_ : offset_before_), near);
  if (!near_last(ours) && stream.era != era_) {
    stream.era = era_;
    ours = unwrapped(stamp + offset_, near);
  }
  if (!near_last(ours)) {
    stream.era = ++era_;
    offset_before_ = offset_;
    offset_ = *stream.last + 3'600 - stamp;  // a picture further on
    ours = stamp + offset_;
  }
  stream.last = ours;
  return ours;
}

}  // namespace joincast::media
