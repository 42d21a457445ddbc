// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/adts_framer.h"

#include <utility>

#include "payload/audio_specific_config.h"

namespace joincast::media {
namespace {

constexpr std::uint32_t kSamples = 1024;  // of a raw block

}  // namespace

void AdtsFramer::give(const Header& header, ByteView frame, bool after_loss, FramerQueue& out) {
  const bool empty = frame.size() <= header.header_size();
  if (header.raw_blocks != 1 || header.channel_configuration == 0 || empty) {
    ++counters_.refused;
    refused_before_ = true;
    return;
  }
  if (!announced_ || !AdtsSyntax::same_stream(*announced_, header) ||
      announced_->channel_configuration != header.channel_configuration) {
    announced_ = header;
    timestamp_ = 0;
    out.emplace_back(StreamFormat{payload::aac_format(payload::config_of(header))});
  }
  payload::AccessUnit unit;
  const ByteView raw = frame.subspan(header.header_size());
  unit.octets.assign(raw.begin(), raw.end());
  unit.timestamp = timestamp_;
  unit.duration = kSamples;
  unit.after_loss = after_loss || std::exchange(refused_before_, false);
  timestamp_ += kSamples;
  ++counters_.access_units;
  out.emplace_back(std::move(unit));
}

}  // namespace joincast::media
