// SPDX-License-Identifier: LGPL-2.1-or-later
extern "C" {
#include <libavformat/avformat.h>
#include <libavutil/log.h>
}
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>

#include "base/text.h"
#include "media/module_muxers.h"
#include "payload/audio_specific_config.h"

namespace joincast::media {
namespace {

constexpr std::size_t kMaxText = 1024;

/// libavformat's demuxer over a descriptor: it opens nothing by itself, whatever the file says.
class M4aDemuxer final : public M4aReader {
 public:
  explicit M4aDemuxer(int fd) : fd_(fd), packet_(av_packet_alloc()) {}
  ~M4aDemuxer() override {
    avformat_close_input(&context_);
    if (io_ != nullptr) av_freep(&io_->buffer);
    avio_context_free(&io_);
    av_packet_free(&packet_);
  }

  Result<void, std::string> open() {
    constexpr int kBufferSize = 32'768;
    void* const buffer = av_malloc(kBufferSize);
    io_ = avio_alloc_context(static_cast<unsigned char*>(buffer), kBufferSize, 0, this, &read, nullptr, &seek);
    context_ = avformat_alloc_context();
    if (io_ == nullptr || context_ == nullptr || packet_ == nullptr) return fail(std::string("no memory"));
    context_->pb = io_;
    context_->flags |= AVFMT_FLAG_CUSTOM_IO;
    AVDictionary* options = nullptr;
    av_dict_set(&options, "enable_drefs", "0", 0);
    av_dict_set(&options, "format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2", 0);
    const int opened = avformat_open_input(&context_, "", av_find_input_format("mp4"), &options);
    av_dict_free(&options);
    if (opened < 0) return fail(std::string("is a damaged MPEG-4 file"));
    for (unsigned i = 0; i < context_->nb_streams; ++i) {
      if (stream_ < 0 && context_->streams[i]->codecpar->codec_id == AV_CODEC_ID_AAC)
        stream_ = static_cast<int>(i);
      else
        context_->streams[i]->discard = AVDISCARD_ALL;
    }
    return stream_ < 0 ? fail(std::string("is an MPEG-4 file without AAC")) : describe();
  }

  const StreamMetadata& metadata() const noexcept override { return metadata_; }
  const payload::Format& format() const noexcept override { return format_; }

  std::optional<payload::AccessUnit> next() override {
    while (av_read_frame(context_, packet_) >= 0) {
      payload::AccessUnit unit;
      if (packet_->stream_index == stream_ && packet_->size > 0)
        unit.octets.assign(packet_->data, packet_->data + packet_->size);
      av_packet_unref(packet_);
      if (unit.octets.empty()) continue;
      unit.timestamp = timestamp_;
      unit.duration = format_.samples_per_frame;
      timestamp_ += unit.duration;
      return unit;
    }
    return std::nullopt;
  }

 private:
  static int read(void* self, std::uint8_t* out, int size) {
    auto& reader = *static_cast<M4aDemuxer*>(self);
    const ssize_t count = ::pread(reader.fd_, out, static_cast<std::size_t>(size), reader.place_);
    if (count <= 0) return AVERROR_EOF;
    reader.place_ += count;
    return static_cast<int>(count);
  }

  static std::int64_t seek(void* self, std::int64_t offset, int whence) {
    auto& reader = *static_cast<M4aDemuxer*>(self);
    struct stat info {};
    if (::fstat(reader.fd_, &info) != 0) return -1;
    whence &= ~AVSEEK_FORCE;
    if (whence == AVSEEK_SIZE) return info.st_size;
    const std::int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? reader.place_ : info.st_size;
    if (offset < -base) return -1;
    return reader.place_ = base + offset;
  }

  Result<void, std::string> describe() {
    const AVCodecParameters& parameters = *context_->streams[stream_]->codecpar;
    if (parameters.extradata_size <= 0) return fail(std::string("is an MPEG-4 file whose AAC has no configuration"));
    const auto config = payload::parse_audio_specific_config(
        ByteView(parameters.extradata, static_cast<std::size_t>(parameters.extradata_size)));
    if (!config || config->sample_rate_hz == 0) return fail(std::string("is an MPEG-4 file whose AAC cannot be read"));
    format_ = payload::aac_format(*config);
    format_.samples_per_frame = config->samples_per_frame();
    metadata_.title = said("title");
    metadata_.artist = said("artist");
    metadata_.album = said("album");
    metadata_.genre = said("genre");
    for (const char* key : {"url", "purl", "comment"})
      if (const std::string link = said(key); metadata_.url.empty() && is_web_address(link)) metadata_.url = link;
    return {};
  }

  static bool is_web_address(std::string_view text) {
    return (text.starts_with("http://") || text.starts_with("https://")) && text.find(' ') == text.npos;
  }

  std::string said(const char* key) const {
    const AVDictionaryEntry* entry = av_dict_get(context_->metadata, key, nullptr, 0);
    return entry ? std::string(cut_utf8(guess_utf8(cut_utf8(entry->value, kMaxText)), kMaxText)) : std::string();
  }

  int fd_;
  std::int64_t place_ = 0;
  AVIOContext* io_ = nullptr;
  AVFormatContext* context_ = nullptr;
  AVPacket* packet_;
  int stream_ = -1;
  std::int64_t timestamp_ = 0;
  payload::Format format_;
  StreamMetadata metadata_;
};

}  // namespace

Result<std::unique_ptr<M4aReader>, std::string> open_m4a_demuxer(int fd) {
  av_log_set_level(AV_LOG_QUIET);
  auto reader = std::make_unique<M4aDemuxer>(fd);
  if (const auto opened = reader->open(); !opened) return fail(opened.error());
  return reader;
}

}  // namespace joincast::media
