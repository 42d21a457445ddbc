// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What the operator reads: page, JSON document, metrics, health.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/json_text.h"
#include "base/text.h"
#include "headend/metrics.h"
#include "headend/status_json.h"
#include "headend/status_page.h"
#include "tests/headend/status_fixture.h"

namespace joincast::headend {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(Status, NamesTheStateOfAService) {
  ServiceStatus service;
  EXPECT_EQ(state_of(service), ServiceState::idle);
  service.groups.push_back({Group(), 1, Turn::State::watching});
  EXPECT_EQ(state_of(service), ServiceState::elsewhere);
  service.deferred = true;
  EXPECT_EQ(state_of(service), ServiceState::waiting);
  service.running = true;
  EXPECT_EQ(state_of(service), ServiceState::connecting);
  service.cast.state = UpstreamState::failed;
  EXPECT_EQ(state_of(service), ServiceState::failed);
  service.mode = Choice::off;
  EXPECT_EQ(state_of(service), ServiceState::held);
}

TEST(Status, TellsWhoElseSends) {
  StatusFixture fixture;
  fixture.add("One");
  const IpAddress rival = *parse_address("2001:db8::77");
  fixture.snapshot.services[0].rivals.push_back({{}, rival, true, 1234, fixture.snapshot.now.mono});
  EXPECT_THAT(status_json(fixture.snapshot), HasSubstr(R"("address":"2001:db8::77","headend":true,"packets":1234)"));
}

TEST(Status, IsIllWithoutAnInterfaceOrWithoutAnySound) {
  StatusFixture fixture;
  EXPECT_TRUE(health_of(fixture.snapshot).good) << "nobody listening is no illness";
  fixture.add_running("One", UpstreamState::failed);
  fixture.add("Two");
  EXPECT_EQ(health_of(fixture.snapshot).reason, "the only service that is wanted has no station");
  fixture.add_running("Three", UpstreamState::connecting);
  EXPECT_TRUE(health_of(fixture.snapshot).good);
  fixture.snapshot.interfaces.clear();
  EXPECT_EQ(health_of(fixture.snapshot).reason, "no interface is served");
}

TEST(Status, PutsTheWorstReceiversOfAllServicesFirst) {
  StatusFixture fixture;
  auto& one = fixture.add_running("One", UpstreamState::playing);
  fixture.add_receiver(one, "192.0.2.1", 0.1, 0);
  fixture.add_receiver(one, "192.0.2.2", 0, 0.5);
  fixture.add_receiver(fixture.add_running("Two", UpstreamState::playing), "192.0.2.3", 0.2, 0);
  std::vector<std::string> worst;
  for (const auto& [service, receiver] : worst_of(fixture.snapshot, 3)) worst.push_back(to_string(receiver->address));
  EXPECT_EQ(worst, (std::vector<std::string>{"192.0.2.3", "192.0.2.1", "192.0.2.2"}));
  EXPECT_EQ(worst_of(fixture.snapshot, 1).size(), 1u);
}

TEST(Status, ShowsNoControlsAndNoReversedWriting) {
  EXPECT_EQ(display_text("a\r\nb\x1b[31m\u202eevil\u2066x"), "a b [31mevilx");
  EXPECT_TRUE(valid_utf8(display_text(kHostile)));
  EXPECT_LE(display_text(std::string(10'000, 'x')).size(), 512u);
}

TEST(JsonText, EscapesWhatJsonAndHtmlGiveAMeaning) {
  JsonText out;
  out.open_object().member("a", "\"\\\x01<&>\u2028\u2029\u00e9").member("b", 0.25).key("c").open_array();
  out.value(true).value(-0.0).value(1.0 / 0.0).value(7).close_array().close_object();
  EXPECT_EQ(out.text(),
            "{\"a\":\"\\\"\\\\\\u0001\\u003c\\u0026\\u003e\\u2028\\u2029\u00e9\",\"b\":0.25,\"c\":[true,0,null,7]}");
}

TEST(JsonText, WritesNumbersAsDecimals) {
  JsonText out;
  out.open_array().value(0.000001).value(-1.5).value(0.0000001).value(123456789.123456).value(-0.9999999).value(1e300);
  EXPECT_EQ(out.close_array().text(), "[0.000001,-1.5,0,123456789.123456,-1,null]");
}

TEST(StatusJson, SaysEverythingOfAServiceThatRuns) {
  StatusFixture fixture;
  auto& service = fixture.add_running("Radio", UpstreamState::playing, "Song", 3);
  fixture.add_receiver(service, "192.0.2.9", 0.04, 0.002);
  fixture.add("Idle");
  const auto json = nlohmann::json::parse(status_json(fixture.snapshot));
  EXPECT_EQ(json["version"], kStatusVersion);
  EXPECT_EQ(json["uptime_s"], 90'000);
  const auto& one = json["services"][0];
  EXPECT_EQ(one["number"], "8000:0001");
  EXPECT_EQ(one["state"], "playing");
  EXPECT_EQ(one["members"], 3);
  EXPECT_EQ(one["groups"][0]["interface"], "eth0");
  EXPECT_EQ(one["title"], "Song");
  EXPECT_EQ(one["on_air_s"], 4'000);
  EXPECT_EQ(one["receivers"]["fraction_lost"]["p95"], 0.04);
  EXPECT_EQ(one["receivers"]["worst"][0]["address"], "192.0.2.9");
  EXPECT_EQ(one["receivers"]["worst"][0]["jitter_s"], 0.002);
  EXPECT_EQ(json["services"][1]["state"], "idle");
  EXPECT_FALSE(json["services"][1].contains("receivers"));
  EXPECT_EQ(json["interfaces"][0]["mld"]["role"], "querier");
  EXPECT_EQ(json["interfaces"][0]["igmp"]["querier"], "192.0.2.1");
}

TEST(Status, TellsLossOfAllFromLossOfOne) {
  StatusFixture fixture;
  auto& service = fixture.add_running("Radio", UpstreamState::playing, "Song", 3);
  fixture.add_receiver(service, "2001:db8::1", 0.04, 0.002);
  service.cast.receivers.loss = {1000, 20, 0, 3};
  const auto json = nlohmann::json::parse(status_json(fixture.snapshot));
  const auto& origin = json["services"][0]["receivers"]["loss_origin"];
  EXPECT_EQ(origin, (nlohmann::json{{"compared", 1000}, {"lost_by_all", 20}, {"lost_by_some", 0}, {"lost_by_one", 3}}));
  EXPECT_THAT(status_page(fixture.snapshot), HasSubstr("by all 2"));
  EXPECT_THAT(metrics(fixture.snapshot), HasSubstr("joincast_service_packets_lost_by_all{"));
  EXPECT_THAT(metrics(fixture.snapshot), Not(HasSubstr("joincast_service_round_trip_median_seconds{")));
}

TEST(StatusJson, SaysWhichJoinsWereRefused) {
  StatusFixture fixture;
  fixture.snapshot.refusals.joins.count(JoinRefusal::other_prefix, {*parse_address("ff3e:40:2001:db8::8000:1"), 2},
                                        fixture.snapshot.now.mono);
  const auto refused = nlohmann::json::parse(status_json(fixture.snapshot))["refused"];
  EXPECT_EQ(refused["other_prefix"], 1);
  EXPECT_EQ(refused["unknown_number"], 0);
  EXPECT_EQ(refused["latest"][0]["reason"], "other_prefix");
  EXPECT_EQ(refused["latest"][0]["interface"], "eth0");
}

/// A headend whose every stranger's text is hostile.
StatusSnapshot hostile() {
  StatusFixture fixture;
  auto& service = fixture.add_running(kHostile, UpstreamState::stalled, kHostile);
  service.cast.reason = kHostile;
  fixture.add_receiver(service, "192.0.2.9", 0.5, 0.1, kHostile);
  fixture.add(kHostile);
  fixture.snapshot.interfaces[0].name = "\"><b>";
  return fixture.snapshot;
}

TEST(StatusPage, LetsNoStrangerWriteHtml) {
  const std::string page = status_page(hostile());
  EXPECT_THAT(page, Not(HasSubstr("<script>")));
  EXPECT_THAT(page, Not(HasSubstr("alert('")));
  EXPECT_THAT(page, Not(HasSubstr("\"onmouse")));
  EXPECT_THAT(page, Not(HasSubstr("\"><b>")));
  EXPECT_THAT(page, HasSubstr("&lt;/td&gt;&lt;script&gt;alert(&#39;1&#39;)"));
  EXPECT_TRUE(valid_utf8(page));
}

TEST(StatusPage, NamesNoOutsideResource) {
  const std::string page = status_page(hostile());
  for (const std::string_view text : {std::string_view(page), status_style(), status_script()}) {
    EXPECT_THAT(text, Not(HasSubstr("http://")));
    EXPECT_THAT(text, Not(HasSubstr("https://")));
    EXPECT_THAT(text, Not(HasSubstr("@import")));
  }
  EXPECT_THAT(page, Not(HasSubstr("style=")));
}

TEST(StatusPage, HasWhatIsInTroubleFirst) {
  StatusFixture fixture;
  fixture.add_running("Alpha", UpstreamState::playing);
  fixture.add_running("Beta", UpstreamState::playing, "", 9);
  fixture.add_running("Gamma", UpstreamState::failed);
  const std::string page = status_page(fixture.snapshot);
  EXPECT_LT(page.find("Gamma"), page.find("Beta"));
  EXPECT_LT(page.find("Beta"), page.find("Alpha"));
}

TEST(StatusPage, MarksTheWorstReceiverByItsOwnLossAndTellsTheRoundTrip) {
  StatusFixture fixture;
  auto& service = fixture.add_running("Radio", UpstreamState::playing);
  fixture.add_receiver(service, "192.0.2.9", 0.06, 0.002);
  service.cast.receivers.fraction_lost = {0, 0, 0, 0.004};  // one of many
  EXPECT_THAT(status_page(fixture.snapshot), Not(HasSubstr("round trip")));
  service.cast.receivers.with_round_trip = 1;
  service.cast.receivers.round_trip_s.median = 0.0123;
  const std::string page = status_page(fixture.snapshot);
  EXPECT_THAT(page, HasSubstr("worst <span class=\"high\">\u25b2\u00a06.0 %"));
  EXPECT_THAT(page, HasSubstr("round trip 12.3\u00a0ms"));
}

TEST(StatusPage, FoldsMostOfManyServicesAwayAndShowsThoseThatLoseFirst) {
  StatusFixture fixture;
  for (int i = 0; i < 100; ++i) fixture.add_running("Radio", UpstreamState::playing, "", 9);
  fixture.add_receiver(fixture.add_running("Lossy", UpstreamState::playing), "192.0.2.9", 0.06, 0.002);
  const std::string page = status_page(fixture.snapshot);
  EXPECT_LT(page.find("Lossy"), page.find("8000:0001"));
  EXPECT_LT(page.find("id=\"s-8000:0027\""), page.find("<details id=\"rest\">\n<summary>61 more</summary>"));
  EXPECT_LT(page.find("id=\"rest\""), page.find("id=\"s-8000:0028\""));
  EXPECT_LT(page.find("id=\"s-8000:0064\""), page.find("Receivers, the worst first"));
}

TEST(StatusPage, SaysHowTheGuideIsPublished) {
  StatusFixture fixture;
  EXPECT_THAT(status_page(fixture.snapshot), Not(HasSubstr("DNS-SD")));
  fixture.snapshot.dns_sd = "published as \"attic\"";
  EXPECT_THAT(status_page(fixture.snapshot), HasSubstr("Guide by DNS-SD: published as &quot;attic&quot;"));
}

TEST(StatusPage, IsWholeWithNothingToShow) {
  const std::string page = status_page(StatusSnapshot{});
  EXPECT_THAT(page, HasSubstr("Nobody listens."));
  EXPECT_THAT(page, HasSubstr("Not in service"));
  EXPECT_TRUE(page.ends_with("</html>\n"));
}

TEST(Metrics, HaveHelpTypeAndOneLineASample) {
  const std::string text = metrics(hostile());
  EXPECT_THAT(text, HasSubstr("# HELP joincast_service_members Hosts"));
  EXPECT_THAT(text, HasSubstr("# TYPE joincast_service_members gauge\njoincast_service_members{service=\"8000:0001\""));
  EXPECT_THAT(text, HasSubstr("joincast_services{state=\"stalled\"} 1\n"));
  EXPECT_THAT(text, HasSubstr("joincast_start_time_seconds 1790010000\n"));
  EXPECT_THAT(text, HasSubstr("joincast_querier{interface=\"\\\"><b>\",family=\"ipv6\"} 1\n"));
  for (std::size_t at = 0; at < text.size(); at = text.find('\n', at) + 1)
    EXPECT_TRUE(text.compare(at, 9, "joincast_") == 0 || text.compare(at, 2, "# ") == 0) << text.substr(at, 40);
}

TEST(Metrics, LeaveOutServicesThatNobodyWants) {
  StatusFixture fixture;
  fixture.add("Idle");
  EXPECT_THAT(metrics(fixture.snapshot), Not(HasSubstr("8000:0001")));
}

}  // namespace
}  // namespace joincast::headend
