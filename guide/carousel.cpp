// SPDX-License-Identifier: LGPL-2.1-or-later
#include "guide/carousel.h"

#include <algorithm>

#include "guide/parts.h"

namespace joincast::guide {
namespace {

constexpr std::size_t kOverhead = 40 + 8 + 20 + kPayloadType.size() + 1;  // IPv6, UDP, SAP
constexpr Duration kCatchUp = std::chrono::milliseconds(20);              // a late wake-up is made up for so far

}  // namespace

/// Visits each page of each wanted service.
template <typename Visit>
void Carousel::for_wanted_pages(Visit visit) const {
  for (const auto& [service, wanted] : wanted_) {
    const bool shared = service == kGuideService;
    auto page = pages_.lower_bound(shared ? 0 : service.station());
    const auto end = pages_.upper_bound(shared ? kFirstOwnPage - 1 : service.station());
    for (; page != end; ++page) visit(page->first, page->second);
  }
}

std::optional<std::uint32_t> Carousel::first_page(ServiceNumber service) const {
  const auto page = pages_.lower_bound(service == kGuideService ? 0 : service.station());
  if (page == pages_.end() || service_of_page(page->first) != service) return std::nullopt;
  return page->first;
}

bool Carousel::has(ServiceNumber service) const { return is_guide_service(service) && first_page(service).has_value(); }

void Carousel::set_page(std::uint32_t page, Parts parts) {
  Sending& sending = pages_[page];
  sending.parts = std::move(parts);
  sending.next = 0;
  if (sending.left != 0) sending.left = sending.parts->size();
}

void Carousel::remove_page(std::uint32_t page) {
  pages_.erase(page);
  std::erase(urgent_, page);
  if (current_ == page) current_.reset();
}

void Carousel::set_destinations(ServiceNumber service, std::size_t groups, TimePoint now) {
  if (groups != 0) {
    if (wanted_.empty()) free_at_ = now;
    wanted_[service].groups = groups;
    return;
  }
  wanted_.erase(service);
  for (auto& [page, sending] : pages_)
    if (service_of_page(page) == service) sending.left = 0;
  std::erase_if(urgent_, [this](std::uint32_t page) { return !wanted(page); });
  if (current_ && !wanted(*current_)) current_.reset();
}

void Carousel::newcomer(ServiceNumber service, TimePoint now) {
  const auto found = wanted_.find(service);
  if (found == wanted_.end() || found->second.first_due != kNever) return;
  Wanted& wanted = found->second;
  wanted.first_due = wanted.last_first ? std::max(now, *wanted.last_first + options_.coalesce) : now;
}

void Carousel::begin_for_newcomers(TimePoint now) {
  for (auto& [service, wanted] : wanted_) {
    if (wanted.first_due > now) continue;
    wanted.first_due = kNever;
    wanted.last_first = now;
    const auto page = first_page(service);
    if (!page) continue;
    begin_round(*page, now);
    if (std::find(urgent_.begin(), urgent_.end(), *page) == urgent_.end())
      urgent_.insert(*page < kFirstOwnPage ? urgent_.begin() : urgent_.end(), *page);
  }
}

void Carousel::begin_round(std::uint32_t page, TimePoint now) {
  Sending& sending = pages_.at(page);
  sending.left = sending.parts->size();
  sending.due = now + options_.round;
  sending.served = ++rounds_;
}

std::optional<std::uint32_t> Carousel::choose(TimePoint now) {
  if (!urgent_.empty()) return urgent_.front();
  if (current_) return current_;
  const Sending* longest = nullptr;
  for_wanted_pages([&](std::uint32_t page, const Sending& sending) {
    if (sending.due > now || (longest && longest->served <= sending.served)) return;
    longest = &sending;
    current_ = page;
  });
  if (current_) begin_round(*current_, now);
  return current_;
}

std::optional<Carousel::Turn> Carousel::poll_output(TimePoint now) {
  if (silent() || now < free_at_) return std::nullopt;
  begin_for_newcomers(now);
  const auto page = choose(now);
  if (!page) return std::nullopt;
  Sending& sending = pages_.at(*page);
  Turn turn{service_of_page(*page), sending.parts, sending.next};
  sending.next = (sending.next + 1) % sending.parts->size();
  if (--sending.left == 0) {
    std::erase(urgent_, *page);
    if (current_ == page) current_.reset();
  }
  const std::size_t octets = (*turn.parts)[turn.part].size() + kOverhead;
  const std::uint64_t bits = std::uint64_t{8} * octets * wanted_.at(turn.service).groups;
  free_at_ = std::max(free_at_, now - kCatchUp) + Duration(bits * 1'000'000'000 / std::max(options_.rate_bps, 1u));
  return turn;
}

TimePoint Carousel::deadline() const noexcept {
  if (silent()) return kNever;
  if (!urgent_.empty() || current_) return free_at_;
  TimePoint next = kNever;
  for (const auto& [service, wanted] : wanted_) next = std::min(next, wanted.first_due);
  for_wanted_pages([&next](std::uint32_t, const Sending& sending) { next = std::min(next, sending.due); });
  return next == kNever ? kNever : std::max(next, free_at_);
}

}  // namespace joincast::guide
