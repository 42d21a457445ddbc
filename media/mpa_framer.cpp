// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/mpa_framer.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "media/tags.h"

namespace joincast::media {
namespace {

constexpr std::size_t kVbriOffset = 36;
constexpr std::size_t kWindowStep = 4096;  // of a large push, at a time

/// Where Xing's mark stands: behind header, CRC and side information (ISO 11172-3 section 2.4.1.7).
std::size_t xing_offset(const payload::MpaHeader& header) {
  const bool mpeg1 = header.version == payload::MpegVersion::mpeg1;
  const std::size_t side = header.channels == 1 ? (mpeg1 ? 17 : 9) : (mpeg1 ? 32 : 17);
  return payload::MpaHeader::kSize + (header.has_crc ? 2 : 0) + side;
}

/// A silent frame that describes a file; played, it would be a gap.
bool is_information_frame(const payload::MpaHeader& header, ByteView frame) {
  if (header.layer != 3) return false;
  const std::string_view text = as_text(frame);
  const auto at = [text](std::size_t offset, std::string_view mark) {
    return text.size() >= offset + mark.size() && text.substr(offset, mark.size()) == mark;
  };
  // LAME writes the mark where it would be without CRC.
  const std::size_t plain = xing_offset(header) - (header.has_crc ? 2 : 0);
  return at(xing_offset(header), "Xing") || at(xing_offset(header), "Info") || at(plain, "Xing") || at(plain, "Info") ||
         at(kVbriOffset, "VBRI");
}

bool is_free_format(ByteView octets) {
  return octets.size() >= 3 && octets[0] == 0xff && (octets[1] & 0xe0) == 0xe0 && (octets[1] & 0x06) != 0 &&
         (octets[2] & 0xf0) == 0 && (octets[2] & 0x0c) != 0x0c;
}

}  // namespace

void MpaFramer::push(ByteView octets, FramerQueue& out) {
  counters_.octets += octets.size();
  octets = window_.without_skipped(octets);
  while (!octets.empty()) {
    const std::size_t count = std::min(octets.size(), kWindowStep);
    window_.append(octets.first(count));
    octets = octets.subspan(count);
    while (step(out)) {
    }
    octets = window_.without_skipped(octets);
  }
}

/// Deals with what stands at the front of the window; false when more octets are needed.
bool MpaFramer::step(FramerQueue& out) {
  const ByteView front = window_.view();
  if (front.size() < payload::MpaHeader::kSize) return false;
  if (const auto header = payload::parse_mpa_header(front)) {
    if (stream_ && header->same_stream(*stream_)) return take_frame(*header, out);
    const std::size_t next = header->frame_size;
    if (front.size() < next + payload::MpaHeader::kSize) return false;
    const auto following = payload::parse_mpa_header(front.subspan(next));
    const bool proven = following && following->same_stream(*header);
    if (proven || tag_size(front.subspan(next)) > 0) return take_frame(*header, out);
  } else {
    if (const std::size_t tag = tag_size(front)) {
      ++counters_.skipped_tags;
      window_.drop(tag);
      return true;
    }
    if (may_be_tag(front)) return false;
    if (!stream_ && is_free_format(front)) ++counters_.refused;
  }
  lose();
  return true;
}

bool MpaFramer::take_frame(const payload::MpaHeader& header, FramerQueue& out) {
  const ByteView front = window_.view();
  if (front.size() < header.frame_size) return false;
  stream_ = header;
  lost_ = 0;
  give(header, front.first(header.frame_size), out);
  window_.drop(header.frame_size);
  return true;
}

void MpaFramer::give(const payload::MpaHeader& header, ByteView frame, FramerQueue& out) {
  if (std::exchange(first_frame_, false) && is_information_frame(header, frame)) {
    ++counters_.skipped_tags;
    return;
  }
  if (!announced_ || !announced_->same_stream(header) || announced_->channels != header.channels) {
    payload::Format format = payload::mpa_format(header.sample_rate_hz, header.channels);
    format.samples_per_frame = header.samples;
    announced_ = header;
    samples_ = 0;
    out.emplace_back(StreamFormat{std::move(format)});
  }
  const auto ticks_at = [&header](std::uint64_t samples) {
    return static_cast<std::int64_t>(samples * 90'000 / header.sample_rate_hz);
  };
  payload::AccessUnit unit;
  unit.octets.assign(frame.begin(), frame.end());
  unit.timestamp = ticks_at(samples_);
  samples_ += header.samples;
  unit.duration = static_cast<std::uint32_t>(ticks_at(samples_) - unit.timestamp);
  unit.after_loss = std::exchange(after_loss_, false);
  ++counters_.access_units;
  out.emplace_back(std::move(unit));
}

/// One octet that is nothing; the chain of frames is broken.
void MpaFramer::lose() {
  if (stream_) {
    ++counters_.resyncs;
    stream_.reset();
    after_loss_ = true;
  }
  ++lost_;
  ++counters_.garbage;
  window_.drop(1);
}

}  // namespace joincast::media
