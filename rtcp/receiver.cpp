// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/receiver.h"

#include <algorithm>
#include <cassert>

#include "rtcp/participant.h"

namespace joincast::rtcp {
namespace {

constexpr Duration kCollisionPause = std::chrono::seconds(10);
constexpr std::size_t kMaxOutputs = 64;

/// One XR packet with as many blocks as fit.
void add_extended(CompoundBuilder& builder, std::uint32_t ssrc, std::vector<ExtendedBlock> blocks) {
  ExtendedReport report{ssrc, {}};
  std::size_t size = kHeaderSize + 4;
  for (ExtendedBlock& block : blocks) {
    if (size + encoded_size(block) > builder.remaining()) continue;
    size += encoded_size(block);
    report.blocks.push_back(std::move(block));
  }
  // Wireshark 4.0 calls a datagram malformed that ends with a run-length block.
  std::stable_partition(report.blocks.begin(), report.blocks.end(),
                        [](const ExtendedBlock& block) { return std::holds_alternative<RunLengthBlock>(block); });
  if (!report.blocks.empty()) builder.add(report);
}

}  // namespace

Receiver::Receiver(Config config, ReportProvider provider, Rng& rng, Now now)
    : config_(std::move(config)),
      provider_(std::move(provider)),
      rng_(rng.u64()),
      ssrc_(rng_.u32()),
      schedule_(config_.schedule, rng_, now.mono) {
  assert(!config_.cname.empty() && provider_);
}

Receiver::Source* Receiver::find(std::uint32_t ssrc) noexcept {
  const auto found =
      std::find_if(sources_.begin(), sources_.end(), [ssrc](const Source& source) { return source.ssrc == ssrc; });
  return found == sources_.end() ? nullptr : &*found;
}

Receiver::Source& Receiver::find_or_add(std::uint32_t ssrc, const IpAddress& from, TimePoint now) {
  if (Source* source = find(ssrc)) return *source;
  if (sources_.size() >= std::max<std::size_t>(config_.max_sources, 1)) {
    // Those that never sent RTP go first, then the longest silent.
    const auto victim = std::min_element(sources_.begin(), sources_.end(), [](const Source& a, const Source& b) {
      return std::pair(a.by_rtp, a.heard) < std::pair(b.by_rtp, b.heard);
    });
    sources_.erase(victim);
  }
  Source source{.ssrc = ssrc, .address = from, .heard = now, .cname = {}, .clock = SenderClock(config_.clock_rate_hz)};
  sources_.push_back(std::move(source));
  return sources_.back();
}

bool Receiver::from_its_own(const Source& source, const IpAddress& from) noexcept {
  if (source.address == from) return true;
  ++counters_.strangers;
  return false;
}

void Receiver::handle_rtp(std::uint32_t ssrc, const IpAddress& from, Now now) {
  if (ssrc == ssrc_) return collide(now);
  Source& source = find_or_add(ssrc, from, now.mono);
  if (source.address != from) {
    source.address = from;
    source.last_sr = 0;
    source.cname.clear();
    source.clock.reset();
  }
  source.by_rtp = true;
  source.heard = now.mono;
  schedule_.heard_rtp(ssrc, from, now.mono);
}

bool Receiver::is_our_own(const Compound& compound, ByteView octets, Now now) {
  if (std::equal(octets.begin(), octets.end(), last_sent_.begin(), last_sent_.end())) {
    ++counters_.own;
    return true;
  }
  if (!speaks_for(compound, ssrc_)) return false;
  const auto cname = cname_of(compound, ssrc_);
  if (cname && *cname == config_.cname)
    ++counters_.own;
  else
    collide(now);
  return true;
}

void Receiver::collide(Now now) {
  ++counters_.collisions;
  if (collided_ && now.mono - last_collision_ < kCollisionPause) return;
  collided_ = true;
  last_collision_ = now.mono;
  const std::uint32_t before = ssrc_;
  if (!last_sent_.empty()) transmit(build(now, true), true);
  do ssrc_ = rng_.u32();
  while (ssrc_ == before || find(ssrc_));
  outputs_.push_back(SsrcChanged{before, ssrc_});
}

void Receiver::handle_datagram(ByteView octets, const Endpoint& from, Now now) {
  ++counters_.datagrams;
  const auto compound = parse(octets);
  if (!compound) {
    ++counters_.refused[static_cast<std::size_t>(compound.error().code)];
    return;
  }
  if (is_our_own(*compound, octets, now)) return;
  if (const auto ssrc = reporter(*compound); ssrc && !cname_of(*compound, *ssrc)) ++counters_.without_cname;
  feed(schedule_, *compound, octets.size(), from.address, ssrc_, now.mono);
  for (const Packet& packet : compound->packets) {
    if (const auto* report = std::get_if<SenderReport>(&packet)) handle(*report, from.address, now);
    if (const auto* description = std::get_if<SourceDescription>(&packet)) handle(*description, from.address, now);
    if (const auto* bye = std::get_if<Bye>(&packet)) handle(*bye, from.address, now);
    if (const auto* other = std::get_if<OtherPacket>(&packet)) handle(*other, from.address);
  }
}

void Receiver::handle(const SenderReport& report, const IpAddress& from, Now now) {
  Source& source = find_or_add(report.ssrc, from, now.mono);
  if (!from_its_own(source, from)) return;
  source.heard = now.mono;
  source.last_sr = report.info.ntp.compact();
  source.last_sr_at = now.mono;
  source.clock.accept(report.info, now.mono);
  if (outputs_.size() < kMaxOutputs) outputs_.push_back(SenderReported{report.ssrc, report.info});
}

void Receiver::handle(const SourceDescription& description, const IpAddress& from, Now) {
  for (const SdesChunk& chunk : description.chunks) {
    Source* source = find(chunk.ssrc);
    if (!source || source->address != from) continue;
    for (const SdesItem& item : chunk.items)
      if (item.type == SdesType::cname) source->cname = item.text;
  }
}

void Receiver::handle(const Bye& bye, const IpAddress& from, Now) {
  for (const std::uint32_t ssrc : bye.ssrcs) {
    Source* source = find(ssrc);
    if (!source || !from_its_own(*source, from)) continue;
    sources_.erase(sources_.begin() + (source - sources_.data()));
    if (outputs_.size() < kMaxOutputs) outputs_.push_back(SenderLeft{ssrc, bye.reason});
  }
}

/// A summary counts from the media source that it is about: it sets our pace.
void Receiver::handle(const OtherPacket& packet, const IpAddress& from) {
  if (packet.type != ReceiverSummary::kType) return;
  auto summary = parse_receiver_summary(packet);
  if (!summary) {
    ++counters_.refused[static_cast<std::size_t>(summary.error().code)];
    return;
  }
  const Source* source = find(summary->summarised);
  if (!source || !source->by_rtp || !from_its_own(*source, from)) return;
  GroupSize group;
  double own_bps = 0;
  for (const SubReport& report : summary->reports) {
    if (const auto* size = std::get_if<GroupSize>(&report)) group = *size;
    const auto* share = std::get_if<BandwidthIndication>(&report);
    if (share && share->receivers) own_bps = share->kilobits * 1000.0 / 65'536;
  }
  schedule_.heard_summary(group.receivers, group.average_packet_size, own_bps);
  summary_ = std::move(*summary);
}

void Receiver::handle_deadline(Now now) {
  switch (schedule_.due(now.mono)) {
    case TransmissionSchedule::Action::nothing: return;
    case TransmissionSchedule::Action::report: return transmit(build(now, false));
    case TransmissionSchedule::Action::bye: return transmit(build(now, true), true);
  }
}

std::optional<Receiver::Output> Receiver::poll_output() {
  if (outputs_.empty()) return std::nullopt;
  Output output = std::move(outputs_.front());
  outputs_.pop_front();
  return output;
}

void Receiver::leave(Now now, std::string reason) {
  reason_ = std::move(reason);
  Bytes goodbye = build(now, true);
  if (schedule_.leave(goodbye.size(), now.mono) == TransmissionSchedule::Action::bye)
    transmit(std::move(goodbye), true);
}

void Receiver::set_clock_rate(std::uint32_t clock_rate_hz) {
  if (clock_rate_hz == config_.clock_rate_hz) return;
  config_.clock_rate_hz = clock_rate_hz;
  for (Source& source : sources_) source.clock = SenderClock(clock_rate_hz);
}

void Receiver::set_bandwidth(const Bandwidth& bandwidth, std::uint64_t session_bps, Now now) {
  schedule_.set_bandwidth(bandwidth, session_bps, now.mono);
}

const SenderClock* Receiver::clock(std::uint32_t source) const noexcept {
  for (const Source& known : sources_)
    if (known.ssrc == source) return known.clock.ready() ? &known.clock : nullptr;
  return nullptr;
}

std::optional<std::string> Receiver::cname(std::uint32_t source) const {
  for (const Source& known : sources_)
    if (known.ssrc == source && !known.cname.empty()) return known.cname;
  return std::nullopt;
}

std::uint64_t Receiver::other_receivers() const noexcept {
  // A summary counts us too.
  const std::uint64_t told = schedule_.members() - std::min(schedule_.members(), schedule_.senders() + 1);
  return std::max<std::uint64_t>(schedule_.table().members() - schedule_.table().senders(), told);
}

void Receiver::fill_delays(std::vector<ReportBlock>& blocks, TimePoint now) noexcept {
  for (ReportBlock& block : blocks) {
    const Source* source = find(block.ssrc);
    const bool known = source && source->last_sr != 0;
    block.last_sr = known ? source->last_sr : 0;
    block.since_last_sr = known ? to_compact(now - source->last_sr_at) : 0;
  }
}

Bytes Receiver::build(Now now, bool goodbye) {
  ReceptionReports reports = provider_(now);
  fill_delays(reports.blocks, now.mono);
  const std::size_t count = reports.blocks.size();
  if (count != 0)
    std::rotate(reports.blocks.begin(), reports.blocks.begin() + static_cast<std::ptrdiff_t>(next_block_ % count),
                reports.blocks.end());
  std::vector<SdesItem> items;
  if (!config_.tool.empty() && !goodbye) items.push_back({SdesType::tool, config_.tool});
  CompoundBuilder builder({.ssrc = ssrc_, .info = {}, .blocks = reports.blocks, .cname = config_.cname, .items = items},
                          config_.max_size);
  if (builder.blocks_taken() < count) next_block_ = (next_block_ + builder.blocks_taken()) % count;
  if (goodbye)
    builder.add(Bye{{ssrc_}, reason_});
  else
    add_extended(builder, ssrc_, std::move(reports.extended));
  return builder.take();
}

void Receiver::transmit(Bytes octets, bool goodbye) {
  schedule_.sent(octets.size());
  last_sent_ = octets;
  outputs_.push_back(Transmit{std::move(octets), goodbye});
}

}  // namespace joincast::rtcp
