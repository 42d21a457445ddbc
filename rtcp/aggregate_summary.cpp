// SPDX-License-Identifier: LGPL-2.1-or-later
#include <algorithm>
#include <cmath>
#include <tuple>

#include "rtcp/aggregate.h"
#include "rtcp/aggregate_entry.h"

namespace joincast::rtcp {
namespace {

constexpr std::size_t kBuckets = 16;  // of a distribution

/// The smallest value that at least `share` of all values do not exceed.
double quantile(std::vector<double>& values, double share) {
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  const auto nth = values.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(rank, 1) - 1);
  std::nth_element(values.begin(), nth, values.end());
  return *nth;
}

Aggregate::Spread spread_of(std::vector<double>& values) {
  if (values.empty()) return {};
  return {quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75), quantile(values, 0.95)};
}

double linear_count(std::size_t set, std::size_t bits) noexcept {
  const double free = std::max(1.0, static_cast<double>(bits - set));
  return -static_cast<double>(bits) * std::log(free / static_cast<double>(bits));
}

}  // namespace

Aggregate::ReceiverView Aggregate::at(std::size_t index) const noexcept {
  const Entry& entry = entries_[index];
  ReceiverView view;
  view.address = entry.address;
  view.ssrc = entry.ssrc;
  view.cname = entry.cname.view();
  view.reports = entry.reports;
  view.fraction_lost = entry.fraction_lost();
  view.lost = entry.lost();
  view.jitter = entry.jitter;
  if (entry.round_trip_us != Entry::kNoTrip) view.round_trip = std::chrono::microseconds(entry.round_trip_us);
  view.last_heard = epoch_ + std::chrono::duration_cast<Duration>(std::chrono::milliseconds(1)) *
                                 (std::int64_t{entry.heard} * 125 / 2);
  return view;
}

Aggregate::Summary Aggregate::summary() const {
  Summary summary;
  summary.listed = summary.estimated = entries_.size();
  if (beyond_) {
    const std::size_t set = std::max(beyond_->current.count(), beyond_->before.count());
    summary.estimated += static_cast<std::uint64_t>(std::llround(linear_count(set, Beyond::kBits)));
  }
  std::vector<double> fractions;
  std::vector<double> jitters;
  std::vector<double> trips;
  std::size_t with_loss = 0;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (!entry.reports || first_at(entry.address) != i) continue;
    fractions.push_back(entry.fraction_lost() / 256.0);
    jitters.push_back(entry.jitter);
    if (entry.round_trip_us != Entry::kNoTrip) trips.push_back(entry.round_trip_us * 1e-6);
    with_loss += entry.fraction_lost() != 0;
  }
  summary.voting = fractions.size();
  summary.with_round_trip = trips.size();
  if (summary.voting != 0)
    summary.share_with_loss = static_cast<double>(with_loss) / static_cast<double>(summary.voting);
  summary.fraction_lost = spread_of(fractions);
  summary.jitter = spread_of(jitters);
  summary.round_trip_s = spread_of(trips);
  summary.loss = loss_.origin();
  return summary;
}

std::vector<SubReport> Aggregate::sub_reports() const {
  using Kind = Distribution::Kind;
  std::vector<std::uint32_t> fractions;
  std::vector<std::uint32_t> jitters;
  std::vector<std::uint32_t> losses;
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    const Entry& entry = entries_[i];
    if (!entry.reports || first_at(entry.address) != i) continue;
    fractions.push_back(entry.fraction_lost());
    jitters.push_back(entry.jitter);
    losses.push_back(static_cast<std::uint32_t>(std::max(entry.lost(), 0)));
  }
  if (fractions.empty()) return {};
  const auto middle = [](std::vector<std::uint32_t> values) {
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
  };
  const std::uint32_t most_jitter = *std::max_element(jitters.begin(), jitters.end());
  const std::uint32_t most_lost = *std::max_element(losses.begin(), losses.end());
  GeneralStatistics figures;
  figures.median_fraction_lost = static_cast<std::uint8_t>(middle(fractions));
  figures.highest_cumulative_loss = most_lost;
  figures.median_jitter = middle(jitters);
  return {figures, distribution_of(Kind::fraction_lost, fractions, 0, 255, kBuckets),
          distribution_of(Kind::jitter, jitters, 0, most_jitter, kBuckets),
          distribution_of(Kind::cumulative_loss, losses, 0, most_lost, kBuckets)};
}

std::vector<std::size_t> Aggregate::worst(std::size_t most) const {
  const auto worse = [this](std::size_t a, std::size_t b) {
    const Entry& one = entries_[a];
    const Entry& other = entries_[b];
    return std::tuple(one.fraction_lost(), one.jitter, other.ssrc) >
           std::tuple(other.fraction_lost(), other.jitter, one.ssrc);
  };
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < entries_.size() && most != 0; ++i) {
    if (!entries_[i].reports || (found.size() == most && !worse(i, found.back()))) continue;
    if (first_at(entries_[i].address) != i) continue;
    if (found.size() == most) found.pop_back();
    found.insert(std::upper_bound(found.begin(), found.end(), i, worse), i);
  }
  return found;
}

std::size_t Aggregate::memory() const noexcept {
  std::size_t total = sizeof(*this) + entries_.capacity() * sizeof(Entry) + index_.capacity() * sizeof(index_[0]);
  for (const Entry& entry : entries_) total += entry.cname.memory();
  return total + loss_.memory() + (beyond_ ? sizeof(Beyond) : 0) + events_.size() * sizeof(Event);
}

}  // namespace joincast::rtcp
