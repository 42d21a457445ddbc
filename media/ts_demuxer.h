// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <optional>

#include "base/bytes.h"
#include "media/ts_codec.h"
#include "media/ts_packet.h"
#include "media/ts_section.h"
#include "media/ts_tables.h"

namespace joincast::media {

/// What one PES packet carried (ISO/IEC 13818-1 section 2.4.3.6).
struct TsPes {
  TsStreamKind kind = TsStreamKind::sound;
  TsCodec codec{};                  ///< of the stream
  std::optional<std::int64_t> pts;  ///< in 1/90,000 s on a scale that neither wraps nor jumps, the same for both kinds
  Bytes octets;                     ///< behind its header
  bool after_loss = false;          ///< packets were missing in it, or in front of it

  friend bool operator==(const TsPes&, const TsPes&) = default;
};

/// Takes the first sound and the first picture that are known here out of the first programme of a transport stream:
/// those of TsCodec. Total; sans I/O; holds one PES packet of each, at most
/// kLargest octets.
class TsDemuxer {
 public:
  static constexpr std::size_t kLargest = 4u << 20;  ///< octets of a PES packet; longer ones are cut

  /// Whole packets, as payload::Codec::mp2t has them. Then poll() until nothing comes.
  void push(ByteView packets);
  std::optional<TsPes> poll();

  bool has(TsStreamKind kind) const noexcept { return streams_[static_cast<std::size_t>(kind)].pid != kTsNullPid; }
  bool mapped() const noexcept { return mapped_; }  ///< the programme's map has come

  void reset();

 private:
  static constexpr std::int64_t kJump = 2 * 90'000;  // more is not the next picture, but another time

  struct Stream {
    std::uint16_t pid = kTsNullPid;
    TsCodec codec{};
    Bytes octets;       // of the PES packet that comes, from its header on
    bool open = false;  // its beginning has come
    bool lost = false;  // something since the one before
    std::optional<std::uint8_t> continuity;
    std::optional<std::int64_t> last;  // time stamp, as given out
    std::size_t era = 0;               // between two jumps
  };

  void take(const TsPacketView& packet);
  void take_pat(ByteView section);
  void take_pmt(ByteView section);
  void take_pes(Stream& stream, TsStreamKind kind, const TsPacketView& packet);
  void close(Stream& stream, TsStreamKind kind);
  std::int64_t steady(Stream& stream, std::int64_t stamp);

  TsSections pat_, pmt_;
  std::uint16_t pmt_pid_ = kTsNullPid;
  std::uint16_t programme_ = 0;
  bool mapped_ = false;
  std::array<Stream, 2> streams_;
  std::size_t era_ = 0;
  std::int64_t offset_ = 0;  // of the newest era: from their stamps to ours
  std::int64_t offset_before_ = 0;
  std::deque<TsPes> out_;
};

}  // namespace joincast::media
