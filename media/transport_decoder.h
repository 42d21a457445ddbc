// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "media/decoder.h"
#include "media/sound_stream_decoder.h"
#include "media/stream_framer.h"
#include "media/ts_demuxer.h"
#include "media/video_decoder.h"

namespace joincast::media {

/// Decodes a transport stream: its sound as any decoder does, and beside it its pictures. Sound is given out once the
/// pictures that belong to it are there, so that none of these comes too late; pictures are decoded no earlier than
/// that, as a decoded one takes megabytes. Where pictures fail to come, sound waits kPatience at most.
class TransportDecoder final : public Decoder {
 public:
  static constexpr Duration kPatience = std::chrono::seconds(1);       ///< of sound without pictures
  static constexpr std::size_t kMostUndecoded = std::size_t{8} << 20;  ///< octets of pictures; then they are decoded

  /// Without pictures they are not looked at, and sound waits for nothing.
  explicit TransportDecoder(bool pictures);
  ~TransportDecoder() override;

  void decode(const payload::AccessUnit& unit, std::vector<AudioFrame>& out) override;
  void reset() override;
  std::uint64_t damaged_units() const noexcept override;

  /// Behind each frame that the last decode() appended: the time stamp, in VideoFrame::pts' scale.
  const std::vector<std::int64_t>& ends() const noexcept { return ends_; }

  /// The pictures since the last call, in the order in which they are seen.
  std::vector<VideoFrame> take_pictures();

  /// The stream's tables have come, and there is no sound in it that is known here: pictures keep their own time.
  bool silent() const noexcept { return demuxer_.mapped() && !demuxer_.has(TsStreamKind::sound); }

  /// Why something cannot be decoded; empty: nothing is wrong.
  const std::string& trouble() const noexcept { return trouble_; }

 private:
  struct Sound {
    AudioFrame frame;
    std::int64_t end = 0;
  };

  void take_sound(TsPes pes);
  void take_radio_sound(const TsPes& pes);
  void take_television_sound(const TsPes& pes);
  void take_unit(const payload::AccessUnit& unit);
  void begin_at(std::optional<std::int64_t> pts, bool after_loss);
  void keep(AudioFrame frame);
  void forget_sound_decoders();
  void decode_picture();
  void release(std::vector<AudioFrame>& out);
  Duration held() const noexcept;

  const bool pictures_wanted_;
  TsDemuxer demuxer_;
  std::string trouble_;

  std::optional<TsCodec> sound_codec_;
  StreamFramer framer_;
  std::optional<payload::Format> format_;               // of the sound
  std::unique_ptr<Decoder> sound_decoder_;              // of what radio has too
  std::unique_ptr<SoundStreamDecoder> stream_decoder_;  // of what it has not
  std::optional<std::int64_t> sound_begin_;             // time stamp of sample zero below
  std::int64_t samples_ = 0;                            // decoded since
  std::uint32_t rate_hz_ = 0;
  std::uint64_t damaged_ = 0;
  std::deque<Sound> waiting_;
  std::vector<std::int64_t> ends_;

  std::optional<TsCodec> picture_codec_;
  std::unique_ptr<VideoDecoder> picture_decoder_;
  std::deque<TsPes> undecoded_;
  std::size_t undecoded_octets_ = 0;
  std::optional<std::int64_t> last_picture_;
  std::vector<VideoFrame> pictures_;
};

}  // namespace joincast::media
