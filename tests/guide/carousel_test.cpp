// SPDX-License-Identifier: LGPL-2.1-or-later
#include "guide/carousel.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>

#include "base/random.h"
#include "guide/page_assembler.h"
#include "guide/parts.h"
#include "tests/guide/samples.h"

namespace joincast::guide {
namespace {

using namespace std::chrono_literals;

class CarouselTest : public testing::Test {
 protected:
  struct Sent {
    TimePoint at{};
    ServiceNumber service;
    std::uint32_t page = 0;
    std::size_t part = 0;
  };

  void add_page(std::uint32_t page, std::uint32_t entries, std::uint64_t revision = 7) {
    carousel.set_page(page, std::make_shared<const std::vector<Bytes>>(*cut_page(big_page(page, entries, revision))));
  }

  void join(ServiceNumber service) {
    carousel.set_destinations(service, 1, now);
    carousel.newcomer(service, now);
  }

  /// All that is sent in the time that follows.
  std::vector<Sent> run(Duration time) {
    std::vector<Sent> sent;
    const TimePoint end = now + time;
    for (;;) {
      while (auto turn = carousel.poll_output(now)) {
        const Bytes& octets = (*turn->parts)[turn->part];
        sent.push_back({now, turn->service, parse_part(octets)->page, turn->part});
        bits += 8 * (octets.size() + 20 + kPayloadType.size() + 1 + 48);
        if (hear) hear(part_packet(octets, IpAddress::v4(1)), now);
      }
      if (carousel.deadline() > end) break;
      EXPECT_GT(carousel.deadline(), now);
      now = carousel.deadline();
    }
    now = end;
    return sent;
  }

