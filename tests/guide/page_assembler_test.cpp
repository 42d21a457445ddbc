// SPDX-License-Identifier: LGPL-2.1-or-later
#include "guide/page_assembler.h"

#include <gtest/gtest.h>

#include "guide/parts.h"
#include "tests/guide/samples.h"

namespace joincast::guide {
namespace {

using namespace std::chrono_literals;

class PageAssemblerTest : public testing::Test {
 protected:
  static constexpr IpAddress kHeadend = IpAddress::v4(0xc000'0201);
  static constexpr IpAddress kOther = IpAddress::v4(0xc000'0202);

  std::vector<Bytes> packets(const Page& page) {
    std::vector<Bytes> out;
    const auto parts = cut_page(page);
    for (const Bytes& part : parts.value()) out.push_back(part_packet(part, kHeadend));
    return out;
  }

  void hear(const Bytes& packet, const IpAddress& from = kHeadend, std::uint32_t interface = 2) {
    assembler.handle_datagram(packet, {from, 9875}, interface, now);
  }

  void pass(Duration time) {
    now.mono += time;
    assembler.handle_deadline(now);
  }

  PageAssembler assembler{{.sources = 2, .pages_per_source = 3, .pieces_octets = 12'000}};
  Now now{TimePoint{} + 1h, {}};
};

TEST_F(PageAssemblerTest, TellsAPageWhenItsLastPartCame) {
  const Page page = big_page(16, 100);
  const auto parts = packets(page);
  ASSERT_GT(parts.size(), 1u);
  for (std::size_t i = parts.size(); i > 0; --i) {
    EXPECT_FALSE(assembler.poll_output());
    hear(parts[i - 1]);
  }
  const auto received = assembler.poll_output();
  ASSERT_TRUE(received);
  EXPECT_EQ(received->page, page);
  EXPECT_EQ(received->source, kHeadend);
  EXPECT_EQ(received->interface, 2u);
  EXPECT_EQ(assembler.octets(), 0u);
}

TEST_F(PageAssemblerTest, TellsEachRevisionOnce) {
  const auto parts = packets(big_page(16, 1));
  hear(parts[0]);
  EXPECT_TRUE(assembler.poll_output());
  hear(parts[0]);
  EXPECT_FALSE(assembler.poll_output());
  EXPECT_EQ(assembler.counters().repeated, 1u);
  hear(packets(big_page(16, 1, 8))[0]);
  EXPECT_TRUE(assembler.poll_output());
}

TEST_F(PageAssemblerTest, KnowsWhichRevisionIsComplete) {
  EXPECT_FALSE(assembler.knows(kHeadend, 2, 16, 7));
  hear(packets(big_page(16, 1, 7))[0]);
  EXPECT_TRUE(assembler.knows(kHeadend, 2, 16, 7));
  EXPECT_FALSE(assembler.knows(kHeadend, 2, 16, 8));
  EXPECT_FALSE(assembler.knows(kOther, 2, 16, 7));
}

TEST_F(PageAssemblerTest, NeverMixesRevisions) {
  const auto old = packets(big_page(16, 100, 7));
  const auto fresh = packets(big_page(16, 100, 8));
  hear(old[0]);
  for (std::size_t i = 1; i < fresh.size(); ++i) hear(fresh[i]);
  hear(old[1]);
  EXPECT_FALSE(assembler.poll_output());
  hear(fresh[0]);
  ASSERT_EQ(assembler.poll_output()->page.revision, 8u);
}

TEST_F(PageAssemblerTest, NobodySpoilsAnothersPage) {
  const auto parts = packets(big_page(16, 100));
  const auto forged = packets(big_page(16, 100, 9));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    hear(forged[0], kOther);
    hear(parts[i]);
  }
  ASSERT_EQ(assembler.poll_output()->source, kHeadend);
}

TEST_F(PageAssemblerTest, RefusesAnotherNumberOfPartsForTheSameRevision) {
  const auto parts = packets(big_page(16, 100));
  hear(parts[0]);
  hear(packets(big_page(16, 200))[1]);
  EXPECT_EQ(assembler.counters().refused[static_cast<std::size_t>(ParseErrc::bad_value)], 1u);
}

TEST_F(PageAssemblerTest, RefusesMoreSourcesAndPagesThanItMayHave) {
  for (std::uint32_t page = 16; page < 21; ++page) hear(packets(big_page(page, 1))[0]);
  EXPECT_EQ(assembler.counters().pages, 3u);
  for (std::uint32_t from = 1; from < 4; ++from) hear(packets(big_page(16, 1))[0], IpAddress::v4(0xc000'0300 + from));
  EXPECT_EQ(assembler.counters().pages, 4u);
  EXPECT_EQ(assembler.counters().full, 4u);
}

TEST_F(PageAssemblerTest, TheLongestSilentPageMakesWay) {
  const auto first = packets(big_page(16, 400));
  const auto second = packets(big_page(17, 400));
  ASSERT_GT(first.size(), 6u);
  for (std::size_t i = 0; i < 6; ++i) hear(first[i]);
  pass(1s);
  for (std::size_t i = 0; i < 6; ++i) hear(second[i]);
  EXPECT_LE(assembler.octets(), 12'000u);
  for (std::size_t i = 6; i < second.size(); ++i) hear(second[i]);
  EXPECT_EQ(assembler.poll_output()->page.number, 17u);
}

TEST_F(PageAssemblerTest, ForgetsAnIncompletePageAfterAMinute) {
  hear(packets(big_page(16, 100))[0]);
  pass(59s);
  EXPECT_GT(assembler.octets(), 0u);
  pass(11s);
  EXPECT_EQ(assembler.octets(), 0u);
  EXPECT_EQ(assembler.deadline(), kNever);
}

TEST_F(PageAssemblerTest, TellsAPageAgainThatWasNotHeardForLong) {
  const auto parts = packets(big_page(16, 1));
  hear(parts[0]);
  EXPECT_TRUE(assembler.poll_output());
  pass(11min);
  hear(parts[0]);
  EXPECT_TRUE(assembler.poll_output());
}

TEST_F(PageAssemblerTest, ReadsABadPageOnce) {
  PartView part;
  part.page = 16;
  const Bytes garbage(100, 0x55);
  part.piece = garbage;
  const Bytes packet = part_packet(encode_part(part), kHeadend);
  hear(packet);
  hear(packet);
  EXPECT_EQ(assembler.counters().refused[static_cast<std::size_t>(ParseErrc::bad_compression)], 1u);
  EXPECT_EQ(assembler.counters().repeated, 1u);
}

TEST_F(PageAssemblerTest, AFloodOfRevisionsCostsNoMoreThanItsBudget) {
  PageAssembler poor({.inflated_per_second = 1'000});
  for (std::uint64_t revision = 1; revision <= 200; ++revision)
    poor.handle_datagram(packets(big_page(16, 1, revision))[0], {kHeadend, 9875}, 2, now);
  EXPECT_LT(poor.counters().pages, 100u);
  EXPECT_EQ(poor.counters().pages + poor.counters().full, 200u);
  now.mono += 10s;
  poor.handle_datagram(packets(big_page(16, 1, 999))[0], {kHeadend, 9875}, 2, now);
  EXPECT_TRUE(poor.knows(kHeadend, 2, 16, 999));
}

TEST_F(PageAssemblerTest, CountsWhatIsNoPartOfAPage) {
  hear({0x20, 0x00, 0x00, 0x01, 0xc0, 0x00, 0x02, 0x01, 'v', '=', '0'});  // an announcement of something else
  EXPECT_EQ(assembler.counters().others, 1u);
  hear({0x20});
  EXPECT_EQ(assembler.counters().refused[static_cast<std::size_t>(ParseErrc::truncated)], 1u);
}

}  // namespace
}  // namespace joincast::guide
