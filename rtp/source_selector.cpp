// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/source_selector.h"

#include <algorithm>
#include <cstdlib>

namespace joincast::rtp {
namespace {

constexpr std::size_t kMaxAddresses = 16;

std::vector<IpAddress> limited(std::span<const IpAddress> addresses) {
  addresses = addresses.first(std::min(addresses.size(), kMaxAddresses));
  return {addresses.begin(), addresses.end()};
}

bool contains(const std::vector<IpAddress>& addresses, const IpAddress& address) {
  return std::find(addresses.begin(), addresses.end(), address) != addresses.end();
}

/// The number in the packet of a HeldPacket: octets 2 and 3 of the fixed header.
std::uint16_t sequence_of(const Bytes& octets) { return static_cast<std::uint16_t>(octets[2] << 8 | octets[3]); }

int distance(std::uint16_t sequence, std::uint16_t from) {
  return static_cast<std::int16_t>(static_cast<std::uint16_t>(sequence - from));
}

}  // namespace

SourceSelector::SourceSelector() : SourceSelector(Settings{}) {}

SourceSelector::SourceSelector(const Settings& settings) : settings_(settings), held_(settings.max_held_packets) {
  sources_.reserve(settings.max_sources);
  turn_.reserve(settings.max_held_packets);
}

SourceSelector::Verdict SourceSelector::handle_packet(const PacketView& packet, const IpAddress& from, TimePoint now) {
  if (has_chosen_ && packet.ssrc == sources_[0].id.ssrc && from == sources_[0].id.address)
    return handle_chosen(sources_[0], packet, now);
  if (!only_from_.empty() && !contains(only_from_, from)) {
    ++counters_.unexpected;
    return Verdict::refused;
  }
  Source* source = remember({from, packet.ssrc}, now);
  if (!source) {
    ++counters_.strangers;
    return Verdict::refused;
  }
  return handle_other(*source, packet, now);
}

SourceSelector::Verdict SourceSelector::handle_chosen(Source& source, const PacketView& packet, TimePoint now) {
  switch (source.validator.update(packet.sequence)) {
    case SourceValidator::Verdict::doubtful:
    case SourceValidator::Verdict::probation:
      ++counters_.doubtful;
      hold(source.id, packet, now);
      return Verdict::held;
    case SourceValidator::Verdict::restarted:
      source.last_heard = now;
      ++counters_.restarts;
      ++counters_.played;
      expire_held(now);
      queue_held(source.id, packet.sequence);
      return Verdict::restarted;
    case SourceValidator::Verdict::validated:
    case SourceValidator::Verdict::valid: break;
  }
  source.last_heard = now;
  said_bye_ = false;
  ++counters_.played;
  return Verdict::play;
}

SourceSelector::Verdict SourceSelector::handle_other(Source& source, const PacketView& packet, TimePoint now) {
  const SourceId id = source.id;
  const SourceValidator::Verdict verdict = source.validator.update(packet.sequence);
  source.last_heard = now;
  const bool valid = verdict != SourceValidator::Verdict::probation && verdict != SourceValidator::Verdict::doubtful;
  if (valid && may_take_over(source, now)) {
    choose(source);
    expire_held(now);
    queue_held(id, packet.sequence);
    ++counters_.played;
    return Verdict::chosen;
  }
  if (has_chosen_) ++(id.address == sources_[0].id.address ? counters_.rivals : counters_.strangers);
  if (!belongs(id.address)) return Verdict::refused;
  hold(id, packet, now);
  return Verdict::held;
}

/// Whether packets of this address are worth holding: it could be the one to come.
bool SourceSelector::belongs(const IpAddress& address) const noexcept {
  if (has_chosen_ && address == sources_[0].id.address) return true;
  if (!announced_.empty()) return is_announced(address);
  return !has_chosen_;
}

bool SourceSelector::may_take_over(const Source& source, TimePoint now) const noexcept {
  const bool announced = is_announced(source.id.address);
  const bool permitted = announced_.empty() || announced;
  if (!has_chosen_) return permitted;
  const Duration silence = now - sources_[0].last_heard;
  if (source.id.address == sources_[0].id.address) return said_bye_ || silence >= settings_.same_address_silence;
  if (!permitted) return false;
  if (announced) return said_bye_ || silence >= settings_.other_silence;
  return silence >= settings_.stranger_silence;
}

void SourceSelector::choose(Source& source) {
  if (has_chosen_) ++counters_.changes;
  std::swap(source, sources_[0]);
  has_chosen_ = true;
  said_bye_ = false;
}

SourceSelector::Source* SourceSelector::find(const SourceId& id) noexcept {
  const auto found = std::find_if(sources_.begin(), sources_.end(), [&](const Source& s) { return s.id == id; });
  return found == sources_.end() ? nullptr : &*found;
}

/// Makes room among those not chosen: first who was silent for long, then the longest silent. A stranger makes
/// room for a source that belongs, never the other way round.
SourceSelector::Source* SourceSelector::remember(const SourceId& id, TimePoint now) {
  if (Source* known = find(id)) return known;
  const auto others = sources_.begin() + (has_chosen_ ? 1 : 0);
  sources_.erase(
      std::remove_if(others, sources_.end(), [&](const Source& s) { return now - s.last_heard >= settings_.forget; }),
      sources_.end());
  if (sources_.size() >= settings_.max_sources) {
    const auto rank = [&](const Source& s) { return std::pair(belongs(s.id.address), s.last_heard); };
    const auto victim = std::min_element(sources_.begin() + (has_chosen_ ? 1 : 0), sources_.end(),
                                         [&](const Source& a, const Source& b) { return rank(a) < rank(b); });
    if (victim == sources_.end() || (belongs(victim->id.address) && !belongs(id.address))) return nullptr;
    sources_.erase(victim);
  }
  sources_.push_back({id, SourceValidator(settings_.validation), now});
  return &sources_.back();
}

void SourceSelector::hold(const SourceId& id, const PacketView& packet, TimePoint now) {
  expire_held(now);
  const std::size_t size = packet.datagram.size();
  const auto oldest_first = [](const HeldPacket& a, const HeldPacket& b) {
    return std::pair(!a.used, a.arrival) < std::pair(!b.used, b.arrival);
  };
  if (size > settings_.max_held_octets || held_.empty()) return;
  auto place = std::find_if(held_.begin(), held_.end(), [](const HeldPacket& held) { return !held.used; });
  while (place == held_.end() || held_octets_ + size > settings_.max_held_octets) {
    place = std::min_element(held_.begin(), held_.end(), oldest_first);
    release_held(*place);
    ++counters_.expired;
  }
  place->source = id;
  place->octets.assign(packet.datagram.begin(), packet.datagram.end());
  place->arrival = now;
  place->used = true;
  held_octets_ += size;
  ++counters_.held;
}

void SourceSelector::expire_held(TimePoint now) {
  turn_.clear();
  next_turn_ = 0;
  for (HeldPacket& held : held_) {
    if (!held.used || now - held.arrival <= settings_.hold) continue;
    release_held(held);
    ++counters_.expired;
  }
}

void SourceSelector::release_held(HeldPacket& held) noexcept {
  held_octets_ -= held.octets.size();
  held.used = false;
}

/// Lines up what was held of the source near `sequence`; the rest of it was noise.
void SourceSelector::queue_held(const SourceId& id, std::uint16_t sequence) {
  const auto from = [&](std::size_t index) { return distance(sequence_of(held_[index].octets), sequence); };
  for (std::size_t i = 0; i < held_.size(); ++i) {
    if (!held_[i].used || held_[i].source != id) continue;
    release_held(held_[i]);
    if (std::abs(from(i)) <= settings_.validation.max_misorder)
      turn_.push_back(i);
    else
      ++counters_.expired;
  }
  std::sort(turn_.begin(), turn_.end(), [&](std::size_t a, std::size_t b) { return from(a) < from(b); });
}

std::optional<SourceSelector::Held> SourceSelector::take_held() {
  while (next_turn_ < turn_.size()) {
    const HeldPacket& held = held_[turn_[next_turn_++]];
    if (const auto packet = parse(held.octets)) return Held{*packet, held.arrival};
  }
  return std::nullopt;
}

void SourceSelector::set_announced(std::span<const IpAddress> addresses) { announced_ = limited(addresses); }

void SourceSelector::only_from(std::span<const IpAddress> addresses) { only_from_ = limited(addresses); }

void SourceSelector::handle_bye(const SourceId& source) {
  if (chosen() == source) said_bye_ = true;
}

std::optional<SourceId> SourceSelector::chosen() const noexcept {
  if (!has_chosen_) return std::nullopt;
  return sources_[0].id;
}

bool SourceSelector::is_silent(TimePoint now) const noexcept {
  return !has_chosen_ || now - sources_[0].last_heard >= settings_.same_address_silence;
}

bool SourceSelector::is_announced(const IpAddress& address) const noexcept { return contains(announced_, address); }

}  // namespace joincast::rtp
