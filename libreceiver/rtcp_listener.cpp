// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/rtcp_listener.h"

#include "sdp/text.h"

namespace joincast::libreceiver {
namespace {

Duration from_ticks(std::uint32_t ticks, std::uint32_t rate_hz) {
  return rate_hz == 0 ? Duration{} : Duration(static_cast<std::int64_t>(1e9 * ticks / rate_hz));
}

}  // namespace

void RtcpListener::set_source(const rtp::SourceId& source) noexcept {
  if (source_ == source) return;
  source_ = source;
  reports_ = 0;
  last_ = {};
  others_.set_ssrc(source.ssrc);
}

void RtcpListener::handle_datagram(ByteView octets, const Endpoint& from, Now now) {
  others_.expire(now.mono, kForget);
  others_.handle_datagram(octets, from, now);
  while (others_.poll_event()) {
  }
}

void RtcpListener::handle_report(const rtcp::Receiver::SenderReported& report, Now now) noexcept {
  if (!source_ || report.ssrc != source_->ssrc) return;
  ++reports_;
  last_ = report.info;
  last_at_ = now;
}

RtcpFacts RtcpListener::facts(const rtcp::Receiver& participant, std::uint32_t clock_rate_hz, TimePoint now) const {
  RtcpFacts facts;
  facts.own_ssrc = participant.ssrc();
  facts.estimated = participant.other_receivers();
  if (source_) {
    RtcpFacts::Sender& sender = facts.sender.emplace(RtcpFacts::Sender{});
    sender.ssrc = source_->ssrc;
    sender.address = source_->address;
    sender.cname = sdp::clean_text(participant.cname(source_->ssrc).value_or(""));
    sender.reports = reports_;
    sender.last = last_;
    if (reports_ != 0) sender.since_last = now - last_at_.mono;
    if (reports_ != 0 && last_.ntp.value != 0) sender.clock_ahead = to_wall(last_.ntp) - last_at_.wall;
    if (const rtcp::SenderClock* clock = participant.clock(source_->ssrc)) {
      if (reports_ > 1) sender.measured_rate_hz = clock->measured_rate_hz();
      sender.contradictions = clock->outliers();
    }
  }
  for (std::size_t at = 0; at < others_.size(); ++at) {
    const auto view = others_.at(at);
    const bool ours = view.ssrc == participant.ssrc();
    if (ours || (source_ && view.ssrc == source_->ssrc) || now - view.last_heard >= kForget) continue;
    facts.receivers.push_back({view.address, view.ssrc, sdp::clean_text(view.cname), view.reports,
                               view.fraction_lost / 256.0, view.lost, from_ticks(view.jitter, clock_rate_hz),
                               now - view.last_heard});
  }
  return facts;
}

}  // namespace joincast::libreceiver
