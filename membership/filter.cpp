// SPDX-License-Identifier: LGPL-2.1-or-later
#include "membership/filter.h"

#include <algorithm>
#include <utility>

namespace joincast::membership {
namespace {

bool contains(const std::vector<IpAddress>& list, const IpAddress& address) noexcept {
  return std::find(list.begin(), list.end(), address) != list.end();
}

}  // namespace

const Filter::Source* Filter::find(const IpAddress& source) const noexcept {
  const auto found =
      std::find_if(sources_.begin(), sources_.end(), [&](const Source& s) { return s.address == source; });
  return found == sources_.end() ? nullptr : &*found;
}

Filter::Source* Filter::find(const IpAddress& source) noexcept {
  return const_cast<Source*>(std::as_const(*this).find(source));
}

/// X in EXCLUDE mode, all of A in INCLUDE mode.
std::vector<IpAddress> Filter::running() const {
  std::vector<IpAddress> list;
  for (const Source& source : sources_)
    if (source.running()) list.push_back(source.address);
  return list;
}

/// (sources) = until, added where they are not yet.
void Filter::start(const std::vector<IpAddress>& sources, TimePoint until, std::size_t most, std::uint64_t& refused) {
  for (const IpAddress& address : sources) {
    if (Source* known = find(address))
      known->until = until;
    else if (sources_.size() < most)
      sources_.push_back({.address = address, .until = until});
    else
      ++refused;
  }
}

/// Of the old sources those in `sources` stay as they are, the others go; new ones get `fresh`.
void Filter::exclude_only(const std::vector<IpAddress>& sources, TimePoint fresh, std::size_t most,
                          std::uint64_t& refused) {
  std::erase_if(sources_, [&](const Source& source) { return !contains(sources, source.address); });
  for (const IpAddress& address : sources) {
    if (find(address)) continue;
    if (sources_.size() < most)
      sources_.push_back({.address = address, .until = fresh});
    else
      ++refused;
  }
}

//  State          Report      New state                 Actions                   (RFC 3810 sections 7.4.1 and 7.4.2)
//  INCLUDE (A)    IS_IN (B)   INCLUDE (A+B)             (B)=MALI
//  INCLUDE (A)    IS_EX (B)   EXCLUDE (A*B, B-A)        (B-A)=0, delete (A-B), FT=MALI
//  INCLUDE (A)    ALLOW (B)   INCLUDE (A+B)             (B)=MALI
//  INCLUDE (A)    BLOCK (B)   INCLUDE (A)               send Q(MA, A*B)
//  INCLUDE (A)    TO_EX (B)   EXCLUDE (A*B, B-A)        (B-A)=0, delete (A-B), send Q(MA, A*B), FT=MALI
//  INCLUDE (A)    TO_IN (B)   INCLUDE (A+B)             (B)=MALI, send Q(MA, A-B)
//  EXCLUDE (X,Y)  IS_IN (A)   EXCLUDE (X+A, Y-A)        (A)=MALI
//  EXCLUDE (X,Y)  IS_EX (A)   EXCLUDE (A-Y, Y*A)        (A-X-Y)=MALI, delete (X-A), delete (Y-A), FT=MALI
//  EXCLUDE (X,Y)  ALLOW (A)   EXCLUDE (X+A, Y-A)        (A)=MALI
//  EXCLUDE (X,Y)  BLOCK (A)   EXCLUDE (X+(A-Y), Y)      (A-X-Y)=FT, send Q(MA, A-Y)
//  EXCLUDE (X,Y)  TO_EX (A)   EXCLUDE (A-Y, Y*A)        (A-X-Y)=FT, delete (X-A), delete (Y-A), send Q(MA, A-Y),
//  FT=MALI EXCLUDE (X,Y)  TO_IN (A)   EXCLUDE (X+A, Y-A)        (A)=MALI, send Q(MA, X-A), send Q(MA)
Filter::Asks Filter::apply(RecordType type, const std::vector<IpAddress>& sources, TimePoint now,
                           Duration listening_interval, std::size_t max_sources, std::uint64_t& refused) {
  expire(now);
  const TimePoint until = now + listening_interval;
  const std::vector<IpAddress> before = running();
  Asks asks;
  switch (type) {
    case RecordType::is_include:
    case RecordType::allow: start(sources, until, max_sources, refused); break;
    case RecordType::to_include:
      for (const IpAddress& address : before)
        if (!contains(sources, address)) asks.sources.push_back(address);
      asks.group = exclude_;
      start(sources, until, max_sources, refused);
      break;
    case RecordType::is_exclude:
    case RecordType::to_exclude: {
      const bool changes = type == RecordType::to_exclude;
      exclude_only(sources, !exclude_ ? kStopped : changes ? timer_ : until, max_sources, refused);
      exclude_ = true;
      timer_ = until;
      if (changes) asks.sources = running();
      break;
    }
    case RecordType::block:
      if (exclude_)
        for (const IpAddress& address : sources)
          if (!find(address)) start({address}, timer_, max_sources, refused);
      for (const Source& source : sources_)
        if (source.running() && contains(sources, source.address)) asks.sources.push_back(source.address);
      break;
  }
  return asks;
}

void Filter::lower_group(TimePoint until) noexcept {
  if (exclude_) timer_ = std::min(timer_, until);
}

void Filter::raise(TimePoint until) noexcept {
  if (exclude_) timer_ = std::max(timer_, until);
  for (Source& source : sources_)
    if (source.running()) source.until = std::max(source.until, until);
}

void Filter::lower_source(const IpAddress& source, TimePoint until) noexcept {
  Source* known = find(source);
  if (known && known->running()) known->until = std::min(known->until, until);
}

void Filter::expire(TimePoint now) {
  for (Source& source : sources_)
    if (source.until <= now) source.until = kStopped;
  if (exclude_ && timer_ > now) return;
  exclude_ = false;  // back to the sources that somebody asked for
  timer_ = kStopped;
  std::erase_if(sources_, [](const Source& source) { return !source.running(); });
}

void Filter::assign(bool exclude, TimePoint timer, std::vector<Source> sources) {
  exclude_ = exclude;
  timer_ = timer;
  sources_ = std::move(sources);
}

TimePoint Filter::deadline() const noexcept {
  TimePoint next = exclude_ ? timer_ : kNever;
  for (const Source& source : sources_)
    if (source.running()) next = std::min(next, source.until);
  return next;
}

}  // namespace joincast::membership
