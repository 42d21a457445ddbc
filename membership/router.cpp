// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/router.h"

#include <algorithm>

namespace joincast::membership {

Router::Router(std::uint32_t interface, Family family, RouterOptions options, TimePoint now)
    : interface_(interface),
      family_(family),
      address_(family == Family::ipv4 ? IpAddress::v4(0) : IpAddress{}),
      observe_(options.observe),
      may_ask_(options.querier.mode != QuerierMode::off),
      tracker_(interface, family, std::move(options.wanted), options.limits),
      querier_(family, options.querier, now),
      advertiser_(options.advertiser, options.seed) {
  settle(now);
}

void Router::set_address(const IpAddress& address, TimePoint now) {
  address_ = address;
  if (may_ask_) querier_.set_address(address, now);
  settle(now);
}

bool Router::handle_packet(ByteView ip_packet, Direction direction, TimePoint now) {
  if (ip_packet.empty() || ip_packet[0] >> 4 != (family_ == Family::ipv4 ? 4 : 6)) return false;
  const auto packet = parse(ip_packet, direction);
  if (!packet) {
    if (packet.error().code == ParseErrc::wrong_type) return false;
    ++refused_[static_cast<std::size_t>(packet.error().code)];
    return true;
  }
  const bool own_query = may_ask_ && std::holds_alternative<Query>(packet->message) && packet->source == address_;
  if (!own_query) {
    querier_.handle_packet(*packet, now);
    if (std::holds_alternative<Query>(packet->message))
      asked_until_ = std::max(asked_until_, now + querier_.timing().other_querier_present_interval());
    tracker_.handle_packet(*packet, now);
  }
  if (direction == Direction::incoming) advertiser_.handle_packet(*packet, now);
  settle(now);
  return true;
}

void Router::handle_deadline(TimePoint now) {
  querier_.handle_deadline(now);
  advertiser_.handle_deadline(now);
  settle(now);
  tracker_.handle_deadline(now);
  settle(now);
}

/// Carries the querier's facts to the other two, and what all three want to say to the output.
void Router::settle(TimePoint now) {
  const bool querier = querier_.role() == Querier::Role::querier;
  tracker_.set_timing(querier_.timing());
  tracker_.set_querier(querier, querier_.dialect());
  observe(now);
  if (!address_.is_unspecified())
    advertiser_.update(querier_.role() == Querier::Role::non_querier, querier_.timing(), now);
  advertiser_.handle_deadline(now);
  while (auto query = querier_.poll_output()) {
    tracker_.note_general_query(query->max_response, now);
    transmit(std::move(*query));
  }
  while (auto output = tracker_.poll_output()) {
    if (auto* event = std::get_if<Event>(&*output))
      output_.emplace_back(std::move(*event));
    else
      transmit(querier_.complete(std::get<Query>(std::move(*output))));
  }
  while (auto output = advertiser_.poll_output())
    std::visit([this](const auto& message) { transmit(message); }, *output);
}

void Router::observe(TimePoint now) {
  if (!observe_) return;
  asked_ = querier_.role() != Querier::Role::silent || now < asked_until_;
  if (!asked_ && (!may_ask_ || address_.is_unspecified())) tracker_.take_record_for_whole();
  tracker_.set_asked(asked_, now);
}

void Router::transmit(Message message) {
  if (address_.is_unspecified()) return;
  const IpAddress destination = destination_of(message, family_);
  output_.emplace_back(
      Transmit{destination, mac_address(destination), to_ip_packet({address_, destination, std::move(message)})});
}

std::optional<Router::Output> Router::poll_output() {
  if (output_.empty()) return std::nullopt;
  Output next = std::move(output_.front());
  output_.pop_front();
  return next;
}

TimePoint Router::deadline() const noexcept {
  const bool by_switch = asked_ && querier_.role() == Querier::Role::silent;
  return std::min(
      {tracker_.deadline(), querier_.deadline(), advertiser_.deadline(), by_switch ? asked_until_ : kNever});
}

void Router::stop() {
  advertiser_.stop();
  while (auto output = advertiser_.poll_output())
    std::visit([this](const auto& message) { transmit(message); }, *output);
}

void Router::forget_unwanted() {
  tracker_.forget_unwanted();
  while (auto output = tracker_.poll_output())
    if (auto* event = std::get_if<Event>(&*output)) output_.emplace_back(std::move(*event));
}

}  // namespace joincast::membership
