// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/transport_decoder.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace joincast::media {
namespace {

constexpr std::int64_t kOutOfStep = 90'000 / 25;  // sound and its stamps apart by more than any frame of MPEG's

}  // namespace

TransportDecoder::TransportDecoder(bool pictures) : pictures_wanted_(pictures) {}
TransportDecoder::~TransportDecoder() = default;

void TransportDecoder::decode(const payload::AccessUnit& unit, std::vector<AudioFrame>& out) {
  ends_.clear();
  demuxer_.push(unit.octets);
  while (auto pes = demuxer_.poll()) {
    if (pes->kind == TsStreamKind::sound) {
      take_sound(std::move(*pes));
    } else if (pictures_wanted_) {
      undecoded_octets_ += pes->octets.size();
      undecoded_.push_back(std::move(*pes));
    }
  }
  const bool alone = !demuxer_.has(TsStreamKind::sound);
  while (!undecoded_.empty() && (alone || undecoded_octets_ > kMostUndecoded)) decode_picture();
  release(out);
}

void TransportDecoder::reset() {
  demuxer_.reset();
  framer_ = StreamFramer();
  sound_type_ = 0;
  sound_begin_.reset();
  waiting_.clear();
  ends_.clear();
  undecoded_.clear();
  undecoded_octets_ = 0;
  last_picture_.reset();
  pictures_.clear();
  if (sound_decoder_) sound_decoder_->reset();
  if (picture_decoder_) picture_decoder_->reset();
}

std::uint64_t TransportDecoder::damaged_units() const noexcept {
  return damaged_ + (sound_decoder_ ? sound_decoder_->damaged_units() : 0);
}

std::vector<VideoFrame> TransportDecoder::take_pictures() { return std::exchange(pictures_, {}); }

void TransportDecoder::take_sound(TsPes pes) {
  if (pes.type != sound_type_) {
    sound_type_ = pes.type;
    framer_ = StreamFramer(pes.type == 0x0f ? "audio/aac" : "audio/mpeg");
  }
  if (pes.pts) {
    const std::int64_t expected = sound_begin_ && rate_hz_ ? *sound_begin_ + samples_ * 90'000 / rate_hz_ : *pes.pts;
    if (!sound_begin_ || pes.after_loss || std::abs(expected - *pes.pts) > kOutOfStep) {
      sound_begin_ = pes.pts;
      samples_ = 0;
    }
  }
  framer_.push(pes.octets);
  while (auto item = framer_.poll()) {
    if (auto* change = std::get_if<StreamFormat>(&*item)) {
      if (format_ == change->format) continue;
      format_ = std::move(change->format);
      if (sound_decoder_) damaged_ += sound_decoder_->damaged_units();
      auto decoder = make_decoder(*format_);
      if (!decoder) trouble_ = decoder.error();
      sound_decoder_ = decoder ? std::move(*decoder) : nullptr;
    } else if (const auto* unit = std::get_if<payload::AccessUnit>(&*item)) {
      take_unit(*unit);
    }
  }
}

void TransportDecoder::take_unit(const payload::AccessUnit& unit) {
  if (!sound_decoder_ || !sound_begin_) return;
  std::vector<AudioFrame> frames;
  sound_decoder_->decode(unit, frames);
  for (AudioFrame& frame : frames) {
    if (frame.frame_count() == 0) continue;
    if (rate_hz_ != frame.format.sample_rate_hz) {
      if (rate_hz_ != 0) *sound_begin_ += samples_ * 90'000 / rate_hz_;
      rate_hz_ = frame.format.sample_rate_hz;
      samples_ = 0;
    }
    samples_ += static_cast<std::int64_t>(frame.frame_count());
    waiting_.push_back({std::move(frame), *sound_begin_ + samples_ * 90'000 / rate_hz_});
  }
}

void TransportDecoder::decode_picture() {
  const TsPes pes = std::move(undecoded_.front());
  undecoded_.pop_front();
  undecoded_octets_ -= pes.octets.size();
  if (pes.type != picture_type_) {
    picture_type_ = pes.type;
    auto decoder = make_video_decoder(pes.type == 0x1b ? VideoCodec::h264 : VideoCodec::mpeg2);
    if (!decoder) trouble_ = decoder.error();
    picture_decoder_ = decoder ? std::move(*decoder) : nullptr;
  }
  if (!picture_decoder_) return;
  const std::size_t before = pictures_.size();
  picture_decoder_->decode(pes.octets, pes.pts, pictures_);
  if (pictures_.size() > before) last_picture_ = pictures_.back().pts;
}

Duration TransportDecoder::held() const noexcept {
  Duration all{};
  for (const Sound& sound : waiting_) all += sound.frame.duration();
  return all;
}

void TransportDecoder::release(std::vector<AudioFrame>& out) {
  const bool waits = pictures_wanted_ && demuxer_.has(TsStreamKind::picture);
  while (!waiting_.empty()) {
    const std::int64_t end = waiting_.front().end;
    const auto has_pictures = [&] { return last_picture_ && *last_picture_ >= end; };
    while (waits && !has_pictures() && !undecoded_.empty()) decode_picture();
    if (waits && !has_pictures() && held() < kPatience) return;
    ends_.push_back(end);
    out.push_back(std::move(waiting_.front().frame));
    waiting_.pop_front();
  }
}

}  // namespace joincast::media
