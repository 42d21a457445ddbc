// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/cast.h"

#include <algorithm>
#include <cmath>
#include <type_traits>

namespace joincast::headend {
namespace {

constexpr Duration kTestAhead = std::chrono::milliseconds(100);

constexpr std::size_t kMostReceivers = 200'000;  // that report to us alone

/// Reports to us alone do not burden the group.
rtcp::Bandwidth share_of(std::uint64_t session_bps, const ServiceConfig& service) {
  return rtcp::default_bandwidth(session_bps, !service.source_specific);
}

rtcp::Bandwidth bandwidth_of(const CastOptions& options) { return share_of(options.session_bps, options.service); }

rtcp::Sender::Config rtcp_config(const CastOptions& options, std::uint32_t ssrc) {
  rtcp::Sender::Config config;
  config.ssrc = ssrc;
  config.cname = options.cname;
  config.name = options.service.name;
  config.tool = std::string(kToolName);
  config.schedule.bandwidth = bandwidth_of(options);
  config.summarises = options.service.source_specific;
  if (config.summarises) config.max_receivers = kMostReceivers;
  return config;
}

Facts first_facts(const CastOptions& options) {
  Facts facts;
  facts.session_id = options.session_id;
  facts.version = 1;
  facts.name = options.service.name;
  facts.link = options.service.homepage;
  facts.genre = options.service.genre;
  facts.rtcp = bandwidth_of(options);
  facts.unicast_feedback = options.service.source_specific;
  facts.start_repeat = options.start_repeat;
  facts.ttl = options.hop_limit;
  return facts;
}

sdp::State told_as(UpstreamState state) {
  switch (state) {
    case UpstreamState::connecting: return sdp::State::starting;
    case UpstreamState::playing: return sdp::State::playing;
    case UpstreamState::stalled: return sdp::State::waiting;
    case UpstreamState::failed: break;
  }
  return sdp::State::failed;
}

std::string name_of(const payload::Format& format) {
  std::string name(format.codec == payload::Codec::unknown ? format.encoding_name : payload::to_string(format.codec));
  if (format.sample_rate_hz != 0) name += "/" + std::to_string(format.sample_rate_hz);
  if (format.channels != 0) name += "/" + std::to_string(format.channels);
  return name;
}

}  // namespace

Cast::Cast(CastOptions options, PayloadTypes& types, Now now)
    : options_(std::move(options)),
      types_(types),
      rng_(options_.seed),
      facts_(first_facts(options_)),
      state_since_(now.mono),
      pacer_({.target = options_.test ? kTestAhead : options_.queue, .slewing = !options_.test}),
      meter_(options_.session_bps),
      secrecy_(options_.service.srtp_key),
      rtcp_(rtcp_config(options_, rng_.u32()), rng_, now),
      timestamp_offset_(rng_.u32()),
      sequence_(first_sequence()) {
  note_rollover(now);
  if (!secrecy_.trouble().empty()) unsendable_ = secrecy_.trouble();
  if (!options_.test) return;
  test_ = std::make_unique<TestSource>(*options_.test, options_.max_payload);
  if (const payload::Binding* binding = types_.bind(test_->format())) facts_.bindings = {*binding};
  facts_.title = "Test tone";
  pacer_.push(FormatChange{test_->format()});
  begin_rate(test_->format(), 0, now);
  facts_.state = sdp::State::playing;
  state_ = UpstreamState::playing;
}

/// Below a half with SRTP, so that no listener misses the first wrap (RFC 3711 section 3.3.1).
std::uint16_t Cast::first_sequence() noexcept {
  const auto drawn = static_cast<std::uint16_t>(rng_.u32());
  return secrecy_.wanted() ? drawn & 0x7fffu : drawn;
}

void Cast::note_rollover(Now now) {
  if (!secrecy_.wanted()) return;
  const sdp::RolloverCounter counter{rtcp_.ssrc(), secrecy_.rollover_count(rtcp_.ssrc())};
  if (facts_.rollover == counter) return;
  facts_.rollover = counter;
  changed(now);
}

void Cast::take(UpstreamItem item, Now now, Out out) {
  if (auto* unit = std::get_if<payload::AccessUnit>(&item)) {
    push_unit(std::move(*unit), now);
    tell_gaps(out);
  } else if (auto* format = std::get_if<FormatChange>(&item)) {
    if (const payload::Binding* binding = types_.bind(format->format)) {
      auto& announced = facts_.bindings;
      if (std::find(announced.begin(), announced.end(), *binding) == announced.end()) {
        announced.push_back(*binding);
        changed_for_good(now);
      }
    }
    const payload::Format& next = format->format;
    const bool pcm = next.codec == payload::Codec::l16 || next.codec == payload::Codec::l24;
    pcm_frame_ = pcm ? (next.codec == payload::Codec::l16 ? 2u : 3u) * next.channels : 0;
    pacer_.push(std::move(*format));
  } else if (auto* metadata = std::get_if<UpstreamMetadata>(&item)) {
    pacer_.push(std::move(*metadata));
  } else if (const auto* change = std::get_if<UpstreamStateChange>(&item)) {
    take_state(*change, now, out);
  }
}

/// Samples come in lumps of any size: each packet's worth is paced by itself.
void Cast::push_unit(payload::AccessUnit unit, Now now) {
  const std::size_t most = pcm_frame_ == 0 ? 0 : options_.max_payload / pcm_frame_ * pcm_frame_;
  if (most == 0 || unit.octets.size() <= most) return pacer_.push(std::move(unit), now.mono);
  for (std::size_t from = 0; from < unit.octets.size(); from += most) {
    payload::AccessUnit part;
    const ByteView octets = ByteView(unit.octets).subspan(from, std::min(most, unit.octets.size() - from));
    part.octets.assign(octets.begin(), octets.end());
    part.duration = static_cast<std::uint32_t>(octets.size() / pcm_frame_);
    part.after_loss = unit.after_loss && from == 0;
    pacer_.push(std::move(part), now.mono);
  }
}

void Cast::take_state(UpstreamStateChange change, Now now, Out out) {
  if (!unsendable_.empty() && change.state != UpstreamState::failed) change = {UpstreamState::failed, unsendable_, 0};
  if (change.state == state_ && change.reason == facts_.reason) return;
  if (state_ != change.state) state_since_ = now.mono;
  state_ = change.state;
  facts_.state = told_as(change.state);
  facts_.reason = change.state == UpstreamState::playing ? std::string() : change.reason;
  out.notices.push_back(StationState{options_.service.number, change.state, change.reason});
  changed(now);
}

void Cast::fill_from_test() {
  while (test_ && pacer_.level() < kTestAhead) pacer_.push(test_->next(), pacer_.deadline());
}

void Cast::send_frames(Now now, Out out) {
  if (test_ && pacer_.deadline() == kNever) pacer_.push(test_->next(), now.mono);
  fill_from_test();
  while (auto frame = pacer_.poll(now.mono)) {
    consumed_media_ += payload::ticks_to_time(frame->unit.duration, pacer_.clock_rate_hz());
    consumed_octets_ += frame->unit.octets.size();
    if (frame->ahead) pass(*frame->ahead, frame->new_clock, *frame, now, out);
    if (packetizer_ && packetizer_->push(frame->unit)) {
      while (auto payload = packetizer_->poll()) {
        const Duration before =
            payload::ticks_to_time(frame->unit.timestamp - payload->timestamp, pacer_.clock_rate_hz());
        send(std::move(*payload), frame->due - before, now, out);
      }
    }
    fill_from_test();
  }
  tell_gaps(out);
}

void Cast::tell_gaps(Out out) {
  if (pacer_.counters().gaps == gaps_told_) return;
  gaps_told_ = pacer_.counters().gaps;
  out.notices.push_back(MediaGap{options_.service.number, pacer_.counters().gap_time - gap_time_told_});
  gap_time_told_ = pacer_.counters().gap_time;
}

void Cast::pass(Pacer::Ahead& ahead, bool new_clock, const Pacer::Frame& frame, Now now, Out out) {
  if (ahead.format) {
    send_rest(frame, now, out);
    take_format(*ahead.format, ahead.declared_kbps, new_clock, now, out);
  }
  if (ahead.metadata) take_metadata(*ahead.metadata, frame, now, out);
  if (ahead.format) announce_news(now, out);
}

/// Frames that were gathered for a packet belong to the format that ends, to its clock and its source.
void Cast::send_rest(const Pacer::Frame& next, Now now, Out out) {
  if (!packetizer_) return;
  packetizer_->flush();
  while (auto payload = packetizer_->poll()) {
    const Duration before = payload::ticks_to_time(payload->duration, facts_.bindings.front().format.clock_rate_hz);
    send(std::move(*payload), next.due - before, now, out);
  }
  packetizer_.reset();
}

void Cast::take_format(const payload::Format& format, std::uint32_t declared_kbps, bool new_clock, Now now, Out out) {
  const payload::Binding* binding = types_.bind(format);
  if (new_clock) {
    rtcp_.change_ssrc(rng_.u32(), now);
    drain_rtcp(now, out);
    timestamp_offset_ = rng_.u32();
    if (secrecy_.wanted()) sequence_ = first_sequence();
    note_rollover(now);
  }
  rtcp_.set_clock_rate(format.clock_rate_hz);
  payload::PacketizerSettings settings;
  settings.max_payload = options_.max_payload;
  if (format.codec == payload::Codec::mpa) settings.frames_per_packet = options_.service.frames_per_packet;
  settings.packet_time = std::chrono::milliseconds(20);  // of PCM: as much as fits, which is what comes in one unit
  if (binding) packetizer_ = payload::make_packetizer(*binding, settings);
  if (!packetizer_) {
    unsendable_ = name_of(format) + " cannot be sent by RTP";
    take_state({UpstreamState::failed, unsendable_, 0}, now, out);
    return;
  }
  if (!std::exchange(unsendable_, {}).empty() && state_ == UpstreamState::failed)
    take_state({UpstreamState::playing, {}, 0}, now, out);
  payload_type_ = binding->payload_type;
  out.notices.push_back(NewFormat{options_.service.number, name_of(format), payload_type_, new_clock});
  const bool other_share = begin_rate(format, declared_kbps, now);
  if (facts_.bindings == std::vector{*binding} && !new_clock && !other_share) return;
  facts_.bindings = {*binding};
  if (new_clock) facts_.item_timestamp.reset();
  changed_for_good(now);
}

bool Cast::begin_rate(const payload::Format& format, std::uint32_t declared_kbps, Now now) {
  meter_.begin_format(expected_rate(format, declared_kbps, options_.service.frames_per_packet, options_.max_payload));
  return follow_rate(now);
}

bool Cast::follow_rate(Now now) {
  const rtcp::Bandwidth share = share_of(meter_.bps(), options_.service);
  if (share == facts_.rtcp) return false;
  facts_.rtcp = share;
  rtcp_.set_bandwidth(share, 0, now);
  return true;
}

void Cast::take_metadata(const UpstreamMetadata& metadata, const Pacer::Frame& frame, Now now, Out out) {
  const std::string& link = metadata.link.empty() ? options_.service.homepage : metadata.link;
  const std::string& genre = options_.service.genre.empty() ? metadata.genre : options_.service.genre;
  const bool same_item = metadata.title == facts_.title;
  if (same_item && link == facts_.link && genre == facts_.genre) return;
  facts_.link = link;
  facts_.genre = genre;
  facts_.title = metadata.title;
  if (!same_item) {
    facts_.item_timestamp.reset();
    facts_.item_began.reset();
    if (!metadata.title.empty()) {
      facts_.item_timestamp = rtp_timestamp(frame.unit.timestamp);
      facts_.item_began = now.wall - (now.mono - frame.due);
    }
    out.notices.push_back(NewTitle{options_.service.number, metadata.title});
  }
  changed(now);
}

void Cast::send(payload::Payload payload, TimePoint due, Now now, Out out) {
  rtp::Header header;
  header.marker = payload.marker;
  header.payload_type = payload_type_;
  header.sequence = sequence_++;
  header.timestamp = rtp_timestamp(payload.timestamp);
  header.ssrc = rtcp_.ssrc();
  const auto head = rtp::encode(header);
  const std::size_t size = payload.octets.size();
  if (!secrecy_.protect_rtp(head, payload.octets)) return;
  note_rollover(now);
  Packet& packet = last_packets_[packets_ % kMostRepeated];
  packet = {head, std::move(payload.octets)};
  ++packets_;
  octets_ += size;
  rtcp_.sent_rtp(header.sequence, header.timestamp, size, {due, now.wall - (now.mono - due)});
  const Duration media = payload::ticks_to_time(payload.duration, facts_.bindings.front().format.clock_rate_hz);
  if (meter_.count(size + kWireHeaders, media) && follow_rate(now)) changed_for_good(now);
  if (destinations_.empty()) return;
  const Outbox::Stored stored = out.outbox.store(packet.head, packet.payload);
  for (Destination& destination : destinations_) {
    out.outbox.send(stored, destination.group, kRtpPort);
    told_first_packet(destination, now, out);
  }
}

void Cast::told_first_packet(Destination& destination, Now now, Out out) {
  if (!destination.waiting_since) return;
  out.notices.push_back(
      FirstPacket{options_.service.number, destination.group, destination.host, now.mono - *destination.waiting_since});
  destination.waiting_since.reset();
  rtcp_.report_now(now);
}

void Cast::handle_deadline(Now now, Out out) {
  send_frames(now, out);
  rtcp_.handle_deadline(now);
  run_schedules(now, out);
  drain_rtcp(now, out);
}

TimePoint Cast::deadline() const noexcept {
  TimePoint next = std::min(pacer_.deadline(), rtcp_.deadline());
  if (standard_) next = std::min(next, standard_->deadline());
  for (const Destination& destination : destinations_)
    next = std::min({next, destination.schedule.deadline(), destination.start_due});
  return next;
}

std::pair<Duration, std::size_t> Cast::take_consumed() noexcept {
  return {std::exchange(consumed_media_, Duration{}), std::exchange(consumed_octets_, 0)};
}

CastStatus Cast::status(std::size_t most_worst) const {
  CastStatus status;
  status.state = state_;
  status.state_since = state_since_;
  status.reason = facts_.reason;
  status.title = facts_.title;
  if (packetizer_ && !facts_.bindings.empty()) {
    status.format = name_of(facts_.bindings.front().format);
    status.clock_rate_hz = facts_.bindings.front().format.clock_rate_hz;
  }
  status.packets = packets_;
  status.octets = octets_;
  status.level = pacer_.level();
  status.slew = pacer_.slew();
  status.pacer = pacer_.counters();
  status.secret = secrecy_.wanted();
  status.refused_rtcp = secrecy_.refused_rtcp();
  status.receivers = rtcp_.aggregate().summary();
  status.worst = worst_receivers(rtcp_.aggregate(), status.clock_rate_hz, most_worst);
  return status;
}

}  // namespace joincast::headend
