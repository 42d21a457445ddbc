// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/transcoder.h"

#include "media/decoder.h"

namespace joincast::media {
namespace {

/// Decoder, resampler and encoder in a row; the resampler follows changes of the decoded format.
class ChainTranscoder final : public Transcoder {
 public:
  ChainTranscoder(std::unique_ptr<Decoder> decoder, std::unique_ptr<Encoder> encoder)
      : decoder_(std::move(decoder)), encoder_(std::move(encoder)) {}

  void transcode(const payload::AccessUnit& unit, std::vector<payload::AccessUnit>& out) override {
    frames_.clear();
    decoder_->decode(unit, frames_);
    for (const AudioFrame& frame : frames_) encode(frame, out);
  }

  const payload::Format& output() const noexcept override { return encoder_->format(); }

 private:
  void encode(const AudioFrame& frame, std::vector<payload::AccessUnit>& out) {
    if (frame.format == encoder_->input()) return encoder_->encode(frame, out);
    if (!resampler_ || frame.format != resampled_from_) {
      auto made = make_resampler(frame.format, encoder_->input());
      if (!made) return;
      resampler_ = std::move(*made);
      resampled_from_ = frame.format;
    }
    encoder_->encode(resampler_->convert(frame), out);
  }

  std::unique_ptr<Decoder> decoder_;
  std::unique_ptr<Encoder> encoder_;
  std::unique_ptr<Resampler> resampler_;
  AudioFormat resampled_from_;
  std::vector<AudioFrame> frames_;
};

}  // namespace

Result<std::unique_ptr<Transcoder>, std::string> make_transcoder(const payload::Format& from, payload::Codec to,
                                                                 std::uint32_t bits_per_second) {
  auto decoder = make_decoder(from);
  if (!decoder) return fail(decoder.error());
  auto encoder = make_encoder(to, {from.sample_rate_hz, from.channels}, bits_per_second);
  if (!encoder) return fail(encoder.error());
  return std::make_unique<ChainTranscoder>(std::move(*decoder), std::move(*encoder));
}

}  // namespace joincast::media
