// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/writer_base.h"
#include "media/writer_formats.h"
#include "payload/adts_header.h"
#include "payload/audio_specific_config.h"

namespace joincast::media {
namespace {

constexpr std::size_t kMaxFrame = 0x1fff;  // octets with header: 13 bits

/// Each access unit behind a header of seven octets. SBR stays implicit: the header tells the core.
class AdtsWriter final : public WriterBase {
 public:
  AdtsWriter(const WriterRequest& request, const payload::AdtsHeader& header)
      : WriterBase(request.type, request.format, request.sink, request.options),
        tag_(id3_tag(request.tags)),
        header_(header) {}

 private:
  void begin(const FrameView*) override { held() = std::move(tag_); }

  void take(const FrameView& frame) override {
    header_.frame_size = payload::AdtsHeader::kSize + frame.octets.size();
    if (frame.octets.empty() || header_.frame_size > kMaxFrame) return;  // nothing that a decoder would take
    payload::write_adts_header(held(), header_);
    held().insert(held().end(), frame.octets.begin(), frame.octets.end());
    pass(1024, header_.sample_rate_hz);
  }

  Bytes tag_;
  payload::AdtsHeader header_;
};

}  // namespace

Result<WriterPtr, std::string> make_adts_writer(const WriterRequest& request) {
  const auto config = payload::parse_audio_specific_config(request.format.config);
  if (!config) return fail(std::string("AAC without a usable configuration cannot be written as ADTS"));
  if (config->short_frames) return fail(std::string("ADTS cannot hold AAC frames of 960 samples: write .m4a"));
  payload::AdtsHeader header;
  header.object_type = config->object_type;
  header.sample_rate_hz = config->sample_rate_hz;
  header.channel_configuration = config->channel_configuration;
  return std::make_unique<AdtsWriter>(request, header);
}

}  // namespace joincast::media
