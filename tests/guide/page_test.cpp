// SPDX-License-Identifier: LGPL-2.1-or-later
#include "guide/page.h"

#include <gtest/gtest.h>

#include "tests/guide/samples.h"

namespace joincast::guide {
namespace {

std::string entry_json(const Entry& entry) {
  JsonText out;
  write_entry(out, entry);
  return out.take();
}

Page parsed(std::string_view json, const PageLimits& limits = {}) {
  auto page = parse_page(json, limits);
  EXPECT_TRUE(page) << json;
  return page.value_or(Page{});
}

ParseErrc refused(std::string_view json, const PageLimits& limits = {}) {
  const auto page = parse_page(json, limits);
  EXPECT_FALSE(page) << json;
  return page ? ParseErrc::truncated : page.error().code;
}

/// The only entry of a page, of which this is the JSON.
Entry read_entry(const std::string& json) {
  Page page = parsed(R"({"schema":1,"entries":[)" + json + "]}");
  EXPECT_EQ(page.entries.size(), 1u) << json;
  return page.entries.empty() ? Entry{} : page.entries.front();
}

TEST(GuideEntry, WritesEveryFieldByItsName) {
  EXPECT_EQ(entry_json(full_entry()),
            R"({"number":"8112:3456","name":"Jazz FM","group_v4":"239.195.129.2","kind":"tv","genre":"jazz,blues",)"
            R"("country":"DE","language":"german","codec":"mp3","kbps":128,"link":"https://jazz.example/",)"
            R"("icon":"/icons/81123456","directory":1,"id":"960e57c5-0601-11e8-ae97-52543be04c81","collision":true,)"
            R"("ssm":true,"encrypted":true,"on_air":true,"favourite":true,"members":3,"title":"Take Five"})");
}

TEST(GuideEntry, LeavesOutWhatIsNotKnown) {
  EXPECT_EQ(entry_json(entry_named(0x8000'0001, "One")), R"({"number":"8000:0001","name":"One"})");
}

TEST(GuideEntry, ReadsBackAsItWas) { EXPECT_EQ(read_entry(entry_json(full_entry())), full_entry()); }

TEST(GuideEntry, IgnoresMembersOfLaterVersions) {
  EXPECT_EQ(read_entry(R"({"later":{"number":"8000:0002","x":[1,{"name":"No"}]},"number":"8000:0001","name":"One"})"),
            entry_named(0x8000'0001, "One"));
}

TEST(GuideEntry, TakesFieldsOfTheWrongTypeForAbsent) {
  EXPECT_EQ(read_entry(R"({"number":"8000:0001","name":"One","kbps":"128","genre":7,"on_air":1,"members":-3})"),
            entry_named(0x8000'0001, "One"));
}

TEST(GuideEntry, CleansTextsAndDropsLinksThatAreNone) {
  const Entry entry = read_entry(R"({"number":"8000:0001","name":" O\nne\u0000 ","codec":"MP3",)"
                                 R"json("link":"javascript:alert(1)","icon":"/icons/../status.json"})json");
  EXPECT_EQ(entry.name, "O ne");
  EXPECT_EQ(entry.codec, "mp3");
  EXPECT_EQ(entry.link, "");
  EXPECT_EQ(entry.icon, "");
}

TEST(GuideEntry, CutsLongTexts) {
  const Entry entry = read_entry(R"({"number":"8000:0001","name":")" + std::string(5'000, 'n') + "\"}");
  EXPECT_EQ(entry.name, std::string(Entry::kMostText, 'n'));
}

TEST(GuideEntry, TakesAGroupOnlyWhenItIsOne) {
  EXPECT_EQ(read_entry(R"({"number":"8000:0001","name":"One","group_v4":"192.0.2.1"})").group_v4, std::nullopt);
}

TEST(GuidePage, LeavesOutEntriesWithoutNumberOrName) {
  EXPECT_EQ(parsed(R"({"schema":1,"entries":[{"name":"No number"},{"number":"8000:0001"},{"number":"1:2","name":"x"},
                       {"number":"8000:0002","name":" \n"},{"number":"8000:0003","name":"Good"},7,[{}]]})")
                .entries,
            std::vector{entry_named(0x8000'0003, "Good")});
}

TEST(GuidePage, ReadsBackAsItWas) {
  Page page;
  page.number = kIndexPage;
  page.revision = 1'700'000'000'000'000;
  page.title = "Index";
  page.headend = "den";
  page.http = "http://192.0.2.1:9581";
  page.total = 2;
  page.next = 1;
  page.since = 5;
  page.entries = {full_entry()};
  page.removed = {kOne};
  page.pages = {{18, "Jazz", IpAddress::v4(0xefc3'8001), 2, 6}};
  page.genres = {{"jazz", 2, 18}, {"blues", 1, 0}};
  EXPECT_EQ(parsed(to_json(page)), page);
}

TEST(GuidePage, SaysTheServiceOfEachFurtherPage) {
  Page page;
  page.pages = {{18, "Jazz", std::nullopt, 2, 6}};
  EXPECT_NE(to_json(page).find(R"({"page":18,"service":"bf00:0012","title":"Jazz","entries":2,"revision":6})"),
            std::string::npos);
}

TEST(GuidePage, IsSentInTheGuidesServiceOrInOneOfItsOwn) {
  EXPECT_EQ(to_string(service_of_page(kIndexPage)), "8000:0000");
  EXPECT_EQ(to_string(service_of_page(15)), "8000:0000");
  EXPECT_EQ(to_string(service_of_page(16)), "bf00:0010");
  EXPECT_EQ(to_string(service_of_page(kMostPage)), "bfff:ffff");
  EXPECT_TRUE(is_guide_service(kGuideService));
  EXPECT_TRUE(is_guide_service(ServiceNumber{0xbf00'0010}));
  EXPECT_FALSE(is_guide_service(ServiceNumber{0xbf00'000f}));
  EXPECT_FALSE(is_guide_service(kOne));
}

TEST(GuidePage, RefusesWhatIsNoGuide) {
  EXPECT_EQ(refused(""), ParseErrc::bad_encoding);
  EXPECT_EQ(refused("[]"), ParseErrc::unsupported_version);
  EXPECT_EQ(refused("{}"), ParseErrc::unsupported_version);
  EXPECT_EQ(refused(R"({"schema":2,"entries":[]})"), ParseErrc::unsupported_version);
  EXPECT_EQ(refused(R"({"schema":1,"entries":[)"), ParseErrc::bad_encoding);
  EXPECT_EQ(refused("{\"schema\":1,\"title\":\"\xff\"}"), ParseErrc::bad_encoding);
}

TEST(GuidePage, RefusesDeepNesting) {
  EXPECT_EQ(refused(R"({"schema":1,"x":)" + std::string(100'000, '[')), ParseErrc::over_limit);
  EXPECT_EQ(parsed(R"({"schema":1,"x":)" + std::string(31, '[') + std::string(31, ']') + "}").entries.size(), 0u);
}

TEST(GuidePage, HoldsNoMoreThanItsLimits) {
  const std::string json = to_json(big_page(16, 10));
  EXPECT_EQ(parsed(json, {.entries = 4}).entries.size(), 4u);
  EXPECT_EQ(refused(json, {.octets = json.size() - 1}), ParseErrc::over_limit);
}

TEST(GuidePage, RefusesEveryBeginningOfItself) {
  Page page = big_page(16, 2);
  page.entries.push_back(full_entry());
  const std::string json = to_json(page);
  for (std::size_t size = 0; size < json.size(); ++size)
    EXPECT_EQ(refused(std::string(json, 0, size)), ParseErrc::bad_encoding) << size;
}

}  // namespace
}  // namespace joincast::guide
