// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/harness.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "net/interfaces.h"
#include "net/multicast_receiver.h"
#include "net/multicast_sender.h"
#include "tests/lab/relay.h"
#include "tests/net/lab_fixture.h"

namespace joincast::lab {
namespace {

using namespace std::chrono_literals;
using net::must;

TEST(Process, GivesItsLinesAsTheyCome) {
  auto process = spawn({"sh", "-c", "echo one; echo two >&2; echo three"});
  EXPECT_EQ(process.wait_for("two")->text, "two");
  EXPECT_EQ(process.wait_for("three")->text, "three");
  EXPECT_FALSE(process.wait_for("four", 5s)) << "it ended without it, which ends the wait";
  EXPECT_EQ(process.wait(), 0);
  EXPECT_EQ(process.output(), "one\ntwo\nthree\n");
}

TEST(Process, TellsHowItEnded) {
  EXPECT_EQ(spawn({"sh", "-c", "exit 7"}).wait(), 7);
  EXPECT_EQ(spawn({"no-such-program"}).wait(), 127);
  auto sleeping = spawn({"sleep", "1000"});
  EXPECT_FALSE(sleeping.wait(1ms));
  EXPECT_EQ(sleeping.terminate(), -SIGTERM);
}

TEST(Process, TakesAnEnvironment) {
  auto process = spawn({"sh", "-c", "echo $JOINCAST_WORD"}, -1, {"JOINCAST_WORD=hello"});
  EXPECT_TRUE(process.wait_for("hello"));
}

TEST(Run, ThrowsWithTheWordsOfTheProgram) {
  EXPECT_EQ(run({"cat"}, "text"), "text");
  EXPECT_THROW(run({"false"}), std::runtime_error);
}

class LabTest : public testing::Test {
 protected:
  void SetUp() override { JOINCAST_NEEDS_LAB(); }
};

TEST_F(LabTest, HostsSeeOnlyTheirOwnInterfaces) {
  Lab lab;
  Host& host = lab.host("h");
  host.ip("link add only-here type bridge");
  EXPECT_NE(host.interface_index("only-here"), 0u);
  host.run([] { EXPECT_TRUE(net::find_interface(must(net::list_interfaces()), "only-here")); });
  EXPECT_FALSE(net::find_interface(must(net::list_interfaces()), "only-here"));
  auto process = host.spawn({"ls", "/sys/class/net"});
  EXPECT_TRUE(process.wait_for("only-here")) << process.output();
}

TEST_F(LabTest, WhatATaskThrowsIsThrown) {
  Lab lab;
  EXPECT_THROW(lab.host("h").run([] { throw std::runtime_error("inside"); }), std::runtime_error);
  EXPECT_THROW(lab.host("g").ip("link set nothing up"), std::runtime_error);
}

TEST_F(LabTest, NothingIsLeftBehind) {
  std::string name;
  {
    Lab lab;
    name = lab.host("h").network_namespace();
    EXPECT_TRUE(std::filesystem::exists("/run/netns/" + name));
  }
  EXPECT_FALSE(std::filesystem::exists("/run/netns/" + name));
}

TEST_F(LabTest, WhatACrashLeftIsRemovedByTheNextLab) {
  const int pid = ::fork();
  if (pid == 0) {
    Lab* lab = new Lab;
    lab->host("crashed");
    ::raise(SIGKILL);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  const auto left = [&] {
    for (const auto& entry : std::filesystem::directory_iterator("/run/netns"))
      if (entry.path().filename().string().starts_with("jc-" + std::to_string(pid) + '-')) return true;
    return false;
  };
  EXPECT_TRUE(left());
  const Lab next;
  EXPECT_FALSE(left());
}

TEST_F(LabTest, BridgesTreatMulticastAsTold) {
  Lab lab;
  Host& bridge = lab.bridge("sw", {.snooping = false, .querier = true, .mld_version = 1, .addresses = "fe80::77/64"});
  Host& host = lab.host("h");
  lab.plug(host, bridge, {.fast_leave = true, .router_port = true});
  const auto inside = bridge.enter();
  const std::string link = run({"ip", "-d", "link", "show", "br0"});
  for (const char* part : {"mcast_snooping 0", "mcast_querier 1", "mcast_mld_version 1"})
    EXPECT_NE(link.find(part), std::string::npos) << part << " in " << link;
  const std::string port = run({"ip", "-d", "link", "show", "h-eth0"});
  for (const char* part : {"fastleave on", "mcast_router 2"})
    EXPECT_NE(port.find(part), std::string::npos) << part << " in " << port;
}

/// Five hundred packets, numbered as RTP, through a relay.
class RelayTest : public LabTest {
 protected:
  static constexpr std::uint16_t kCount = 500;

  void SetUp() override {
    LabTest::SetUp();
    if (IsSkipped()) return;
    lab_ = std::make_unique<Lab>();
    Host& bridge = lab_->bridge("sw", {.snooping = false});
    sender_ = &lab_->host("s");
    listener_ = &lab_->host("l");
    lab_->plug(*sender_, bridge);
    relay_ = &lab_->plug_through_relay(*listener_, bridge, {}, {});
    lab_->wait_until_ready();
  }

  std::vector<std::uint16_t> pass(const Impairment& impairment, const char* group = "ff3e::8000:1") {
    std::vector<std::uint16_t> sequence;
    bool marked = false;
    const IpAddress to = *parse_address(group);
    const auto inside = listener_->enter();
    auto receiver = must(net::MulticastReceiver::open(
        loop_, {.group = {to, listener_->interface_index("eth0")}, .port = 5004, .receive_buffer = 4 << 20},
        [&](std::span<const net::Datagram> batch) {
          for (const auto& d : batch) {
            const auto number = static_cast<std::uint16_t>(d.octets[2] << 8 | d.octets[3]);
            number < kCount ? sequence.push_back(number) : void(marked = true);
          }
        }));
    const auto there = sender_->enter();
    auto sender = must(net::MulticastSender::open(
        {.family = to.family(), .interface = sender_->interface_index("eth0"), .send_buffer = 4 << 20}));
    // The path is open when a marker arrives; then the impairment begins.
    relay_->set(Relay::Direction::to_host, {});
    EXPECT_TRUE(net::serve_until(loop_, [&] {
      send(sender, to, kCount);
      return marked;
    }));
    net::serve_for(loop_, 20ms);
    relay_->set(Relay::Direction::to_host, impairment);
    for (std::uint16_t number = 0; number < kCount; ++number) send(sender, to, number);
    EXPECT_TRUE(net::serve_until(loop_, [&] { return sequence.size() >= expected().size(); }));
    net::serve_for(loop_, 20ms);
    return sequence;
  }

  static void send(net::MulticastSender& sender, const IpAddress& to, std::uint16_t number) {
    Bytes octets = {0x80, 14, static_cast<std::uint8_t>(number >> 8), static_cast<std::uint8_t>(number)};
    octets.resize(12 + 100, 0x5a);
    const net::Outgoing outgoing{octets, {to, 5004}};
    EXPECT_EQ(sender.send({&outgoing, 1}), 1u);
  }

  /// What the record says must have come, reordering aside.
  std::vector<std::uint16_t> expected() const {
    std::vector<std::uint16_t> numbers;
    const auto passages = relay_->passages(Relay::Direction::to_host);
    if (passages.size() < kCount) return std::vector<std::uint16_t>(kCount * 2);  // not all have come to the relay
    for (const Passage& p : passages)
      if (!p.verdict.lost) numbers.insert(numbers.end(), p.verdict.duplicated ? 2 : 1, p.rtp_sequence);
    return numbers;
  }

  net::EventLoop loop_;
  std::unique_ptr<Lab> lab_;
  Host* sender_ = nullptr;
  Host* listener_ = nullptr;
  Relay* relay_ = nullptr;
};

TEST_F(RelayTest, PassesEverythingWhenNothingIsImpaired) {
  const auto heard = pass({});
  EXPECT_EQ(heard.size(), kCount);
  EXPECT_EQ(heard, expected());
}

TEST_F(RelayTest, LosesAndDuplicatesExactlyWhatItRecorded) {
  const Impairment impairment{.seed = 7, .loss = 0.05, .burst_begins = 0.01, .burst_ends = 0.3, .duplicate = 0.02};
  const auto heard = pass(impairment);
  EXPECT_EQ(heard, expected());
  ImpairmentModel model(impairment);
  for (const Passage& passage : relay_->passages(Relay::Direction::to_host)) EXPECT_EQ(passage.verdict, model.next());
}

TEST_F(RelayTest, ReordersWhatItRecorded) {
  auto heard = pass({.seed = 3, .reorder = 0.05, .reorder_by = 5ms});
  EXPECT_FALSE(std::is_sorted(heard.begin(), heard.end()));
  std::sort(heard.begin(), heard.end());
  EXPECT_EQ(heard, expected());
}

TEST_F(RelayTest, ImpairsIpv4Too) {
  const auto heard = pass({.seed = 9, .loss = 0.2}, "239.195.1.1");
  EXPECT_LT(heard.size(), kCount);
  EXPECT_EQ(heard, expected());
}

TEST_F(RelayTest, BatchesLikeAnAccessPoint) {
  const auto heard = pass({.dtim_period = 50ms});
  EXPECT_EQ(heard, expected());
}

}  // namespace
}  // namespace joincast::lab
