// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/elder_guides.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace joincast::headend {
namespace {

constexpr Duration kInterval = std::chrono::minutes(10);
constexpr Duration kLeast = std::chrono::seconds(10);  // between two questions
constexpr std::size_t kMostOctets = 4u << 20;
constexpr std::string_view kQuestion = "/guide.json?collisions=1";

}  // namespace

std::vector<ElderNumber> elder_numbers(const guide::Page& page, const DirectoriesConfig& ours) {
  std::vector<ElderNumber> numbers;
  for (const guide::Entry& entry : page.entries) {
    const bool known =
        std::ranges::any_of(ours.sources, [&](const directory::Source& one) { return one.id == entry.directory; });
    if (known && is_directory_number(entry.number) && entry.number.directory() == entry.directory &&
        !entry.stable_id.empty())
      numbers.push_back({entry.directory, entry.stable_id, entry.number});
  }
  std::stable_partition(numbers.begin(), numbers.end(), [](const ElderNumber& one) {
    return directory::natural_number(one.directory, one.id) == one.number;
  });
  return numbers;
}

ElderGuides::ElderGuides(net::EventLoop& loop, std::function<void(const std::vector<ElderNumber>&)> take)
    : loop_(loop),
      take_(std::move(take)),
      fetcher_(
          loop, kMostOctets, [this](const std::string& url, std::string octets) { take_answer(url, octets); },
          [](const Endpoint&) { return true; }),  // the operator named it
      timer_(loop.timer([this] { ask(); })) {}

void ElderGuides::configure(const DirectoriesConfig& config) {
  const bool others = config.elders != config_.elders;
  config_ = config;
  if (config_.elders.empty() || !config_.enabled())
    timer_.expires_at(kNever);
  else if (others)
    ask();
}

void ElderGuides::catalogue_changed() {
  if (config_.elders.empty() || !config_.enabled()) return;
  timer_.expires_at(std::min(timer_.deadline(), std::max(loop_.now().mono, asked_ + kLeast)));
}

void ElderGuides::ask() {
  asked_ = loop_.now().mono;
  timer_.expires_at(asked_ + kInterval);
  for (const std::string& elder : config_.elders) fetcher_.fetch(elder + std::string(kQuestion));
}

void ElderGuides::take_answer(const std::string& url, const std::string& octets) {
  const auto page = guide::parse_page(octets);
  if (!page) {
    spdlog::warn("no numbers from the older headend: {} gives no guide", url);
    return;
  }
  const auto numbers = elder_numbers(*page, config_);
  if (!numbers.empty()) take_(numbers);
}

}  // namespace joincast::headend
