// SPDX-License-Identifier: LGPL-2.1-or-later
// What `joincast members` says, and how it is told what to do.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/joincast/exit_code.h"
#include "app/joincast/member_words.h"
#include "app/joincast/options.h"

namespace joincast::app {
namespace {

using namespace std::chrono_literals;
using namespace libreceiver;
using membership::Dialect;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsSupersetOf;
using testing::Not;

IpAddress ip(std::string_view text) { return *parse_address(text); }

WatchEvent event(WatchEvent::What what, std::string_view group = "ff3e:40:2001:db8:d0be:f00d:8000:1") {
  WatchEvent event;
  event.wall = WallTime{1'000'000h + 250ms};
  event.interface = 7;
  event.interface_name = "eth0";
  if (!group.empty()) event.group = ip(group);
  event.family = event.group.family();
  event.service = service_carried_by(event.group);
  event.what = std::move(what);
  return event;
}

MemberView member(std::vector<IpAddress> sources = {}) {
  return {.host = ip("fe80::a"), .exclude = sources.empty(), .sources = std::move(sources)};
}

std::string words(const WatchEvent& event) { return in_words(event).substr(10); }

TEST(MemberWords, SayWhoJoinedAndLeft) {
  EXPECT_EQ(words(event(MemberJoined{member(), true, 1})),
            "joined   eth0  ff3e:40:2001:db8:d0be:f00d:8000:1  8000:0001  fe80::a  MLDv2  first");
  EXPECT_EQ(words(event(MemberJoined{member({ip("2001:db8::1")}), false, 2}, "ff3e::5")),
            "joined   eth0  ff3e::5  fe80::a  MLDv2  from 2001:db8::1  2 members");
  EXPECT_EQ(words(event(MemberGone{ip("fe80::a"), Departure::left, true, true, 0}, "ff02::fb")),
            "left     eth0  ff02::fb  fe80::a  last");
  EXPECT_EQ(words(event(MemberGone{ip("fe80::a"), Departure::silent, true, false, 0}, "ff02::fb")),
            "left     eth0  ff02::fb  fe80::a  silent  last, as far as heard");
}

TEST(MemberWords, SayWhoAsks) {
  const QuerierView querier{ip("192.0.2.1"), false, Dialect::v2, 125s, {}};
  EXPECT_EQ(querier_in_words(Family::ipv4, querier), "IGMP: 192.0.2.1 asks by IGMPv2 every 125 s");
  EXPECT_EQ(querier_in_words(Family::ipv6, std::nullopt), "MLD: nobody is heard asking");
}

TEST(MemberWords, SayOfAHookOnlyWhatWentWrong) {
  HookResult result{*hook_for(event(MemberJoined{member(), true, 1}, "239.195.1.1")), 0, {}};
  EXPECT_FALSE(in_words(result));
  result.exit_code = 2;
  EXPECT_EQ(in_words(result), "--exec-on-first of 239.195.1.1 on eth0 ended with 2");
}

TEST(MemberJson, HasStableFields) {
  const auto json = nlohmann::json::parse(to_json(event(MemberJoined{member({ip("2001:db8::1")}), true, 1}), 1500us));
  EXPECT_EQ(json, nlohmann::json::parse(R"({"event":"joined","ms":1.5,"time":"2084-01-29T16:00:00.250Z",
      "interface":"eth0","family":"ipv6","group":"ff3e:40:2001:db8:d0be:f00d:8000:1","service":"8000:0001",
      "host":"fe80::a","own":false,"protocol":"MLDv2","mode":"include","sources":["2001:db8::1"],"first":true,
      "members":1})"));
  const auto querier = nlohmann::json::parse(to_json(event(QuerierChanged{}, ""), 0s));
  EXPECT_TRUE(querier["querier"].is_null());
  EXPECT_FALSE(querier.contains("group"));
}

TEST(MemberTable, ShowsEachMemberOfEachGroup) {
  MembershipSnapshot snapshot;
  snapshot.at = WallTime{1'000'000h};
  LinkView link;
  link.interface_name = "eth0";
  GroupView group{ip("ff3e::8000:1"), service_carried_by(ip("ff3e::8000:1")), Dialect::v3, {}, {member(), member()}};
  group.members[0].last_heard = snapshot.at - 3s;
  group.members[1].own = true;
  link.groups = {group};
  snapshot.links = {link};
  const auto lines = table_of(snapshot, {"eth0: a note of many words"}, {.width = 0});
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_THAT(lines[0], HasSubstr("GROUP"));
  EXPECT_EQ(lines[1], "eth0  MLD: nobody is heard asking");
  EXPECT_THAT(lines[2], HasSubstr("ff3e::8000:1  8000:0001  fe80::a"));
  EXPECT_THAT(lines[2], HasSubstr("3 s ago"));
  EXPECT_THAT(lines[3], HasSubstr("fe80::a *"));
  EXPECT_THAT(lines[3], Not(HasSubstr("8000:0001")));
  EXPECT_EQ(lines[5], "eth0: a note of many words");
}

TEST(MemberTable, NeverTakesMoreRoomThanThereIs) {
  MembershipSnapshot snapshot;
  LinkView link;
  link.interface_name = "eth0";
  for (std::uint32_t i = 0; i < 100; ++i)
    link.groups.push_back({IpAddress::v4(0xef01'0000 + i), std::nullopt, Dialect::v3, {}, {member()}});
  snapshot.links = {link};
  const std::vector<std::string> notes(5,
                                       "eth0: a note of so many words that it does not fit into one line of the table");
  for (std::size_t height = 1; height < 40; ++height) {
    const auto lines = table_of(snapshot, notes, {.width = 40, .height = height});
    EXPECT_LE(lines.size(), std::max<std::size_t>(height, 2)) << height;
    for (const std::string& line : lines) EXPECT_LE(line.size(), 42u) << line;
  }
}

TEST(Hook, IsToldWhatHappenedByItsEnvironment) {
  const auto first = hook_for(event(MemberJoined{member({ip("2001:db8::1"), ip("2001:db8::2")}), true, 1}));
  ASSERT_TRUE(first);
  EXPECT_EQ(first->why, Hook::Why::first);
  EXPECT_THAT(
      first->environment,
      ElementsAre("JOINCAST_EVENT=first", "JOINCAST_GROUP=ff3e:40:2001:db8:d0be:f00d:8000:1", "JOINCAST_INTERFACE=eth0",
                  "JOINCAST_HOST=fe80::a", "JOINCAST_SOURCES=2001:db8::1 2001:db8::2", "JOINCAST_SERVICE=8000:0001"));
  const auto last = hook_for(event(MemberGone{ip("fe80::a"), Departure::left, true, true, 0}, "ff02::fb"));
  ASSERT_TRUE(last);
  EXPECT_THAT(last->environment, ElementsAre("JOINCAST_EVENT=last", "JOINCAST_GROUP=ff02::fb",
                                             "JOINCAST_INTERFACE=eth0", "JOINCAST_HOST=fe80::a", "JOINCAST_SOURCES="));
}

TEST(Hook, IsForFirstAndLastMembersAlone) {
  EXPECT_FALSE(hook_for(event(MemberJoined{member(), false, 2})));
  EXPECT_FALSE(hook_for(event(MemberGone{ip("fe80::a"), Departure::left, false, true, 1})));
  EXPECT_FALSE(hook_for(event(QuerierChanged{}, "")));
}

Result<Command, Refusal> read(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "members");
  return parse_command_line(std::move(arguments));
}

TEST(MembersCommandLine, WatchesEverythingPassivelyByDefault) {
  const auto command = read({});
  ASSERT_TRUE(command);
  const auto& options = std::get<MembersOptions>(*command);
  EXPECT_TRUE(options.interfaces.empty());
  EXPECT_TRUE(options.groups.empty());
  EXPECT_FALSE(options.query || options.advertise || options.json || options.once);
  EXPECT_EQ(options.duration, 0s);
}

TEST(MembersCommandLine, TakesEveryOption) {
  const auto command = read({"--interface", "eth0", "-i", "eth1", "--group", "239.0.0.0/8", "--group", "ff3e::1%eth2",
                             "--json", "--once", "--for", "1.5m", "--query", "--advertise", "--exec-on-first",
                             "start $JOINCAST_GROUP", "--exec-on-last", "stop"});
  ASSERT_TRUE(command) << command.error().text;
  const auto& options = std::get<MembersOptions>(*command);
  EXPECT_THAT(options.interfaces, ElementsAre("eth0", "eth1", "eth2"));
  EXPECT_THAT(options.groups, ElementsAre(*parse_prefix("239.0.0.0/8"), *parse_prefix("ff3e::1")));
  EXPECT_TRUE(options.query && options.advertise && options.json && options.once);
  EXPECT_EQ(options.duration, 90s);
  EXPECT_EQ(options.on_first, "start $JOINCAST_GROUP");
  EXPECT_EQ(options.on_last, "stop");
}

TEST(MembersCommandLine, OnceListensForTenSeconds) {
  EXPECT_EQ(std::get<MembersOptions>(*read({"--once"})).duration, 10s);
  EXPECT_EQ(std::get<MembersOptions>(*read({"--for", "30"})).duration, 30s);
  EXPECT_EQ(std::get<MembersOptions>(*read({"--duration", "30"})).duration, 30s);
}

TEST(MembersCommandLine, RefusesWhatIsNoGroup) {
  for (const char* text : {"192.0.2.1", "8000:0001", "fe80::/10", "eth0", ""}) {
    const auto command = read({"--group", text});
    ASSERT_FALSE(command) << text;
    EXPECT_EQ(command.error().exit_code, kUsage);
  }
  EXPECT_FALSE(read({"--for", "5 parsecs"}));
  EXPECT_FALSE(read({"--for", "-1"}));
}

}  // namespace
}  // namespace joincast::app
