// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/rivalry.h"

#include <algorithm>
#include <array>
#include <variant>

#include "rtcp/compound.h"

namespace joincast::headend {
namespace {

constexpr std::array<char, 4> kName = {'J', 'C', 'H', 'E'};
constexpr std::size_t kMaxOctets = 512;
constexpr std::uint8_t kAsks = 1;  // subtype
constexpr std::size_t kV4Padding = 12;
constexpr Duration kAskAgain = std::chrono::seconds(1);

}  // namespace

//  0                   1                   2                   3
//  |V=2|P| subtype |  PT = APP = 204 |            length = 6       |
//  |                              SSRC                             |
//  |                          name = JCHE                          |
//  |       link-local address, or IPv4 behind 12 zero octets       |
Bytes encode(const Presence& presence, std::string_view cname) {
  rtcp::CompoundBuilder compound({presence.id, std::nullopt, {}, cname, {}}, kMaxOctets);
  rtcp::App app;
  app.subtype = presence.asks ? kAsks : 0;
  app.ssrc = presence.id;
  app.name = kName;
  if (presence.rank.is_v4()) app.data.assign(kV4Padding, 0);
  const ByteView octets = presence.rank.octets();
  app.data.insert(app.data.end(), octets.begin(), octets.end());
  compound.add(app);
  return compound.take();
}

std::optional<Presence> parse_presence(ByteView octets) {
  const auto compound = rtcp::parse(octets);
  if (!compound) return std::nullopt;
  for (const rtcp::Packet& packet : compound->packets) {
    const auto* app = std::get_if<rtcp::App>(&packet);
    if (!app || app->name != kName || app->subtype > kAsks || app->data.size() != 16) continue;
    const ByteView data(app->data);
    const bool v4 = std::all_of(data.begin(), data.begin() + kV4Padding, [](auto octet) { return octet == 0; });
    const auto rank = IpAddress::from_octets(v4 ? data.subspan(kV4Padding) : data);
    if (!rank || rank->is_unspecified() || rank->is_multicast()) continue;
    return Presence{app->ssrc, *rank, app->subtype == kAsks};
  }
  return std::nullopt;
}

bool Rivals::hear(const IpAddress& source, const Presence& presence, TimePoint now) {
  std::erase_if(rivals_, [now](const Rival& one) { return one.heard + kForget <= now; });
  const auto known =
      std::find_if(rivals_.begin(), rivals_.end(), [&source](const Rival& one) { return one.source == source; });
  const bool fresh = known == rivals_.end();
  const bool another = fresh || known->presence.id != presence.id;
  if (fresh && rivals_.size() >= kMost) return false;
  if (fresh)
    rivals_.push_back({source, presence, now});
  else
    *known = {source, presence, now};
  if (presence.asks || another) due_ = std::min(due_, now + kAnswer);
  return another;
}

void Rivals::ask(TimePoint now) noexcept {
  if (last_asked_ && now < *last_asked_ + kAskAgain) return;
  last_asked_ = now;
  asks_next_ = true;
  due_ = std::min(due_, now);
}

const Rivals::Rival* Rivals::find(const IpAddress& source, TimePoint now) const noexcept {
  for (const Rival& one : rivals_)
    if (one.source == source && now < one.heard + kForget) return &one;
  return nullptr;
}

std::vector<const Rivals::Rival*> Rivals::known(TimePoint now) const {
  std::vector<const Rival*> all;
  for (const Rival& one : rivals_)
    if (now < one.heard + kForget) all.push_back(&one);
  return all;
}

std::vector<std::uint32_t> Rivals::below(const IpAddress& rank, TimePoint now) const {
  std::vector<std::uint32_t> ids;
  for (const Rival* one : known(now))
    if (one->presence.rank < rank && std::find(ids.begin(), ids.end(), one->presence.id) == ids.end())
      ids.push_back(one->presence.id);
  return ids;
}

std::optional<Rivals::Telling> Rivals::handle_deadline(TimePoint now) noexcept {
  if (now < due_) return std::nullopt;
  const bool beginning = asked_ < kAskings;
  const Telling telling{beginning || asks_next_};
  asks_next_ = false;
  if (beginning) ++asked_;
  due_ = now + (asked_ < kAskings ? kAskAgain : kInterval);
  return telling;
}

Turn Turn::begin(const IpAddress& sender, std::optional<TimePoint> heard, bool lower, TimePoint now) noexcept {
  Turn turn;
  if (heard && now < *heard + kSilence) {
    turn.state_ = State::watching;
    turn.sender_ = sender;
    turn.deadline_ = *heard + kSilence;
  } else if (lower) {
    turn.state_ = State::waiting;
    turn.deadline_ = now + kWait;
  }
  return turn;
}

bool Turn::hear_rtp(const IpAddress& from, bool lower, TimePoint now) noexcept {
  const bool was_ours = ours();
  if (was_ours && !lower) return false;
  state_ = State::watching;
  sender_ = from;
  deadline_ = now + kSilence;
  return was_ours;
}

void Turn::hear_announcement(const IpAddress& from, TimePoint now) noexcept {
  if (state_ != State::waiting) return;
  state_ = State::watching;
  sender_ = from;
  deadline_ = now + kUnheard;
}

void Turn::hear_goodbye(const IpAddress& from, TimePoint now) noexcept {
  if (state_ == State::watching && from == sender_) deadline_ = now;
}

bool Turn::handle_deadline(bool lower, TimePoint now) noexcept {
  if (ours() || now < deadline_) return false;
  if (state_ == State::watching && lower) {
    state_ = State::waiting;
    deadline_ = now + kWait;
    return false;
  }
  state_ = State::sending;
  deadline_ = kNever;
  return true;
}

}  // namespace joincast::headend
