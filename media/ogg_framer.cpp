// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ogg_framer.h"

#include <utility>

namespace joincast::media {

void OggFramer::push(ByteView octets, FramerQueue& out) {
  counters_.octets += octets.size();
  demuxer_.push(octets, [this, &out](const OggPacket& packet) { take(packet, out); });
  counters_.garbage = demuxer_.garbage();
  counters_.resyncs = demuxer_.resyncs();
  counters_.bad_checksums = demuxer_.bad_checksums();
  counters_.refused = refused_ + demuxer_.refused();
}

void OggFramer::take(const OggPacket& packet, FramerQueue& out) {
  if (packet.number == 0 && (!codec_ || link_ != demuxer_.chains())) {
    codec_ = make_ogg_codec(packet.octets);
    if (!codec_) {
      ++refused_;
      return;
    }
    serial_ = packet.serial;
    link_ = demuxer_.chains();
    timestamp_ = 0;
    after_loss_ = false;
  }
  if (!codec_ || packet.serial != serial_ || link_ != demuxer_.chains()) return;
  payload::AccessUnit unit;
  after_loss_ = after_loss_ || packet.after_loss;
  switch (codec_->take(packet, unit, out)) {
    case OggCodec::Taken::header: return;
    case OggCodec::Taken::refused:
      ++refused_;
      after_loss_ = true;
      return;
    case OggCodec::Taken::unit: break;
  }
  unit.timestamp = timestamp_;
  timestamp_ += unit.duration;
  unit.after_loss = std::exchange(after_loss_, false);
  ++counters_.access_units;
  out.emplace_back(std::move(unit));
}

}  // namespace joincast::media
