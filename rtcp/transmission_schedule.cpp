// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtcp/transmission_schedule.h"

#include <algorithm>
#include <limits>

namespace joincast::rtcp {
namespace {

constexpr double kCompensation = 2.71828182845904523536 - 1.5;  // RFC 3550 section 6.3.1, step 6
constexpr Duration kSilent = Duration::max();                   // no bandwidth: never
constexpr Duration kLongest = std::chrono::hours(24);
constexpr std::uint64_t kImmediateByeMembers = 50;
constexpr int kMemberIntervals = 5;
constexpr int kSenderIntervals = 2;

TimePoint after(TimePoint time, Duration interval) noexcept { return interval == kSilent ? kNever : time + interval; }

Duration scaled(Duration duration, double factor) noexcept {
  return Duration{static_cast<Duration::rep>(static_cast<double>(duration.count()) * factor)};
}

}  // namespace

TransmissionSchedule::TransmissionSchedule(const Config& config, Rng& rng, TimePoint now)
    : config_(config),
      rng_(rng.u64()),
      table_(config.max_members, rng_.u64()),
      average_(static_cast<double>(config.expected_size + config.overhead)),
      last_(now),
      next_(now) {
  next_ = after(now, random_interval());
}

std::uint64_t TransmissionSchedule::members() const noexcept {
  if (leaving_) return bye_members_;
  return std::max<std::uint64_t>(table_.members() + 1, told_receivers_ + table_.senders());
}

std::size_t TransmissionSchedule::senders() const noexcept {
  return leaving_ ? 0 : table_.senders() + (we_sent_ ? 1 : 0);
}

Duration TransmissionSchedule::interval_for(bool as_sender, Duration minimum) const noexcept {
  const auto rs = static_cast<double>(config_.bandwidth.senders_bps);
  const auto rr = static_cast<double>(config_.bandwidth.receivers_bps);
  if ((as_sender ? rs : rr) <= 0) return kSilent;
  if (own_bps_ > 0 && !as_sender && !leaving_) {
    const double own = std::min(average_ * 8 / own_bps_, std::chrono::duration<double>(kLongest).count());
    return std::max(minimum, std::chrono::duration_cast<Duration>(std::chrono::duration<double>(own)));
  }
  const auto all = static_cast<double>(members());
  const auto sending = static_cast<double>(senders());
  double bandwidth = rs + rr;
  double sharing = all;
  if (sending <= all * rs / (rs + rr)) {
    bandwidth = as_sender ? rs : rr;
    sharing = as_sender ? sending : all - sending;
  }
  const double seconds = std::min(sharing * average_ * 8 / bandwidth, std::chrono::duration<double>(kLongest).count());
  return std::max(minimum, std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds)));
}

