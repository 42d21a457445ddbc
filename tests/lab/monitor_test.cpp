// SPDX-License-Identifier: LGPL-2.1-or-later
//
// `joincast monitor` on a network whose losses are known.
#include <gtest/gtest.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "net/driver.h"
#include "tests/lab/radio_lab.h"
#include "tests/lab/relay.h"

namespace joincast::lab {
namespace {

constexpr auto kToHost = Relay::Direction::to_host;

std::vector<nlohmann::json> objects(const Process& process, std::string_view event, std::string_view service) {
  std::vector<nlohmann::json> list;
  for (const Line& line : process.lines()) {
    auto object = nlohmann::json::parse(line.text, nullptr, false);
    if (object.is_object() && object["event"] == event && object.value("service", "") == service)
      list.push_back(std::move(object));
  }
  return list;
}

class Monitor : public RadioLabTest {
 protected:
  static Process monitor(const Host& host, std::vector<std::string> more) {
    std::vector<std::string> command = {JOINCAST_PROGRAM, "monitor"};
    command.insert(command.end(), more.begin(), more.end());
    return host.spawn(command);
  }
  /// Serves the lab until the last line about a service is so.
  template <typename Holds>
  bool until_last(const Process& process, std::string_view service, Holds holds) {
    return radio_->until([&] {
      const auto told = objects(process, "statistics", service);
      return !told.empty() && holds(told.back());
    });
  }
};

TEST_F(Monitor, CountsExactlyWhatTheNetworkLoses) {
  RadioLab& lab = make();
  Host& host = lab.lab.host("r");
  Relay& relay = lab.lab.plug_through_relay(host, lab.bridge, {}, {});
  lab.lab.wait_until_ready();
  lab.headend.emplace(lab.head, quick_headend() + "[test]\nrate = 5000000\n");
  auto watch = monitor(host, {"8000:00ff", "--json", "--interval", "200ms"});
  ASSERT_TRUE(until_last(watch, "8000:00ff", [](const auto& told) { return told["received"] > 100; }))
      << watch.output();

  relay.set(kToHost, {.seed = 9, .loss = 0.03});
  ASSERT_TRUE(lab.until([&] { return relay.passages(kToHost).size() >= 1'000; }));
  const auto record = relay.set(kToHost, {});
  std::size_t lost = 0, runs = 0, run = 0, longest = 0;
  for (const Passage& passage : record) {
    run = passage.verdict.lost ? run + 1 : 0;
    lost += passage.verdict.lost;
    runs += run == 1;
    longest = std::max(longest, run);
  }
  ASSERT_GT(lost, 0u);
  EXPECT_TRUE(until_last(watch, "8000:00ff", [&](const auto& told) { return told["lost"] == lost; })) << lost;
  net::serve_for(lab.loop, 500ms);
  watch.signal(SIGINT);
  EXPECT_EQ(watch.wait(), 128 + SIGINT);
  const auto summary = objects(watch, "summary", "8000:00ff");
  ASSERT_EQ(summary.size(), 1u) << watch.output();
  EXPECT_EQ(summary[0]["lost"], lost);
  EXPECT_EQ(summary[0]["loss_runs"], runs);
  EXPECT_EQ(summary[0]["longest_loss"], longest);
  EXPECT_EQ(summary[0]["expected"], summary[0]["received"].get<std::size_t>() + lost);
  EXPECT_EQ(summary[0]["state"], "playing");
  EXPECT_EQ(summary[0]["members"], 1);
  EXPECT_EQ(summary[0]["source"], "2001:db8:d0be:f00d::101");
}

TEST_F(Monitor, AllFollowsWhatIsAnnounced) {
  RadioLab& lab = make({.snooping = false});
  lab.start_headend("announce-on-standard-groups = true");
  auto watch = monitor(lab.c1, {"--all", "--family", "6", "--json", "--interval", "200ms"});
  const GroupMember member(lab.loop, lab.c2, group_of("8000:0002", Family::ipv6));
  EXPECT_TRUE(until_last(watch, "8000:0002", [](const auto& told) {
    return told["received"] > 10 && told["members"] == 2 && told["station"] == "Lab 8000:0002";
  })) << watch.output();
  EXPECT_TRUE(objects(watch, "statistics", "8000:0003").empty());
}

TEST_F(Monitor, AllFindsWhatOthersWantAndLetsItGoWithThem) {
  RadioLab& lab = make({.snooping = false});
  lab.start_headend();
  auto watch = monitor(lab.c1, {"--all", "--json", "--interval", "200ms"});
  std::optional<GroupMember> member(std::in_place, lab.loop, lab.c2, group_of("8000:0003", Family::ipv4));
  ASSERT_TRUE(until_last(watch, "8000:0003", [](const auto& told) { return told["received"] > 10; })) << watch.output();
  member.reset();
  EXPECT_TRUE(lab.until([&] { return lab.station->listeners() == 0; })) << watch.output();
}

TEST_F(Monitor, ValuesAndAListOfServicesComeFromFiles) {
  RadioLab& lab = make();
  lab.start_headend();
  const std::string folder = run({"mktemp", "-d", "/tmp/jc-lab-XXXXXX"});
  const std::string base = folder.substr(0, folder.find('\n'));
  run({"tee", base + "/list"}, "# the lab's\n8000:0001\n\n8000:0002  # second\n");
  auto watch =
      monitor(lab.c1, {"--services", base + "/list", "--csv", base + "/values", "--interval", "500ms", "--for", "3s"});
  EXPECT_EQ(watch.wait(), 0);
  EXPECT_NE(watch.output().find("2 services, 2 playing"), std::string::npos) << watch.output();
  const std::string values = run({"cat", base + "/values"});
  EXPECT_TRUE(values.starts_with("time,service,group,")) << values;
  EXPECT_NE(values.find(",8000:0002,"), std::string::npos) << values;
  run({"rm", "-r", base});
}

TEST_F(Monitor, NothingHeardIsAnExitCode) {
  RadioLab& lab = make();
  auto watch = monitor(lab.c1, {"8000:0001", "8000:0002", "--for", "700ms"});
  EXPECT_EQ(watch.wait(), 4) << watch.output();
}

}  // namespace
}  // namespace joincast::lab
