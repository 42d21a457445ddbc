// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/aggregate.h"

#include <algorithm>

#include "rtcp/aggregate_entry.h"

namespace joincast::rtcp {
namespace {

constexpr std::size_t kFewestSlots = 16;
constexpr std::int64_t kTick = 62'500'000;  // 1/16 s
constexpr Duration kClockTolerance = std::chrono::milliseconds(10);
constexpr Duration kLongestTrip = std::chrono::seconds(60);

std::uint64_t mixed(std::uint64_t value) noexcept {
  value = (value ^ (value >> 30)) * 0xbf58'476d'1ce4'e5b9u;
  value = (value ^ (value >> 27)) * 0x94d0'49bb'1331'11ebu;
  return value ^ (value >> 31);
}

bool says_goodbye(const Compound& compound, std::uint32_t ssrc) {
  for (const Packet& packet : compound.packets)
    if (const auto* bye = std::get_if<Bye>(&packet))
      if (std::find(bye->ssrcs.begin(), bye->ssrcs.end(), ssrc) != bye->ssrcs.end()) return true;
  return false;
}

}  // namespace

Aggregate::Aggregate(std::uint32_t ssrc, std::size_t limit, std::uint64_t salt)
    : ssrc_(ssrc), limit_(std::min<std::size_t>(limit, kNone - 1)), salt_(salt) {}
Aggregate::~Aggregate() = default;
Aggregate::Aggregate(Aggregate&&) noexcept = default;
Aggregate& Aggregate::operator=(Aggregate&&) noexcept = default;

std::size_t Aggregate::size() const noexcept { return entries_.size(); }

std::uint32_t Aggregate::hash(const IpAddress& address) const noexcept {
  std::uint64_t value = salt_ + (address.is_v4() ? 4u : 6u);
  const ByteView octets = address.octets();
  for (std::size_t at = 0; at < octets.size(); at += 4) {
    ByteReader in(octets.subspan(at, 4));
    value = mixed(value + in.u32() + 0x9e37'79b9'7f4a'7c15u);
  }
  return static_cast<std::uint32_t>(value);
}

std::uint32_t Aggregate::stamp(TimePoint time) const noexcept {
  return time <= epoch_ ? 0 : static_cast<std::uint32_t>((time - epoch_).count() / kTick);
}

// All entries of one address share a home slot, so one probe meets all of them, the longest known first.
std::uint32_t Aggregate::find(const IpAddress& address, std::uint32_t ssrc) const noexcept {
  if (index_.empty()) return kNone;
  const std::size_t mask = index_.size() - 1;
  for (std::size_t at = hash(address) & mask; index_[at] != kNone; at = (at + 1) & mask)
    if (entries_[index_[at]].ssrc == ssrc && entries_[index_[at]].address == address) return index_[at];
  return kNone;
}

std::uint32_t Aggregate::first_at(const IpAddress& address) const noexcept {
  if (index_.empty()) return kNone;
  const std::size_t mask = index_.size() - 1;
  for (std::size_t at = hash(address) & mask; index_[at] != kNone; at = (at + 1) & mask)
    if (entries_[index_[at]].address == address) return index_[at];
  return kNone;
}

std::size_t Aggregate::slot_of(std::uint32_t index) const noexcept {
  const std::size_t mask = index_.size() - 1;
  std::size_t at = hash(entries_[index].address) & mask;
  while (index_[at] != index) at = (at + 1) & mask;
  return at;
}

void Aggregate::link(std::uint32_t index) noexcept {
  const std::size_t mask = index_.size() - 1;
  std::size_t at = hash(entries_[index].address) & mask;
  while (index_[at] != kNone) at = (at + 1) & mask;
  index_[at] = index;
}

void Aggregate::unlink(std::size_t slot) noexcept {
  const std::size_t mask = index_.size() - 1;
  for (std::size_t next = (slot + 1) & mask; index_[next] != kNone; next = (next + 1) & mask) {
    const std::size_t home = hash(entries_[index_[next]].address) & mask;
    if (((next - home) & mask) < ((next - slot) & mask)) continue;  // would move before its home
    index_[slot] = index_[next];
    slot = next;
  }
  index_[slot] = kNone;
}

void Aggregate::grow() {
  std::vector<std::uint32_t> before(std::max(kFewestSlots, 2 * index_.size()), kNone);
  before.swap(index_);
  // From behind a gap on, so that entries of one address keep their order.
  const auto gap = std::find(before.begin(), before.end(), kNone);
  const auto start = static_cast<std::size_t>(gap - before.begin());
  for (std::size_t i = 0; i < before.size(); ++i) {
    const std::uint32_t index = before[(start + i) % before.size()];
    if (index != kNone) link(index);
  }
}

std::uint32_t Aggregate::find_or_add(const IpAddress& address, std::uint32_t ssrc, TimePoint now) {
  const std::uint32_t known = find(address, ssrc);
  if (known != kNone) {
    entries_[known].heard = std::max(entries_[known].heard, stamp(now));
    return known;
  }
  if (entries_.size() >= limit_) {
    ++counters_.over_limit;
    count_beyond(address, ssrc, now);
    return kNone;
  }
  if (4 * (entries_.size() + 1) > 3 * index_.size()) grow();
  std::size_t same = 0;
  const std::size_t mask = index_.size() - 1;
  for (std::size_t at = hash(address) & mask; index_[at] != kNone; at = (at + 1) & mask)
    same += entries_[index_[at]].address == address;
  if (same >= kMaxPerAddress) {
    ++counters_.over_address_limit;
    return kNone;
  }
  if (entries_.size() == entries_.capacity())  // doubling would keep half as many places empty as there are receivers
    entries_.reserve(entries_.size() + std::max<std::size_t>(16, entries_.size() / 16));
  Entry& entry = entries_.emplace_back();
  entry.address = address;
  entry.ssrc = ssrc;
  entry.heard = stamp(now);
  const auto index = static_cast<std::uint32_t>(entries_.size() - 1);
  link(index);
  push(Event::Kind::joined, address, ssrc);
  return index;
}

void Aggregate::remove(std::uint32_t index, Event::Kind kind) {
  push(kind, entries_[index].address, entries_[index].ssrc);
  unlink(slot_of(index));
  const auto last = static_cast<std::uint32_t>(entries_.size() - 1);
  if (index != last) {
    index_[slot_of(last)] = index;
    entries_[index] = std::move(entries_[last]);
  }
  entries_.pop_back();
}

void Aggregate::push(Event::Kind kind, const IpAddress& address, std::uint32_t ssrc) {
  if (events_.size() >= kMaxEvents) {
    ++counters_.events_dropped;
    return;
  }
  events_.push_back({kind, address, ssrc});
}

std::optional<Aggregate::Event> Aggregate::poll_event() {
  if (events_.empty()) return std::nullopt;
  const Event event = events_.front();
  events_.pop_front();
  return event;
}

void Aggregate::count_beyond(const IpAddress& address, std::uint32_t ssrc, TimePoint now) {
  if (!beyond_) {
    beyond_ = std::make_unique<Beyond>();
    beyond_->since = now;
  }
  beyond_->current.set(mixed(salt_ ^ hash(address) ^ (std::uint64_t{ssrc} << 32)) % Beyond::kBits);
}

void Aggregate::sent_report(NtpTime ntp, TimePoint at) noexcept {
  sent_[sent_next_] = {ntp.compact(), at};
  sent_next_ = (sent_next_ + 1) % sent_.size();
}

std::optional<Duration> Aggregate::measure(const ReportBlock& block, TimePoint now) noexcept {
  if (block.last_sr == 0) return std::nullopt;
  for (const SentReport& sent : sent_) {
    if (sent.compact != block.last_sr) continue;
    const Duration trip = now - sent.at - from_compact(block.since_last_sr);
    if (trip < -kClockTolerance || trip > kLongestTrip) break;
    return std::max(trip, Duration::zero());
  }
  ++counters_.bad_round_trips;
  return std::nullopt;
}

void Aggregate::take_block(Entry& entry, const ReportBlock& block, TimePoint now) noexcept {
  ++counters_.reports;
  entry.reports = true;
  entry.set_loss(block.fraction_lost, block.lost);
  entry.jitter = block.jitter;
  const auto trip = measure(block, now);
  if (trip) entry.round_trip_us = static_cast<std::uint32_t>(*trip / std::chrono::microseconds(1));
}

void Aggregate::take_reports(const IpAddress& from, std::uint32_t ssrc, const std::vector<ReportBlock>& blocks,
                             TimePoint now) {
  const std::uint32_t index = find_or_add(from, ssrc, now);
  for (const ReportBlock& block : blocks) {
    if (block.ssrc != ssrc_)
      ++counters_.other_sources;
    else if (index != kNone)
      take_block(entries_[index], block, now);
  }
}

/// What a host's first voice says of single packets: their loss runs, or that none of a range was lost.
void Aggregate::take_extended(const IpAddress& from, const ExtendedReport& report) {
  const std::uint32_t index = find(from, report.ssrc);
  if (index == kNone || !entries_[index].reports || first_at(from) != index) return;
  for (const ExtendedBlock& block : report.blocks) {
    if (const auto* summary = std::get_if<StatisticsSummaryBlock>(&block)) {
      if (summary->ssrc == ssrc_ && summary->has_loss && summary->lost == 0)
        take_range(entries_[index], summary->begin_seq, summary->end_seq, {});
    } else if (const auto* runs = std::get_if<RunLengthBlock>(&block)) {
      if (runs->ssrc != ssrc_ || runs->kind != RunLengthBlock::Kind::loss || runs->thinning != 0) continue;
      const auto came = from_chunks(runs->chunks, covered(runs->begin_seq, runs->end_seq, 0));
      if (!came.empty()) take_range(entries_[index], runs->begin_seq, runs->end_seq, came);
    }
  }
}

/// Of a range that it has spoken of before only the rest counts: a host has one vote on each packet.
void Aggregate::take_range(Entry& entry, std::uint16_t begin, std::uint16_t end, const std::vector<bool>& came) {
  const std::uint16_t known = entry.spoke ? static_cast<std::uint16_t>(entry.spoke_until - begin) : 0;
  const std::uint16_t count = static_cast<std::uint16_t>(end - begin);
  const std::size_t skip = known < 0x8000 ? known : 0;
  if (skip >= count) return;
  bool taken = false;
  if (came.empty()) {
    taken = loss_.take(static_cast<std::uint16_t>(begin + skip), end, {});
  } else if (skip < came.size()) {
    taken = loss_.take(static_cast<std::uint16_t>(begin + skip), end,
                       {came.begin() + static_cast<std::ptrdiff_t>(skip), came.end()});
  }
  if (!taken) {
    ++counters_.bad_loss_runs;
    return;
  }
  entry.spoke = true;
  entry.spoke_until = end;
}

void Aggregate::take_description(const SourceDescription& description, const IpAddress& from) {
  for (const SdesChunk& chunk : description.chunks) {
    const std::uint32_t index = find(from, chunk.ssrc);
    if (index == kNone) continue;
    for (const SdesItem& item : chunk.items)
      if (item.type == SdesType::cname) entries_[index].cname.assign(std::string_view(item.text).substr(0, kMaxCname));
  }
}

void Aggregate::handle_datagram(ByteView octets, const Endpoint& from, Now now) {
  const auto compound = parse(octets);
  if (compound) return handle_compound(*compound, from.address, now);
  ++counters_.datagrams;
  ++counters_.refused[static_cast<std::size_t>(compound.error().code)];
}

void Aggregate::handle_compound(const Compound& compound, const IpAddress& from, Now now) {
  ++counters_.datagrams;
  if (!epoch_set_) {
    epoch_ = now.mono;
    epoch_set_ = true;
  }
  const auto ssrc = reporter(compound);
  if (ssrc && !cname_of(compound, *ssrc)) ++counters_.without_cname;
  for (const Packet& packet : compound.packets) {
    if (const auto* report = std::get_if<ReceiverReport>(&packet)) {
      const bool fleeting = find(from, report->ssrc) == kNone && says_goodbye(compound, report->ssrc);
      if (report->ssrc != ssrc_ && !fleeting) take_reports(from, report->ssrc, report->blocks, now.mono);
    } else if (const auto* sender = std::get_if<SenderReport>(&packet)) {
      if (sender->ssrc != ssrc_) ++counters_.rival_senders;
    } else if (const auto* description = std::get_if<SourceDescription>(&packet)) {
      take_description(*description, from);
    } else if (const auto* extended = std::get_if<ExtendedReport>(&packet)) {
      take_extended(from, *extended);
    } else if (const auto* bye = std::get_if<Bye>(&packet)) {
      for (const std::uint32_t leaving : bye->ssrcs) {
        const std::uint32_t index = find(from, leaving);
        if (index != kNone)
          remove(index, Event::Kind::left);
        else
          ++counters_.stranger_byes;
      }
    }
  }
}

void Aggregate::expire(TimePoint now, Duration timeout) {
  const std::uint32_t oldest = stamp(now - timeout);
  for (std::size_t i = entries_.size(); i-- > 0;)
    if (entries_[i].heard < oldest) remove(static_cast<std::uint32_t>(i), Event::Kind::timed_out);
  if (!beyond_ || now - beyond_->since < timeout) return;
  beyond_->before = beyond_->current;
  beyond_->current.reset();
  beyond_->since = now;
  if (beyond_->before.none()) beyond_.reset();
}

void Aggregate::set_ssrc(std::uint32_t ssrc) noexcept {
  if (ssrc == ssrc_) return;
  ssrc_ = ssrc;
  sent_ = {};
  loss_.clear();
  for (Entry& entry : entries_) {
    entry.reports = entry.spoke = false;
    entry.loss = 0;
    entry.jitter = 0;
    entry.round_trip_us = Entry::kNoTrip;
  }
}

}  // namespace joincast::rtcp
