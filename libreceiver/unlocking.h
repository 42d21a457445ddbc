// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>

#include "base/address.h"
#include "base/bytes.h"
#include "base/time.h"
#include "libreceiver/event.h"
#include "rtp/srtp_session.h"
#include "sdp/session.h"

// Private to the room.
namespace joincast::libreceiver {

/// What of a session's packets may count: with a key what it opens, without one everything. The library is loaded with
/// the first packet, when all is joined.
class Unlocking {
 public:
  explicit Unlocking(std::optional<rtp::SrtpKey> key) : key_(std::move(key)) {}

  /// In clear, dying with the next call; none: it does not count.
  std::optional<ByteView> open_rtp(ByteView packet, const IpAddress& from, TimePoint now);
  std::optional<ByteView> open_rtcp(ByteView packet);
  /// A report of ours; false: it must not be sent.
  [[nodiscard]] bool protect_rtcp(Bytes& packet);

  /// What a description that holds says of its medium. False: its packets cannot be understood.
  bool describe(const sdp::Media& medium);

  std::optional<SrtpTrouble> poll_trouble();
  std::optional<rtp::SrtpCounters> counters() const;

 private:
  bool ready();
  void tell(SrtpTrouble::Kind kind, std::string message);
  void look_for_wrong_key(TimePoint now);

  std::optional<rtp::SrtpKey> key_;
  std::unique_ptr<rtp::SrtpReceiver> in_;
  std::unique_ptr<rtp::SrtpSender> out_;
  bool broken_ = false;
  std::optional<TimePoint> first_refused_;
  unsigned refused_ = 0;          // packets, since something was opened
  bool described_clear_ = false;  // then no other key would help
  std::optional<SrtpTrouble> trouble_;
  unsigned told_ = 0;  // kinds, as bits
};

}  // namespace joincast::libreceiver
