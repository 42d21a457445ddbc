// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libswresample/swresample.h>
}

#include "base/bytes.h"
#include "base/result.h"
#include "media/decoder.h"
#include "media/sound_stream_decoder.h"
#include "media/transcoder.h"
#include "media/video_decoder.h"

namespace joincast::media {

// What stands inside the module `joincast-ffmpeg` only: FFmpeg's objects with owners, and its factories.

struct CodecContextDeleter {
  void operator()(AVCodecContext* context) const noexcept { avcodec_free_context(&context); }
};
struct FrameDeleter {
  void operator()(AVFrame* frame) const noexcept { av_frame_free(&frame); }
};
struct PacketDeleter {
  void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};
struct ParserDeleter {
  void operator()(AVCodecParserContext* parser) const noexcept { av_parser_close(parser); }
};
struct ResamplerDeleter {
  void operator()(SwrContext* context) const noexcept { swr_free(&context); }
};

using CodecContext = std::unique_ptr<AVCodecContext, CodecContextDeleter>;
using Frame = std::unique_ptr<AVFrame, FrameDeleter>;
using Packet = std::unique_ptr<AVPacket, PacketDeleter>;
using Parser = std::unique_ptr<AVCodecParserContext, ParserDeleter>;
using SwResampler = std::unique_ptr<SwrContext, ResamplerDeleter>;

/// FFmpeg's text for one of its error codes.
std::string av_error(int code);

/// Decoded sound as ours is. False for forms of samples that no decoder used here yields, for none at all, and for more
/// than eight channels.
bool to_float(const AVFrame& in, AudioFrame& out);

/// Decodes a stream that comes in pieces (PES packets) which need not end where its frames do.
class StreamCodec {
 public:
  /// `name`: for people, should FFmpeg have no such decoder. `prepare` sets what the decoder is opened with.
  static Result<StreamCodec, std::string> open(AVCodecID id, const char* name,
                                               const std::function<void(AVCodecContext&)>& prepare);

  /// `pts`: of the first frame that begins in `octets`, in 1/90,000 s; frames have it in theirs. A frame dies with its
  /// call. Answers how many units the decoder refused.
  std::uint64_t decode(ByteView octets, std::optional<std::int64_t> pts,
                       const std::function<void(const AVFrame& frame)>& on_frame);

  /// What comes next does not follow what came.
  void reset();

  const AVCodecContext& context() const noexcept { return *context_; }

 private:
  StreamCodec(CodecContext context, Parser parser);
  bool send(const std::uint8_t* unit, int size, const std::function<void(const AVFrame& frame)>& on_frame);

  CodecContext context_;
  Parser parser_;
  Frame frame_;
  Packet packet_;
  Bytes padded_, coded_;
};

Result<std::unique_ptr<Decoder>, std::string> make_ffmpeg_decoder(const payload::Format& format);
Result<std::unique_ptr<Encoder>, std::string> make_opus_encoder(const AudioFormat& format,
                                                                std::uint32_t bits_per_second);
Result<std::unique_ptr<Resampler>, std::string> make_swresampler(const AudioFormat& from, const AudioFormat& to);
Result<std::unique_ptr<VideoDecoder>, std::string> make_ffmpeg_video_decoder(VideoCodec wanted);
Result<std::unique_ptr<SoundStreamDecoder>, std::string> make_ffmpeg_sound_stream(SoundStreamCodec wanted);

}  // namespace joincast::media
