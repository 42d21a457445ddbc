// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/pcm.h"

#include <algorithm>
#include <cmath>

namespace joincast::media {
namespace {

constexpr std::uint32_t kUnitsPerSecond = 200;  // L16 units of 5 ms
constexpr std::uint8_t kMaxChannels = 8;
constexpr std::uint32_t kMaxRate = 192'000;

bool fits(std::uint32_t rate, std::uint8_t channels) {
  return rate >= 8'000 && rate <= kMaxRate && channels >= 1 && channels <= kMaxChannels;
}

/// ITU-T G.711 section 3, mu-law: inverted bits, sign, three bits of segment, four of step.
float mu_law(std::uint8_t octet) {
  const unsigned code = static_cast<std::uint8_t>(~octet);
  const int magnitude = static_cast<int>(((code & 0x0f) << 3) + 0x84) << (code >> 4 & 7);
  const int value = magnitude - 0x84;
  return static_cast<float>(code & 0x80 ? -value : value) / 32768.0f;
}

/// ITU-T G.711 section 3, A-law: even bits inverted.
float a_law(std::uint8_t octet) {
  const unsigned code = octet ^ 0x55u;
  const unsigned segment = code >> 4 & 7;
  int value = static_cast<int>((code & 0x0f) << 4) + 8;
  if (segment > 0) value = (value + 0x100) << (segment - 1);
  return static_cast<float>(code & 0x80 ? value : -value) / 32768.0f;
}

float l16(const std::uint8_t* octets) {
  return static_cast<float>(static_cast<std::int16_t>(octets[0] << 8 | octets[1])) / 32768.0f;
}

float l24(const std::uint8_t* octets) {
  const std::uint32_t word =
      std::uint32_t{octets[0]} << 24 | std::uint32_t{octets[1]} << 16 | std::uint32_t{octets[2]} << 8;
  return static_cast<float>(static_cast<std::int32_t>(word)) / 2147483648.0f;
}

class PcmDecoder final : public Decoder {
 public:
  PcmDecoder(payload::Codec codec, const AudioFormat& format) : codec_(codec), format_(format) {}

  void decode(const payload::AccessUnit& unit, std::vector<AudioFrame>& out) override {
    const std::size_t size = codec_ == payload::Codec::l24 ? 3 : codec_ == payload::Codec::l16 ? 2 : 1;
    const std::size_t count = unit.octets.size() / size;
    if (count == 0 || unit.octets.size() % (size * format_.channels) != 0) {
      ++damaged_;
      return;
    }
    AudioFrame frame;
    frame.format = format_;
    frame.samples.reserve(count);
    for (std::size_t i = 0; i < count; ++i) frame.samples.push_back(sample(&unit.octets[i * size]));
    out.push_back(std::move(frame));
  }

  void reset() override {}
  std::uint64_t damaged_units() const noexcept override { return damaged_; }

 private:
  float sample(const std::uint8_t* octets) const {
    switch (codec_) {
      case payload::Codec::l16: return l16(octets);
      case payload::Codec::l24: return l24(octets);
      case payload::Codec::pcmu: return mu_law(*octets);
      default: return a_law(*octets);
    }
  }

  payload::Codec codec_;
  AudioFormat format_;
  std::uint64_t damaged_ = 0;
};

class L16Encoder final : public Encoder {
 public:
  explicit L16Encoder(const AudioFormat& input) : input_(input) {}

  void encode(const AudioFrame& frame, std::vector<payload::AccessUnit>& out) override {
    if (frame.format != input_) return;
    const std::size_t unit = std::size_t{2} * input_.channels * (input_.sample_rate_hz / kUnitsPerSecond);
    for (const float sample : frame.samples) {
      const auto value = static_cast<std::int16_t>(std::lrint(std::clamp(sample * 32768.0f, -32768.0f, 32767.0f)));
      pending_.push_back(static_cast<std::uint8_t>(value >> 8));
      pending_.push_back(static_cast<std::uint8_t>(value));
      if (pending_.size() == unit) emit(out);
    }
  }

  void flush(std::vector<payload::AccessUnit>& out) override {
    if (!pending_.empty()) emit(out);
  }

  const payload::Format& format() const noexcept override { return format_; }
  AudioFormat input() const noexcept override { return input_; }

 private:
  void emit(std::vector<payload::AccessUnit>& out) {
    payload::AccessUnit unit;
    unit.duration = static_cast<std::uint32_t>(pending_.size() / (2u * input_.channels));
    unit.timestamp = next_timestamp_;
    next_timestamp_ += unit.duration;
    unit.octets.swap(pending_);
    out.push_back(std::move(unit));
  }

  AudioFormat input_;
  payload::Format format_ = payload::pcm_format(payload::Codec::l16, input_.sample_rate_hz, input_.channels);
  Bytes pending_;
  std::int64_t next_timestamp_ = 0;
};

}  // namespace

bool is_pcm(payload::Codec codec) noexcept {
  return codec == payload::Codec::l16 || codec == payload::Codec::l24 || codec == payload::Codec::pcmu ||
         codec == payload::Codec::pcma;
}

Result<std::unique_ptr<Decoder>, std::string> make_pcm_decoder(const payload::Format& format) {
  const AudioFormat audio{format.sample_rate_hz, format.channels};
  if (!fits(audio.sample_rate_hz, audio.channels))
    return fail(std::string("linear sound needs 8,000 to 192,000 Hz and 1 to 8 channels"));
  return std::make_unique<PcmDecoder>(format.codec, audio);
}

Result<std::unique_ptr<Encoder>, std::string> make_l16_encoder(const AudioFormat& format) {
  if (!fits(format.sample_rate_hz, format.channels))
    return fail(std::string("L16 needs 8,000 to 192,000 Hz and 1 to 8 channels"));
  return std::make_unique<L16Encoder>(format);
}

}  // namespace joincast::media
