// SPDX-License-Identifier: LGPL-2.1-or-later
// The guide by multicast: what a headend's core sends, read by the core of a receiver.
#include <gtest/gtest.h>

#include <set>

#include "headend/guide_book.h"
#include "libreceiver/guide_core.h"
#include "tests/sim/world.h"

namespace joincast::sim {
namespace {

using libreceiver::GuideCore;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::uint32_t kGuide = 0x8000'0000;
constexpr std::uint16_t kSapPort = 9875;

/// A guide's reader on a machine of the world.
class Reader {
 public:
  Reader(World& world, Host& host, Family family)
      : world_(world), host_(host), guide_(World::group(kGuide, family)), alarm_(world.time, [this] {
          core.handle_deadline(world_.time.now());
          settle();
        }) {
    core.add_guide({guide_, "eth0", {}});
    settle();
  }

  void handle(const Datagram& datagram) {
    if (datagram.to.port != kSapPort || !host_.hears(datagram.to.address, datagram.from.address)) return;
    core.handle_datagram(datagram.octets, datagram.from, {datagram.to.address, guide_.interface}, world_.time.now());
    settle();
  }
  const Host& host() const noexcept { return host_; }

  GuideCore core;
  std::optional<TimePoint> index_at;  ///< when it knew of pages
  std::optional<TimePoint> whole_at;  ///< when it first had everything

 private:
  void settle() {
    while (const auto output = core.poll_output()) {
      if (const auto* join = std::get_if<GuideCore::Join>(&*output)) {
        if (join->group.address != guide_.address && !index_at) index_at = world_.now();
        host_.join(join->group.address);
      }
      if (const auto* leave = std::get_if<GuideCore::Leave>(&*output)) host_.leave(leave->group.address);
    }
    if (!whole_at && core.complete()) whole_at = world_.now();
    alarm_.set(core.deadline());
  }

  World& world_;
  Host& host_;
  Group guide_;
  Alarm alarm_;
};

class Guide : public ::testing::TestWithParam<Family> {
 protected:
  static constexpr std::uint32_t kEntries = 600;  // of which a page takes dozens of packets

  /// A world whose headend has so many services, with names that hardly compress.
  void make(std::uint64_t seed) {
    world_ = std::make_unique<World>(World::stations(2), seed);
    Rng rng(seed);
    std::vector<guide::Entry> entries;
    for (std::uint32_t i = 1; i <= kEntries; ++i) {
      guide::Entry entry;
      entry.number = ServiceNumber(0x8000'0000 + i);
      for (int letter = 0; letter < 60; ++letter) entry.name += static_cast<char>('a' + rng.below(26));
      entry.favourite = i % 50 == 0;
      entries.push_back(std::move(entry));
    }
    book_.update(entries, {"den", ""}, world_->time.now());
    world_->core().set_guide(book_.pages(), world_->time.now());
    world_->run(seconds(5));
    world_->on_carried = [this](const Datagram& datagram, const Host& to, const std::vector<TimePoint>& arrivals) {
      for (const auto& reader : readers_)
        if (&reader->host() == &to)
          for (const TimePoint arrival : arrivals)
            world_->time.at(arrival, [one = reader.get(), datagram] { one->handle(datagram); });
    };
  }
  Reader& read(const Impairment& down = {}) {
    Host& host = world_->add_host();
    host.down.impair(down);
    return *readers_.emplace_back(std::make_unique<Reader>(*world_, host, GetParam()));
  }
  static std::size_t entries_of(const Reader& reader) {
    std::set<ServiceNumber> numbers;
    for (const auto& item : reader.core.list().items())
      if (item.entry.number >= ServiceNumber(0x8000'0001)) numbers.insert(item.entry.number);
    return numbers.size();
  }

  headend::GuideBook book_;
  std::unique_ptr<World> world_;
  std::vector<std::unique_ptr<Reader>> readers_;
};
INSTANTIATE_TEST_SUITE_P(Sim, Guide, ::testing::Values(Family::ipv6, Family::ipv4));

TEST_P(Guide, TheFirstPageIsCompleteWithinHalfASecondAndAllOfItInTheEnd) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    readers_.clear();
    make(seed);
    const TimePoint joined = world_->now();
    Reader& first = read();
    world_->run(seconds(30));
    ASSERT_TRUE(first.index_at && first.whole_at);
    EXPECT_LE(*first.index_at - joined, milliseconds(500));
    EXPECT_EQ(entries_of(first), kEntries);

    const TimePoint later = world_->now();
    Reader& second = read();  // while the first one still listens
    world_->run(seconds(30));
    ASSERT_TRUE(second.index_at);
    EXPECT_LE(*second.index_at - later, milliseconds(500));
    EXPECT_EQ(entries_of(second), kEntries);
  }
}

TEST_P(Guide, WithFivePerCentLossEveryEntryArrives) {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    readers_.clear();
    make(seed);
    Reader& reader = read({.loss = 0.05, .jitter = milliseconds(2)});
    world_->run(seconds(60));
    EXPECT_TRUE(reader.whole_at);
    EXPECT_EQ(entries_of(reader), kEntries) << "seed " << seed;
  }
}

TEST_P(Guide, WithLossesInBurstsEveryEntryArrives) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    readers_.clear();
    make(seed);
    Reader& reader = read({.bursts = {.begin = 0.01, .end = 0.2}, .late = 0.01, .late_by = milliseconds(20)});
    world_->run(seconds(60));
    EXPECT_EQ(entries_of(reader), kEntries) << "seed " << seed;
  }
}

TEST_P(Guide, NothingIsSentBeforeAndAfterSomebodyLooks) {
  make(1);
  std::size_t sent = 0;
  world_->on_sent = [&](const Datagram& datagram) { sent += datagram.to.port == kSapPort; };
  world_->run(seconds(60));
  EXPECT_EQ(sent, 0u);
  Host& host = world_->add_host();
  {
    Reader reader(*world_, host, GetParam());
    world_->run(seconds(10));
    EXPECT_GT(sent, 0u);
  }
  host.leave(World::group(kGuide, GetParam()).address);
  world_->run(seconds(30));
  sent = 0;
  world_->run(seconds(60));
  EXPECT_EQ(sent, 0u);
}

}  // namespace
}  // namespace joincast::sim
