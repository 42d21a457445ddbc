// SPDX-License-Identifier: LGPL-2.1-or-later
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavutil/log.h>
}

#include <algorithm>
#include <cstring>

#include "media/module_muxers.h"

namespace joincast::media {
namespace {

struct CodecContextDeleter {
  void operator()(AVCodecContext* context) const noexcept { avcodec_free_context(&context); }
};
struct FrameDeleter {
  void operator()(AVFrame* frame) const noexcept { av_frame_free(&frame); }
};
struct PacketDeleter {
  void operator()(AVPacket* packet) const noexcept { av_packet_free(&packet); }
};

constexpr std::size_t kStreamInfoSize = 34;

/// libavcodec's FLAC frames behind our own beginning (RFC 9639 section 8). The total and the MD5 are zero, "unknown",
/// until the end.
class FlacMuxer final : public Muxer {
 public:
  FlacMuxer(const MuxRequest& request, ByteView comments)
      : comments_(comments.begin(), comments.end()),
        octets_a_sample_(request.format.codec == payload::Codec::l24 ? 3 : 2),
        channels_(request.format.channels),
        frame_(av_frame_alloc()),
        packet_(av_packet_alloc()) {}

  bool open(const payload::Format& format) {
    const AVCodec* const codec = avcodec_find_encoder(AV_CODEC_ID_FLAC);
    if (codec == nullptr) return false;
    context_.reset(avcodec_alloc_context3(codec));
    context_->sample_rate = static_cast<int>(format.sample_rate_hz);
    context_->sample_fmt = octets_a_sample_ == 3 ? AV_SAMPLE_FMT_S32 : AV_SAMPLE_FMT_S16;
    context_->bits_per_raw_sample = 8 * static_cast<int>(octets_a_sample_);
    context_->thread_count = 1;
    av_channel_layout_default(&context_->ch_layout, channels_);
    if (avcodec_open2(context_.get(), codec, nullptr) < 0) return false;
    if (context_->extradata_size != static_cast<int>(kStreamInfoSize)) return false;
    stream_info_.assign(context_->extradata, context_->extradata + kStreamInfoSize);
    return true;
  }

  void begin(Bytes& out) override {
    const Bytes begins = beginning();
    out.insert(out.end(), begins.begin(), begins.end());
  }

  void put(ByteView frame, std::int64_t, std::uint32_t, Bytes& out) override {
    pending_.insert(pending_.end(), frame.begin(), frame.end());
    const std::size_t block = octets_a_sample_ * channels_ * static_cast<std::size_t>(context_->frame_size);
    std::size_t used = 0;
    for (; pending_.size() - used >= block; used += block) encode(ByteView(pending_).subspan(used, block), out);
    pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(used));
  }

  /// Blocks are of one size but the last: what does not fill one waits.
  void seal(Bytes&) override {}

  void end(Bytes& out) override {
    if (!pending_.empty()) encode(pending_, out);
    pending_.clear();
    (void)avcodec_send_frame(context_.get(), nullptr);
    receive(out);
  }

  Bytes front() const override { return complete_ ? beginning() : Bytes(); }

 private:
  // "fLaC" | STREAMINFO: 0, length (24) | 34 octets | VORBIS_COMMENT, the last: 0x84, length (24) | comments
  Bytes beginning() const {
    Bytes octets;
    ByteWriter out(octets);
    out.text("fLaC");
    out.u8(0);
    out.u24(kStreamInfoSize);
    out.bytes(stream_info_);
    out.u8(0x84);
    out.u24(static_cast<std::uint32_t>(comments_.size()));
    out.bytes(comments_);
    return octets;
  }

  /// Network order to the host's; 24 bits stand at the top of 32.
  void encode(ByteView octets, Bytes& out) {
    const std::size_t values = octets.size() / octets_a_sample_;
    frame_->nb_samples = static_cast<int>(values / channels_);
    frame_->format = context_->sample_fmt;
    frame_->sample_rate = context_->sample_rate;
    frame_->pts = time_;
    time_ += frame_->nb_samples;
    av_channel_layout_copy(&frame_->ch_layout, &context_->ch_layout);
    if (av_frame_get_buffer(frame_.get(), 0) < 0) return;
    ByteReader in(octets);
    for (std::size_t i = 0; i < values; ++i) {
      if (octets_a_sample_ == 2) {
        const std::uint16_t value = in.u16();
        std::memcpy(frame_->data[0] + 2 * i, &value, 2);
      } else {
        const std::uint32_t value = in.u24() << 8;
        std::memcpy(frame_->data[0] + 4 * i, &value, 4);
      }
    }
    (void)avcodec_send_frame(context_.get(), frame_.get());
    av_frame_unref(frame_.get());
    receive(out);
  }

  void receive(Bytes& out) {
    while (avcodec_receive_packet(context_.get(), packet_.get()) == 0) {
      out.insert(out.end(), packet_->data, packet_->data + packet_->size);
      std::size_t size = 0;
      const std::uint8_t* const info = av_packet_get_side_data(packet_.get(), AV_PKT_DATA_NEW_EXTRADATA, &size);
      if (info != nullptr && size == kStreamInfoSize) {
        stream_info_.assign(info, info + size);
        complete_ = true;
      }
      av_packet_unref(packet_.get());
    }
  }

  Bytes comments_;
  std::size_t octets_a_sample_;
  std::uint8_t channels_;
  std::unique_ptr<AVCodecContext, CodecContextDeleter> context_;
  std::unique_ptr<AVFrame, FrameDeleter> frame_;
  std::unique_ptr<AVPacket, PacketDeleter> packet_;
  Bytes stream_info_;
  bool complete_ = false;  // stream_info_ counts all
  Bytes pending_;          // in network order, less than a block
  std::int64_t time_ = 0;
};

}  // namespace

Result<std::unique_ptr<Muxer>, std::string> make_flac_muxer(const MuxRequest& request, ByteView comments) {
  av_log_set_level(AV_LOG_QUIET);
  auto muxer = std::make_unique<FlacMuxer>(request, comments);
  if (!muxer->open(request.format)) return fail(std::string("FFmpeg here cannot write this sound as FLAC"));
  return muxer;
}

}  // namespace joincast::media
