// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/secrecy.h"

#include <numeric>

namespace joincast::headend {

Secrecy::Secrecy(const std::optional<rtp::SrtpKey>& key) : wanted_(key.has_value()) {
  if (!key) return;
  auto out = rtp::SrtpSender::make(*key);
  auto in = rtp::SrtpReceiver::make(*key);
  if (out && in) {
    out_ = std::move(*out);
    in_ = std::move(*in);
  } else {
    trouble_ = "SRTP: " + (out ? in.error() : out.error());
  }
}

bool Secrecy::protect_rtp(ByteView header, Bytes& payload) {
  if (!wanted_) return true;
  packet_.assign(header.begin(), header.end());
  packet_.insert(packet_.end(), payload.begin(), payload.end());
  if (!out_ || !out_->protect_rtp(packet_)) return false;
  payload.assign(packet_.begin() + static_cast<std::ptrdiff_t>(header.size()), packet_.end());
  return true;
}

bool Secrecy::protect_rtcp(Bytes& packet) {
  if (!wanted_) return true;
  if (!out_ || !out_->protect_rtcp(packet)) return false;
  (void)in_->unprotect_rtcp(packet);  // so that somebody who plays it to us again is not taken for a namesake
  return true;
}

std::optional<ByteView> Secrecy::open_rtcp(ByteView packet) {
  if (!wanted_) return packet;
  if (!in_) return std::nullopt;
  const auto opened = in_->unprotect_rtcp(packet);
  return opened ? std::optional(*opened) : std::nullopt;
}

std::uint64_t Secrecy::refused_rtcp() const noexcept {
  if (!in_) return 0;
  const auto& dropped = in_->counters().rtcp_dropped;
  return std::accumulate(dropped.begin(), dropped.end(), std::uint64_t{0});
}

}  // namespace joincast::headend
