// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <cstring>

#include "media/ffmpeg_codecs.h"
#include "payload/vorbis_config.h"

namespace joincast::media {
namespace {

constexpr std::size_t kMaxUnitSize = 64 * 1024;  // no audio unit of ours comes near
constexpr int kMaxChannels = 8;

AVCodecID codec_id(payload::Codec codec) {
  switch (codec) {
    case payload::Codec::mpa: return AV_CODEC_ID_MP3;
    case payload::Codec::aac: return AV_CODEC_ID_AAC;
    case payload::Codec::opus: return AV_CODEC_ID_OPUS;
    case payload::Codec::vorbis: return AV_CODEC_ID_VORBIS;
    case payload::Codec::flac: return AV_CODEC_ID_FLAC;
    default: return AV_CODEC_ID_NONE;
  }
}

template <typename Sample, typename Convert>
void interleave(const AVFrame& in, std::size_t channels, Convert convert, std::vector<float>& out) {
  const bool planar = av_sample_fmt_is_planar(static_cast<AVSampleFormat>(in.format)) != 0;
  const auto count = static_cast<std::size_t>(in.nb_samples);
  for (std::size_t channel = 0; channel < channels; ++channel) {
    const auto* from = reinterpret_cast<const Sample*>(in.extended_data[planar ? channel : 0]);
    const std::size_t stride = planar ? 1 : channels;
    const std::size_t first = planar ? 0 : channel;
    for (std::size_t i = 0; i < count; ++i) out[i * channels + channel] = convert(from[first + i * stride]);
  }
}

}  // namespace

bool to_float(const AVFrame& in, AudioFrame& out) {
  if (in.nb_samples <= 0 || in.ch_layout.nb_channels <= 0 || in.ch_layout.nb_channels > kMaxChannels) return false;
  const auto channels = static_cast<std::size_t>(in.ch_layout.nb_channels);
  out.format = {static_cast<std::uint32_t>(in.sample_rate), static_cast<std::uint8_t>(channels)};
  out.samples.resize(static_cast<std::size_t>(in.nb_samples) * channels);
  switch (in.format) {
    case AV_SAMPLE_FMT_FLT:
    case AV_SAMPLE_FMT_FLTP:
      interleave<float>(
          in, channels, [](float v) { return v; }, out.samples);
      return true;
    case AV_SAMPLE_FMT_S16:
    case AV_SAMPLE_FMT_S16P:
      interleave<std::int16_t>(
          in, channels, [](std::int16_t v) { return static_cast<float>(v) / 32768.0f; }, out.samples);
      return true;
    case AV_SAMPLE_FMT_S32:
    case AV_SAMPLE_FMT_S32P:
      interleave<std::int32_t>(
          in, channels, [](std::int32_t v) { return static_cast<float>(v) / 2147483648.0f; }, out.samples);
      return true;
    default: return false;
  }
}

namespace {

/// A length in Xiph lacing: as many 255s as fit, then the rest.
void lace(Bytes& out, std::size_t length) {
  out.insert(out.end(), length / 255, 255);
  out.push_back(static_cast<std::uint8_t>(length % 255));
}

/// What FFmpeg takes as "extradata": Vorbis headers laced (Matroska's CodecPrivate), all else as it is.
Result<Bytes, std::string> extradata(const payload::Format& format) {
  if (format.codec != payload::Codec::vorbis) return format.config;
  const auto configs = payload::parse_vorbis_configs(format.config);
  if (!configs || configs->empty()) return fail(std::string("the Vorbis configuration is damaged"));
  const payload::VorbisConfig& config = configs->front();
  Bytes laced = {2};
  lace(laced, config.identification.size());
  lace(laced, config.comment.size());
  for (const Bytes* header : {&config.identification, &config.comment, &config.setup})
    laced.insert(laced.end(), header->begin(), header->end());
  return laced;
}

class FfmpegDecoder final : public Decoder {
 public:
  FfmpegDecoder(CodecContext context, bool forgets)
      : forgets_(forgets), context_(std::move(context)), frame_(av_frame_alloc()), packet_(av_packet_alloc()) {}

  void decode(const payload::AccessUnit& unit, std::vector<AudioFrame>& out) override {
    if (unit.octets.empty() || unit.octets.size() > kMaxUnitSize) {
      ++damaged_;
      return;
    }
    if (unit.after_loss && forgets_) reset();
    // The decoder may read a little past the end: the copy is padded with zeros as it demands.
    padded_.resize(unit.octets.size() + AV_INPUT_BUFFER_PADDING_SIZE);
    std::memcpy(padded_.data(), unit.octets.data(), unit.octets.size());
    std::memset(padded_.data() + unit.octets.size(), 0, AV_INPUT_BUFFER_PADDING_SIZE);
    packet_->data = padded_.data();
    packet_->size = static_cast<int>(unit.octets.size());
    if (avcodec_send_packet(context_.get(), packet_.get()) < 0) {
      ++damaged_;
      return;
    }
    while (avcodec_receive_frame(context_.get(), frame_.get()) == 0) {
      AudioFrame decoded;
      if (to_float(*frame_, decoded)) out.push_back(std::move(decoded));
      av_frame_unref(frame_.get());
    }
  }

  void reset() override { avcodec_flush_buffers(context_.get()); }

  std::uint64_t damaged_units() const noexcept override { return damaged_; }

 private:
  bool forgets_;  // behind a loss: an MP3 frame would take octets of the wrong one (its bit reservoir)
  CodecContext context_;
  Frame frame_;
  Packet packet_;
  Bytes padded_;
  std::uint64_t damaged_ = 0;
};

}  // namespace

std::string av_error(int code) {
  char text[AV_ERROR_MAX_STRING_SIZE];
  return av_make_error_string(text, sizeof text, code);
}

Result<std::unique_ptr<Decoder>, std::string> make_ffmpeg_decoder(const payload::Format& format) {
  av_log_set_level(AV_LOG_QUIET);  // what is damaged is counted; stderr belongs to the program
  const AVCodec* const codec = avcodec_find_decoder(codec_id(format.codec));
  if (codec == nullptr)
    return fail(std::string("FFmpeg here has no decoder for ") + std::string(to_string(format.codec)));
  CodecContext context(avcodec_alloc_context3(codec));
  context->thread_count = 1;
  context->sample_rate = static_cast<int>(format.sample_rate_hz);
  if (format.channels != 0) av_channel_layout_default(&context->ch_layout, format.channels);
  const auto extra = extradata(format);
  if (!extra) return fail(extra.error());
  if (!extra->empty()) {
    context->extradata = static_cast<std::uint8_t*>(av_mallocz(extra->size() + AV_INPUT_BUFFER_PADDING_SIZE));
    std::memcpy(context->extradata, extra->data(), extra->size());
    context->extradata_size = static_cast<int>(extra->size());
  }
  if (const int error = avcodec_open2(context.get(), codec, nullptr); error < 0)
    return fail(std::string("FFmpeg cannot open its ") + codec->name + " decoder: " + av_error(error));
  return std::make_unique<FfmpegDecoder>(std::move(context), format.codec == payload::Codec::mpa);
}

}  // namespace joincast::media
