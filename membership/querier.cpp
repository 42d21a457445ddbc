// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/querier.h"

#include <algorithm>

namespace joincast::membership {
namespace {

IpAddress unspecified(Family family) noexcept { return family == Family::ipv4 ? IpAddress::v4(0) : IpAddress{}; }

}  // namespace

Querier::Querier(Family family, const QuerierOptions& options, TimePoint now)
    : family_(family),
      options_(options),
      address_(unspecified(family)),
      other_(unspecified(family)),
      learned_(options.timing),
      listen_until_(options.mode == QuerierMode::automatic ? now + options.listen : now),
      startup_left_(options.startup_count != 0 ? options.startup_count : options.timing.robustness) {}

void Querier::set_address(const IpAddress& address, TimePoint now) {
  if (address == address_) return;
  address_ = address;
  if (options_.mode == QuerierMode::off) return;
  if (address_.is_unspecified()) {
    if (role_ == Role::querier) role_ = Role::silent;
    next_query_ = kNever;
  } else if (role_ == Role::silent) {
    next_query_ = std::max(now, listen_until_);
  } else if (role_ == Role::non_querier && (options_.mode == QuerierMode::on || address_ < other_)) {
    next_query_ = now;
  }
}

void Querier::handle_packet(const Packet& packet, TimePoint now) {
  const auto* query = std::get_if<Query>(&packet.message);
  if (!query || packet.family() != family_ || packet.source == address_) return;
  ++counters_.queries_heard;
  if (query->dialect < options_.dialect) ++counters_.older_heard;
  heard_dialect_ = query->dialect;
  if (packet.source.is_unspecified()) {
    ++counters_.unspecified_heard;
    return;
  }
  const bool can_win = options_.mode != QuerierMode::off && !address_.is_unspecified();
  if (can_win && (options_.mode == QuerierMode::on || address_ < packet.source)) return;
  if (role_ == Role::non_querier && packet.source > other_) return;

  if (role_ == Role::querier) ++counters_.elections_lost;
  if (role_ != Role::non_querier || packet.source != other_) learned_ = options_.timing;
  role_ = Role::non_querier;
  other_ = packet.source;
  next_query_ = kNever;
  startup_left_ = 0;
  output_.clear();
  learn(*query);
  other_until_ = now + learned_.other_querier_present_interval();
}

/// RFC 3810 sections 9.1 to 9.3: what the querier says replaces our own; what it does not say is ours.
void Querier::learn(const Query& query) {
  if (query.robustness != 0) learned_.robustness = query.robustness;
  if (query.interval != Duration{}) learned_.query_interval = query.interval;
  if (query.max_response == Duration{}) return;
  if (query.is_general())
    learned_.query_response_interval = query.max_response;
  else
    learned_.last_listener_interval = query.max_response;
}

void Querier::handle_deadline(TimePoint now) {
  if (now >= other_until_) {
    role_ = Role::silent;
    other_ = unspecified(family_);
    other_until_ = kNever;
    if (options_.mode != QuerierMode::off && !address_.is_unspecified()) next_query_ = now;
  }
  if (now < next_query_) return;
  role_ = Role::querier;
  other_until_ = kNever;
  send_general(now);
}

void Querier::send_general(TimePoint now) {
  Query query = complete({.group = unspecified(family_)});
  const bool startup = startup_left_ > 0;
  query.max_response = startup ? std::min(options_.startup_response_interval, options_.timing.query_response_interval)
                               : options_.timing.query_response_interval;
  if (startup) --startup_left_;
  const Duration quick =
      options_.startup_interval != Duration{} ? options_.startup_interval : options_.timing.query_interval / 4;
  next_query_ = now + (startup_left_ > 0 ? quick : options_.timing.query_interval);
  output_.push_back(std::move(query));
  ++counters_.general_sent;
}

Query Querier::complete(Query query) const {
  query.dialect = options_.dialect;
  if (query.dialect == Dialect::v3) {
    query.robustness = options_.timing.robustness;
    query.interval = options_.timing.query_interval;
  } else {
    query.suppress = false;
    query.sources.clear();
  }
  return query;
}

std::optional<Query> Querier::poll_output() {
  if (output_.empty()) return std::nullopt;
  Query next = std::move(output_.front());
  output_.pop_front();
  return next;
}

TimePoint Querier::deadline() const noexcept { return std::min(next_query_, other_until_); }

IpAddress Querier::querier_address() const noexcept {
  return role_ == Role::querier ? address_ : role_ == Role::non_querier ? other_ : unspecified(family_);
}

}  // namespace joincast::membership
