// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/mpa_framer.h"

#include <string_view>
#include <utility>

namespace joincast::media {
namespace {

constexpr std::size_t kVbriOffset = 36;

/// Where Xing's mark stands: behind header and side information (ISO 11172-3 section 2.4.1.7).
std::size_t xing_offset(const payload::MpaHeader& header) {
  const bool mpeg1 = header.version == payload::MpegVersion::mpeg1;
  const std::size_t side = header.channels == 1 ? (mpeg1 ? 17 : 9) : (mpeg1 ? 32 : 17);
  return payload::MpaHeader::kSize + side;
}

/// A silent frame that describes a file; played, it would be a gap.
bool is_information_frame(const payload::MpaHeader& header, ByteView frame) {
  if (header.layer != 3) return false;
  const std::string_view text = as_text(frame);
  const auto at = [text](std::size_t offset, std::string_view mark) {
    return text.size() >= offset + mark.size() && text.substr(offset, mark.size()) == mark;
  };
  const std::size_t plain = xing_offset(header);
  const std::size_t behind_crc = plain + (header.has_crc ? 2 : 0);  // LAME does not count the CRC, others do
  return at(plain, "Xing") || at(plain, "Info") || at(behind_crc, "Xing") || at(behind_crc, "Info") ||
         at(kVbriOffset, "VBRI");
}

}  // namespace

bool MpaSyntax::refused(ByteView octets) noexcept {
  const bool sync = octets[0] == 0xff && (octets[1] & 0xe0) == 0xe0;
  const bool layer = (octets[1] & 0x06) != 0 && (octets[1] & 0x18) != 0x08;
  return sync && layer && (octets[2] & 0xf0) == 0 && (octets[2] & 0x0c) != 0x0c;
}

void MpaFramer::give(const Header& header, ByteView frame, bool after_loss, FramerQueue& out) {
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
  // Rounded once from the start, not frame by frame: 1,152 samples at 44,100 Hz are no whole number of ticks.
  const auto ticks_at = [&header](std::uint64_t samples) {
    return static_cast<std::int64_t>(samples * 90'000 / header.sample_rate_hz);
  };
  payload::AccessUnit unit;
  unit.octets.assign(frame.begin(), frame.end());
  unit.timestamp = ticks_at(samples_);
  samples_ += header.samples;
  unit.duration = static_cast<std::uint32_t>(ticks_at(samples_) - unit.timestamp);
  unit.after_loss = after_loss;
  ++counters_.access_units;
  out.emplace_back(std::move(unit));
}

}  // namespace joincast::media
