// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/session.h"

#include <algorithm>
#include <utility>

#include "base/queue.h"
#include "base/random.h"
#include "libreceiver/descriptions.h"
#include "libreceiver/item_timeline.h"
#include "libreceiver/reception_reporter.h"
#include "libreceiver/unlocking.h"
#include "rtcp/bandwidth.h"
#include "sap/packet.h"
#include "sdp/attributes.h"
#include "sdp/joincast.h"
#include "sdp/rtp.h"
#include "sdp/text.h"

namespace joincast::libreceiver {
namespace {

constexpr std::uint64_t kUsualBps = 128'000;                    // before a description says better
constexpr std::uint64_t kMostUnicastBps = 10'000'000'000;       // of all receivers together, to the source alone
constexpr Duration kTellRtcp = std::chrono::milliseconds(100);  // that the source sends: it counts in seconds
constexpr std::uint8_t kFirstRtcpType = 192;  // RFC 5761 section 4: second octet of RTCP on RTP's port
constexpr std::uint8_t kLastRtcpType = 223;

bool looks_like_rtcp(ByteView octets) noexcept {
  return octets.size() > 1 && octets[1] >= kFirstRtcpType && octets[1] <= kLastRtcpType;
}

Item item_of(const Description& description) {
  const sdp::Session& session = description.session;
  Item item;
  item.title = sdp::clean_text(sdp::readable(session, session.information));
  if (sdp::is_web_link(session.uri)) item.link = session.uri;
  const std::uint64_t start = session.timings.empty() ? 0 : session.timings.front().start;
  if (start != 0) item.since = to_wall(NtpTime{start << 32});
  return item;
}

}  // namespace

struct Session::Impl {
  Impl(const Config& config, Now now)
      : config_(config),
        rtcp_port_(static_cast<std::uint16_t>(config.port + 1)),
        rtp_(config.reception),
        descriptions_(config.group, config.port),
        path_(config.hold),
        unlocking_(config.srtp_key),
        rtcp_(make_rtcp(now)) {
    if (config.source) rtp_.selector().only_from(std::span(&*config.source, 1));
    join(Channel::rtp, config.port);
    join(Channel::rtcp, rtcp_port_);
    join(Channel::sap, sap::kPort);
    tell(now, Joined{});
    if (config.description.empty()) return;
    descriptions_.give(config.description);
    review(now);
  }

  rtcp::Receiver make_rtcp(Now now);
  bool is_source_specific() const noexcept { return config_.source || config_.group.address.is_source_specific(); }
  rtcp::Bandwidth bandwidth(const Description* description, std::uint64_t& session_bps) const;

  void join(Channel channel, std::uint16_t port) {
    outputs_.push_back(Join{channel, config_.group, port, config_.source});
  }
  void tell(Now now, Event::What what) { outputs_.push_back(Event{now.mono, std::move(what)}); }

  void handle_rtp(ByteView octets, const IpAddress& from, Now now);
  void drain_rtp(Now now);
  void begin_stream(Now now);
  void drain_path(Now now);
  void drain_rtcp(Now now);
  void review(Now now);
  void apply(const Description& description, Now now);
  void place_rtcp(const Description& description);
  void tell_state(const sdp::Media& media, Now now);
  void tell_item(Now now) {
    if (auto item = timeline_.poll()) tell(now, ItemChanged{std::move(*item)});
  }
  void tell_trouble(Now now) {
    if (auto trouble = unlocking_.poll_trouble()) tell(now, std::move(*trouble));
  }
  void note_media(Now now);
  Phase phase() const noexcept;

  Config config_;
  std::uint16_t rtcp_port_;
  rtp::Receiver rtp_;
  Descriptions descriptions_;
  PayloadPath path_;
  Unlocking unlocking_;
  bool locked_ = false;  // what comes is enciphered, and there is no key
  ItemTimeline timeline_;
  ReceptionReporter reporter_;
  sdp::ExtendedReports asked_;     // by the description that holds
  bool unicast_feedback_ = false;  // the same: reports go to the source alone
  rtcp::Receiver rtcp_;
  Queue<Output> outputs_;

