// SPDX-License-Identifier: LGPL-2.1-or-later
#include "guide/page_assembler.h"

#include <algorithm>
#include <deque>
#include <map>
#include <utility>
#include <vector>

#include "guide/parts.h"
#include "sap/packet.h"

namespace joincast::guide {
namespace {

constexpr Duration kSweep = std::chrono::seconds(10);
constexpr Duration kStale = std::chrono::seconds(5);  // an older revision goes on only behind so long a silence
constexpr double kBudgetSeconds = 4;                  // of inflating that may be done at once

/// A page that is coming in.
struct Building {
  std::uint64_t revision = 0;
  std::vector<Bytes> pieces;
  std::size_t missing = 0;
  std::size_t octets = 0;
  TimePoint last_new{};
};

struct PageState {
  std::optional<std::uint64_t> complete;  ///< its revision
  TimePoint heard{};
  std::optional<Building> building;
};

using SourceKey = std::pair<IpAddress, std::uint32_t>;

}  // namespace

struct PageAssembler::Impl {
  explicit Impl(const AssemblerOptions& given) : options(given) {}

  void count(ParseErrc code) { ++counters.refused[static_cast<std::size_t>(code)]; }

  /// The state of a page, made when there is room; null: there is none.
  PageState* state_of(const SourceKey& key, std::uint32_t page) {
    auto source = sources.find(key);
    if (source == sources.end()) {
      if (sources.size() >= options.sources) return nullptr;
      source = sources.emplace(key, std::map<std::uint32_t, PageState>()).first;
    }
    auto& pages = source->second;
    if (const auto known = pages.find(page); known != pages.end()) return &known->second;
    return pages.size() < options.pages_per_source ? &pages[page] : nullptr;
  }

  void drop(PageState& state) {
    if (!state.building) return;
    octets -= state.building->octets;
    state.building.reset();
  }

  /// Makes room for a piece by forgetting the incomplete pages that were silent for longest; not `keep`.
  bool make_room(std::size_t size, const PageState& keep) {
    while (octets + size > options.pieces_octets) {
      PageState* oldest = nullptr;
      for (auto& [key, pages] : sources)
        for (auto& [number, state] : pages)
          if (state.building && &state != &keep && (!oldest || state.building->last_new < oldest->building->last_new))
            oldest = &state;
      if (!oldest) return false;
      drop(*oldest);
    }
    return true;
  }

  void take(const SourceKey& key, const PartView& part, TimePoint now) {
    PageState* const state = state_of(key, part.page);
    if (!state) return static_cast<void>(++counters.full);
    if (state->complete == part.revision) {
      state->heard = now;
      ++counters.repeated;
      return;
    }
    auto& building = state->building;
    const bool older = building && part.revision < building->revision && now - building->last_new < kStale;
    if (older) return static_cast<void>(++counters.repeated);
    if (building && building->revision != part.revision) drop(*state);
    if (!building) {
      building.emplace(Building{part.revision, std::vector<Bytes>(part.parts), part.parts, 0, now});
      state->heard = now;
    }
    if (building->pieces.size() != part.parts) return count(ParseErrc::bad_value);
    if (!building->pieces[part.part].empty()) return static_cast<void>(++counters.repeated);
    if (!make_room(part.piece.size(), *state)) return static_cast<void>(++counters.full);
    building->pieces[part.part].assign(part.piece.begin(), part.piece.end());
    building->octets += part.piece.size();
    octets += part.piece.size();
    building->last_new = now;
    --building->missing;
    ++counters.parts;
    if (building->missing == 0) finish(key, part.page, *state, now);
  }

