// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libswresample/swresample.h>
}

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

Result<std::unique_ptr<Decoder>, std::string> make_ffmpeg_decoder(const payload::Format& format);
Result<std::unique_ptr<Encoder>, std::string> make_opus_encoder(const AudioFormat& format,
                                                                std::uint32_t bits_per_second);
Result<std::unique_ptr<Resampler>, std::string> make_swresampler(const AudioFormat& from, const AudioFormat& to);
Result<std::unique_ptr<VideoDecoder>, std::string> make_ffmpeg_video_decoder(VideoCodec wanted);
Result<std::unique_ptr<SoundStreamDecoder>, std::string> make_ffmpeg_sound_stream(SoundStreamCodec wanted);

}  // namespace joincast::media