  static constexpr ServiceNumber kSixteen{0xbf00'0010};
  Carousel carousel;
  TimePoint now = TimePoint{} + 1h;
  std::uint64_t bits = 0;
  std::function<void(const Bytes&, TimePoint)> hear;
};

TEST_F(CarouselTest, IsSilentWhenNobodyLooks) {
  add_page(kIndexPage, 3);
  EXPECT_EQ(carousel.deadline(), kNever);
  EXPECT_TRUE(run(1h).empty());
}

TEST_F(CarouselTest, ANewcomerGetsTheIndexAtOnce) {
  add_page(kIndexPage, 3);
  add_page(kOnAirPage, 3);
  join(kGuideService);
  EXPECT_EQ(carousel.deadline(), now);
  const auto turn = carousel.poll_output(now);
  ASSERT_TRUE(turn);
  EXPECT_EQ(turn->service, kGuideService);
  EXPECT_EQ(parse_part((*turn->parts)[turn->part])->page, kIndexPage);
}

TEST_F(CarouselTest, SendsEachPageOfTheGuideInTurn) {
  for (const std::uint32_t page : {kIndexPage, kFavouritesPage, kOnAirPage, kGenresPage}) add_page(page, 1);
  join(kGuideService);
  const auto sent = run(5s);
  ASSERT_GE(sent.size(), 8u);
  for (std::uint32_t i = 0; i < 8; ++i) EXPECT_EQ(sent[i].page, i % 4);
}

TEST_F(CarouselTest, BeginsAPageOnceASecond) {
  add_page(kIndexPage, 1);
  join(kGuideService);
  EXPECT_EQ(run(10s + 1ms).size(), 11u);
}

TEST_F(CarouselTest, HoldsItsRate) {
  for (std::uint32_t page = 16; page < 30; ++page) {
    add_page(page, 1'000);
    join(service_of_page(page));
  }
  run(20s);
  EXPECT_LE(bits, 20'100'000u);
  EXPECT_GE(bits, 19'500'000u);
}

TEST_F(CarouselTest, CountsEveryGroupThatAPacketGoesTo) {
  add_page(16, 2'000);
  add_page(17, 2'000);
  for (const std::uint32_t page : {16u, 17u}) carousel.set_destinations(service_of_page(page), 4, now);
  run(20s);
  EXPECT_LE(bits, 5'100'000u);
}

TEST_F(CarouselTest, ANewcomerGoesBeforeALongPage) {
  add_page(kIndexPage, 3);
  add_page(16, 2'000);
  join(kSixteen);
  run(100ms);
  join(kGuideService);
  const auto sent = run(100ms);
  ASSERT_FALSE(sent.empty());
  EXPECT_EQ(sent[0].service, kGuideService);
  EXPECT_EQ(sent.back().service, kSixteen);
}

TEST_F(CarouselTest, NewcomersWithinAFifthOfASecondShareTheFirstPage) {
  add_page(kIndexPage, 1);
  join(kGuideService);
  run(50ms);
  for (int i = 0; i < 5; ++i) join(kGuideService);
  const auto sent = run(400ms);
  ASSERT_EQ(sent.size(), 1u);
  EXPECT_EQ(sent[0].at, TimePoint{} + 1h + 200ms);
}

TEST_F(CarouselTest, ANewcomerInTheMiddleOfAPageGetsEveryPartOfIt) {
  add_page(16, 400);
  const std::size_t parts = cut_page(big_page(16, 400))->size();
  join(kSixteen);
  run(20ms);
  carousel.newcomer(kSixteen, now + 0ms);
  now += 0ms;
  const auto sent = run(600ms);
  std::vector<std::size_t> seen;
  for (const Sent& part : sent) seen.push_back(part.part);
  for (std::size_t part = 0; part < parts; ++part)
    EXPECT_NE(std::find(seen.begin(), seen.end(), part), seen.end()) << part;
}

TEST_F(CarouselTest, StopsWhenTheLastOneLeaves) {
  add_page(16, 400);
  join(kSixteen);
  run(20ms);
  carousel.set_destinations(kSixteen, 0, now);
  EXPECT_TRUE(carousel.silent());
  EXPECT_TRUE(run(1min).empty());
}

TEST_F(CarouselTest, AChangedPageReplacesTheOldOne) {
  add_page(16, 400);
  join(kSixteen);
  run(20ms);
  add_page(16, 1, 8);
  const auto sent = run(2s);
  for (const Sent& part : sent) EXPECT_EQ(part.part, 0u);
  EXPECT_FALSE(sent.empty());
  carousel.remove_page(16);
  EXPECT_TRUE(run(5s).empty());
}

/// Five per cent of the parts are lost, seed by seed; each time every entry of the largest page arrives.
TEST_F(CarouselTest, EveryEntryArrivesThoughFivePerCentIsLost) {
  const Page page = big_page(16, 1'500);
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    SCOPED_TRACE(seed);
    Rng rng(seed);
    PageAssembler assembler;
    Carousel fresh;
    carousel = std::move(fresh);
    carousel.set_page(16, std::make_shared<const std::vector<Bytes>>(*cut_page(page)));
    hear = [&](const Bytes& packet, TimePoint at) {
      if (rng.below(100) >= 5) assembler.handle_datagram(packet, {IpAddress::v4(1), 9875}, 1, {at, {}});
    };
    join(kSixteen);
    run(10s);
    const auto received = assembler.poll_output();
    ASSERT_TRUE(received);
    EXPECT_EQ(received->page, page);
  }
}

/// However much others look at, an index of sixty pages is whole at a newcomer within 300 ms.
TEST_F(CarouselTest, TheFirstPageIsWholeInTimeBesideOthers) {
  Page index = big_page(kIndexPage, 0);
  for (std::uint32_t page = 16; page < 76; ++page) {
    add_page(page, 500);
    index.pages.push_back(
        {page, "Stations of genre " + std::to_string(page), std::nullopt, 500, 1'700'000'000'000'000});
    join(service_of_page(page));
  }
  carousel.set_page(kIndexPage, std::make_shared<const std::vector<Bytes>>(*cut_page(index)));
  run(30s);
  PageAssembler assembler;
  hear = [&](const Bytes& packet, TimePoint at) {
    assembler.handle_datagram(packet, {IpAddress::v4(1), 9875}, 1, {at, {}});
  };
  join(kGuideService);
  run(300ms);
  EXPECT_TRUE(assembler.knows(IpAddress::v4(1), 1, kIndexPage, 7));
}

}  // namespace
}  // namespace joincast::guide
