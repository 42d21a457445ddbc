// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/stream_framer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "media/adts_framer.h"
#include "media/flac_framer.h"
#include "media/mpa_framer.h"
#include "media/ogg_framer.h"
#include "media/tags.h"
#include "media/ts_framer.h"

namespace joincast::media {
namespace {

constexpr std::size_t kMaxHead = 32 * 1024;  // octets in which a container must show itself
constexpr std::size_t kSniffEvery = 32;      // octets at least, and an eighth of the head: tiny pushes cost little
constexpr std::size_t kChanged = 16 * 1024;  // octets in a row that make no sense: something else has begun

std::unique_ptr<Framer> make_framer(Container container, std::uint16_t programme) {
  switch (container) {
    case Container::mpa: return std::make_unique<MpaFramer>();
    case Container::adts: return std::make_unique<AdtsFramer>();
    case Container::ogg: return std::make_unique<OggFramer>();
    case Container::flac: return std::make_unique<FlacFramer>();
    case Container::ts: return std::make_unique<TsFramer>(programme);
    case Container::unknown: break;
  }
  return nullptr;
}

void add(FramerCounters& sum, const FramerCounters& more) {
  sum.octets += more.octets;
  sum.access_units += more.access_units;
  sum.garbage += more.garbage;
  sum.resyncs += more.resyncs;
  sum.bad_checksums += more.bad_checksums;
  sum.skipped_tags += more.skipped_tags;
  sum.refused += more.refused;
}

}  // namespace

StreamFramer::StreamFramer(std::string_view content_type, std::uint16_t programme)
    : programme_(programme), hint_(container_of_type(content_type)) {}
StreamFramer::~StreamFramer() = default;
StreamFramer::StreamFramer(StreamFramer&&) noexcept = default;
StreamFramer& StreamFramer::operator=(StreamFramer&&) noexcept = default;

void StreamFramer::push(ByteView octets) {
  constexpr std::size_t kStep = 4096;
  while (!octets.empty()) {
    const ByteView part = octets.first(std::min(octets.size(), kStep));
    octets = octets.subspan(part.size());
    if (framer_) {
      framer_->push(part, out_);
      if (framer_->lost_octets() >= kChanged) drop_framer();
    } else {
      take_head(part);
    }
  }
}

void StreamFramer::splice() {
  if (framer_) framer_->splice(out_);
}

std::optional<FramerItem> StreamFramer::poll() {
  if (out_.empty()) return std::nullopt;
  FramerItem item = std::move(out_.front());
  out_.pop_front();
  return item;
}

FramerCounters StreamFramer::counters() const noexcept {
  FramerCounters sum = before_;
  if (framer_) add(sum, framer_->counters());
  return sum;
}

void StreamFramer::take_head(ByteView octets) {
  const std::size_t skipped = std::min(to_skip_, octets.size());
  to_skip_ -= skipped;
  before_.octets += skipped;
  octets = octets.subspan(skipped);
  head_.insert(head_.end(), octets.begin(), octets.end());
  while (const std::size_t tag = tag_size(head_)) {
    ++before_.skipped_tags;
    const std::size_t here = std::min(tag, head_.size());
    forget_head(here);
    to_skip_ += tag - here;
  }
  if (head_.size() < sniff_at_ || (head_.size() < 32 && may_be_tag(head_))) return;
  sniff_at_ = head_.size() + std::max(kSniffEvery, head_.size() / 8);
  container_ = sniff_container(head_, hint_);
  if (container_ != Container::unknown) {
    framer_ = make_framer(container_, programme_);
    framer_->push(std::exchange(head_, {}), out_);
  } else if (head_.size() >= kMaxHead) {
    before_.garbage += kMaxHead / 2;
    forget_head(kMaxHead / 2);
  }
}

void StreamFramer::forget_head(std::size_t count) {
  before_.octets += count;
  head_.erase(head_.begin(), head_.begin() + static_cast<std::ptrdiff_t>(count));
  sniff_at_ = head_.size();
}

void StreamFramer::drop_framer() {
  add(before_, framer_->counters());
  framer_.reset();
  container_ = Container::unknown;
  hint_ = Container::unknown;  // it was wrong, or is so no more
  sniff_at_ = 0;
}

}  // namespace joincast::media
