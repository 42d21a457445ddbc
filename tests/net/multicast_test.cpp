// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/net/multicast_fixture.h"

#include "net/interfaces.h"
#include "net/packet_socket.h"
#include "net/udp_packet.h"

namespace joincast::net {
namespace {

using namespace std::chrono_literals;

TEST_F(Multicast, ArrivesWithAllThatTheKernelKnows) {
  auto receiver = receive("ff3e:40:2001:db8:d0be:f00d:8000:1");
  auto out = sender({.hop_limit = 16});
  const TimePoint before = loop_.now().mono;
  ASSERT_TRUE(hears(out, "ff3e:40:2001:db8:d0be:f00d:8000:1"));
  const Heard& heard = heard_.front();
  EXPECT_EQ(heard.octets, Bytes(std::begin(kOctets), std::end(kOctets)));
  EXPECT_EQ(heard.from, (Endpoint{address("2001:db8:d0be:f00d::1"), out.source_port()}));
  EXPECT_EQ(heard.to, receiver.group());
  EXPECT_EQ(heard.port, 5004);
  EXPECT_EQ(heard.hop_limit, 16);
  EXPECT_GE(heard.arrived, before);
  EXPECT_LE(heard.arrived, loop_.now().mono);
}

TEST_F(Multicast, ArrivesOverIpv4) {
  auto receiver = receive("239.195.1.1");
  auto out = sender({.family = Family::ipv4, .hop_limit = 7});
  ASSERT_TRUE(hears(out, "239.195.1.1"));
  EXPECT_EQ(heard_.front().from, (Endpoint{address("192.0.2.1"), out.source_port()}));
  EXPECT_EQ(heard_.front().to, receiver.group());
  EXPECT_EQ(heard_.front().hop_limit, 7);
}

TEST_F(Multicast, JoinsTheInterfaceThatItIsToldWhateverTheFirstRouteIs) {
  lab::Host& decoy = lab_->host("d");
  lab_->connect(*listener_, "wrong", decoy, "eth0");
  lab_->wait_until_ready();
  listener_->ip("route add multicast ff3e::/16 dev wrong table local metric 100");
  auto receiver = receive("ff3e::8000:1");
  auto out = sender();
  EXPECT_TRUE(hears(out, "ff3e::8000:1"));
  const auto inside = listener_->enter();
  EXPECT_EQ(must(system_choice(address("ff3e::8000:1"))).interface, listener_->interface_index("wrong"));
}

TEST_F(Multicast, IsSentOverTheInterfaceThatItIsToldWhateverTheFirstRouteIs) {
  lab::Host& decoy = lab_->host("d");
  lab_->connect(*sender_host_, "wrong", decoy, "eth0");
  lab_->wait_until_ready();
  sender_host_->ip("route add multicast ff3e::/16 dev wrong table local metric 100\nroute add 239.0.0.0/8 dev wrong");
  auto receiver = receive("ff3e::8000:1");
  auto out = sender();
  EXPECT_TRUE(hears(out, "ff3e::8000:1"));
  heard_.clear();
  auto receiver_v4 = receive("239.195.1.1");
  auto out_v4 = sender({.family = Family::ipv4});
  EXPECT_TRUE(hears(out_v4, "239.195.1.1"));
}

TEST_F(Multicast, OfAnotherInterfaceIsNotHeard) {
  lab_->connect(*sender_host_, "other", *listener_, "other");
  lab_->wait_until_ready();
  auto right = receive("ff3e::8000:1");
  // Somebody else on this machine has the group on the other interface: the host hears it there too.
  EventLoop elsewhere;
  std::optional<MulticastReceiver> neighbour;
  {
    const auto inside = listener_->enter();
    neighbour.emplace(must(MulticastReceiver::open(
        elsewhere, {.group = {address("ff3e::8000:1"), listener_->interface_index("other")}, .port = 5004},
        [](std::span<const Datagram>) {})));
  }
  std::optional<MulticastSender> out;
  {
    const auto inside = sender_host_->enter();
    out.emplace(must(MulticastSender::open({.interface = sender_host_->interface_index("other")})));
  }
  const Outgoing outgoing{kOctets, {address("ff3e::8000:1"), 5004}};
  EXPECT_TRUE(serve_until(loop_, [&] {
    out->send({&outgoing, 1});
    return right.counters().other_group > 0;
  }));
  EXPECT_TRUE(heard_.empty());
}

TEST_F(Multicast, OfAnotherSourceIsNotHeardAfterASourceSpecificJoin) {
  auto wrong = must(try_receive("eth0", "ff3e::8000:2", address("2001:db8:d0be:f00d::99")));
  auto right = must(try_receive("eth0", "ff3e::8000:3", address("2001:db8:d0be:f00d::1")));
  auto out = sender();
  const Outgoing batch[] = {{kOctets, {address("ff3e::8000:2"), 5004}}, {kOctets, {address("ff3e::8000:3"), 5004}}};
  ASSERT_TRUE(serve_until(loop_, [&] {
    out.send(batch);
    return right.counters().datagrams >= 3;
  }));
  EXPECT_EQ(wrong.counters().datagrams, 0u);
}

TEST_F(Multicast, JoinsAreRefusedWithAReason) {
  EXPECT_EQ(try_receive("eth0", "2001:db8::1").error(), std::errc::invalid_argument);
  EXPECT_EQ(try_receive("eth0", "ff3e::1", address("192.0.2.1")).error(), std::errc::invalid_argument);
  const auto inside = listener_->enter();
  const auto at = [&](std::uint32_t index) {
    return MulticastReceiver::open(loop_, {.group = {address("ff3e::1"), index}, .port = 5004}, keep()).error();
  };
  EXPECT_EQ(at(0), std::errc::invalid_argument);
  EXPECT_EQ(at(9999), std::errc::no_such_device);
}

TEST_F(Multicast, TwoReceiversOnOneHostHearTheSame) {
  auto first = receive("ff3e::8000:1");
  auto second = receive("ff3e::8000:1");
  auto out = sender();
  ASSERT_TRUE(hears(out, "ff3e::8000:1"));
  EXPECT_TRUE(serve_until(loop_, [&] { return first.counters().datagrams == second.counters().datagrams; }));
}

TEST_F(Multicast, IsHeardOnTheSendersOwnHostUnlessLoopIsOff) {
  const auto inside = sender_host_->enter();
  const auto index = sender_host_->interface_index("eth0");
  auto own = must(MulticastReceiver::open(loop_, {.group = {address("ff3e::8000:1"), index}, .port = 5004}, keep()));
  auto silent = must(MulticastSender::open({.interface = index, .loop = false}));
  const Outgoing outgoing{kOctets, {address("ff3e::8000:1"), 5004}};
  silent.send({&outgoing, 1});
  serve_for(loop_, 50ms);
  EXPECT_TRUE(heard_.empty());
  auto loud = must(MulticastSender::open({.interface = index}));
  EXPECT_TRUE(hears(loud, "ff3e::8000:1"));
}

TEST_F(Multicast, AThousandGroupsAreSentInFourCalls) {
  auto first = receive(to_string(service_group_for_test(0)));
  auto last = receive(to_string(service_group_for_test(999)));
  auto out = sender({.send_buffer = 4 << 20});
  std::vector<Outgoing> batch;
  for (std::uint32_t i = 0; i < 1000; ++i)
    batch.push_back({kOctets, {service_group_for_test(i), 5004}, static_cast<std::uint8_t>(i == 999 ? 255 : 0)});
  ASSERT_TRUE(serve_until(loop_, [&] {
    EXPECT_EQ(out.send(batch), batch.size());
    return first.counters().datagrams > 0 && last.counters().datagrams > 0;
  }));
  EXPECT_EQ(out.counters().calls * 250, out.counters().datagrams);
  for (const Heard& heard : heard_) EXPECT_EQ(heard.hop_limit, heard.to == last.group() ? 255 : 16);
}

TEST_F(Multicast, IsMarkedWithItsDscp) {
  std::vector<std::uint8_t> marks;
  const auto inside = listener_->enter();
  auto socket = must(PacketSocket::open(loop_, {.incoming_ports = {5004}}, [&](std::span<const HeardPacket> batch) {
    for (const HeardPacket& packet : batch)
      if (parse_udp(packet.octets))
        marks.push_back(static_cast<std::uint8_t>(packet.octets[0] << 4 | packet.octets[1] >> 4));
  }));
  ASSERT_FALSE(socket.add_interface(listener_->interface_index("eth0")));
  auto out = sender({.dscp = 34});
  const Outgoing outgoing{kOctets, {address("ff3e::1"), 5004}};
  ASSERT_TRUE(serve_until(loop_, [&] {
    out.send({&outgoing, 1});
    return !marks.empty();
  }));
  EXPECT_EQ(marks[0], 34 << 2) << "traffic class: DSCP and two bits of ECN";
}

TEST_F(Multicast, WhatIsTooBigOrCannotBeSentIsSkippedAndCounted) {
  auto out = sender();
  const Bytes huge(70'000);
  const Outgoing batch[] = {{huge, {address("ff3e::1"), 5004}},
                            {kOctets, {address("239.1.1.1"), 5004}},
                            {kOctets, {address("ff3e::1"), 5004}}};
  EXPECT_EQ(out.send(batch), 3u);
  EXPECT_EQ(out.counters().too_big, 1u);
  EXPECT_EQ(out.counters().failed, 1u);
  EXPECT_EQ(out.counters().datagrams, 1u);
  EXPECT_TRUE(out.last_error());
}

TEST_F(Multicast, ASenderKnowsItsSourceAndItsLargestPayload) {
  auto out = sender({.source_port = 40'000});
  EXPECT_EQ(must(out.source_for(address("ff3e::1"))), (Endpoint{address("2001:db8:d0be:f00d::1"), 40'000}));
  EXPECT_TRUE(must(out.source_for(address("ff32::1"))).address.is_link_local());
  EXPECT_EQ(must(out.largest_payload()), 1452u);
  sender_host_->ip("link set eth0 mtu 1400");
  EXPECT_EQ(must(out.largest_payload()), 1352u);
  EXPECT_EQ(must(sender({.family = Family::ipv4}).largest_payload()), 1372u);
}

TEST_F(Multicast, ASenderTakesTheSourceItIsGiven) {
  auto out = sender({.source = address("2001:db8:d0be:f00d::1")});
  EXPECT_EQ(must(out.source_for(address("ff32::1"))).address, address("2001:db8:d0be:f00d::1"));
  const auto inside = sender_host_->enter();
  const auto stranger =
      MulticastSender::open({.interface = sender_host_->interface_index("eth0"), .source = address("2001:db8::99")});
  EXPECT_EQ(stranger.error(), std::errc::address_not_available);
}

TEST_F(Multicast, DatagramsLargerThanAskedForAreCountedAndNotDelivered) {
  std::optional<MulticastReceiver> receiver;
  {
    const auto inside = listener_->enter();
    receiver.emplace(must(MulticastReceiver::open(
        loop_,
        {.group = {address("ff3e::1"), listener_->interface_index("eth0")}, .port = 5004, .largest_datagram = 100},
        keep())));
  }
  auto out = sender();
  const Bytes large(101, 7);
  const Outgoing outgoing{large, {address("ff3e::1"), 5004}};
  EXPECT_TRUE(serve_until(loop_, [&] {
    out.send({&outgoing, 1});
    return receiver->counters().truncated > 0;
  }));
  EXPECT_TRUE(heard_.empty());
}

TEST_F(Multicast, AFullBufferIsCountedExactly) {
  auto receiver = [&] {
    const auto inside = listener_->enter();
    return must(MulticastReceiver::open(
        loop_,
        {.group = {address("ff3e::1"), listener_->interface_index("eth0")}, .port = 5004, .receive_buffer = 20'000},
        keep()));
  }();
  auto out = sender();
  ASSERT_TRUE(hears(out, "ff3e::1"));
  serve_for(loop_, 50ms);
  const auto before = receiver.counters().datagrams;
  const std::vector<Outgoing> burst(500, {kOctets, {address("ff3e::1"), 5004}});
  ASSERT_EQ(out.send(burst), burst.size());
  serve_for(loop_, 50ms);
  out.send({burst.data(), 1});  // the count of lost ones comes with the next that is not
  serve_for(loop_, 50ms);
  EXPECT_GT(receiver.counters().drops, 0u);
  EXPECT_EQ(receiver.counters().datagrams - before + receiver.counters().drops, burst.size() + 1);
}

TEST_F(Multicast, AReceiverMayEndInsideItsOwnCallback) {
  std::optional<MulticastReceiver> receiver;
  int calls = 0;
  {
    const auto inside = listener_->enter();
    receiver.emplace(must(MulticastReceiver::open(
        loop_, {.group = {address("ff3e::1"), listener_->interface_index("eth0")}, .port = 5004},
        [&](std::span<const Datagram> batch) {
          ++calls;
          receiver.reset();
          EXPECT_EQ(batch[0].octets.size(), sizeof kOctets);
        })));
  }
  auto out = sender();
  const Outgoing outgoing{kOctets, {address("ff3e::1"), 5004}};
  ASSERT_TRUE(serve_until(loop_, [&] {
    out.send({&outgoing, 1});
    return calls > 0;
  }));
  out.send({&outgoing, 1});
  serve_for(loop_, 20ms);
  EXPECT_EQ(calls, 1);
}

TEST_F(Multicast, LiesInTheSocketWhileTheReceiverRestsAndKeepsItsStamps) {
  auto out = sender();
  auto receiver = receive("ff3e::1");
  receiver.rest_between_reads(1s);
  ASSERT_TRUE(hears(out, "ff3e::1"));  // from here on it rests
  const std::uint64_t reads = receiver.counters().batches;
  heard_.clear();
  const Outgoing outgoing{kOctets, {address("ff3e::1"), 5004}};
  const TimePoint before = loop_.now().mono;
  for (int i = 0; i < 5; ++i, serve_for(loop_, 5ms)) out.send({&outgoing, 1});
  const TimePoint after = loop_.now().mono;
  ASSERT_TRUE(serve_until(loop_, [&] { return heard_.size() >= 5; }));
  EXPECT_EQ(receiver.counters().batches, reads + 1);
  EXPECT_GE(heard_.back().arrived - heard_.front().arrived, 20ms);
  EXPECT_GE(heard_.front().arrived, before - 10ms);
  EXPECT_LE(heard_.back().arrived, after + 1ms);
}

TEST_F(Multicast, IsReadAtOnceWhenTheReceiverRestsNoMore) {
  auto out = sender();
  auto receiver = receive("ff3e::1");
  receiver.rest_between_reads(1h);
  ASSERT_TRUE(hears(out, "ff3e::1"));
  heard_.clear();
  const Outgoing outgoing{kOctets, {address("ff3e::1"), 5004}};
  out.send({&outgoing, 1});
  serve_for(loop_, 20ms);
  EXPECT_TRUE(heard_.empty());
  receiver.rest_between_reads({});
  EXPECT_TRUE(serve_until(loop_, [&] { return !heard_.empty(); }));
  heard_.clear();
  EXPECT_TRUE(hears(out, "ff3e::1"));
}

/// 20 datagrams a millisecond, to a socket that is looked at each 20 ms while they come.
class BusyMulticast : public Multicast {
 protected:
  MulticastReceiver gathering(std::size_t receive_buffer) {
    const auto inside = listener_->enter();
    return must(MulticastReceiver::open(loop_,
                                        {.group = {address("ff3e::1"), listener_->interface_index("eth0")},
                                         .port = 5004,
                                         .receive_buffer = receive_buffer,
                                         .gather = 20ms},
                                        keep()));
  }
  void flood(MulticastSender& out, int milliseconds) {
    for (; milliseconds > 0; --milliseconds) {
      for (int i = 0; i < 20; ++i) {
        const std::uint8_t octets[] = {static_cast<std::uint8_t>(sent_ >> 8), static_cast<std::uint8_t>(sent_)};
        const Outgoing outgoing{octets, {address("ff3e::1"), 5004}};
        ASSERT_EQ(out.send({&outgoing, 1}), 1u);
        ++sent_;
      }
      serve_for(loop_, 1ms);
    }
  }
  std::size_t sent_ = 0;
};

TEST_F(BusyMulticast, IsReadInFewLooksWithoutLossAndInOrder) {
  auto receiver = gathering(4u << 20);
  auto out = sender();
  ASSERT_TRUE(hears(out, "ff3e::1"));
  serve_for(loop_, 50ms);
  heard_.clear();
  const ReceiveCounters before = receiver.counters();
  const TimePoint began = loop_.now().mono;
  flood(out, 200);
  ASSERT_TRUE(serve_until(loop_, [&] { return heard_.size() >= sent_; }));
  ASSERT_EQ(heard_.size(), sent_);
  std::size_t different_times = 1;
  for (std::size_t i = 0; i < sent_; ++i) {
    ASSERT_EQ(heard_[i].octets[0] << 8 | heard_[i].octets[1], static_cast<int>(i));
    if (i > 0 && heard_[i].arrived - heard_[i - 1].arrived > 500us) ++different_times;
  }
  EXPECT_GT(different_times, 100u) << "each came when the kernel took it in, not when it was read";
  EXPECT_EQ(receiver.counters().drops, 0u);
  // A look each 20 ms, with its batches; without gathering each millisecond would be one at least.
  const auto looks = static_cast<std::uint64_t>((loop_.now().mono - began) / 20ms);
  EXPECT_LT(receiver.counters().batches - before.batches, sent_ / 50 + looks + 20);
}

TEST_F(BusyMulticast, WhatComesAloneAfterwardsIsHeardToo) {
  auto receiver = gathering(4u << 20);
  auto out = sender();
  ASSERT_TRUE(hears(out, "ff3e::1"));
  for (int again = 0; again < 2; ++again) {
    const std::size_t wanted = heard_.size() + 60 * 20;
    flood(out, 60);
    ASSERT_TRUE(serve_until(loop_, [&] { return heard_.size() >= wanted; }));
    serve_for(loop_, 100ms);
    heard_.clear();
    const Outgoing alone{kOctets, {address("ff3e::1"), 5004}};
    out.send({&alone, 1});
    EXPECT_TRUE(serve_until(loop_, [&] { return heard_.size() == 1; })) << again;
  }
}

TEST_F(BusyMulticast, MayEndInsideItsOwnCallbackBetweenTwoLooks) {
  auto out = sender();
  std::optional<MulticastReceiver> receiver;
  {
    const auto inside = listener_->enter();
    receiver.emplace(must(MulticastReceiver::open(loop_,
                                                  {.group = {address("ff3e::1"), listener_->interface_index("eth0")},
                                                   .port = 5004,
                                                   .receive_buffer = 4u << 20,
                                                   .gather = 5ms},
                                                  [&](std::span<const Datagram> batch) {
                                                    keep()(batch);
                                                    if (heard_.size() > 1000) receiver.reset();
                                                  })));
  }
  ASSERT_TRUE(hears(out, "ff3e::1"));
  flood(out, 100);
  ASSERT_TRUE(serve_until(loop_, [&] { return !receiver; }));
  const std::size_t heard = heard_.size();
  flood(out, 20);
  EXPECT_EQ(heard_.size(), heard);
}

TEST_F(Multicast, ChannelsChangeInOneTurnOfTheLoop) {
  auto out = sender();
  auto receiver = receive("ff3e::8000:1");
  ASSERT_TRUE(hears(out, "ff3e::8000:1"));
  receiver = receive("ff3e::8000:2");
  heard_.clear();
  ASSERT_TRUE(hears(out, "ff3e::8000:2"));
  const Outgoing old{kOctets, {address("ff3e::8000:1"), 5004}};
  out.send({&old, 1});
  serve_for(loop_, 30ms);
  for (const Heard& heard : heard_) EXPECT_EQ(heard.to, receiver.group());
}

}  // namespace
}  // namespace joincast::net
