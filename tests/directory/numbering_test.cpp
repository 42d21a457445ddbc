// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/random.h"
#include "directory/catalogue_writer.h"
#include "tests/directory/catalogue_fixture.h"

namespace joincast::directory {
namespace {

class Numbers : public CatalogueTest {
 protected:
  Station with_id(const std::string& id) const {
    Station named = station(id);
    named.id = id;
    return named;
  }
  NumberOrigin origin(const std::string& id) { return open_reader()->find(kXiph, id, kNoon)->origin; }

  const std::pair<std::string, std::string> pair_ = colliding_ids(kXiph);
  const ServiceNumber natural_ = natural_number(kXiph, pair_.first);
};

TEST_F(Numbers, TheFirstKeepsANumberAndTheSecondIsProbed) {
  ASSERT_TRUE(refresh(kXiph, {with_id(pair_.second)}));
  const auto count = refresh(kXiph, {with_id(pair_.first), with_id(pair_.second)});
  EXPECT_EQ(count->collided, 1u);
  EXPECT_EQ(number(kXiph, pair_.second), natural_.value());
  EXPECT_EQ(origin(pair_.second), NumberOrigin::natural);
  EXPECT_EQ(number(kXiph, pair_.first), probed_number(kXiph, pair_.first, 1).value());
  EXPECT_EQ(origin(pair_.first), NumberOrigin::probed);
}

TEST_F(Numbers, DoNotDependOnTheOrderInOneAnswer) {
  ASSERT_TRUE(refresh(kXiph, {with_id(pair_.second), with_id(pair_.first)}));
  EXPECT_EQ(number(kXiph, pair_.first), natural_.value());
  EXPECT_EQ(origin(pair_.second), NumberOrigin::probed);
}

TEST_F(Numbers, StayWhenTheFirstIsGone) {
  ASSERT_TRUE(refresh(kXiph, {with_id(pair_.first), with_id(pair_.second)}));
  const auto probed = number(kXiph, pair_.second);
  ASSERT_TRUE(refresh(kXiph, {with_id(pair_.second)}));
  EXPECT_EQ(number(kXiph, pair_.second), probed);
  EXPECT_EQ(number(kXiph, pair_.first), natural_.value());
}

TEST_F(Numbers, OfTheConfigurationAreGivenToNobodyElse) {
  writer_->reserve({natural_});
  ASSERT_TRUE(refresh(kXiph, {with_id(pair_.first)}));
  EXPECT_NE(number(kXiph, pair_.first), natural_.value());
  EXPECT_EQ(origin(pair_.first), NumberOrigin::probed);
}

TEST_F(Numbers, ArePinnedBeforeTheStationIsKnown) {
  const ServiceNumber pinned(0x0200'0007);
  EXPECT_EQ(writer_->pin({kXiph, pair_.first, pinned}), std::nullopt);
  EXPECT_FALSE(open_reader()->find(pinned, kNoon)->station.urls.size());
  ASSERT_TRUE(refresh(kXiph, {with_id(pair_.first), with_id(pair_.second)}));
  EXPECT_EQ(number(kXiph, pair_.first), pinned.value());
  EXPECT_EQ(number(kXiph, pair_.second), natural_.value());
}

TEST_F(Numbers, ArePinnedAwayFromAnother) {
  ASSERT_TRUE(refresh(kXiph, {with_id(pair_.first), with_id("x")}));
  EXPECT_EQ(writer_->pin({kXiph, "x", natural_}), std::nullopt);
  EXPECT_EQ(number(kXiph, "x"), natural_.value());
  EXPECT_EQ(origin(pair_.first), NumberOrigin::probed);
  EXPECT_NE(number(kXiph, pair_.first), natural_.value());
}

TEST_F(Numbers, AreAdoptedFromAnOlderHeadendInACollision) {
  ASSERT_TRUE(refresh(kXiph, {with_id(pair_.first), with_id(pair_.second)}));
  const ServiceNumber elsewhere(0x0200'0123);
  EXPECT_TRUE(writer_->adopt(kXiph, pair_.second, natural_));
  EXPECT_TRUE(writer_->adopt(kXiph, pair_.first, elsewhere));
  EXPECT_EQ(number(kXiph, pair_.second), natural_.value());
  EXPECT_EQ(number(kXiph, pair_.first), elsewhere.value());
  EXPECT_EQ(origin(pair_.first), NumberOrigin::adopted);
  EXPECT_FALSE(writer_->adopt(kXiph, pair_.first, ServiceNumber(0x0200'0124))) << "once only";
}

TEST_F(Numbers, AreAdoptedBeforeTheStationIsKnown) {
  const ServiceNumber elsewhere(0x0200'0123);
  EXPECT_TRUE(writer_->adopt(kXiph, pair_.first, elsewhere));
  ASSERT_TRUE(refresh(kXiph, {with_id(pair_.first)}));
  EXPECT_EQ(number(kXiph, pair_.first), elsewhere.value());
}

TEST_F(Numbers, AreNotTakenFromWhoHasItByRight) {
  ASSERT_TRUE(refresh(kXiph, {with_id(pair_.first), with_id(pair_.second), with_id("x")}));
  EXPECT_FALSE(writer_->adopt(kXiph, pair_.second, natural_number(kXiph, "x"))) << "that is no collision";
  EXPECT_FALSE(writer_->adopt(kXiph, "x", ServiceNumber(0x0200'0005))) << "it has its own";
  EXPECT_FALSE(writer_->adopt(kXiph, pair_.second, ServiceNumber(0x0300'0005))) << "of another directory";
  ASSERT_EQ(writer_->pin({kXiph, "x", natural_number(kXiph, "x")}), std::nullopt);
  EXPECT_FALSE(writer_->adopt(kXiph, pair_.second, natural_number(kXiph, "x")));
}

TEST_F(Numbers, AreTheSameOnHeadendsThatStartedOnDifferentDays) {
  Rng rng(7);
  const auto day = [this](Rng& chance, std::vector<Station> stations) {
    std::erase_if(stations, [&](const Station&) { return chance.below(5) == 0; });
    for (std::size_t i = stations.size(); i > 1; --i) std::swap(stations[i - 1], stations[chance.below(i)]);
    return stations;
  };
  std::vector<Station> all = {with_id(pair_.first), with_id(pair_.second)};
  for (int i = 0; i < 3'000; ++i) all.push_back(with_id("station " + std::to_string(i)));
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(refresh(kXiph, day(rng, all)));
  std::map<std::string, std::pair<std::uint32_t, NumberOrigin>> here;
  const auto reader = open_reader();
  for (const Station& station : all)
    if (const auto entry = reader->find(kXiph, station.id, kNoon))
      here[station.id] = {entry->number.value(), entry->origin};
  path_ = folder_ / "other.sqlite";
  writer_ = open_writer();
  for (int i = 0; i < 3; ++i) ASSERT_TRUE(refresh(kXiph, day(rng, all)));
  const auto other = open_reader();
  std::size_t compared = 0;
  for (const auto& [id, mine] : here) {
    const auto entry = other->find(kXiph, id, kNoon);
    if (!entry) continue;
    ++compared;
    const bool flagged = mine.second != NumberOrigin::natural || entry->origin != NumberOrigin::natural;
    EXPECT_TRUE(flagged || entry->number.value() == mine.first) << id;
  }
  EXPECT_GT(compared, 2'900u);
}

}  // namespace
}  // namespace joincast::directory
