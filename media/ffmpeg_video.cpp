// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <cstring>
#include <thread>

#include "media/ffmpeg_codecs.h"

namespace joincast::media {
namespace {

constexpr unsigned kMostThreads = 4;
constexpr std::size_t kMostPes = std::size_t{8} << 20;
constexpr int kHighDefinition = 720;  // rows; what says nothing of its colours has BT.709's from here on
constexpr int kPatience = 75;  // pictures that need others, in front of the first one that does not

/// Rows without padding; `step`: take one row of so many.
Bytes plane(const AVFrame& frame, int index, std::uint32_t width, std::uint32_t height, int step = 1) {
  Bytes out(std::size_t{width} * height);
  for (std::uint32_t row = 0; row < height; ++row)
    std::memcpy(out.data() + std::size_t{row} * width,
                frame.data[index] + static_cast<std::ptrdiff_t>(row) * step * frame.linesize[index], width);
  return out;
}

/// The upper eight of ten bits, two octets a sample.
Bytes plane_of_ten(const AVFrame& frame, int index, std::uint32_t width, std::uint32_t height) {
  Bytes out(std::size_t{width} * height);
  for (std::uint32_t row = 0; row < height; ++row) {
    const std::uint8_t* const from = frame.data[index] + static_cast<std::ptrdiff_t>(row) * frame.linesize[index];
    std::uint8_t* const to = out.data() + std::size_t{row} * width;
    for (std::size_t i = 0; i < width; ++i) to[i] = static_cast<std::uint8_t>(from[2 * i] >> 2 | from[2 * i + 1] << 6);
  }
  return out;
}

/// False for forms of pictures that television does not have.
bool to_video(const AVFrame& in, VideoFrame& out) {
  const bool sized = in.width > 0 && in.height > 0 && in.width <= static_cast<int>(VideoFrame::kLargest) &&
                     in.height <= static_cast<int>(VideoFrame::kLargest);
  const bool half = in.format == AV_PIX_FMT_YUV420P || in.format == AV_PIX_FMT_YUVJ420P;
  const bool whole = in.format == AV_PIX_FMT_YUV422P || in.format == AV_PIX_FMT_YUVJ422P;
  const bool ten = in.format == AV_PIX_FMT_YUV420P10LE;
  if (!sized || (!half && !whole && !ten)) return false;
  out.width = static_cast<std::uint32_t>(in.width);
  out.height = static_cast<std::uint32_t>(in.height);
  const AVRational shape = in.sample_aspect_ratio;
  out.shape = shape.num > 0 && shape.den > 0 ? av_q2d(shape) : 1;
  if (out.shape < 0.1 || out.shape > 10) out.shape = 1;
  const bool told = in.colorspace != AVCOL_SPC_UNSPECIFIED && in.colorspace != AVCOL_SPC_RESERVED;
  const bool high = told ? in.colorspace == AVCOL_SPC_BT709 : in.height >= kHighDefinition;
  out.matrix = high ? ColourMatrix::bt709 : ColourMatrix::bt601;
  out.full_range = in.color_range == AVCOL_RANGE_JPEG || in.format == AV_PIX_FMT_YUVJ420P ||
                   in.format == AV_PIX_FMT_YUVJ422P;
  const int step = whole ? 2 : 1;
  const std::uint32_t rows = whole ? out.height / 2 : out.colour_height();
  if (ten) {
    out.luma = plane_of_ten(in, 0, out.width, out.height);
    out.blue = plane_of_ten(in, 1, out.colour_width(), rows);
    out.red = plane_of_ten(in, 2, out.colour_width(), rows);
  } else {
    out.luma = plane(in, 0, out.width, out.height);
    out.blue = plane(in, 1, out.colour_width(), rows, step);
    out.red = plane(in, 2, out.colour_width(), rows, step);
  }
  out.blue.resize(std::size_t{out.colour_width()} * out.colour_height(), 0x80);
  out.red.resize(out.blue.size(), 0x80);
  out.damaged = in.decode_error_flags != 0 || (in.flags & AV_FRAME_FLAG_CORRUPT) != 0;
  return true;
}

AVCodecID codec_id(VideoCodec codec) noexcept {
  switch (codec) {
    case VideoCodec::mpeg2: return AV_CODEC_ID_MPEG2VIDEO;
    case VideoCodec::h264: return AV_CODEC_ID_H264;
    case VideoCodec::hevc: return AV_CODEC_ID_HEVC;
  }
  return AV_CODEC_ID_NONE;
}

const char* name_of(VideoCodec codec) noexcept {
  switch (codec) {
    case VideoCodec::mpeg2: return "MPEG-2 video";
    case VideoCodec::h264: return "H.264";
    case VideoCodec::hevc: return "HEVC";
  }
  return "";
}

class FfmpegVideoDecoder final : public VideoDecoder {
 public:
  FfmpegVideoDecoder(CodecContext context, Parser parser)
      : context_(std::move(context)),
        parser_(std::move(parser)),
        frame_(av_frame_alloc()),
        packet_(av_packet_alloc()) {}

