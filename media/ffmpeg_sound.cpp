// SPDX-License-Identifier: LGPL-2.1-or-later
#include <utility>

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
  explicit FfmpegSoundStream(StreamCodec codec) : codec_(std::move(codec)) {}

  void decode(ByteView octets, std::optional<std::int64_t> pts, std::vector<TimedSound>& out) override {
    if (octets.empty() || octets.size() > kMostPes) {
      ++damaged_;
      return;
    }
    damaged_ += codec_.decode(octets, pts, [&out](const AVFrame& frame) {
      TimedSound sound;
      if (!to_float(frame, sound.frame)) return;
      if (frame.pts != AV_NOPTS_VALUE) sound.pts = frame.pts;
      out.push_back(std::move(sound));
    });
  }

  void reset() override { codec_.reset(); }

  std::uint64_t damaged_units() const noexcept override { return damaged_; }

 private:
  StreamCodec codec_;
  std::uint64_t damaged_ = 0;
};

}  // namespace

Result<std::unique_ptr<SoundStreamDecoder>, std::string> make_ffmpeg_sound_stream(SoundStreamCodec wanted) {
  auto codec =
      StreamCodec::open(codec_id(wanted), name_of(wanted), [](AVCodecContext& context) { context.thread_count = 1; });
  if (!codec) return fail(codec.error());
  return std::make_unique<FfmpegSoundStream>(std::move(*codec));
}

}  // namespace joincast::media
