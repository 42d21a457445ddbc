// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Joins and leaves of every kind of host, on every kind of link.
#include <gtest/gtest.h>

#include <ostream>
#include <tuple>

#include "tests/lab/radio_lab.h"

namespace joincast::lab {

static void PrintTo(Protocol protocol, std::ostream* out) { *out << name_of(protocol); }

namespace {

/// What stands between headend and listeners.
enum class Link : std::uint8_t {
  flooding,   ///< a bridge that passes everything to everyone
  snooping,   ///< one that looks at reports; the headend asks for them
  rival,      ///< a snooping one that asks itself, from lower addresses, and so takes the headend's place
  old_rival,  ///< the same as Linux makes it by default: it speaks MLDv1 and IGMPv2
};

void PrintTo(Link link, std::ostream* out) {
  *out << (std::array{"Flooding", "Snooping", "Rival", "OldRival"}[static_cast<std::size_t>(link)]);
}

BridgeOptions options_of(Link link) {
  if (link == Link::flooding) return {.snooping = false};
  if (link == Link::snooping) return {};
  const bool old = link == Link::old_rival;
  return {.querier = true,
          .mld_version = old ? 1 : 2,
          .igmp_version = old ? 2 : 3,
          .more =
              "mcast_query_interval 100 mcast_startup_query_interval 100 mcast_startup_query_count 100"
              " mcast_query_response_interval 50 mcast_last_member_interval 20",
          .addresses = "192.0.2.50/24 fe80::1/64"};
}

/// One a link, kept from test to test: making it takes seconds.
std::unique_ptr<RadioLab> the_lab;
Link the_link{};

std::unique_ptr<RadioLab> make_lab(Link link) {
  auto lab = std::make_unique<RadioLab>(options_of(link));
  // Long, so that a leave must show by itself; but a headend that does not ask ends an older host's membership of
  // which nothing more is heard by time, and old queries do not say how long that is.
  lab->start_headend("", link == Link::old_rival ? 2 : 20);
  const bool has_rival = link == Link::rival || link == Link::old_rival;
  const std::string mld = has_rival ? "MLD querier on eth0: fe80::1" : "MLD querier on eth0: this headend";
  const std::string igmp = has_rival ? "IGMP querier on eth0: 192.0.2.50" : "IGMP querier on eth0: this headend";
  if (!eventually([&] { return lab->headend->count(mld) == 1 && lab->headend->count(igmp) == 1; }, 8s))
    throw std::runtime_error("not the queriers that were expected: " + lab->headend->log());
  return lab;
}

RadioLab& lab_of(Link link) {
  if (the_lab && the_link == link) return *the_lab;
  the_lab.reset();
  the_lab = make_lab(link);
  the_link = link;
  return *the_lab;
}

class JoinAndLeave : public testing::TestWithParam<std::tuple<Link, Protocol>> {
 protected:
  static void TearDownTestSuite() { the_lab.reset(); }
  void SetUp() override {
    JOINCAST_NEEDS_LAB();
    lab_ = &lab_of(std::get<Link>(GetParam()));
  }
  void TearDown() override {
    if (HasFailure() && lab_) ADD_FAILURE() << "The headend's log:\n" << lab_->headend->log();
  }

  IpAddress group() const {
    constexpr std::array kNumbers = {"8000:0001", "8000:0002", "8000:0003", "8000:0004"};
    return group_of(kNumbers[static_cast<std::size_t>(protocol())], family_of(protocol()));
  }
  Protocol protocol() const { return std::get<Protocol>(GetParam()); }
  bool stops() {
    return lab_->until([&] { return lab_->station->listeners() == 0; });
  }
  void first_starts_and_last_stops(const Host& host) {
    speak(host, protocol());
    const std::size_t asked = lab_->station->asked();
    {
      const GroupMember member(lab_->loop, host, group());
      EXPECT_TRUE(lab_->hears(member));
      EXPECT_EQ(lab_->station->asked(), asked + 1);
      EXPECT_EQ(member.missing(), 0u);
    }
    EXPECT_TRUE(stops());
  }

  RadioLab* lab_ = nullptr;
};

TEST_P(JoinAndLeave, TheFirstStartsAndTheLastStops) { first_starts_and_last_stops(lab_->c1); }

class OwnHost : public JoinAndLeave {};

TEST_P(OwnHost, TheFirstStartsAndTheLastStops) { first_starts_and_last_stops(lab_->head); }

class TwoMembers : public JoinAndLeave {};

TEST_P(TwoMembers, OneLeavesAndTheOtherMissesNothing) {
  speak(lab_->c1, protocol());
  speak(lab_->c2, protocol());
  std::optional<GroupMember> first(std::in_place, lab_->loop, lab_->c1, group());
  EXPECT_TRUE(lab_->hears(*first));
  std::optional<GroupMember> second(std::in_place, lab_->loop, lab_->c2, group());
  EXPECT_TRUE(lab_->hears(*second));
  const std::size_t asked = lab_->station->asked();
  first.reset();
  EXPECT_TRUE(lab_->hears(*second, 50)) << "1.2 s, six times what the last member's queries take";
  EXPECT_EQ(second->missing(), 0u);
  EXPECT_EQ(lab_->station->asked(), asked);
  second.reset();
  EXPECT_TRUE(stops());
}

std::string name_of_case(const testing::TestParamInfo<std::tuple<Link, Protocol>>& test) {
  return testing::PrintToString(std::get<0>(test.param)) + '_' + name_of(std::get<1>(test.param));
}

constexpr auto kProtocols = {Protocol::mld_v2, Protocol::mld_v1, Protocol::igmp_v3, Protocol::igmp_v2};

INSTANTIATE_TEST_SUITE_P(Links, JoinAndLeave,
                         testing::Combine(testing::Values(Link::flooding, Link::snooping, Link::rival, Link::old_rival),
                                          testing::ValuesIn(kProtocols)),
                         name_of_case);
INSTANTIATE_TEST_SUITE_P(Links, OwnHost,
                         testing::Combine(testing::Values(Link::flooding, Link::snooping, Link::rival),
                                          testing::ValuesIn(kProtocols)),
                         name_of_case);
INSTANTIATE_TEST_SUITE_P(Links, TwoMembers,
                         testing::Combine(testing::Values(Link::flooding, Link::snooping, Link::rival),
                                          testing::ValuesIn(kProtocols)),
                         name_of_case);

class Vanished : public RadioLabTest {};

TEST_F(Vanished, MembersThatSayNothingEndWithTheQuerysTime) {
  RadioLab& lab = make();
  lab.start_headend();
  const GroupMember v6(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  const GroupMember v4(lab.loop, lab.c1, group_of("8000:0002", Family::ipv4));
  ASSERT_TRUE(lab.hears(v6) && lab.hears(v4));
  EXPECT_EQ(lab.station->listeners(), 2u);
  lab.bridge.ip("link set c1-eth0 down");
  EXPECT_TRUE(lab.until([&] { return lab.station->listeners() == 0; })) << "2 x 2 s + 0.5 s";
}

}  // namespace
}  // namespace joincast::lab
