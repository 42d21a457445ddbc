// SPDX-License-Identifier: LGPL-2.1-or-later
// What the module `joincast-containers` makes, with our own time and sink.
#include <algorithm>

#include "base/module.h"
#include "media/containers_module.h"
#include "media/writer_base.h"
#include "media/writer_formats.h"
#include "payload/audio_specific_config.h"

namespace joincast::media {
namespace {

Result<const ContainersModule*, std::string> containers() {
  const auto entry = load_module(ContainersModule::kFile, ContainersModule::kSymbol);
  if (!entry) return fail(entry.error());
  return static_cast<const ContainersModule*>(*entry);
}

class ModuleWriter : public WriterBase {
 protected:
  ModuleWriter(const WriterRequest& request, std::unique_ptr<Muxer> muxer)
      : WriterBase(request.type, request.format, request.sink, request.options),
        muxer_(std::move(muxer)),
        rate_hz_(request.format.sample_rate_hz) {}

  void put_frame(ByteView frame, std::uint32_t samples) {
    muxer_->put(frame, time_, samples, held());
    ++frames_held_;
    octets_held_ += frame.size();
    skip(samples);
  }

  /// File time passes.
  void skip(std::int64_t samples) {
    time_ += samples;
    pass(samples, rate_hz_);
    timeline().advance(samples);
  }

  /// What the muxer may hold: frames since the last seal.
  std::uint64_t frames_held() const noexcept { return frames_held_; }
  std::uint64_t octets_held() const noexcept { return octets_held_; }
  std::uint64_t seals() const noexcept { return seals_; }

  Muxer& muxer() noexcept { return *muxer_; }
  void seal() final {
    muxer_->seal(held());
    if (frames_held_ > 0) ++seals_;
    frames_held_ = octets_held_ = 0;
  }

 private:
  void begin(const FrameView*) final { muxer_->begin(held()); }
  void end() final { muxer_->end(held()); }

  std::error_code correct() final {
    if (!sink().seekable()) return {};
    const Bytes front = muxer_->front();
    return front.empty() ? std::error_code() : sink().overwrite(0, front);
  }

  std::unique_ptr<Muxer> muxer_;
  std::uint32_t rate_hz_;
  std::int64_t time_ = 0;  // samples
  std::uint64_t frames_held_ = 0;
  std::uint64_t octets_held_ = 0;
  std::uint64_t seals_ = 0;  // that held frames
};

/// A gap begins a new fragment, which tells its own time.
class M4aWriter final : public ModuleWriter {
 public:
  M4aWriter(const WriterRequest& request, std::unique_ptr<Muxer> muxer, std::uint32_t samples)
      : ModuleWriter(request, std::move(muxer)), samples_(samples) {}

 private:
  void take(const FrameView& frame) override {
    if (const std::int64_t gap = timeline().gap_before(frame.timestamp); gap > 0) {
      seal();
      skip(gap);
    }
    put_frame(frame.octets, samples_);
  }

  /// Of the fragment begun: `moof` with an entry a frame, `mdat`; behind all `mfra` with an entry a fragment.
  std::uint64_t most_to_come() const noexcept override {
    constexpr std::uint64_t kBoxes = 256, kEntry = 16, kFragmentEntry = 24;
    return octets_held() + kBoxes + kEntry * frames_held() + kFragmentEntry * (seals() + 1);
  }

  std::uint32_t samples_;  // of each frame
};

/// Silence fills a gap.
class FlacWriter final : public ModuleWriter {
 public:
  FlacWriter(const WriterRequest& request, std::unique_ptr<Muxer> muxer)
      : ModuleWriter(request, std::move(muxer)),
        block_(std::size_t{request.format.channels} * (request.format.codec == payload::Codec::l24 ? 3 : 2)) {}

 private:
  static constexpr std::size_t kSilentStep = 4096;  // samples

  void take(const FrameView& frame) override {
    auto left = static_cast<std::size_t>(timeline().gap_before(frame.timestamp));
    const Bytes silence(std::min(left, kSilentStep) * block_);
    while (left > 0 && relieve()) {
      const std::size_t samples = std::min(left, kSilentStep);
      put_frame(ByteView(silence).first(samples * block_), static_cast<std::uint32_t>(samples));
      left -= samples;
    }
    const std::size_t samples = frame.octets.size() / block_;
    put_frame(frame.octets.first(samples * block_), static_cast<std::uint32_t>(samples));
  }

  /// A block waits in the encoder; what cannot be compressed is stored, behind a header.
  std::uint64_t most_to_come() const noexcept override {
    constexpr std::uint64_t kBlock = 4608, kHeaders = 256;
    return kBlock * block_ + kHeaders;
  }

  std::size_t block_;  // octets of one instant
};

}  // namespace

Result<WriterPtr, std::string> make_m4a_writer(const WriterRequest& request) {
  const auto config = payload::parse_audio_specific_config(request.format.config);
  if (!config) return fail(std::string("AAC without a usable configuration cannot be written as .m4a"));
  const auto module = containers();
  if (!module) return fail(module.error());
  auto muxer = (*module)->make_m4a({request.format, request.tags});
  if (!muxer) return fail(muxer.error());
  return std::make_unique<M4aWriter>(request, std::move(*muxer), config->samples_per_frame());
}

Result<WriterPtr, std::string> make_flac_writer(const WriterRequest& request) {
  if (request.format.channels == 0 || request.format.sample_rate_hz == 0)
    return fail(std::string("sound of unknown rate or channels cannot be written as FLAC"));
  const auto module = containers();
  if (!module) return fail(module.error());
  auto muxer = (*module)->make_flac({request.format, request.tags}, vorbis_comments(request.tags));
  if (!muxer) return fail(muxer.error());
  return std::make_unique<FlacWriter>(request, std::move(*muxer));
}

Result<void, std::string> preload_containers() {
  const auto module = containers();
  if (!module) return fail(module.error());
  return {};
}

}  // namespace joincast::media