  /// Every part of a page is there.
  void finish(const SourceKey& key, std::uint32_t number, PageState& state, TimePoint now) {
    const double rate = static_cast<double>(options.inflated_per_second);
    if (refilled != TimePoint{}) budget += rate * std::chrono::duration<double>(now - refilled).count();
    refilled = now;
    budget = std::min(budget, rate * kBudgetSeconds);
    const std::uint64_t revision = state.building->revision;
    Bytes whole;
    for (const Bytes& piece : state.building->pieces) whole.insert(whole.end(), piece.begin(), piece.end());
    drop(state);
    if (budget < 0) return static_cast<void>(++counters.full);
    std::size_t inflated = 0;
    auto page = inflate_page(whole, options.limits, &inflated);
    budget -= static_cast<double>(std::max(inflated, whole.size()));
    state.complete = revision;  // also of a bad one: its next round brings nothing better
    state.heard = now;
    if (!page) return count(page.error().code);
    page->number = number;
    page->revision = revision;
    ++counters.pages;
    outputs.push_back({key.first, key.second, std::move(*page)});
  }

  void sweep(TimePoint now) {
    for (auto source = sources.begin(); source != sources.end();) {
      auto& pages = source->second;
      for (auto page = pages.begin(); page != pages.end();) {
        PageState& state = page->second;
        if (state.building && now - state.building->last_new >= options.patience) drop(state);
        if (state.complete && now - state.heard >= options.silence) state.complete.reset();
        page = state.building || state.complete ? std::next(page) : pages.erase(page);
      }
      source = pages.empty() ? sources.erase(source) : std::next(source);
    }
    next_sweep = sources.empty() ? kNever : now + kSweep;
  }

  AssemblerOptions options;
  AssemblerCounters counters;
  std::map<SourceKey, std::map<std::uint32_t, PageState>> sources;
  std::size_t octets = 0;
  double budget = static_cast<double>(options.inflated_per_second) * kBudgetSeconds;  ///< octets; below zero: wait
  TimePoint refilled{};
  TimePoint next_sweep = kNever;
  std::deque<ReceivedPage> outputs;
};

PageAssembler::PageAssembler(const AssemblerOptions& options) : impl_(std::make_unique<Impl>(options)) {}
PageAssembler::~PageAssembler() = default;
PageAssembler::PageAssembler(PageAssembler&&) noexcept = default;
PageAssembler& PageAssembler::operator=(PageAssembler&&) noexcept = default;

void PageAssembler::handle_datagram(ByteView datagram, const Endpoint& from, std::uint32_t interface, Now now) {
  Bytes inflated;
  const auto packet = sap::parse(datagram, inflated, {.inflated_octets = 2 * kMostPacket});
  if (!packet) return impl_->count(packet.error().code);
  if (packet->deletion || packet->payload_type != kPayloadType) return static_cast<void>(++impl_->counters.others);
  const auto part = parse_part(packet->payload);
  if (!part) return impl_->count(part.error().code);
  if (impl_->next_sweep == kNever) impl_->next_sweep = now.mono + kSweep;
  impl_->take({from.address, interface}, *part, now.mono);
}

void PageAssembler::handle_deadline(Now now) {
  if (now.mono >= impl_->next_sweep) impl_->sweep(now.mono);
}

TimePoint PageAssembler::deadline() const noexcept { return impl_->next_sweep; }

std::optional<ReceivedPage> PageAssembler::poll_output() {
  if (impl_->outputs.empty()) return std::nullopt;
  ReceivedPage page = std::move(impl_->outputs.front());
  impl_->outputs.pop_front();
  return page;
}

bool PageAssembler::knows(const IpAddress& source, std::uint32_t interface, std::uint32_t page,
                          std::uint64_t revision) const {
  const auto found = impl_->sources.find({source, interface});
  if (found == impl_->sources.end()) return false;
  const auto state = found->second.find(page);
  return state != found->second.end() && state->second.complete == revision;
}

std::size_t PageAssembler::octets() const noexcept { return impl_->octets; }
const AssemblerCounters& PageAssembler::counters() const noexcept { return impl_->counters; }

}  // namespace joincast::guide
