// SPDX-License-Identifier: LGPL-2.1-or-later
#include <cstring>

#include "media/ffmpeg_codecs.h"

namespace joincast::media {
namespace {

constexpr std::size_t kMostPes = std::size_t{1} << 20;

AVCodecID codec_id(SoundStreamCodec codec) noexcept {
  switch (codec) {
    case SoundStreamCodec::latm: return AV_CODEC_ID_AAC_LATM;
    case SoundStreamCodec::ac3: return AV_CODEC_ID_AC3;
    case SoundStreamCodec::eac3: return AV_CODEC_ID_EAC3;
  }
  return AV_CODEC_ID_NONE;
}

const char* name_of(SoundStreamCodec codec) noexcept {
  switch (codec) {
    case SoundStreamCodec::latm: return "AAC in LATM";
    case SoundStreamCodec::ac3: return "AC-3";
    case SoundStreamCodec::eac3: return "enhanced AC-3";
  }
  return "";
}

class FfmpegSoundStream final : public SoundStreamDecoder {
 public:
  FfmpegSoundStream(CodecContext context, Parser parser)
      : context_(std::move(context)),
        parser_(std::move(parser)),
        frame_(av_frame_alloc()),
        packet_(av_packet_alloc()) {}

  void decode(ByteView octets, std::optional<std::int64_t> pts, std::vector<TimedSound>& out) override {
    if (octets.empty() || octets.size() > kMostPes) {
      ++damaged_;
      return;
    }
    padded_.resize(octets.size() + AV_INPUT_BUFFER_PADDING_SIZE);
    std::memcpy(padded_.data(), octets.data(), octets.size());
    std::memset(padded_.data() + octets.size(), 0, AV_INPUT_BUFFER_PADDING_SIZE);
    const std::uint8_t* at = padded_.data();
    auto left = static_cast<int>(octets.size());
    std::int64_t stamp = pts.value_or(AV_NOPTS_VALUE);
    while (left > 0) {
      std::uint8_t* unit = nullptr;
      int size = 0;
      const int used =
          av_parser_parse2(parser_.get(), context_.get(), &unit, &size, at, left, stamp, AV_NOPTS_VALUE, 0);
      if (used < 0 || (used == 0 && size == 0)) return;
      stamp = AV_NOPTS_VALUE;  // belongs to the first frame that begins here
      at += used;
      left -= used;
      if (size > 0) send(unit, size, out);
    }
  }

  void reset() override {
    avcodec_flush_buffers(context_.get());
    parser_.reset(av_parser_init(context_->codec_id));
  }

  std::uint64_t damaged_units() const noexcept override { return damaged_; }

 private:
  void send(std::uint8_t* unit, int size, std::vector<TimedSound>& out) {
    // The parser's octets may not be padded.
    coded_.assign(unit, unit + size);
    coded_.resize(coded_.size() + AV_INPUT_BUFFER_PADDING_SIZE, 0);
    packet_->data = coded_.data();
    packet_->size = size;
    packet_->pts = parser_->pts;
    packet_->dts = AV_NOPTS_VALUE;
    if (avcodec_send_packet(context_.get(), packet_.get()) < 0) {
      ++damaged_;
      return;
    }
    while (avcodec_receive_frame(context_.get(), frame_.get()) == 0) {
      TimedSound sound;
      if (to_float(*frame_, sound.frame)) {
        if (frame_->pts != AV_NOPTS_VALUE) sound.pts = frame_->pts;
        out.push_back(std::move(sound));
      }
      av_frame_unref(frame_.get());
    }
  }

  CodecContext context_;
  Parser parser_;
  Frame frame_;
  Packet packet_;
  Bytes padded_, coded_;
  std::uint64_t damaged_ = 0;
};

}  // namespace

Result<std::unique_ptr<SoundStreamDecoder>, std::string> make_ffmpeg_sound_stream(SoundStreamCodec wanted) {
  av_log_set_level(AV_LOG_QUIET);  // what is damaged is counted; stderr belongs to the program
  const AVCodec* const codec = avcodec_find_decoder(codec_id(wanted));
  Parser parser(av_parser_init(codec_id(wanted)));
  if (codec == nullptr || !parser) return fail(std::string("FFmpeg here has no decoder for ") + name_of(wanted));
  CodecContext context(avcodec_alloc_context3(codec));
  context->thread_count = 1;
  context->pkt_timebase = {1, 90'000};
  if (const int error = avcodec_open2(context.get(), codec, nullptr); error < 0)
    return fail(std::string("FFmpeg cannot open its ") + codec->name + " decoder: " + av_error(error));
  return std::make_unique<FfmpegSoundStream>(std::move(context), std::move(parser));
}

}  // namespace joincast::media