Duration TransmissionSchedule::minimum() const noexcept {
  Duration minimum = config_.minimum;
  if (we_sent_ && config_.session_bps != 0) {
    // 360 s / (kbit/s); in a multicast session for active senders only (section 6.2).
    const auto reduced = std::chrono::duration<double>(360'000.0 / static_cast<double>(config_.session_bps));
    if (reduced < minimum) minimum = std::chrono::duration_cast<Duration>(reduced);
  }
  return initial_ ? minimum / 2 : minimum;
}

Duration TransmissionSchedule::deterministic_interval() const noexcept { return interval_for(we_sent_, minimum()); }

Duration TransmissionSchedule::timeout_interval() const noexcept {
  const Duration receivers = interval_for(false, config_.minimum);
  if (receivers != kSilent) return receivers;
  const Duration senders = interval_for(true, config_.minimum);
  return senders != kSilent ? senders : config_.minimum;
}

Duration TransmissionSchedule::random_interval() noexcept {
  const Duration interval = deterministic_interval();
  if (interval == kSilent) return kSilent;
  return scaled(interval, (0.5 + rng_.unit()) / kCompensation);
}

void TransmissionSchedule::heard_rtp(std::uint32_t ssrc, const IpAddress& from, TimePoint now) {
  if (!leaving_) table_.heard(ssrc, from, true, now);
}

void TransmissionSchedule::heard_report(std::uint32_t ssrc, const IpAddress& from, TimePoint now) {
  if (!leaving_) table_.heard(ssrc, from, false, now);
}

bool TransmissionSchedule::heard_bye(std::uint32_t ssrc, const IpAddress& from, TimePoint now) {
  if (leaving_) {
    ++bye_members_;
    return false;
  }
  if (!table_.goodbye(ssrc, from)) return false;
  reverse_reconsider(now);
  return true;
}

void TransmissionSchedule::heard_datagram(std::size_t size, bool bye) noexcept {
  if (leaving_ && !bye) return;
  average_ = static_cast<double>(size + config_.overhead) / 16 + average_ * 15 / 16;
}

void TransmissionSchedule::heard_summary(std::uint64_t receivers, std::size_t average_size, double own_bps) noexcept {
  if (leaving_) return;
  told_receivers_ = receivers;
  if (average_size != 0) average_ = static_cast<double>(average_size);
  own_bps_ = own_bps;
}

void TransmissionSchedule::sent_rtp(TimePoint now) noexcept {
  if (leaving_) return;
  we_sent_ = true;
  ever_sent_ = true;
  last_rtp_ = now;
}

void TransmissionSchedule::sent(std::size_t size) noexcept {
  ever_sent_ = true;
  average_ = static_cast<double>(size + config_.overhead) / 16 + average_ * 15 / 16;
}

void TransmissionSchedule::reverse_reconsider(TimePoint now) noexcept {
  const std::uint64_t count = members();
  if (count >= past_members_) return;
  const double share = static_cast<double>(count) / static_cast<double>(past_members_);
  if (next_ != kNever && next_ > now) next_ = now + scaled(next_ - now, share);
  if (now > last_) last_ = now - scaled(now - last_, share);
  past_members_ = count;
}

void TransmissionSchedule::expire(TimePoint now) {
  const Duration interval = timeout_interval();
  table_.expire(now - kMemberIntervals * interval, now - kSenderIntervals * interval, now);
  if (we_sent_ && last_rtp_ < now - kSenderIntervals * interval) we_sent_ = false;
}

TransmissionSchedule::Action TransmissionSchedule::leave(std::size_t bye_size, TimePoint now) {
  if (left_) return Action::nothing;
  left_ = true;
  if (!ever_sent_ || members() <= kImmediateByeMembers) {
    next_ = kNever;
    return ever_sent_ ? Action::bye : Action::nothing;
  }
  leaving_ = true;
  bye_members_ = past_members_ = 1;
  initial_ = true;
  we_sent_ = false;
  average_ = static_cast<double>(bye_size + config_.overhead);
  table_.clear();
  last_ = now;
  next_ = after(now, random_interval());
  if (next_ != kNever) return Action::nothing;
  leaving_ = false;
  return Action::bye;  // no bandwidth to share: nobody else says anything either
}

void TransmissionSchedule::set_bandwidth(const Bandwidth& bandwidth, std::uint64_t session_bps, TimePoint now) {
  config_.bandwidth = bandwidth;
  config_.session_bps = session_bps;
  if (next_ != kNever || left_) return;
  last_ = now;
  next_ = after(now, random_interval());
}

TransmissionSchedule::Action TransmissionSchedule::due(TimePoint now) {
  if (next_ == kNever || now < next_) return Action::nothing;
  if (!leaving_) expire(now);
  next_ = after(last_, random_interval());
  past_members_ = members();
  if (next_ > now) return Action::nothing;  // reconsidered
  if (leaving_) {
    next_ = kNever;
    leaving_ = false;
    return Action::bye;
  }
  initial_ = false;
  last_ = now;
  next_ = after(now, random_interval());
  return Action::report;
}

}  // namespace joincast::rtcp
