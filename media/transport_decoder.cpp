// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/transport_decoder.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

namespace joincast::media {
namespace {

constexpr std::int64_t kOutOfStep = 90'000 / 25;  // sound and its stamps apart by more than any frame of MPEG's

/// None: the sound is what radio has too.
std::optional<SoundStreamCodec> codec_of_television(TsCodec codec) noexcept {
  switch (codec) {
    case TsCodec::latm: return SoundStreamCodec::latm;
    case TsCodec::ac3: return SoundStreamCodec::ac3;
    case TsCodec::eac3: return SoundStreamCodec::eac3;
    default: return std::nullopt;
  }
}

VideoCodec codec_of_pictures(TsCodec codec) noexcept {
  switch (codec) {
    case TsCodec::h264: return VideoCodec::h264;
    case TsCodec::hevc: return VideoCodec::hevc;
    default: return VideoCodec::mpeg2;
  }
}

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
  framer_ = StreamFramer(sound_codec_ == TsCodec::adts ? "audio/aac" : "audio/mpeg");
  sound_begin_.reset();
  waiting_.clear();
  ends_.clear();
  undecoded_.clear();
  undecoded_octets_ = 0;
  last_picture_.reset();
  pictures_.clear();
  if (sound_decoder_) sound_decoder_->reset();
  if (stream_decoder_) stream_decoder_->reset();
  if (picture_decoder_) picture_decoder_->reset();
}

std::uint64_t TransportDecoder::damaged_units() const noexcept {
  return damaged_ + (sound_decoder_ ? sound_decoder_->damaged_units() : 0) +
         (stream_decoder_ ? stream_decoder_->damaged_units() : 0);
}

std::vector<VideoFrame> TransportDecoder::take_pictures() { return std::exchange(pictures_, {}); }

void TransportDecoder::take_sound(TsPes pes) {
  if (pes.codec != sound_codec_) {
    sound_codec_ = pes.codec;
    framer_ = StreamFramer(pes.codec == TsCodec::adts ? "audio/aac" : "audio/mpeg");
    forget_sound_decoders();
    if (const auto codec = codec_of_television(pes.codec)) {
      auto decoder = make_sound_stream_decoder(*codec);
      if (!decoder) trouble_ = decoder.error();
      stream_decoder_ = decoder ? std::move(*decoder) : nullptr;
    }
  }
  if (codec_of_television(pes.codec)) return take_television_sound(pes);
  take_radio_sound(pes);
}

void TransportDecoder::take_radio_sound(const TsPes& pes) {
  begin_at(pes.pts, pes.after_loss);
  framer_.push(pes.octets);
  while (auto item = framer_.poll()) {
    if (auto* change = std::get_if<StreamFormat>(&*item)) {
      if (format_ == change->format) continue;
      forget_sound_decoders();
      format_ = std::move(change->format);
      auto decoder = make_decoder(*format_);
      if (!decoder) trouble_ = decoder.error();
      sound_decoder_ = decoder ? std::move(*decoder) : nullptr;
    } else if (const auto* unit = std::get_if<payload::AccessUnit>(&*item)) {
      take_unit(*unit);
    }
  }
}

void TransportDecoder::take_television_sound(const TsPes& pes) {
  if (!stream_decoder_) return;
  if (pes.after_loss) stream_decoder_->reset();
  std::vector<TimedSound> sounds;
  stream_decoder_->decode(pes.octets, pes.pts, sounds);
  for (TimedSound& sound : sounds) {
    begin_at(sound.pts, pes.after_loss && &sound == sounds.data());
    if (sound_begin_) keep(std::move(sound.frame));
  }
}

void TransportDecoder::forget_sound_decoders() {
  if (sound_decoder_) damaged_ += sound_decoder_->damaged_units();
  if (stream_decoder_) damaged_ += stream_decoder_->damaged_units();
  sound_decoder_.reset();
  stream_decoder_.reset();
  format_.reset();
}

/// What comes next begins then, where that is not what was expected anyway.
void TransportDecoder::begin_at(std::optional<std::int64_t> pts, bool after_loss) {
  if (!pts) return;
  const std::int64_t expected = sound_begin_ && rate_hz_ ? *sound_begin_ + samples_ * 90'000 / rate_hz_ : *pts;
  if (sound_begin_ && !after_loss && std::abs(expected - *pts) <= kOutOfStep) return;
  sound_begin_ = pts;
  samples_ = 0;
}

void TransportDecoder::take_unit(const payload::AccessUnit& unit) {
  if (!sound_decoder_ || !sound_begin_) return;
  std::vector<AudioFrame> frames;
  sound_decoder_->decode(unit, frames);
  for (AudioFrame& frame : frames) keep(std::move(frame));
}

void TransportDecoder::keep(AudioFrame frame) {
  if (frame.frame_count() == 0) return;
  if (rate_hz_ != frame.format.sample_rate_hz) {
    if (rate_hz_ != 0) *sound_begin_ += samples_ * 90'000 / rate_hz_;
    rate_hz_ = frame.format.sample_rate_hz;
    samples_ = 0;
  }
  samples_ += static_cast<std::int64_t>(frame.frame_count());
  waiting_.push_back({std::move(frame), *sound_begin_ + samples_ * 90'000 / rate_hz_});
}

void TransportDecoder::decode_picture() {
  const TsPes pes = std::move(undecoded_.front());
  undecoded_.pop_front();
  undecoded_octets_ -= pes.octets.size();
  if (pes.codec != picture_codec_) {
    picture_codec_ = pes.codec;
    auto decoder = make_video_decoder(codec_of_pictures(pes.codec));
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
