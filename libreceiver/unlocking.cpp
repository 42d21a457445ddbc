// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/unlocking.h"

#include <utility>

#include "sdp/joincast.h"

namespace joincast::libreceiver {
namespace {

constexpr unsigned kEnoughRefused = 8;  // packets, and so long, before a key is called wrong
constexpr Duration kLongEnough = std::chrono::seconds(1);

bool is_secure(const sdp::Media& medium) noexcept { return medium.protocol.find("SAVP") != std::string::npos; }

}  // namespace

bool Unlocking::ready() {
  if (in_) return true;
  if (broken_) return false;
  auto in = rtp::SrtpReceiver::make(*key_);
  auto out = rtp::SrtpSender::make(*key_);
  broken_ = !in || !out;
  if (broken_) {
    tell(SrtpTrouble::Kind::no_library, in ? out.error() : in.error());
    return false;
  }
  in_ = std::move(*in);
  out_ = std::move(*out);
  return true;
}

std::optional<ByteView> Unlocking::open_rtp(ByteView packet, const IpAddress& from, TimePoint now) {
  if (!key_) return packet;
  if (!ready()) return std::nullopt;
  const auto opened = in_->unprotect_rtp(packet, from, now);
  if (opened) {
    refused_ = 0;
    first_refused_.reset();
    told_ = 0;
    trouble_.reset();
    return *opened;
  }
  if (opened.error() == rtp::SrtpDrop::not_authentic) look_for_wrong_key(now);
  return std::nullopt;
}

void Unlocking::look_for_wrong_key(TimePoint now) {
  if (!first_refused_) first_refused_ = now;
  if (described_clear_) return;
  if (++refused_ < kEnoughRefused || now - *first_refused_ < kLongEnough || in_->counters().rtp != 0) return;
  tell(SrtpTrouble::Kind::wrong_key, "packets come, and the key opens none of them: another key, or no SRTP");
}

std::optional<ByteView> Unlocking::open_rtcp(ByteView packet) {
  if (!key_) return packet;
  if (!ready()) return std::nullopt;
  const auto opened = in_->unprotect_rtcp(packet);
  return opened ? std::optional(*opened) : std::nullopt;
}

bool Unlocking::protect_rtcp(Bytes& packet) {
  if (!key_) return true;
  if (!ready() || !out_->protect_rtcp(packet)) return false;
  (void)in_->unprotect_rtcp(packet);  // so that somebody who plays it to us again is not taken for a namesake
  return true;
}

bool Unlocking::describe(const sdp::Media& medium) {
  const bool secure = is_secure(medium);
  if (secure && !key_)
    tell(SrtpTrouble::Kind::no_key, "the service is enciphered (SRTP): give its key by --srtp-key-file");
  if (!secure && key_)
    tell(SrtpTrouble::Kind::in_clear,
         "the service is described as plain RTP, and with a key nothing in clear is heard: leave --srtp-key-file out");
  described_clear_ = !secure;
  const auto counter = sdp::rollover_counter(medium);
  if (secure && key_ && counter && ready()) in_->announce(counter->ssrc, counter->count);
  return secure == key_.has_value();
}

void Unlocking::tell(SrtpTrouble::Kind kind, std::string message) {
  const unsigned bit = 1u << static_cast<unsigned>(kind);
  if ((told_ & bit) != 0) return;
  told_ |= bit;
  trouble_ = SrtpTrouble{kind, std::move(message)};
}

std::optional<SrtpTrouble> Unlocking::poll_trouble() { return std::exchange(trouble_, std::nullopt); }

std::optional<rtp::SrtpCounters> Unlocking::counters() const {
  if (!key_) return std::nullopt;
  return in_ ? in_->counters() : rtp::SrtpCounters{};
}

}  // namespace joincast::libreceiver
