// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <cstring>

#include "media/ffmpeg_codecs.h"

namespace joincast::media {
namespace {

constexpr std::uint32_t kOpusRate = 48'000;
constexpr std::uint32_t kUnitFrames = 960;  // 20 ms

class OpusEncoder final : public Encoder {
 public:
  OpusEncoder(CodecContext context, const AudioFormat& input)
      : context_(std::move(context)), frame_(av_frame_alloc()), packet_(av_packet_alloc()), input_(input) {}

  void encode(const AudioFrame& frame, std::vector<payload::AccessUnit>& out) override {
    if (frame.format != input_) return;
    pending_.insert(pending_.end(), frame.samples.begin(), frame.samples.end());
    const std::size_t unit = std::size_t{kUnitFrames} * input_.channels;
    std::size_t used = 0;
    for (; pending_.size() - used >= unit; used += unit) encode_unit(pending_.data() + used, out);
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(used));
  }

  void flush(std::vector<payload::AccessUnit>& out) override {
    if (pending_.empty()) return;
    pending_.resize(std::size_t{kUnitFrames} * input_.channels, 0.0f);
    encode_unit(pending_.data(), out);
    pending_.clear();
  }

  const payload::Format& format() const noexcept override { return format_; }
  AudioFormat input() const noexcept override { return input_; }

 private:
  void encode_unit(const float* samples, std::vector<payload::AccessUnit>& out) {
    frame_->nb_samples = kUnitFrames;
    frame_->format = AV_SAMPLE_FMT_FLT;
    frame_->sample_rate = kOpusRate;
    av_channel_layout_copy(&frame_->ch_layout, &context_->ch_layout);
    if (av_frame_get_buffer(frame_.get(), 0) < 0) return;
    std::memcpy(frame_->data[0], samples, sizeof(float) * kUnitFrames * input_.channels);
    const int sent = avcodec_send_frame(context_.get(), frame_.get());
    av_frame_unref(frame_.get());
    if (sent < 0) return;
    while (avcodec_receive_packet(context_.get(), packet_.get()) == 0) {
      payload::AccessUnit unit;
      unit.octets.assign(packet_->data, packet_->data + packet_->size);
      unit.timestamp = next_timestamp_;
      unit.duration = kUnitFrames;
      next_timestamp_ += kUnitFrames;
      out.push_back(std::move(unit));
      av_packet_unref(packet_.get());
    }
  }

  CodecContext context_;
  Frame frame_;
  Packet packet_;
  AudioFormat input_;
  payload::Format format_ = payload::opus_format(input_.channels);
  std::vector<float> pending_;  // interleaved, less than a unit between calls
  std::int64_t next_timestamp_ = 0;
};

}  // namespace

Result<std::unique_ptr<Encoder>, std::string> make_opus_encoder(const AudioFormat& format,
                                                                std::uint32_t bits_per_second) {
  av_log_set_level(AV_LOG_QUIET);  // what matters comes back as an error
  const AVCodec* const codec = avcodec_find_encoder_by_name("libopus");
  if (codec == nullptr) return fail(std::string("FFmpeg here has no libopus encoder"));
  const auto channels = static_cast<std::uint8_t>(std::clamp<int>(format.channels, 1, 2));
  CodecContext context(avcodec_alloc_context3(codec));
  context->sample_rate = kOpusRate;
  context->sample_fmt = AV_SAMPLE_FMT_FLT;
  context->bit_rate = std::clamp<std::int64_t>(bits_per_second, 6'000, 510'000);
  context->thread_count = 1;
  av_channel_layout_default(&context->ch_layout, channels);
  if (const int error = avcodec_open2(context.get(), codec, nullptr); error < 0)
    return fail("FFmpeg cannot open its libopus encoder: " + av_error(error));
  return std::make_unique<OpusEncoder>(std::move(context), AudioFormat{kOpusRate, channels});
}

}  // namespace joincast::media