  std::uint64_t reviewed_ = 0;          // revision of the descriptions
  std::uint64_t applied_ = 0;           // order of the description that holds
  std::optional<IpAddress> announcer_;  // of that one
  std::string text_;                    // and its words
  bool path_described_ = false;         // the payload path goes by it
  sdp::State state_ = sdp::State::playing;
  std::string reason_;
  bool has_media_ = false;               // a source was chosen
  std::optional<rtp::SourceId> source_;  // it
  TimePoint last_media_{};
  std::optional<rtp::SourceId> known_to_rtcp_;  // as one that sends
  TimePoint told_rtcp_{};
  bool stalled_ = false;
  std::uint32_t streams_before_ = 0;  // numbered so by earlier sources: positions in them say nothing now
  std::uint64_t reports_ = 0;
  std::uint64_t other_group_ = 0;
  bool left_ = false;
};

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

/// RFC 3550's share, or what the description grants; nothing where a receiver may not send to the group.
rtcp::Bandwidth Session::Impl::bandwidth(const Description* description, std::uint64_t& session_bps) const {
  session_bps = kUsualBps;
  const bool any_source = !is_source_specific();
  if (!config_.reports || (!any_source && !unicast_feedback_)) return {};
  if (!description) return rtcp::default_bandwidth(session_bps, any_source);
  const sdp::Media& media = description->media();
  for (const auto* list : {&media.bandwidths, &description->session.bandwidths}) {
    const auto kilobits = sdp::bandwidth(*list, "AS");
    if (!kilobits || *kilobits == 0) continue;
    session_bps = std::min<std::uint64_t>(*kilobits, 10'000'000) * 1'000;
    break;
  }
  rtcp::Bandwidth granted = rtcp::default_bandwidth(session_bps, any_source);
  const std::uint64_t most = any_source ? rtcp::kAnySourceLimitBps : kMostUnicastBps;
  const auto said = sdp::rtcp_bandwidth(description->session, media);
  if (said.senders_bps) granted.senders_bps = std::min(*said.senders_bps, most);
  if (said.receivers_bps) granted.receivers_bps = std::min(*said.receivers_bps, most);
  return granted;
}

void Session::Impl::handle_rtp(ByteView octets, const IpAddress& from, Now now) {
  const std::uint64_t before = rtp_.selector().counters().played;
  const auto opened = unlocking_.open_rtp(octets, from, now.mono);
  tell_trouble(now);
  if (!opened) return;
  rtp_.handle_datagram(*opened, from, now.mono);
  drain_rtp(now);
  if (rtp_.selector().counters().played != before) note_media(now);
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
    } else if (auto* gone = std::get_if<rtcp::Receiver::SenderLeft>(&*output)) {
      known_to_rtcp_.reset();
      if (!source_ || gone->ssrc != source_->ssrc) continue;
      rtp_.selector().handle_bye(*source_);
      tell(now, SenderLeft{sdp::clean_text(gone->reason)});
    }
  }
}

/// Looks again which description holds, after any input that could have changed it.
void Session::Impl::review(Now now) {
  if (descriptions_.revision() == reviewed_) return;
  reviewed_ = descriptions_.revision();
  rtp_.selector().set_announced(descriptions_.senders());
  if (const auto announcer = descriptions_.take_withdrawn()) tell(now, Withdrawn{*announcer});

  const Description* current = descriptions_.current();
  const bool bound = descriptions_.is_bound();
  // While a source is heard only a description of its own says anything; others wait until it falls silent.
  const bool counts = bound || !source_ || stalled_;
  const bool other = current && counts && current->order != applied_;
  if (other) apply(*current, now);
  if (bound || other) {
    const bool understood = unlocking_.describe(current->media());
    locked_ = bound && !understood;
    tell_trouble(now);
  }
  if (bound && !locked_ && (other || !path_described_)) path_.describe(&current->media());
  // A description that was taken back leaves what it bound: its packets may still come.
  if (!bound && current && path_described_) path_.describe(nullptr);
  path_described_ = bound && !locked_;
  drain_path(now);
  tell_item(now);
}

void Session::Impl::apply(const Description& description, Now now) {
  const bool changed = std::exchange(applied_, description.order) != 0;
  if (announcer_ != description.announcer) timeline_.forget();
  announcer_ = description.announcer;
  text_ = description.text;
  std::string name = sdp::clean_text(sdp::readable(description.session, description.session.name));
  if (name == "-") name.clear();
  tell(now, Described{std::move(name), description.announcer, description.text, changed});

  const auto feedback = sdp::unicast_feedback(description.session, description.media());
  unicast_feedback_ = is_source_specific() && feedback != sdp::UnicastFeedback::none;
  asked_ = sdp::extended_reports(description.session, description.media());
  place_rtcp(description);
  std::uint64_t session_bps = 0;
  const rtcp::Bandwidth granted = bandwidth(&description, session_bps);
  rtcp_.set_bandwidth(granted, session_bps, now);
  tell_state(description.media(), now);
  Announced announced{item_of(description), sdp::item_timestamp(description.media())};
  outputs_.push_back(announced);
  timeline_.announce(std::move(announced.item), announced.begins);
}

void Session::Impl::place_rtcp(const Description& description) {
  const std::uint16_t port = sdp::rtcp_port(description.media());
  if (port == 0 || port == rtcp_port_ || port == sap::kPort) return;
  if (rtcp_port_ != config_.port) outputs_.push_back(Leave{Channel::rtcp});
  rtcp_port_ = port;
  if (rtcp_port_ != config_.port) join(Channel::rtcp, rtcp_port_);
}

void Session::Impl::tell_state(const sdp::Media& media, Now now) {
  const sdp::State state = sdp::state(media).value_or(sdp::State::playing);
  std::string reason = sdp::clean_text(sdp::reason(media));
  if (state == state_ && reason == reason_) return;
  state_ = state;
  reason_ = reason;
  tell(now, StateChanged{state, std::move(reason)});
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
    if (const auto opened = impl_->unlocking_.open_rtcp(octets)) impl_->rtcp_.handle_datagram(*opened, from, now);
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

Duration Session::stock_needed() const noexcept { return impl_->rtp_.delay().needed(); }

const std::optional<Item>& Session::item() const noexcept { return impl_->timeline_.current(); }

std::string Session::description() const { return impl_->text_; }

}  // namespace joincast::libreceiver
