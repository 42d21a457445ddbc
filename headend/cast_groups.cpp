// SPDX-License-Identifier: LGPL-2.1-or-later
// The cast's groups: who joins them, and what they are told by SAP and RTCP.
#include <algorithm>

#include "headend/cast.h"
#include "sap/packet.h"

namespace joincast::headend {
namespace {

constexpr std::uint8_t kSapHopLimit = 255;                      // RFC 2974 section 3
constexpr Duration kCoalesce = std::chrono::milliseconds(200);  // newcomers within it share a start

}  // namespace

void Cast::add_member(const Group& group, const IpAddress& source, const IpAddress& host, TimePoint heard, Now now,
                      Out out) {
  auto destination = std::find_if(destinations_.begin(), destinations_.end(),
                                  [&group](const Destination& one) { return one.group == group; });
  if (destination == destinations_.end()) {
    sap::GroupScheduleOptions options;
    options.shortest = options_.announce_interval;
    options.longest = 2 * options_.announce_interval;
    destinations_.push_back({.group = group, .source = source, .schedule = sap::GroupSchedule(options, rng_.u64())});
    destination = destinations_.end() - 1;
    destination->schedule.trigger(now.mono);
  }
  if (destination->source != source) destination->announced_version = 0;
  destination->source = source;
  destination->start_due =
      destination->last_start ? std::max(now.mono, *destination->last_start + kCoalesce) : now.mono;
  if (!destination->waiting_since) {
    destination->waiting_since = heard;
    destination->host = host;
  }
  run_schedules(now, out);
  drain_rtcp(now, out);
}

void Cast::remove_group(const Group& group) {
  std::erase_if(destinations_, [&group](const Destination& one) { return one.group == group; });
}

void Cast::changed(Now now) {
  ++facts_.version;
  for (Destination& destination : destinations_) destination.schedule.trigger(now.mono);
}

void Cast::changed_for_good(Now now) {
  changed(now);
  if (!standard_ || facts_.bindings.empty()) return;
  Facts stable = facts_;
  stable.link = options_.service.homepage;
  stable.genre = options_.service.genre;
  standard_->changed(std::move(stable), now.mono);
}

void Cast::set_standard_places(std::vector<StandardPlace> places, Now now, Out out) {
  if (places.empty()) {
    if (standard_) standard_->stop(out.outbox);
    standard_.reset();
  } else if (standard_) {
    standard_->set_places(std::move(places), now.mono);
  } else {
    standard_.emplace(std::move(places), rng_.u64(), now.mono);
    changed_for_good(now);
  }
}

void Cast::run_schedules(Now now, Out out) {
  if (standard_) standard_->handle_deadline(announced_services_, now.mono, out.outbox);
  for (Destination& destination : destinations_) {
    const bool newcomer = destination.start_due <= now.mono;
    if (destination.schedule.handle_deadline(now.mono) || newcomer) announce(destination, now, out);
    if (!newcomer) continue;
    destination.start_due = kNever;
    destination.last_start = now.mono;
    repeat_start(destination, now, out);
  }
}

void Cast::announce(Destination& destination, Now, Out out) {
  if (destination.announced_version != facts_.version) {
    destination.announced =
        announcement(describe(facts_, destination.group.address, destination.source), destination.source);
    destination.announced_version = facts_.version;
  }
  out.outbox.send(out.outbox.store(destination.announced), destination.group, sap::kPort, kSapHopLimit);
}

void Cast::announce_news(Now now, Out out) {
  for (Destination& destination : destinations_)
    if (destination.announced_version != facts_.version) announce(destination, now, out);
}

void Cast::repeat_start(Destination& destination, Now now, Out out) {
  rtcp_.report_now(now);
  drain_rtcp(now, out);
  const std::uint64_t count = std::min<std::uint64_t>(packets_, options_.start_repeat);
  for (std::uint64_t i = packets_ - count; i < packets_; ++i) {
    const Packet& packet = last_packets_[i % kMostRepeated];
    out.outbox.send(out.outbox.store(packet.head, packet.payload), destination.group, kRtpPort);
  }
  if (count != 0) told_first_packet(destination, now, out);
}

void Cast::drain_rtcp(Now now, Out out) {
  while (auto output = rtcp_.poll_output()) {
    if (auto* packet = std::get_if<rtcp::Transmit>(&*output)) {
      if (destinations_.empty() || !secrecy_.protect_rtcp(packet->octets)) continue;
      const Outbox::Stored stored = out.outbox.store(packet->octets);
      for (const Destination& destination : destinations_) out.outbox.send(stored, destination.group, kRtcpPort);
    } else if (const auto* collision = std::get_if<rtcp::Sender::Collision>(&*output)) {
      out.notices.push_back(SourceCollision{options_.service.number, collision->from});
      // Whoever has the key and our SSRC enciphers by the same key stream (RFC 3711 section 9.1).
      if (!secrecy_.wanted()) continue;
      rtcp_.change_ssrc(rng_.u32(), now);
      sequence_ = first_sequence();
      note_rollover(now);
    }
  }
}

void Cast::handle_rtcp(ByteView octets, const Endpoint& from, Now now, Out out) {
  const auto opened = secrecy_.open_rtcp(octets);
  if (!opened) return;
  rtcp_.handle_datagram(*opened, from, now);
  drain_rtcp(now, out);
}

void Cast::rename(const ServiceConfig& service, Now now) {
  if (facts_.link == options_.service.homepage) facts_.link = service.homepage;
  if (facts_.genre == options_.service.genre || !service.genre.empty()) facts_.genre = service.genre;
  facts_.name = service.name;
  options_.service = service;
  changed_for_good(now);
}

void Cast::set_start_repeat(unsigned packets, Now now) {
  if (packets == options_.start_repeat) return;
  options_.start_repeat = packets;
  facts_.start_repeat = packets;
  changed(now);
}

void Cast::set_sending(std::uint8_t hop_limit, Duration announce_interval, Duration queue, Now now) {
  if (!test_) pacer_.set_target(queue);
  for (Destination& destination : destinations_)
    destination.schedule.set_interval(announce_interval, 2 * announce_interval);
  const bool announced = hop_limit != options_.hop_limit;
  options_.queue = queue;
  options_.announce_interval = announce_interval;
  options_.hop_limit = hop_limit;
  facts_.ttl = hop_limit;
  if (announced) changed_for_good(now);
}

void Cast::stop(Now now, Out out) {
  for (Destination& destination : destinations_) {
    const Bytes deletion =
        announcement(describe(facts_, destination.group.address, destination.source), destination.source, true);
    out.outbox.send(out.outbox.store(deletion), destination.group, sap::kPort, kSapHopLimit);
  }
  if (standard_) standard_->stop(out.outbox);
  rtcp_.stop(now, "the service stops");
  drain_rtcp(now, out);
  destinations_.clear();
}

}  // namespace joincast::headend
