// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

#include "media/decoder.h"
#include "media/sound_stream_decoder.h"
#include "media/transcoder.h"
#include "media/video_decoder.h"

namespace joincast::media {

/// What the module `joincast-ffmpeg` offers. It is built with the library and never mixed with another version.
struct FfmpegModule {
  static constexpr const char* kFile = "joincast-ffmpeg.so";
  static constexpr const char* kSymbol = "joincast_ffmpeg_module";

  Result<std::unique_ptr<Decoder>, std::string> (*make_decoder)(const payload::Format&);
  Result<std::unique_ptr<Encoder>, std::string> (*make_opus_encoder)(const AudioFormat&, std::uint32_t bits_per_second);
  Result<std::unique_ptr<Resampler>, std::string> (*make_resampler)(const AudioFormat& from, const AudioFormat& to);
  Result<std::unique_ptr<VideoDecoder>, std::string> (*make_video_decoder)(VideoCodec);
  Result<std::unique_ptr<SoundStreamDecoder>, std::string> (*make_sound_stream_decoder)(SoundStreamCodec);
};

}  // namespace joincast::media
