// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <string>

#include "fetch/client.h"
#include "fetch/hls.h"
#include "fetch/ts_audio.h"

namespace joincast::fetch {

/// Plays a live HLS media playlist as one stream of octets: segment after segment, the playlist read again as RFC 8216
/// section 6.3.4 says. Begins three target durations before the end of a live one (section 6.3.3). A segment that
/// cannot be had is left out; three in a row end it, as does a playlist that no longer grows. To the handler it looks
/// like one stream of the client; of transport stream segments comes the sound alone; the titles of segments come as
/// `StreamTitle`. On the client's thread.
class HlsStream final : public std::enable_shared_from_this<HlsStream> {
 public:
  /// `playlist`: its own URL and limits; the rest holds for the segments too. `media` is what stood there just now,
  /// without an obstacle. `head` is told to the handler but for its content type, which is the segments'.
  HlsStream(Client& client, Request playlist, HlsMedia media, Headers head, StreamHandler& handler);

  void start();
  /// Nothing more comes, whatever runs.
  void close();
  void pause();
  void resume();

  ContentKind kind() const noexcept { return kind_; }  ///< of the sound; unknown before Headers
  Duration longest_silence() const noexcept { return 3 * target_; }

 private:
  /// One of the two streams of the client.
  class Part final : public StreamHandler {
   public:
    Part(HlsStream& owner, void (HlsStream::*take)(const StreamEvent&)) : owner_(owner), take_(take) {}
    void handle(const StreamEvent& event) override;

   private:
    HlsStream& owner_;
    void (HlsStream::*take_)(const StreamEvent&);
  };

  void take_window(HlsMedia media);
  void next_segment();
  void take_segment(const StreamEvent& event);
  void take_octets(ByteView octets);
  void begin_sound(ContentKind kind);
  void give(ByteView octets);
  void segment_over(const Ended& ended);
  void reload_at(TimePoint when);
  void take_playlist(const StreamEvent& event);
  void playlist_over(const Ended& ended);
  void emit(const StreamEvent& event);
  void finish(EndReason reason, std::string text);

  Client& client_;
  const Request playlist_;
  Headers head_;
  StreamHandler& handler_;
  Part segment_part_{*this, &HlsStream::take_segment};
  Part playlist_part_{*this, &HlsStream::take_playlist};

  Duration target_{};
  std::deque<HlsSegment> waiting_;
  std::uint64_t next_sequence_ = 0;  // of the first segment that is not known yet
  bool ended_ = false;               // nothing will be added
  TimePoint grew_{};                 // when something was last added
  std::string base_;                 // where the playlist was last found

  StreamId segment_ = 0;
  Bytes start_;  // of a segment whose kind is not known yet
  bool segment_known_ = false;
  std::uint64_t segment_octets_ = 0;
  unsigned failed_segments_ = 0;  // in a row
  ContentKind kind_{};
  TsAudio transport_;
  bool in_transport_ = false;  // this segment
  std::string title_;

  StreamId reload_ = 0;
  TimerId timer_ = 0;
  std::string text_;  // of the playlist, so far
  unsigned failed_reloads_ = 0;

  bool paused_ = false;
  bool closed_ = false;
};

}  // namespace joincast::fetch
