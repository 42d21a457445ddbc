// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/session.h"

#include <algorithm>
#include <utility>

#include "libreceiver/session_impl.h"
#include "sdp/text.h"

namespace joincast::libreceiver {
namespace {

constexpr Duration kTellRtcp = std::chrono::milliseconds(100);  // that the source sends: it counts in seconds
constexpr std::uint8_t kFirstRtcpType = 192;  // RFC 5761 section 4: second octet of RTCP on RTP's port
constexpr std::uint8_t kLastRtcpType = 223;

bool looks_like_rtcp(ByteView octets) noexcept {
  return octets.size() > 1 && octets[1] >= kFirstRtcpType && octets[1] <= kLastRtcpType;
}

}  // namespace

rtcp::Receiver Session::Impl::make_rtcp(Now now) {
  rtcp::Receiver::Config config;
  config.cname = config_.cname;
  config.tool = config_.tool;
  config.schedule.bandwidth = bandwidth(nullptr, config.schedule.session_bps);
  config.schedule.overhead = config_.group.address.is_v4() ? 28 : 48;
  Rng rng(config_.seed);
  return rtcp::Receiver(
      std::move(config), [this](Now) { return reporter_.report(rtp_, asked_); }, rng, now);
}

void Session::Impl::handle_rtp(ByteView octets, const IpAddress& from, Now now) {
  const std::uint64_t before = rtp_.selector().counters().played;
  const auto opened = unlocking_.open_rtp(octets, from, now.mono);
  tell_trouble(now);
  if (!opened) return;
  rtp_.handle_datagram(*opened, from, now.mono);
  drain_rtp(now);
  if (rtp_.selector().counters().played == before) return;
  spacing_.update(now.mono);
  note_media(now);
}

/// The source that we play has sent.
void Session::Impl::note_media(Now now) {
  const auto source = rtp_.selector().chosen();
  if (!source) return;
  if (source != known_to_rtcp_ || now.mono - told_rtcp_ >= kTellRtcp) {
    rtcp_.handle_rtp(source->ssrc, source->address, now);
    known_to_rtcp_ = source;
    told_rtcp_ = now.mono;
  }
  if (std::exchange(stalled_, false)) tell(now, Resumed{now.mono - last_media_});
  last_media_ = std::max(last_media_, now.mono);
}

void Session::Impl::drain_rtp(Now now) {
  while (const auto packet = rtp_.poll_output()) {
    if (packet->first) begin_stream(now);
    if (locked_) continue;
    path_.push(*packet, now.mono);
    drain_path(now);
    timeline_.handle_packet(packet->packet.timestamp, path_.format().clock_rate_hz);
  }
  tell_item(now);
}

void Session::Impl::begin_stream(Now now) {
  const bool again = std::exchange(has_media_, true);
  const auto before = std::exchange(source_, rtp_.selector().chosen());
  if (before && before->address != source_->address) {
    path_.forget();
    path_described_ = false;
  }
  last_media_ = std::max(last_media_, now.mono);
  streams_before_ = path_.stream();
  timeline_.restart();
  spacing_ = {};
  listener_.set_source(*source_);
  tell(now, MediaCame{*source_, again});
  descriptions_.set_sender(source_->address);
  review(now);
}

void Session::Impl::drain_path(Now now) {
  while (auto output = path_.poll_output()) {
    if (auto* stream = std::get_if<PayloadPath::Stream>(&*output)) {
      outputs_.push_back(std::move(*stream));
    } else if (auto* unit = std::get_if<PayloadPath::Unit>(&*output)) {
      outputs_.push_back(std::move(*unit));
    } else if (auto* bound = std::get_if<Bound>(&*output)) {
      rtp_.set_clock_rate(bound->binding.payload_type, bound->binding.format.clock_rate_hz);
      if (bound->binding.format.clock_rate_hz) rtcp_.set_clock_rate(bound->binding.format.clock_rate_hz);
      tell(now, std::move(*bound));
    } else {
      tell(now, std::move(std::get<Unplayable>(*output)));
    }
  }
}

void Session::Impl::drain_rtcp(Now now) {
  while (auto output = rtcp_.poll_output()) {
    if (auto* transmit = std::get_if<rtcp::Transmit>(&*output)) {
      if ((transmit->goodbye && !source_) || !unlocking_.protect_rtcp(transmit->octets)) continue;
      ++reports_;
      if (unicast_feedback_ && !source_) continue;
      const bool alone = transmit->goodbye || unicast_feedback_;
      const IpAddress& to = alone ? source_->address : config_.group.address;
      outputs_.push_back(Transmit{std::move(transmit->octets), {to, rtcp_port_}});
    } else if (const auto* report = std::get_if<rtcp::Receiver::SenderReported>(&*output)) {
      listener_.handle_report(*report, now);
    } else if (auto* gone = std::get_if<rtcp::Receiver::SenderLeft>(&*output)) {
      known_to_rtcp_.reset();
      if (!source_ || gone->ssrc != source_->ssrc) continue;
      rtp_.selector().handle_bye(*source_);
      tell(now, SenderLeft{sdp::clean_text(gone->reason)});
    }
  }
}

Phase Session::Impl::phase() const noexcept {
  if (!has_media_) return Phase::silent;
  if (stalled_) return Phase::stalled;
  return path_.is_waiting() || path_.stream() == 0 ? Phase::undescribed : Phase::playing;
}

Session::Session(const Config& config, Now now) : impl_(std::make_unique<Impl>(config, now)) {}
Session::~Session() = default;
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;

void Session::handle_datagram(Channel channel, ByteView octets, const Endpoint& from, const Group& group, Now now) {
  if (impl_->left_) return;
  if (group != impl_->config_.group) {
    ++impl_->other_group_;
    return;
  }
  const bool muxed = channel == Channel::rtp && impl_->rtcp_port_ == impl_->config_.port && looks_like_rtcp(octets);
  if (channel == Channel::rtcp || muxed) {
    if (const auto opened = impl_->unlocking_.open_rtcp(octets)) {
      impl_->rtcp_.handle_datagram(*opened, from, now);
      impl_->listener_.handle_datagram(*opened, from, now);
    }
  } else if (channel == Channel::sap) {
    impl_->descriptions_.handle_datagram(octets, from, now);
    impl_->review(now);
  } else {
    impl_->handle_rtp(octets, from.address, now);
  }
  impl_->drain_rtcp(now);
}

void Session::handle_position(const Position& position, Now now) {
  if (impl_->left_ || position.stream <= impl_->streams_before_) return;
  impl_->timeline_.handle_position(position.timestamp);
  impl_->tell_item(now);
}

bool Session::awaits_position() const noexcept { return impl_->timeline_.is_waiting(); }

void Session::handle_deadline(Now now) {
  if (impl_->left_) return;
  impl_->rtp_.handle_deadline(now.mono);
  impl_->drain_rtp(now);
  impl_->descriptions_.handle_deadline(now);
  impl_->review(now);
  impl_->path_.handle_deadline(now.mono);
  impl_->drain_path(now);
  impl_->rtcp_.handle_deadline(now);
  impl_->drain_rtcp(now);
  const Duration silence = now.mono - impl_->last_media_;
  if (impl_->has_media_ && !impl_->stalled_ && silence >= impl_->config_.stalled_after) {
    impl_->stalled_ = true;
    impl_->tell(now, Stalled{silence});
    impl_->reviewed_ = 0;
    impl_->review(now);
  }
}

std::optional<Session::Output> Session::poll_output() { return impl_->outputs_.pop(); }

TimePoint Session::deadline() const noexcept {
  if (impl_->left_) return kNever;
  const TimePoint stall =
      impl_->has_media_ && !impl_->stalled_ ? impl_->last_media_ + impl_->config_.stalled_after : kNever;
  return std::min({impl_->rtp_.deadline(), impl_->descriptions_.deadline(), impl_->path_.deadline(),
                   impl_->rtcp_.deadline(), stall});
}

void Session::leave(Now now) {
  if (std::exchange(impl_->left_, true)) return;
  impl_->rtcp_.leave(now);
  impl_->drain_rtcp(now);
  impl_->outputs_.push_back(Leave{Channel::rtp});
  if (impl_->rtcp_port_ != impl_->config_.port) impl_->outputs_.push_back(Leave{Channel::rtcp});
  impl_->outputs_.push_back(Leave{Channel::sap});
}

Statistics Session::statistics(TimePoint now) const {
  const rtp::ReceptionStatistics& reception = impl_->rtp_.statistics();
  Statistics all;
  all.phase = impl_->phase();
  all.packets = reception.received();
  all.octets = reception.octets();
  all.expected = reception.expected();
  all.missing = reception.missing();
  all.duplicates = reception.duplicates();
  all.reordered = reception.reordered();
  all.reorder_extent = reception.reorder_extent();
  all.loss_runs = reception.loss_runs();
  all.jitter = reception.jitter_time();
  all.bit_rate = reception.bit_rate(now);
  all.spacing = impl_->spacing_.summary(now);
  all.batches = impl_->spacing_.batches();
  all.reorder_wait = impl_->rtp_.buffer().wait();
  all.stock_needed = stock_needed();
  all.source = impl_->source_;
  all.format = impl_->path_.format();
  all.receivers = impl_->rtcp_.other_receivers();
  all.reports_sent = impl_->reports_;
  all.selection = impl_->rtp_.selector().counters();
  all.reordering = impl_->rtp_.buffer().counters();
  all.malformed = impl_->rtp_.malformed();
  all.rtcp = impl_->rtcp_.counters();
  all.sap = impl_->descriptions_.table_counters();
  all.descriptions = impl_->descriptions_.counters();
  all.payload = impl_->path_.counters();
  all.other_group = impl_->other_group_;
  all.srtp = impl_->unlocking_.counters();
  if (all.srtp) all.duplicates += all.srtp->rtp_dropped[static_cast<std::size_t>(rtp::SrtpDrop::replayed)];
  return all;
}

RtcpFacts Session::rtcp_facts(TimePoint now) const {
  RtcpFacts facts = impl_->listener_.facts(impl_->rtcp_, impl_->path_.format().clock_rate_hz, now);
  facts.reports_sent = impl_->reports_;
  return facts;
}

Duration Session::stock_needed() const noexcept { return impl_->rtp_.delay().needed(); }

const std::optional<Item>& Session::item() const noexcept { return impl_->timeline_.current(); }

std::string Session::description() const { return impl_->text_; }

}  // namespace joincast::libreceiver
