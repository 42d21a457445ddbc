// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "media/little_endian.h"
#include "media/ogg_demuxer.h"
#include "media/ogg_page_writer.h"
#include "media/writer_base.h"
#include "media/writer_formats.h"
#include "payload/opus_packet.h"
#include "payload/vorbis_config.h"

namespace joincast::media {
namespace {

constexpr std::uint32_t kOpusRate = 48'000;

/// What both kinds share: headers, then packets in pages of at most a second.
class OggWriter : public WriterBase {
 protected:
  OggWriter(const WriterRequest& request, std::uint32_t rate_hz)
      : WriterBase(request.type, request.format, request.sink, request.options), rate_hz_(rate_hz) {}

  /// Parts that are put one behind the other are chained streams: their serials differ, as tags and sound do.
  void begin_stream(const FrameView* first, ByteView comments) {
    std::uint32_t serial = ogg_crc(0, comments);
    if (first != nullptr) {
      Bytes time;
      append_little(time, static_cast<std::uint64_t>(first->timestamp), 8);
      serial = ogg_crc(ogg_crc(serial, time), first->octets);
    }
    pages_.emplace(serial);
  }

  void add_header(ByteView packet, bool ends_page) {
    pages_->add(packet, 0, held());
    if (ends_page) pages_->close(held());
  }

  void add(ByteView packet, std::uint32_t samples) {
    pages_->add(packet, granule_ += samples, held());
    pass(samples, rate_hz_);
    timeline().advance(samples);
    if (granule_ - page_begins_ >= rate_hz_) close_page();
  }

  /// Time passes without any packet.
  void skip(std::int64_t samples) {
    close_page();
    granule_ += samples;
    pass(samples, rate_hz_);
    timeline().advance(samples);
    page_begins_ = granule_;
  }

 private:
  void close_page() {
    pages_->close(held());
    page_begins_ = granule_;
  }
  void seal() final { close_page(); }
  void end() final { pages_->end(held()); }
  std::uint64_t most_to_come() const noexcept final { return pages_ ? pages_->most_to_come() : 0; }

  std::uint32_t rate_hz_;
  std::optional<OggPageWriter> pages_;
  std::int64_t granule_ = 0;
  std::int64_t page_begins_ = 0;
};

/// RFC 7845. The pre-skip is 0: what is recorded begins in the middle of a cast, and no sample of it is hidden.
class OggOpusWriter final : public OggWriter {
 public:
  explicit OggOpusWriter(const WriterRequest& request)
      : OggWriter(request, kOpusRate), head_(head_of(request.format)), tags_{'O', 'p', 'u', 's', 'T', 'a', 'g', 's'} {
    const Bytes comments = vorbis_comments(request.tags);
    tags_.insert(tags_.end(), comments.begin(), comments.end());
  }

 private:
  static constexpr std::size_t kPreSkipOffset = 10;
  static constexpr std::uint32_t kQuantum = 120;  // samples, 2.5 ms: the shortest frame

  static Bytes head_of(const payload::Format& format) {
    if (payload::parse_opus_head(format.config)) {
      Bytes head = format.config;  // gain and mapping stay
      head[kPreSkipOffset] = head[kPreSkipOffset + 1] = 0;
      return head;
    }
    payload::OpusHead head;
    head.channels = format.channels == 1 ? 1 : 2;
    return payload::to_octets(head);
  }

  void begin(const FrameView* first) override {
    begin_stream(first, tags_);
    add_header(head_, true);
    add_header(tags_, true);
  }

  void take(const FrameView& frame) override {
    const auto samples = payload::opus_duration(frame.octets);
    if (!samples) return;
    conceal(timeline().gap_before(frame.timestamp));
    add(frame.octets, *samples);
    toc_ = frame.octets[0];
  }

  /// RFC 7845 section 4.1: packets without data for what is missing, like the last one that came; what is shorter
  /// than its frames in CELT frames of 2.5 ms. Less than that is left to the next gap.
  void conceal(std::int64_t samples) {
    constexpr std::uint8_t kOneFrame = 0xfc;     // mask: code 0
    constexpr std::uint8_t kShortest = 28 << 3;  // CELT, full band, 2.5 ms
    constexpr std::uint8_t kStereo = 0x04;
    if (samples < kQuantum) return;
    const std::uint8_t like_last = toc_ & kOneFrame;
    samples = conceal_with(like_last, samples);
    conceal_with(static_cast<std::uint8_t>(kShortest | (toc_ & kStereo)), samples);
  }

