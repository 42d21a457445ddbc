// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/writer_base.h"
#include "media/writer_formats.h"
#include "payload/mpa_header.h"

namespace joincast::media {
namespace {

/// Frames as they came, behind a tag or nothing.
class RawWriter : public WriterBase {
 public:
  explicit RawWriter(const WriterRequest& request)
      : WriterBase(request.type, request.format, request.sink, request.options) {}

  Took put(std::span<const FrameView> frames) override { return put_directly(frames); }

 private:
  void take(const FrameView& frame) final {
    held().insert(held().end(), frame.octets.begin(), frame.octets.end());
    account(frame);
  }
};

class Mp3Writer final : public RawWriter {
 public:
  explicit Mp3Writer(const WriterRequest& request) : RawWriter(request), tag_(id3_tag(request.tags)) {}

 private:
  void begin(const FrameView*) override { held() = std::move(tag_); }

  void account(const FrameView& frame) override {
    if (const auto header = payload::parse_mpa_header(frame.octets)) pass(header->samples, header->sample_rate_hz);
  }

  Bytes tag_;
};

class TsWriter final : public RawWriter {
 public:
  using RawWriter::RawWriter;

 private:
  void begin(const FrameView*) override {}

  /// A packet's time passes when the next one begins.
  void account(const FrameView& frame) override {
    constexpr std::uint32_t kRate = 90'000;
    const std::int64_t passed = timeline().gap_before(frame.timestamp);
    timeline().advance(passed);
    pass(passed, kRate);
  }
};

}  // namespace

WriterPtr make_raw_writer(const WriterRequest& request) {
  if (request.type == FileType::ts) return std::make_unique<TsWriter>(request);
  return std::make_unique<Mp3Writer>(request);
}

}  // namespace joincast::media
