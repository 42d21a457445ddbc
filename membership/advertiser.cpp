// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/advertiser.h"

#include <algorithm>

namespace joincast::membership {

void Advertiser::update(bool other_querier, const Timing& timing, TimePoint now) {
  timing_ = timing;
  const bool wanted =
      !stopped_ && (options_.mode == AdvertiseMode::on || (options_.mode == AdvertiseMode::automatic && other_querier));
  if (wanted == advertising()) return;
  next_ = wanted ? now : kNever;
  initial_left_ = wanted ? options_.initial_count : 0;
}

void Advertiser::handle_packet(const Packet& packet, TimePoint now) {
  if (!advertising() || !std::holds_alternative<RouterSolicitation>(packet.message)) return;
  ++solicited_;
  const Duration spacing = Duration{std::chrono::seconds{1}} / std::max(1u, options_.max_message_rate);
  next_ = std::min(next_, std::max(now, last_sent_ + spacing));
  handle_deadline(now);
}

void Advertiser::handle_deadline(TimePoint now) {
  if (now < next_) return;
  const auto seconds = [](Duration time, std::int64_t most) {
    return std::clamp<std::int64_t>(std::chrono::duration_cast<std::chrono::seconds>(time).count(), 0, most);
  };
  output_.push_back(
      RouterAdvertisement{.interval_s = static_cast<std::uint8_t>(seconds(options_.interval, 255)),
                          .query_interval_s = static_cast<std::uint16_t>(seconds(timing_.query_interval, 65'535)),
                          .robustness = timing_.robustness});
  ++sent_;
  last_sent_ = now;
  next_ = now + next_interval();
}

/// RFC 4286 section 3.1: the first ones come quickly, later ones with jitter, lest routers fall into step.
Duration Advertiser::next_interval() {
  if (initial_left_ > 0) --initial_left_;
  const Duration jitter = options_.interval / 40;
  const auto drawn =
      Duration{static_cast<std::int64_t>(rng_.below(static_cast<std::uint64_t>(2 * jitter.count()) + 1))};
  const Duration regular = options_.interval - jitter + drawn;
  return initial_left_ > 0 ? std::min(regular, options_.max_initial_interval) : regular;
}

void Advertiser::stop() {
  if (advertising()) output_.push_back(RouterTermination{});
  stopped_ = true;
  next_ = kNever;
}

std::optional<Advertiser::Output> Advertiser::poll_output() {
  if (output_.empty()) return std::nullopt;
  Output next = output_.front();
  output_.pop_front();
  return next;
}

}  // namespace joincast::membership
