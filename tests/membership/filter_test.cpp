// SPDX-License-Identifier: LGPL-2.1-or-later
// The tables of RFC 3810 section 7.4 (RFC 3376 section 6.4), row by row.
#include "membership/filter.h"

#include <gtest/gtest.h>

#include <map>

#include "tests/membership/octets.h"

namespace joincast::membership {
namespace {

using namespace std::chrono_literals;

constexpr TimePoint kNow{1h};
constexpr Duration kInterval = 260s;    // MALI
constexpr TimePoint kOld = kNow + 50s;  // a source timer from before
constexpr TimePoint kFilterTimer = kNow + 70s;
constexpr std::size_t kMost = 16;

IpAddress source(char name) { return IpAddress::v4(0xc000'0200u + static_cast<std::uint8_t>(name)); }

std::vector<IpAddress> list(std::string_view names) {
  std::vector<IpAddress> sources;
  for (const char name : names) sources.push_back(source(name));
  return sources;
}

std::string text(TimePoint time) {
  if (time == Filter::kStopped) return "0";
  if (time == kOld) return "old";
  if (time == kFilterTimer) return "FT";
  if (time == kNow + kInterval) return "MALI";
  return "?";
}

/// `EX FT=MALI a=old b=0`, sources by name.
std::string text(const Filter& filter) {
  std::string out = filter.exclude() ? "EX FT=" + text(filter.timer()) : "IN";
  std::map<char, std::string> sources;
  for (const auto& one : filter.sources()) sources[static_cast<char>(one.address.v4_value() & 0xff)] = text(one.until);
  for (const auto& [name, timer] : sources) out += std::string(" ") + name + "=" + timer;
  return out;
}

std::string text(const Filter::Asks& asks) {
  std::string names;
  for (const auto& one : asks.sources) names += static_cast<char>(one.v4_value() & 0xff);
  std::sort(names.begin(), names.end());
  return (asks.group ? "Q(MA) " : "") + names;
}

/// INCLUDE (ab).
Filter include() {
  Filter filter;
  filter.assign(false, Filter::kStopped, {{source('a'), kOld}, {source('b'), kOld}});
  return filter;
}

/// EXCLUDE (ab, cd).
Filter exclude() {
  Filter filter;
  filter.assign(true, kFilterTimer, {{source('a'), kOld}, {source('b'), kOld}, {source('c')}, {source('d')}});
  return filter;
}

struct Row {
  const char* name;
  Filter before;
  RecordType type;
  const char* sources;
  const char* after;
  const char* asks;
};

void PrintTo(const Row& row, std::ostream* out) { *out << row.name; }

class Table : public testing::TestWithParam<Row> {};

TEST_P(Table, Holds) {
  const Row& row = GetParam();
  Filter filter = row.before;
  std::uint64_t refused = 0;
  const auto asks = filter.apply(row.type, list(row.sources), kNow, kInterval, kMost, refused);
  EXPECT_EQ(text(filter), row.after);
  EXPECT_EQ(text(asks), row.asks);
  EXPECT_EQ(refused, 0u);
}

INSTANTIATE_TEST_SUITE_P(
    CurrentState, Table,
    testing::Values(Row{"IncludeIsIn", include(), RecordType::is_include, "bc", "IN a=old b=MALI c=MALI", ""},
                    Row{"IncludeIsEx", include(), RecordType::is_exclude, "bc", "EX FT=MALI b=old c=0", ""},
                    Row{"IncludeIsExNothing", include(), RecordType::is_exclude, "", "EX FT=MALI", ""},
                    Row{"ExcludeIsIn", exclude(), RecordType::is_include, "bce",
                        "EX FT=FT a=old b=MALI c=MALI d=0 e=MALI", ""},
                    Row{"ExcludeIsEx", exclude(), RecordType::is_exclude, "ace", "EX FT=MALI a=old c=0 e=MALI", ""}),
    [](const auto& one) { return std::string(one.param.name); });

INSTANTIATE_TEST_SUITE_P(
    StateChange, Table,
    testing::Values(
        Row{"IncludeAllow", include(), RecordType::allow, "bc", "IN a=old b=MALI c=MALI", ""},
        Row{"IncludeBlock", include(), RecordType::block, "bc", "IN a=old b=old", "b"},
        Row{"IncludeToEx", include(), RecordType::to_exclude, "bc", "EX FT=MALI b=old c=0", "b"},
        Row{"IncludeToIn", include(), RecordType::to_include, "bc", "IN a=old b=MALI c=MALI", "a"},
        Row{"IncludeToInNothing", include(), RecordType::to_include, "", "IN a=old b=old", "ab"},
        Row{"ExcludeAllow", exclude(), RecordType::allow, "bce", "EX FT=FT a=old b=MALI c=MALI d=0 e=MALI", ""},
        Row{"ExcludeBlock", exclude(), RecordType::block, "bce", "EX FT=FT a=old b=old c=0 d=0 e=FT", "be"},
        Row{"ExcludeToEx", exclude(), RecordType::to_exclude, "ace", "EX FT=MALI a=old c=0 e=FT", "ae"},
        Row{"ExcludeToIn", exclude(), RecordType::to_include, "bce", "EX FT=FT a=old b=MALI c=MALI d=0 e=MALI",
            "Q(MA) a"},
        Row{"ExcludeToInNothing", exclude(), RecordType::to_include, "", "EX FT=FT a=old b=old c=0 d=0", "Q(MA) ab"}),
    [](const auto& one) { return std::string(one.param.name); });

TEST(Filter, FallsBackToTheRequestedSourcesWhenItsTimerEnds) {
  // RFC 3810 section 7.5.
  Filter filter;
  filter.assign(true, kNow, {{source('a'), kOld}, {source('c')}});
  filter.expire(kNow);
  EXPECT_EQ(text(filter), "IN a=old");
}

TEST(Filter, IsEmptyWhenItsTimerEndsAndNoSourceIsRequested) {
  Filter filter;
  filter.assign(true, kNow, {{source('c')}});
  filter.expire(kNow);
  EXPECT_TRUE(filter.empty());
}

TEST(Filter, MovesAnExpiredSourceToTheUnwantedOnes) {
  Filter filter = exclude();
  filter.expire(kOld);
  EXPECT_EQ(text(filter), "EX FT=FT a=0 b=0 c=0 d=0");
}

TEST(Filter, DropsAnExpiredSourceInIncludeMode) {
  Filter filter = include();
  filter.expire(kOld);
  EXPECT_TRUE(filter.empty());
}

TEST(Filter, NeverRaisesATimerByAQuery) {
  Filter filter = exclude();
  filter.lower_group(kFilterTimer + 1s);
  filter.lower_source(source('a'), kOld + 1s);
  filter.lower_source(source('c'), kOld);
  EXPECT_EQ(text(filter), text(exclude()));
}

TEST(Filter, KeepsNoMoreSourcesThanAllowed) {
  Filter filter;
  std::uint64_t refused = 0;
  filter.apply(RecordType::allow, list("abc"), kNow, kInterval, 2, refused);
  filter.apply(RecordType::to_exclude, list("defgh"), kNow, kInterval, 2, refused);
  filter.apply(RecordType::block, list("xy"), kNow, kInterval, 2, refused);
  EXPECT_EQ(filter.sources().size(), 2u);
  EXPECT_EQ(refused, 1u + 3u + 2u);
}

TEST(Filter, CountsARepeatedSourceOnce) {
  Filter filter;
  std::uint64_t refused = 0;
  filter.apply(RecordType::is_exclude, list("aaa"), kNow, kInterval, 2, refused);
  EXPECT_EQ(text(filter), "EX FT=MALI a=0");
  EXPECT_EQ(refused, 0u);
}

}  // namespace
}  // namespace joincast::membership
