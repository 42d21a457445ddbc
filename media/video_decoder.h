// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/result.h"
#include "media/video.h"

namespace joincast::media {

enum class VideoCodec : std::uint8_t { mpeg2, h264, hevc };  ///< mpeg2: MPEG-1 too

/// Turns a stream of coded pictures into pictures, in the order in which they are seen. Not thread-safe.
class VideoDecoder {
 public:
  virtual ~VideoDecoder() = default;

  /// Takes the octets of one PES packet, of any number of pictures or parts of them. Nothing comes before the first
  /// picture that needs no other. What is damaged comes all the same, as well as it can be guessed.
  virtual void decode(ByteView octets, std::optional<std::int64_t> pts, std::vector<VideoFrame>& out) = 0;

  /// Forgets everything: what follows begins elsewhere.
  virtual void reset() = 0;
};

/// By FFmpeg's module, loaded on first use.
Result<std::unique_ptr<VideoDecoder>, std::string> make_video_decoder(VideoCodec codec);

}  // namespace joincast::media
