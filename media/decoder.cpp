// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/decoder.h"

#include "base/module.h"
#include "media/ffmpeg_module.h"
#include "media/pcm.h"
#include "media/sound_stream_decoder.h"
#include "media/video_decoder.h"

namespace joincast::media {
namespace {

Result<const FfmpegModule*, std::string> ffmpeg() {
  const auto entry = load_module(FfmpegModule::kFile, FfmpegModule::kSymbol);
  if (!entry) return fail(entry.error());
  return static_cast<const FfmpegModule*>(*entry);
}

bool needs_ffmpeg(payload::Codec codec) noexcept {
  switch (codec) {
    case payload::Codec::mpa:
    case payload::Codec::aac:
    case payload::Codec::opus:
    case payload::Codec::vorbis:
    case payload::Codec::flac: return true;
    default: return false;
  }
}

}  // namespace

bool can_decode(payload::Codec codec) noexcept { return is_pcm(codec) || needs_ffmpeg(codec); }

Result<std::unique_ptr<Decoder>, std::string> make_decoder(const payload::Format& format) {
  if (is_pcm(format.codec)) return make_pcm_decoder(format);
  if (!needs_ffmpeg(format.codec)) return fail("there is no decoder for " + std::string(to_string(format.codec)));
  const auto module = ffmpeg();
  if (!module) return fail(module.error());
  return (*module)->make_decoder(format);
}

Result<void, std::string> preload_decoders() {
  const auto module = ffmpeg();
  if (!module) return fail(module.error());
  return {};
}

Result<std::unique_ptr<Resampler>, std::string> make_resampler(const AudioFormat& from, const AudioFormat& to) {
  const auto module = ffmpeg();
  if (!module) return fail(module.error());
  return (*module)->make_resampler(from, to);
}

Result<std::unique_ptr<VideoDecoder>, std::string> make_video_decoder(VideoCodec codec) {
  const auto module = ffmpeg();
  if (!module) return fail(module.error());
  return (*module)->make_video_decoder(codec);
}

Result<std::unique_ptr<SoundStreamDecoder>, std::string> make_sound_stream_decoder(SoundStreamCodec codec) {
  const auto module = ffmpeg();
  if (!module) return fail(module.error());
  return (*module)->make_sound_stream_decoder(codec);
}

Result<std::unique_ptr<Encoder>, std::string> make_encoder(payload::Codec codec, const AudioFormat& format,
                                                           std::uint32_t bits_per_second) {
  if (codec == payload::Codec::l16) return make_l16_encoder(format);
  if (codec != payload::Codec::opus) return fail("there is no encoder for " + std::string(to_string(codec)));
  const auto module = ffmpeg();
  if (!module) return fail(module.error());
  return (*module)->make_opus_encoder(format, bits_per_second);
}

}  // namespace joincast::media
