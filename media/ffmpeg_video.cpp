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
constexpr int kPatience = 75;         // pictures that need others, in front of the first one that does not

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
  out.full_range =
      in.color_range == AVCOL_RANGE_JPEG || in.format == AV_PIX_FMT_YUVJ420P || in.format == AV_PIX_FMT_YUVJ422P;
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
  explicit FfmpegVideoDecoder(StreamCodec codec) : codec_(std::move(codec)) {}

  void decode(ByteView octets, std::optional<std::int64_t> pts, std::vector<VideoFrame>& out) override {
    if (octets.empty() || octets.size() > kMostPes) return;
    codec_.decode(octets, pts, [&](const AVFrame& frame) { receive(frame, out); });
  }

  void reset() override {
    codec_.reset();
    waited_ = 0;
    begun_ = false;
    next_pts_.reset();
  }

 private:
  void receive(const AVFrame& in, std::vector<VideoFrame>& out) {
    begun_ = begun_ || in.key_frame != 0 || in.pict_type == AV_PICTURE_TYPE_I || ++waited_ > kPatience;
    VideoFrame frame;
    if (!begun_ || !to_video(in, frame)) return;
    if (in.pts != AV_NOPTS_VALUE) next_pts_ = in.pts;
    if (!next_pts_) return;
    frame.pts = *next_pts_;
    const AVRational told = codec_.context().framerate;
    const AVRational rate = told.num > 0 ? told : AVRational{25, 1};
    next_pts_ = frame.pts + av_rescale(90'000, rate.den, rate.num) * (2 + in.repeat_pict) / 2;
    out.push_back(std::move(frame));
  }

  StreamCodec codec_;
  bool begun_ = false;
  int waited_ = 0;
  std::optional<std::int64_t> next_pts_;
};

}  // namespace

Result<std::unique_ptr<VideoDecoder>, std::string> make_ffmpeg_video_decoder(VideoCodec wanted) {
  auto codec = StreamCodec::open(codec_id(wanted), name_of(wanted), [](AVCodecContext& context) {
    context.thread_count = static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, kMostThreads));
    context.thread_type = FF_THREAD_SLICE;  // threads by picture would each keep one back
    context.flags |= AV_CODEC_FLAG_OUTPUT_CORRUPT;
  });
  if (!codec) return fail(codec.error());
  return std::make_unique<FfmpegVideoDecoder>(std::move(*codec));
}

}  // namespace joincast::media
