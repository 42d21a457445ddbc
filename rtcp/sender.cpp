// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/sender.h"

#include <algorithm>
#include <cassert>
#include <limits>

#include "rtcp/participant.h"

namespace joincast::rtcp {
namespace {

constexpr Duration kExtraReportPause = std::chrono::milliseconds(200);
constexpr Duration kCollisionPause = std::chrono::seconds(10);
constexpr int kMemberIntervals = 5;

}  // namespace

Sender::Sender(Config config, Rng& rng, Now now)
    : config_(std::move(config)),
      schedule_(config_.schedule, rng, now.mono),
      aggregate_(config_.ssrc, config_.max_receivers, rng.u64()) {
  assert(!config_.cname.empty() && config_.clock_rate_hz != 0);
}

void Sender::sent_rtp(std::uint16_t sequence, std::uint32_t timestamp, std::size_t payload_octets, Now due) {
  aggregate_.sent_packet(sequence);
  ++packets_;
  octets_ += payload_octets;
  last_timestamp_ = timestamp;
  last_due_ = due;
  schedule_.sent_rtp(due.mono);
}

void Sender::collide(const IpAddress& from, TimePoint now) {
  ++counters_.collisions;
  if (last_collision_ && now - *last_collision_ < kCollisionPause) return;
  last_collision_ = now;
  outputs_.push_back(Collision{from});
}

void Sender::handle_datagram(ByteView octets, const Endpoint& from, Now now) {
  ++counters_.datagrams;
  if (std::equal(octets.begin(), octets.end(), last_sent_.begin(), last_sent_.end())) {
    ++counters_.own;
    return;
  }
  const auto compound = parse(octets);
  if (!compound) {
    ++counters_.refused[static_cast<std::size_t>(compound.error().code)];
    return;
  }
  if (speaks_for(*compound, config_.ssrc)) {
    const auto cname = cname_of(*compound, config_.ssrc);
    if (cname && *cname == config_.cname)
      ++counters_.own;
    else
      collide(from.address, now.mono);
    return;
  }
  if (const auto ssrc = reporter(*compound); ssrc && !cname_of(*compound, *ssrc)) ++counters_.without_cname;
  feed(schedule_, *compound, octets.size(), from.address, config_.ssrc, now.mono);
  aggregate_.handle_compound(*compound, from.address, now);
}

void Sender::handle_deadline(Now now) {
  const auto action = schedule_.due(now.mono);
  if (action == TransmissionSchedule::Action::nothing) return;
  const bool goodbye = action == TransmissionSchedule::Action::bye;
  transmit(build(now, goodbye));
  if (!goodbye) aggregate_.expire(now.mono, kMemberIntervals * schedule_.timeout_interval());
}

std::optional<Sender::Output> Sender::poll_output() {
  if (outputs_.empty()) return std::nullopt;
  Output output = std::move(outputs_.front());
  outputs_.pop_front();
  return output;
}

void Sender::report_now(Now now) {
  if (packets_ == 0 || stopped_ || (last_extra_ && now.mono - *last_extra_ < kExtraReportPause)) return;
  last_extra_ = now.mono;
  transmit(build(now, false));
}

void Sender::stop(Now now, std::string reason) {
  reason_ = std::move(reason);
  stopped_ = true;
  Bytes goodbye = build(now, true);
  if (schedule_.leave(goodbye.size(), now.mono) == TransmissionSchedule::Action::bye) transmit(std::move(goodbye));
}

void Sender::change_ssrc(std::uint32_t ssrc, Now now) {
  if (ssrc == config_.ssrc) return;
  if (packets_ != 0 || !last_sent_.empty()) transmit(build(now, true));
  config_.ssrc = ssrc;
  packets_ = octets_ = 0;
  aggregate_.set_ssrc(ssrc);
}

void Sender::set_clock_rate(std::uint32_t clock_rate_hz) noexcept {
  assert(clock_rate_hz != 0);
  config_.clock_rate_hz = clock_rate_hz;
}

void Sender::set_bandwidth(const Bandwidth& bandwidth, std::uint64_t session_bps, Now now) {
  schedule_.set_bandwidth(bandwidth, session_bps, now.mono);
}

SenderInfo Sender::info(Now now) const noexcept {
  const double elapsed = std::chrono::duration<double>(now.mono - last_due_.mono).count();
  const auto ticks = static_cast<std::int64_t>(elapsed * config_.clock_rate_hz);
  return {to_ntp(now.wall), static_cast<std::uint32_t>(last_timestamp_ + ticks), static_cast<std::uint32_t>(packets_),
          static_cast<std::uint32_t>(octets_)};
}

/// What receivers told us, and what each of them may spend by it.
OtherPacket Sender::summary(Now now) const {
  ReceiverSummary summary{config_.ssrc, config_.ssrc, to_ntp(now.wall), aggregate_.sub_reports()};
  const std::uint64_t receivers = std::max<std::uint64_t>(schedule_.members() - 1, aggregate_.size());
  const double each = static_cast<double>(schedule_.bandwidth().receivers_bps) /
                      static_cast<double>(std::max<std::uint64_t>(receivers, 1)) / 1000;
  constexpr double kMost = 65'535;  // kbit/s
  summary.reports.emplace_back(BandwidthIndication{
      .senders = false, .receivers = true, .kilobits = static_cast<std::uint32_t>(std::min(each, kMost) * 65'536)});
  summary.reports.emplace_back(GroupSize{
      static_cast<std::uint16_t>(std::clamp(schedule_.average_size(), 0.0, 65'535.0)),
      static_cast<std::uint32_t>(std::min<std::uint64_t>(receivers, std::numeric_limits<std::uint32_t>::max()))});
  return to_packet(summary);
}

/// SR as long as RTP goes out or has just ended, else RR (RFC 3550 section 6.4).
Bytes Sender::build(Now now, bool goodbye) {
  std::optional<SenderInfo> about_us;
  if (packets_ != 0 && schedule_.we_sent()) about_us = info(now);
  std::vector<SdesItem> items;
  if (!goodbye && !config_.name.empty()) items.push_back({SdesType::name, config_.name});
  if (!goodbye && !config_.tool.empty()) items.push_back({SdesType::tool, config_.tool});
  CompoundBuilder builder(
      {.ssrc = config_.ssrc, .info = about_us, .blocks = {}, .cname = config_.cname, .items = items}, config_.max_size);
  if (config_.summarises && !goodbye) builder.add(summary(now));
  if (goodbye) builder.add(Bye{{config_.ssrc}, reason_});
  if (about_us) aggregate_.sent_report(about_us->ntp, now.mono);
  return builder.take();
}

void Sender::transmit(Bytes octets) {
  schedule_.sent(octets.size());
  last_sent_ = octets;
  outputs_.push_back(Transmit{std::move(octets)});
}

}  // namespace joincast::rtcp
