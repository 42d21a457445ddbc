// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/flac_framer.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "media/vorbis_comment.h"

namespace joincast::media {
namespace {

constexpr std::string_view kMark = "fLaC";
constexpr std::size_t kBlockHeader = 4;          // last flag and type (8), length (24)
constexpr std::size_t kMaxFrame = 256 * 1024;    // octets; 24 bits, 8 channels, 4,608 samples: 111 KiB
constexpr std::size_t kMaxComments = 64 * 1024;  // octets of a comment block that are held
constexpr std::uint8_t kLastBlock = 0x80;
constexpr std::uint8_t kStreamInfo = 0;
constexpr std::uint8_t kVorbisComment = 4;
constexpr std::size_t kFooter = 2;

}  // namespace

payload::Format flac_format(const FlacStreamInfo& info, ByteView stream_info) {
  payload::Format format;
  format.codec = payload::Codec::flac;
  format.clock_rate_hz = info.sample_rate_hz;
  format.sample_rate_hz = info.sample_rate_hz;
  format.channels = info.channels;
  format.config.assign(stream_info.begin(), stream_info.end());
  return format;
}

void FlacFramer::push(ByteView octets, FramerQueue& out) {
  constexpr std::size_t kStep = 4096;
  counters_.octets += octets.size();
  octets = window_.without_skipped(octets);
  while (!octets.empty()) {
    const std::size_t count = std::min(octets.size(), kStep);
    window_.append(octets.first(count));
    octets = octets.subspan(count);
    while (step(out)) {
    }
    octets = window_.without_skipped(octets);
  }
}

bool FlacFramer::step(FramerQueue& out) {
  const ByteView front = window_.view();
  if (in_blocks_) return take_block(out);
  if (scanned_ == 0 && as_text(front).starts_with(kMark)) {
    in_blocks_ = true;
    info_.reset();
    window_.drop(kMark.size());
    return true;
  }
  if (scanned_ > 0 || front.size() >= FlacHeader::kMaxSize) return take_frame(out);
  return false;
}

bool FlacFramer::take_block(FramerQueue& out) {
  const ByteView front = window_.view();
  if (front.size() < kBlockHeader) return false;
  ByteReader in(front);
  const std::uint8_t kind = in.u8();
  const std::size_t length = in.u24();
  const std::uint8_t type = kind & 0x7f;
  const bool wanted = type == kStreamInfo || (type == kVorbisComment && length <= kMaxComments);
  if (wanted && length > kMaxComments) {
    in_blocks_ = false;
    lose(1);
    return true;
  }
  if (wanted && in.remaining() < length) return false;
  if (wanted) {
    const ByteView block = in.take(length);
    if (type == kVorbisComment) {
      out.emplace_back(parse_vorbis_comment(block));
    } else if ((info_ = parse_flac_stream_info(block))) {
      timestamp_ = 0;
      out.emplace_back(StreamFormat{flac_format(*info_, block.first(FlacStreamInfo::kSize))});
    }
  } else {
    ++counters_.skipped_tags;
  }
  in_blocks_ = !(kind & kLastBlock);
  window_.drop(kBlockHeader + length);
  return true;
}

bool FlacFramer::take_frame(FramerQueue& out) {
  const ByteView front = window_.view();
  const auto header = parse_flac_header(front);
  if (!header || !info_) {
    lose(1);
    return true;
  }
  // The first place where the checksum comes out and something that can follow a frame stands.
  if (scanned_ == 0) {
    if (front.size() < FlacHeader::kMaxSize + kFooter) return false;
    scanned_ = header->size + kFooter;
    crc_ = flac_crc16(0, front.first(scanned_));
  }
  for (; scanned_ < kMaxFrame && scanned_ + FlacHeader::kMaxSize <= front.size(); ++scanned_) {
    const ByteView behind = front.subspan(scanned_);
    if (crc_ == 0 && (parse_flac_header(behind) || as_text(behind).starts_with(kMark))) {
      give(*header, front.first(scanned_), out);
      window_.drop(std::exchange(scanned_, 0));
      return true;
    }
    crc_ = flac_crc16(crc_, behind.first(1));
  }
  if (scanned_ < kMaxFrame) return false;
  ++counters_.bad_checksums;
  lose(kMaxFrame / 2);
  return true;
}

void FlacFramer::give(const FlacHeader& header, ByteView frame, FramerQueue& out) {
  lost_ = 0;
  payload::AccessUnit unit;
  unit.octets.assign(frame.begin(), frame.end());
  unit.timestamp = timestamp_;
  unit.duration = header.block;
  unit.after_loss = std::exchange(after_loss_, false);
  timestamp_ += header.block;
  ++counters_.access_units;
  out.emplace_back(std::move(unit));
}

void FlacFramer::lose(std::size_t count) {
  if (lost_ == 0 && counters_.access_units > 0) ++counters_.resyncs;
  scanned_ = 0;
  after_loss_ = true;
  lost_ += count;
  counters_.garbage += count;
  window_.drop(count);
}

}  // namespace joincast::media
