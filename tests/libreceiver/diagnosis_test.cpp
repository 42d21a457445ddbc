// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/diagnosis.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

net::Interface wired() {
  net::Interface eth;
  eth.index = 2;
  eth.name = "eth0";
  eth.kind = net::InterfaceKind::ethernet;
  eth.up = eth.running = eth.multicast = true;
  eth.mtu = 1500;
  net::InterfaceAddress link_local, global, v4;
  link_local.address = *parse_address("fe80::1");
  link_local.prefix_length = 64;
  global.address = *parse_address("2001:db8::2");
  global.prefix_length = 64;
  v4.address = *parse_address("192.0.2.2");
  v4.prefix_length = 24;
  eth.addresses = {link_local, global, v4};
  return eth;
}

Target target(const char* group = "ff3e:40:2001:db8::8000:1") {
  Target target;
  target.group = {*parse_address(group), 2};
  target.interface = "eth0";
  return target;
}

/// A service that plays well for an hour.
DiagnosisFacts playing() {
  DiagnosisFacts facts;
  facts.asked = true;
  facts.target = target();
  facts.interface = wired();
  facts.in_system = net::GroupMembership{true, 3, false, {}, 0};
  facts.since_join = facts.played = 1h;
  facts.described = true;
  facts.now.session.phase = Phase::playing;
  facts.now.session.packets = 150'000;
  facts.recent.span = 60s;
  facts.recent.packets = facts.recent.expected = 2'500;
  return facts;
}

/// Joined for ten seconds, and nothing has come.
DiagnosisFacts silent() {
  DiagnosisFacts facts = playing();
  facts.since_join = 10s;
  facts.played = 0s;
  facts.described = false;
  facts.now = {};
  facts.recent = {};
  return facts;
}

DiagnosisFacts stalled(Duration played) {
  DiagnosisFacts facts = playing();
  facts.now.session.phase = Phase::stalled;
  facts.played = played;
  return facts;
}

Cause first(const DiagnosisFacts& facts) { return diagnose(facts).findings.at(0).cause; }

bool names(const DiagnosisFacts& facts, Cause cause) {
  const auto findings = diagnose(facts).findings;
  return std::any_of(findings.begin(), findings.end(), [&](const Finding& one) { return one.cause == cause; });
}

struct Row {
  const char* name;
  DiagnosisFacts facts;
  Standing standing;
  Cause first;
};

/// `change` made to `facts`.
template <typename Change>
Row row(const char* name, DiagnosisFacts facts, Change change, Standing standing, Cause first) {
  change(facts);
  return {name, std::move(facts), standing, first};
}

using Facts = DiagnosisFacts;

