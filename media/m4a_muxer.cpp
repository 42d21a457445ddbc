// SPDX-License-Identifier: LGPL-2.1-or-later
extern "C" {
#include <libavformat/avformat.h>
#include <libavutil/channel_layout.h>
#include <libavutil/log.h>
}

#include <algorithm>
#include <cstring>

#include "media/module_muxers.h"
#include "payload/audio_specific_config.h"

namespace joincast::media {
namespace {

struct FormatContextDeleter {
  void operator()(AVFormatContext* context) const noexcept {
    if (context->pb != nullptr) av_freep(&context->pb->buffer);
    avio_context_free(&context->pb);
    avformat_free_context(context);
  }
};
struct PacketDeleter {
  void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};

using FormatContext = std::unique_ptr<AVFormatContext, FormatContextDeleter>;

/// libavformat's muxer, into memory: an empty `moov`, then fragments when we say so.
class M4aMuxer final : public Muxer {
 public:
  M4aMuxer() : packet_(av_packet_alloc()) {}

  bool open(const MuxRequest& request, const payload::AudioSpecificConfig& config) {
    constexpr int kBufferSize = 4096;
    AVFormatContext* context = nullptr;
    if (avformat_alloc_output_context2(&context, nullptr, "ipod", nullptr) < 0) return false;
    context_.reset(context);
    void* const buffer = av_malloc(kBufferSize);
    context->pb =
        avio_alloc_context(static_cast<unsigned char*>(buffer), kBufferSize, 1, this, nullptr, &write, nullptr);
    context->flags |= AVFMT_FLAG_CUSTOM_IO | AVFMT_FLAG_BITEXACT;
    if (context->pb == nullptr) return false;
    context->pb->seekable = 0;
    set_tags(request.tags);
    return describe(request.format, config);
  }

  void begin(Bytes& out) override {
    out_ = &out;
    AVDictionary* options = nullptr;
    av_dict_set(&options, "movflags", "frag_custom+empty_moov+default_base_moof", 0);
    begun_ = avformat_write_header(context_.get(), &options) >= 0;
    av_dict_free(&options);
    avio_flush(context_->pb);
  }

  void put(ByteView frame, std::int64_t time, std::uint32_t samples, Bytes& out) override {
    if (!begun_ || frame.empty()) return;
    out_ = &out;
    packet_->data = const_cast<std::uint8_t*>(frame.data());  // not written to, and not kept: it has no reference
    packet_->size = static_cast<int>(frame.size());
    packet_->pts = packet_->dts = av_rescale_q(time, time_base_, context_->streams[0]->time_base);
    packet_->duration = av_rescale_q(samples, time_base_, context_->streams[0]->time_base);
    packet_->flags = AV_PKT_FLAG_KEY;
    (void)av_write_frame(context_.get(), packet_.get());
    av_packet_unref(packet_.get());
  }

  void seal(Bytes& out) override {
    if (!begun_) return;
    out_ = &out;
    (void)av_write_frame(context_.get(), nullptr);  // the fragment ends here
    avio_flush(context_->pb);
  }

  void end(Bytes& out) override {
    if (!begun_) return;
    out_ = &out;
    (void)av_write_trailer(context_.get());
    avio_flush(context_->pb);
    begun_ = false;
  }

 private:
  static int write(void* self, std::uint8_t* octets, int size) {
    Bytes& out = *static_cast<M4aMuxer*>(self)->out_;
    out.insert(out.end(), octets, octets + size);
    return size;
  }

  void set_tags(const Tags& tags) {
    const auto set = [this](const char* key, const std::string& value) {
      if (!value.empty()) av_dict_set(&context_->metadata, key, value.c_str(), 0);
    };
    set("title", tags.title);
    set("artist", tags.artist);
    set("network", tags.station);
    set("genre", tags.genre);
    set("date", tags.date);
    set("comment", tags.link);
    if (tags.track != 0) set("track", std::to_string(tags.track));
  }

  bool describe(const payload::Format& format, const payload::AudioSpecificConfig& config) {
    AVStream* const stream = avformat_new_stream(context_.get(), nullptr);
    if (stream == nullptr) return false;
    AVCodecParameters& parameters = *stream->codecpar;
    parameters.codec_type = AVMEDIA_TYPE_AUDIO;
    parameters.codec_id = AV_CODEC_ID_AAC;
    parameters.sample_rate = static_cast<int>(config.sample_rate_hz);
    parameters.frame_size = static_cast<int>(config.samples_per_frame());
    av_channel_layout_default(&parameters.ch_layout, std::max<int>(1, config.channels()));
    parameters.extradata = static_cast<std::uint8_t*>(av_mallocz(format.config.size() + AV_INPUT_BUFFER_PADDING_SIZE));
    if (parameters.extradata == nullptr) return false;
    std::memcpy(parameters.extradata, format.config.data(), format.config.size());
    parameters.extradata_size = static_cast<int>(format.config.size());
    stream->time_base = time_base_ = {1, parameters.sample_rate};
    return true;
  }

  FormatContext context_;
  std::unique_ptr<AVPacket, PacketDeleter> packet_;
  AVRational time_base_{};  // of what put() is given
  Bytes* out_ = nullptr;    // of the present call
  bool begun_ = false;
};

}  // namespace

Result<std::unique_ptr<Muxer>, std::string> make_m4a_muxer(const MuxRequest& request) {
  av_log_set_level(AV_LOG_QUIET);
  const auto config = payload::parse_audio_specific_config(request.format.config);
  auto muxer = std::make_unique<M4aMuxer>();
  if (!config || !muxer->open(request, *config)) return fail(std::string("FFmpeg here cannot write MPEG-4 audio"));
  return muxer;
}

}  // namespace joincast::media
