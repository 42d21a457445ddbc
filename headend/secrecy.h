// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "rtp/srtp_session.h"

namespace joincast::headend {

/// What of a cast's packets others may understand: with a key they go out as SRTP and SRTCP, without one as they are.
/// A cast that has a key sends nothing in clear, whatever goes wrong.
class JOINCAST_EXPORT Secrecy {
 public:
  explicit Secrecy(const std::optional<rtp::SrtpKey>& key);

  bool wanted() const noexcept { return wanted_; }
  /// Why nothing can be sent, for people; empty: it can.
  const std::string& trouble() const noexcept { return trouble_; }

  /// False: it must not be sent.
  [[nodiscard]] bool protect_rtp(ByteView header, Bytes& payload);
  [[nodiscard]] bool protect_rtcp(Bytes& packet);
  /// RTCP from the group in clear; nothing: it does not count. Dies with the next call.
  std::optional<ByteView> open_rtcp(ByteView packet);

  std::uint32_t rollover_count(std::uint32_t ssrc) const noexcept { return out_ ? out_->rollover_count(ssrc) : 0; }
  std::uint64_t refused_rtcp() const noexcept;  ///< packets that were not authentic, replayed or malformed

 private:
  bool wanted_;
  std::string trouble_;
  std::unique_ptr<rtp::SrtpSender> out_;
  std::unique_ptr<rtp::SrtpReceiver> in_;
  Bytes packet_;  // while it is being enciphered
};

}  // namespace joincast::headend