std::vector<Row> table() {
  using S = Standing;
  using C = Cause;
  return {
      row(
          "Nothing", {}, [](Facts&) {}, S::idle, C::nothing_asked),
      row(
          "Refused", silent(), [](Facts& f) { f.failure = "no permission"; }, S::cannot_join, C::not_joined),
      row(
          "RefusedAndGone", silent(), [](Facts& f) { f.failure = "no such device", f.interface.reset(); },
          S::cannot_join, C::interface_gone),
      row(
          "Gone", silent(), [](Facts& f) { f.interface.reset(); }, S::nothing_comes, C::interface_gone),
      row(
          "Down", silent(), [](Facts& f) { f.interface->up = false; }, S::nothing_comes, C::interface_down),
      row(
          "Unplugged", stalled(1h), [](Facts& f) { f.interface->running = false; }, S::stopped, C::no_carrier),
      row(
          "NoAddress", silent(), [](Facts& f) { f.interface->addresses.clear(); }, S::nothing_comes, C::no_address),
      row(
          "PortOfABridge", silent(), [](Facts& f) { f.interface->master = 9; }, S::nothing_comes, C::interface_unfit),
      row(
          "NotInTheSystem", silent(), [](Facts& f) { f.in_system->joined = false; }, S::nothing_comes,
          C::membership_missing),
      row(
          "JustJoined", silent(), [](Facts& f) { f.since_join = 1s; }, S::waiting, C::just_joined),
      row(
          "NoHeadend", silent(), [](Facts&) {}, S::nothing_comes, C::no_headend),
      row(
          "OthersCame", silent(), [](Facts& f) { f.other_came = 20s; }, S::nothing_comes, C::service_unknown),
      row(
          "OthersCameLongAgo", silent(), [](Facts& f) { f.other_came = 1h; }, S::nothing_comes, C::no_headend),
      row(
          "WrongPrefix", silent(), [](Facts& f) { f.headend_prefixes = {*parse_prefix("2001:db8:9::/64")}; },
          S::nothing_comes, C::wrong_prefix),
      row(
          "RightPrefix", silent(), [](Facts& f) { f.headend_prefixes = {*parse_prefix("2001:db8::/64")}; },
          S::nothing_comes, C::no_headend),
      row(
          "Firewall", silent(), [](Facts& f) { f.host = net::HostCounters{.multicast = 400}; }, S::nothing_comes,
          C::firewall),
      row(
          "ReversePath", silent(),
          [](Facts& f) {
            f.target = target("239.195.1.1");
            f.host = net::HostCounters{.reverse_path = 400};
          },
          S::nothing_comes, C::reverse_path),
      row(
          "OtherSource", silent(), [](Facts& f) { f.target->source = *parse_address("2001:db8::1"); }, S::nothing_comes,
          C::source_filter),
      row(
          "StationFailed", silent(),
          [](Facts& f) { f.described = true, f.state = sdp::State::failed, f.state_reason = "404"; }, S::nothing_comes,
          C::station_failed),
      row(
          "StationStarts", silent(), [](Facts& f) { f.described = true, f.state = sdp::State::starting; },
          S::nothing_comes, C::station_starting),
      row(
          "AnnouncedOnly", silent(), [](Facts& f) { f.described = true; }, S::nothing_comes, C::media_missing),
      row(
          "Goodbye", stalled(1h), [](Facts& f) { f.sender_left = true; }, S::stopped, C::sender_left),
      row(
          "AgedOut", stalled(260s), [](Facts& f) { f.querier = QuerierFact::none; }, S::stopped, C::aged_out),
      row(
          "StoppedWithAQuerier", stalled(260s), [](Facts& f) { f.querier = QuerierFact::seen; }, S::stopped,
          C::silence),
      row(
          "StoppedLater", stalled(1h), [](Facts&) {}, S::stopped, C::silence),
      row(
          "WrongKey", silent(), [](Facts& f) { f.srtp = SrtpTrouble::Kind::wrong_key; }, S::unheard, C::wrong_key),
      row(
          "NoKey", playing(), [](Facts& f) { f.srtp = SrtpTrouble::Kind::no_key; }, S::unheard, C::no_key),
      row(
          "InClear", playing(), [](Facts& f) { f.srtp = SrtpTrouble::Kind::in_clear; }, S::unheard, C::in_clear),
      row(
          "NoSrtp", playing(), [](Facts& f) { f.srtp = SrtpTrouble::Kind::no_library; }, S::unheard, C::no_srtp),
      row(
          "Undescribed", playing(), [](Facts& f) { f.described = false, f.now.session.phase = Phase::undescribed; },
          S::unheard, C::undescribed),
      row(
          "Unplayable", playing(), [](Facts& f) { f.unplayable = "AC-3"; }, S::unheard, C::unplayable),
      row(
          "NoSoundCard", playing(), [](Facts& f) { f.sound_failure = "no device"; }, S::unheard, C::sound_failed),
      row(
          "Paused", playing(), [](Facts& f) { f.now.shift.paused = true; }, S::paused, C::paused),
      row(
          "Busy", playing(), [](Facts& f) { f.recent.socket_drops = f.recent.missing = 30; }, S::faulty,
          C::machine_busy),
      row(
          "SlowDecoder", playing(), [](Facts& f) { f.recent.dropped_units = 30; }, S::faulty, C::decoder_slow),
      row(
          "Bursts", playing(), [](Facts& f) { f.recent.missing = 50, f.recent.loss_runs = 5; }, S::faulty,
          C::loss_in_bursts),
      row(
          "Even", playing(), [](Facts& f) { f.recent.missing = 50, f.recent.loss_runs = 48; }, S::faulty, C::loss_even),
      row(
          "WirelessLoss", playing(),
          [](Facts& f) {
            f.recent.missing = 50, f.recent.loss_runs = 5;
            f.interface->kind = net::InterfaceKind::wireless;
          },
          S::faulty, C::loss_on_wifi),
      row(
          "AccessPoint", playing(),
          [](Facts& f) {
            f.recent.batches = f.recent.dtim_spaced = 200;
            f.now.session.batches.last_interval = 307ms;
          },
          S::well, C::wifi_batches),
      row(
          "Jitter", playing(), [](Facts& f) { f.now.session.jitter = 80ms; }, S::well, C::jitter),
      row(
          "RanDry", playing(), [](Facts& f) { f.recent.underruns = 2; }, S::faulty, C::sound_ran_dry),
      row(
          "Damaged", playing(), [](Facts& f) { f.recent.damaged_units = 2; }, S::faulty, C::damaged),
      row(
          "Malformed", playing(), [](Facts& f) { f.recent.malformed = 2; }, S::well, C::malformed),
      row(
          "Strangers", playing(), [](Facts& f) { f.recent.strangers = 2; }, S::well, C::strangers),
      row(
          "Twice", playing(), [](Facts& f) { f.recent.duplicates = 2'400; }, S::faulty, C::duplicated),
      row(
          "OutOfOrder", playing(), [](Facts& f) { f.recent.reordered = 200; }, S::well, C::reordered),
      row(
          "NobodyAsks", playing(), [](Facts& f) { f.querier = QuerierFact::none; }, S::well, C::querier_missing),
      row(
          "Well", playing(), [](Facts&) {}, S::well, C::all_well),
  };
}

TEST(Diagnosis, NamesTheLikeliestCauseFirst) {
  for (const Row& row : table()) {
    EXPECT_EQ(diagnose(row.facts).standing, row.standing) << row.name;
    EXPECT_EQ(first(row.facts), row.first) << row.name << ": " << to_text(diagnose(row.facts));
  }
}

TEST(Diagnosis, HasARowForEveryCauseThatCanBeFirst) {
  std::vector<bool> covered(kCauses);
  for (const Row& row : table()) covered[static_cast<std::size_t>(row.first)] = true;
  covered[static_cast<std::size_t>(Cause::station_waiting)] = true;  // as station_starting
  for (std::size_t cause = 0; cause < static_cast<std::size_t>(Cause::interface_well); ++cause)
    EXPECT_TRUE(covered[cause]) << words_of(static_cast<Cause>(cause)).found;
}

TEST(Diagnosis, SaysWhatIsWellLast) {
  const auto findings = diagnose(playing()).findings;
  EXPECT_EQ(findings.front().cause, Cause::all_well);
  EXPECT_TRUE(names(playing(), Cause::interface_well));
  EXPECT_TRUE(names(playing(), Cause::membership_well));
  EXPECT_TRUE(names(playing(), Cause::packets_well));
  EXPECT_TRUE(names(playing(), Cause::described_well));
}

TEST(Diagnosis, BlamesTheNetworkOnlyForWhatTheSocketDidNotLose) {
  DiagnosisFacts facts = playing();
  facts.recent.socket_drops = facts.recent.missing = 30;
  facts.recent.loss_runs = 3;
  EXPECT_FALSE(names(facts, Cause::loss_in_bursts));
  facts.recent.missing = 80;
  EXPECT_TRUE(names(facts, Cause::loss_in_bursts));
}

TEST(Diagnosis, TellsThePaceOfTheAccessPointInWholeBeacons) {
  DiagnosisFacts facts = playing();
  facts.recent.batches = facts.recent.dtim_spaced = 200;
  facts.now.session.batches.last_interval = 303ms;
  const auto findings = diagnose(facts).findings;
  EXPECT_DOUBLE_EQ(std::get<double>(findings.at(0).arguments.at(0)), 307.2);
}

TEST(Diagnosis, TakesBatchesWithoutThePaceOfBeaconsForNoAccessPoint) {
  DiagnosisFacts facts = playing();
  facts.recent.batches = 200;
  facts.recent.dtim_spaced = 20;
  EXPECT_FALSE(names(facts, Cause::wifi_batches));
}

TEST(Diagnosis, HoldsASwitchWithoutQuerierForPossibleWhereItCannotHear) {
  EXPECT_TRUE(names(stalled(260s), Cause::aged_out));
  EXPECT_FALSE(names(stalled(20s), Cause::aged_out));
}

TEST(Diagnosis, CapsWhatStrangersSay) {
  DiagnosisFacts facts = silent();
  facts.state = sdp::State::failed;
  facts.state_reason.assign(100'000, 'x');
  EXPECT_LE(to_text(diagnose(facts)).size(), 4'000u);
}

TEST(Diagnosis, SpeaksInWholeSentences) {
  for (std::size_t standing = 0; standing < kStandings; ++standing)
    EXPECT_TRUE(words_of(static_cast<Standing>(standing)).ends_with('.'));
  for (std::size_t cause = 0; cause < kCauses; ++cause) {
    const CauseWords& words = words_of(static_cast<Cause>(cause));
    EXPECT_FALSE(words.looked_at.empty()) << cause;
    EXPECT_FALSE(words.found.empty()) << cause;
    const bool only_well = static_cast<Cause>(cause) >= Cause::interface_well;
    EXPECT_EQ(words.means.empty(), only_well) << words.found;
    EXPECT_EQ(words.remedy.empty(), only_well) << words.found;
    for (const auto part : {words.looked_at, words.means, words.remedy})
      EXPECT_TRUE(part.empty() || part.ends_with('.')) << part;
  }
}

TEST(Diagnosis, LeavesNoPlaceOpenInItsText) {
  for (const Row& row : table())
    EXPECT_EQ(to_text(diagnose(row.facts)).find('%' + std::string("1")), std::string::npos);
}

TEST(Diagnosis, IsWrittenOutWhole) {
  DiagnosisFacts facts = playing();
  facts.recent.missing = 50;
  facts.recent.loss_runs = 5;
  const std::string text = to_text(diagnose(facts));
  EXPECT_THAT(text, testing::StartsWith("The service plays, with faults.\n\n"
                                        "- Lost packets in the last minute.\n"
                                        "  2.0 % were lost, 10.0 in a row on average.\n"
                                        "  Losses in bursts come of "));
  EXPECT_THAT(text, testing::HasSubstr("\n- The interface eth0.\n  It is up and connected, and fit for multicast.\n"));
}

TEST(DiagnosisFill, PutsArgumentsWhereTheirNumbersStand) {
  const std::vector<Argument> arguments = {std::string("a"), std::int64_t{7}, 2.25};
  EXPECT_EQ(fill("%2 of %1: %3 %", arguments), "7 of a: 2.2 %");
  EXPECT_EQ(fill("%4 %0 %%1", arguments), "%4 %0 %a");
}

TEST(DiagnosisFill, TakesWhatArgumentsSayLiterally) {
  const std::vector<Argument> arguments = {std::string("%2"), std::string("x")};
  EXPECT_EQ(fill("%1", arguments), "%2");
}

Snapshot counted(std::uint64_t times) {
  Snapshot all;
  all.session.packets = 10 * times;
  all.session.expected = 12 * times;
  all.session.missing = 2 * times;
  all.session.loss_runs.runs = times;
  all.session.malformed[1] = 3 * times;
  all.socket_drops = times;
  all.sound.underruns = 4 * times;
  return all;
}

TEST(RecentFigures, AreWhatWasCountedBetween) {
  const RecentFigures recent = recent_figures(counted(5), counted(7), 60s);
  EXPECT_EQ(recent.span, 60s);
  EXPECT_EQ(recent.packets, 20u);
  EXPECT_EQ(recent.expected, 24u);
  EXPECT_EQ(recent.missing, 4u);
  EXPECT_EQ(recent.loss_runs, 2u);
  EXPECT_EQ(recent.malformed, 6u);
  EXPECT_EQ(recent.socket_drops, 2u);
  EXPECT_EQ(recent.underruns, 8u);
}

TEST(RecentFigures, TakeCountersThatBeganAnewAsTheyAre) {
  const RecentFigures recent = recent_figures(counted(7), counted(2), 60s);
  EXPECT_EQ(recent.packets, 20u);
  EXPECT_EQ(recent.missing, 4u);
}

TEST(RecentFigures, DoNotCountAPacketThatCameLateAfterAll) {
  Snapshot before = counted(5), now = counted(5);
  now.session.missing = before.session.missing - 1;
  EXPECT_EQ(recent_figures(before, now, 60s).missing, 0u);
}

}  // namespace
}  // namespace joincast::libreceiver
