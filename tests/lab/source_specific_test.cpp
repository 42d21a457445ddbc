// SPDX-License-Identifier: LGPL-2.1-or-later
//
// A service that is source-specific: its listeners say who sends.
#include <gtest/gtest.h>

#include <csignal>

#include "net/multicast_receiver.h"
#include "rtcp/compound.h"
#include "rtcp/receiver_summary.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

class SourceSpecificService : public RadioLabTest, public testing::WithParamInterface<Family> {
 protected:
  static Process play(const Host& host, const std::string& source) {
    return host.spawn(
        {JOINCAST_PROGRAM, "play", "8000:0101", "--interface", "eth0", "--source", source, "--sink", "null", "--json"});
  }
  static bool v6() { return GetParam() == Family::ipv6; }
  static std::string headend() { return v6() ? "2001:db8:d0be:f00d::101" : "192.0.2.101"; }
  static std::string neighbour() { return v6() ? "2001:db8:d0be:f00d::2" : "192.0.2.2"; }
};

TEST_P(SourceSpecificService, StartsWithTheFirstListenerAndStopsWithTheLast) {
  RadioLab& lab = make();
  lab.headend.emplace(lab.head,
                      quick_headend() + service("8000:0101", lab.station->url()) + "source-specific = true\n");
  auto elsewhere = play(lab.c2, neighbour());
  ASSERT_TRUE(elsewhere.wait_for("\"event\":\"joined\"")) << elsewhere.output();

  auto first = play(lab.c1, headend());
  EXPECT_TRUE(first.wait_for("\"event\":\"sound\"")) << first.output();
  auto second = play(lab.c1, headend());
  EXPECT_TRUE(second.wait_for("\"event\":\"sound\"")) << second.output();
  EXPECT_EQ(lab.station->asked(), 1u);
  EXPECT_EQ(elsewhere.output().find("\"event\":\"receiving\""), std::string::npos) << "it asked for another sender";

  first.signal(SIGINT);
  EXPECT_EQ(first.wait(), 130);
  EXPECT_EQ(lab.station->listeners(), 1u);
  second.signal(SIGINT);
  EXPECT_TRUE(lab.until([&] { return lab.station->listeners() == 0; }));
  EXPECT_TRUE(lab.headend->says("8000:0101 stops: nobody listens"));
}

TEST_P(SourceSpecificService, HearsReportsSentToItAloneAndTellsTheGroup) {
  RadioLab& lab = make();
  lab.headend.emplace(lab.head,
                      quick_headend() + service("8000:0101", lab.station->url()) + "source-specific = true\n");
  auto listener = play(lab.c1, headend());
  ASSERT_TRUE(listener.wait_for("\"event\":\"sound\"")) << listener.output();
  const auto status = [&lab] {
    Process curl = lab.head.spawn({"curl", "-sS", "-m", "60", "http://127.0.0.1:9580/status.json"});
    curl.wait();
    return curl.output();
  };
  EXPECT_TRUE(lab.until([&] { return status().find("\"voting\":1") != std::string::npos; })) << status();
  const auto trip = [&] { return status().find("\"round_trip_s\"") != std::string::npos; };
  EXPECT_TRUE(lab.until(trip)) << "of the first report that answers a sender report";

  std::optional<rtcp::ReceiverSummary> summary;
  const IpAddress source = *parse_address(headend());
  const auto inside = lab.c2.enter();
  const auto socket = net::MulticastReceiver::open(
      lab.loop,
      {.group = {*parse_address(v6() ? "ff3e::8000:101" : "232.0.1.1"), lab.c2.interface_index("eth0")},
       .port = 5005,
       .source = source},
      [&](std::span<const net::Datagram> batch) {
        for (const net::Datagram& datagram : batch) {
          const auto compound = rtcp::parse(datagram.octets);
          const auto* other = compound ? std::get_if<rtcp::OtherPacket>(&compound->packets.back()) : nullptr;
          if (!other) continue;
          const auto told = rtcp::parse_receiver_summary(*other);
          if (told) summary = *told;
        }
      });
  ASSERT_TRUE(socket);
  const auto counted = [&summary] {
    return summary && std::get<rtcp::GroupSize>(summary->reports.back()).receivers == 1;
  };
  EXPECT_TRUE(lab.until(counted));
}

INSTANTIATE_TEST_SUITE_P(Families, SourceSpecificService, testing::Values(Family::ipv6, Family::ipv4),
                         [](const auto& test) { return test.param == Family::ipv6 ? "IPv6" : "IPv4"; });

}  // namespace
}  // namespace joincast::lab