  void decode(ByteView octets, std::optional<std::int64_t> pts, std::vector<VideoFrame>& out) override {
    if (octets.empty() || octets.size() > kMostPes) return;
    padded_.resize(octets.size() + AV_INPUT_BUFFER_PADDING_SIZE);
    std::memcpy(padded_.data(), octets.data(), octets.size());
    std::memset(padded_.data() + octets.size(), 0, AV_INPUT_BUFFER_PADDING_SIZE);
    const std::uint8_t* at = padded_.data();
    auto left = static_cast<int>(octets.size());
    std::int64_t stamp = pts.value_or(AV_NOPTS_VALUE);
    while (left > 0) {
      std::uint8_t* picture = nullptr;
      int size = 0;
      const int used =
          av_parser_parse2(parser_.get(), context_.get(), &picture, &size, at, left, stamp, AV_NOPTS_VALUE, 0);
      if (used < 0 || (used == 0 && size == 0)) return;
      stamp = AV_NOPTS_VALUE;  // belongs to the first picture that begins here
      at += used;
      left -= used;
      if (size > 0) send(picture, size, out);
    }
  }

  void reset() override {
    avcodec_flush_buffers(context_.get());
    parser_.reset(av_parser_init(context_->codec_id));
    waited_ = 0;
    begun_ = false;
    next_pts_.reset();
  }

 private:
  void send(std::uint8_t* picture, int size, std::vector<VideoFrame>& out) {
    // The parser's octets may not be padded.
    coded_.assign(picture, picture + size);
    coded_.resize(coded_.size() + AV_INPUT_BUFFER_PADDING_SIZE, 0);
    packet_->data = coded_.data();
    packet_->size = size;
    packet_->pts = parser_->pts;
    packet_->dts = AV_NOPTS_VALUE;
    if (avcodec_send_packet(context_.get(), packet_.get()) < 0) return;
    while (avcodec_receive_frame(context_.get(), frame_.get()) == 0) {
      receive(out);
      av_frame_unref(frame_.get());
    }
  }

  void receive(std::vector<VideoFrame>& out) {
    begun_ = begun_ || frame_->key_frame != 0 || frame_->pict_type == AV_PICTURE_TYPE_I || ++waited_ > kPatience;
    VideoFrame frame;
    if (!begun_ || !to_video(*frame_, frame)) return;
    if (frame_->pts != AV_NOPTS_VALUE) next_pts_ = frame_->pts;
    if (!next_pts_) return;
    frame.pts = *next_pts_;
    const AVRational rate = context_->framerate.num > 0 ? context_->framerate : AVRational{25, 1};
    next_pts_ = frame.pts + av_rescale(90'000, rate.den, rate.num) * (2 + frame_->repeat_pict) / 2;
    out.push_back(std::move(frame));
  }

  CodecContext context_;
  Parser parser_;
  Frame frame_;
  Packet packet_;
  Bytes padded_, coded_;
  bool begun_ = false;
  int waited_ = 0;
  std::optional<std::int64_t> next_pts_;
};

}  // namespace

Result<std::unique_ptr<VideoDecoder>, std::string> make_ffmpeg_video_decoder(VideoCodec wanted) {
  av_log_set_level(AV_LOG_QUIET);  // what is damaged is shown; stderr belongs to the program
  const AVCodecID id = codec_id(wanted);
  const AVCodec* const codec = avcodec_find_decoder(id);
  Parser parser(av_parser_init(id));
  if (codec == nullptr || !parser) return fail(std::string("FFmpeg here has no decoder for ") + name_of(wanted));
  CodecContext context(avcodec_alloc_context3(codec));
  context->thread_count = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, kMostThreads));
  context->thread_type = FF_THREAD_SLICE;  // threads by picture would each keep one back
  context->flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;
  context->pkt_timebase = {1, 90'000};
  if (const int error = avcodec_open2(context.get(), codec, nullptr); error < 0)
    return fail(std::string("FFmpeg cannot open its ") + codec->name + " decoder: " + av_error(error));
  return std::make_unique<FfmpegVideoDecoder>(std::move(context), std::move(parser));
}

}  // namespace joincast::media