  /// Answers the samples left.
  std::int64_t conceal_with(std::uint8_t toc, std::int64_t samples) {
    constexpr std::int64_t kLongest = 5760;  // samples of a packet, 120 ms
    const std::array<std::uint8_t, 1> one = {toc};
    const std::int64_t frame = payload::opus_duration(one).value_or(kQuantum);
    while (samples >= frame && relieve()) {
      const std::int64_t count = std::min(samples, kLongest) / frame;
      const std::array<std::uint8_t, 2> packet = {static_cast<std::uint8_t>(toc | 3), static_cast<std::uint8_t>(count)};
      add(packet, static_cast<std::uint32_t>(count * frame));
      samples -= count * frame;
    }
    return samples;
  }

  Bytes head_;
  Bytes tags_;
  std::uint8_t toc_ = 0;  // of the last packet
};

/// Vorbis I appendix A. The first packet makes no sound; of it only the decoder's next output depends.
class OggVorbisWriter final : public OggWriter {
 public:
  OggVorbisWriter(const WriterRequest& request, payload::VorbisConfig config, payload::VorbisTiming timing)
      : OggWriter(request, timing.sample_rate_hz()), config_(std::move(config)), timing_(timing) {
    config_.comment = {3, 'v', 'o', 'r', 'b', 'i', 's'};
    const Bytes comments = vorbis_comments(request.tags);
    config_.comment.insert(config_.comment.end(), comments.begin(), comments.end());
    config_.comment.push_back(1);  // framing bit
  }

 private:
  void begin(const FrameView* first) override {
    begin_stream(first, config_.comment);
    add_header(config_.identification, true);
    add_header(config_.comment, false);
    add_header(config_.setup, true);
  }

  void take(const FrameView& frame) override {
    if (const std::int64_t gap = timeline().gap_before(frame.timestamp); gap > 0) skip(gap);
    add(frame.octets, timing_.duration(frame.octets));
    if (!std::exchange(first_taken_, true)) timeline().advance(frame.duration);
  }

  payload::VorbisConfig config_;
  payload::VorbisTiming timing_;
  bool first_taken_ = false;
};

}  // namespace

// | vendor length (4) | vendor | comments (4) | then each: length (4) | NAME=text    (little endian)
Bytes vorbis_comments(const Tags& tags) {
  Bytes octets;
  const auto text = [&octets](std::string_view value) {
    append_little(octets, value.size(), 4);
    ByteWriter(octets).text(value);
  };
  text("Joincast");
  const std::string track = tags.track == 0 ? std::string() : std::to_string(tags.track);
  const std::array<std::pair<std::string_view, std::string_view>, 7> comments = {{{"TITLE=", tags.title},
                                                                                  {"ARTIST=", tags.artist},
                                                                                  {"ORGANIZATION=", tags.station},
                                                                                  {"GENRE=", tags.genre},
                                                                                  {"DATE=", tags.date},
                                                                                  {"TRACKNUMBER=", track},
                                                                                  {"CONTACT=", tags.link}}};
  const auto said = [](const auto& comment) { return !comment.second.empty(); };
  append_little(octets, static_cast<std::uint64_t>(std::count_if(comments.begin(), comments.end(), said)), 4);
  for (const auto& comment : comments)
    if (said(comment)) text(std::string(comment.first).append(comment.second));
  return octets;
}

WriterPtr make_ogg_opus_writer(const WriterRequest& request) { return std::make_unique<OggOpusWriter>(request); }

Result<WriterPtr, std::string> make_ogg_vorbis_writer(const WriterRequest& request) {
  auto configs = payload::parse_vorbis_configs(request.format.config);
  if (!configs) return fail(std::string("Vorbis without its headers cannot be written"));
  const auto timing = payload::VorbisTiming::make(configs->front());
  if (!timing) return fail(std::string("the headers of this Vorbis stream are damaged"));
  return std::make_unique<OggVorbisWriter>(request, std::move(configs->front()), *timing);
}

}  // namespace joincast::media
