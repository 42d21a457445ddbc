// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cstring>
#include <utility>

#include "media/ffmpeg_codecs.h"

namespace joincast::media {

Result<StreamCodec, std::string> StreamCodec::open(AVCodecID id, const char* name,
                                                   const std::function<void(AVCodecContext&)>& prepare) {
  av_log_set_level(AV_LOG_QUIET);  // what is damaged is shown or counted; stderr belongs to the program
  const AVCodec* const codec = avcodec_find_decoder(id);
  Parser parser(av_parser_init(id));
  if (codec == nullptr || !parser) return fail(std::string("FFmpeg here has no decoder for ") + name);
  CodecContext context(avcodec_alloc_context3(codec));
  context->pkt_timebase = {1, 90'000};
  prepare(*context);
  if (const int error = avcodec_open2(context.get(), codec, nullptr); error < 0)
    return fail(std::string("FFmpeg cannot open its ") + codec->name + " decoder: " + av_error(error));
  return StreamCodec(std::move(context), std::move(parser));
}

StreamCodec::StreamCodec(CodecContext context, Parser parser)
    : context_(std::move(context)), parser_(std::move(parser)), frame_(av_frame_alloc()), packet_(av_packet_alloc()) {}

std::uint64_t StreamCodec::decode(ByteView octets, std::optional<std::int64_t> pts,
                                  const std::function<void(const AVFrame& frame)>& on_frame) {
  padded_.resize(octets.size() + AV_INPUT_BUFFER_PADDING_SIZE);
  std::memcpy(padded_.data(), octets.data(), octets.size());
  std::memset(padded_.data() + octets.size(), 0, AV_INPUT_BUFFER_PADDING_SIZE);
  const std::uint8_t* at = padded_.data();
  auto left = static_cast<int>(octets.size());
  std::int64_t stamp = pts.value_or(AV_NOPTS_VALUE);
  std::uint64_t refused = 0;
  while (left > 0) {
    std::uint8_t* unit = nullptr;
    int size = 0;
    const int used = av_parser_parse2(parser_.get(), context_.get(), &unit, &size, at, left, stamp, AV_NOPTS_VALUE, 0);
    if (used < 0 || (used == 0 && size == 0)) break;
    stamp = AV_NOPTS_VALUE;  // belongs to the first frame that begins here
    at += used;
    left -= used;
    if (size > 0 && !send(unit, size, on_frame)) ++refused;
  }
  return refused;
}

void StreamCodec::reset() {
  avcodec_flush_buffers(context_.get());
  parser_.reset(av_parser_init(context_->codec_id));
}

bool StreamCodec::send(const std::uint8_t* unit, int size, const std::function<void(const AVFrame& frame)>& on_frame) {
  // The parser's octets may not be padded.
  coded_.assign(unit, unit + size);
  coded_.resize(coded_.size() + AV_INPUT_BUFFER_PADDING_SIZE, 0);
  packet_->data = coded_.data();
  packet_->size = size;
  packet_->pts = parser_->pts;
  packet_->dts = AV_NOPTS_VALUE;
  if (avcodec_send_packet(context_.get(), packet_.get()) < 0) return false;
  while (avcodec_receive_frame(context_.get(), frame_.get()) == 0) {
    on_frame(*frame_);
    av_frame_unref(frame_.get());
  }
  return true;
}

}  // namespace joincast::media
