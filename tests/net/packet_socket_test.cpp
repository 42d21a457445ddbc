// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/packet_socket.h"

#include <net/if.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/service_number.h"
#include "membership/codec.h"
#include "net/interfaces.h"
#include "net/membership_pool.h"
#include "net/multicast_receiver.h"
#include "net/multicast_sender.h"
#include "net/privileges.h"
#include "net/udp_packet.h"
#include "tests/net/lab_fixture.h"

namespace joincast::net {
namespace {

using namespace std::chrono_literals;
namespace mld = membership;

constexpr const char* kGroupV6 = "ff3e:40:2001:db8:d0be:f00d:8000:1";
constexpr const char* kGroupV4 = "239.195.1.1";

/// The headend's host and one listener, a snooping bridge between them.
class PacketSocketLab : public testing::Test {
 protected:
  struct Heard {
    std::uint32_t interface = 0;
    bool outgoing = false;
    Bytes octets;
    MacAddress from{};
  };

  void SetUp() override {
    JOINCAST_NEEDS_LAB();
    lab_ = std::make_unique<lab::Lab>();
    bridge_ = &lab_->bridge("sw");
    head_ = &lab_->host("h");
    listener_ = &lab_->host("l");
    lab_->plug(*head_, *bridge_, {.router_port = true});
    lab_->plug(*listener_, *bridge_);
    lab_->wait_until_ready();
  }

  void open(PacketFilter filter = {}) {
    const auto inside = head_->enter();
    socket_.emplace(must(PacketSocket::open(loop_, std::move(filter), [this](std::span<const HeardPacket> batch) {
      for (const auto& p : batch)
        heard_.push_back({p.interface, p.outgoing, {p.octets.begin(), p.octets.end()}, p.from});
    })));
    ASSERT_FALSE(socket_->add_interface(head_->interface_index("eth0")));
  }

  MulticastReceiver join(const lab::Host& host, const char* group, std::optional<IpAddress> source = {}) {
    const auto inside = host.enter();
    return must(MulticastReceiver::open(
        loop_, {.group = {address(group), host.interface_index("eth0")}, .port = 5004, .source = source},
        [this](std::span<const Datagram> batch) { received_ += batch.size(); }));
  }

  /// Whether a message of this kind that speaks of the group has been heard.
  template <typename Kind>
  bool heard_message(const char* group, bool outgoing) {
    return std::any_of(heard_.begin(), heard_.end(), [&](const Heard& heard) {
      const auto direction = heard.outgoing ? mld::Direction::outgoing : mld::Direction::incoming;
      const auto packet = mld::parse(heard.octets, direction);
      const auto* message = packet ? std::get_if<Kind>(&packet->message) : nullptr;
      return message && heard.outgoing == outgoing && speaks_of(*message, address(group));
    });
  }
  template <typename Kind>
  bool hears(const char* group, bool outgoing = false) {
    return serve_until(loop_, [&] { return heard_message<Kind>(group, outgoing); });
  }
  static bool speaks_of(const mld::Report& report, const IpAddress& group) {
    return std::any_of(report.records.begin(), report.records.end(), [&](auto& r) { return r.group == group; });
  }
  static bool speaks_of(const auto& message, const IpAddress& group) { return message.group == group; }

  EventLoop loop_;
  std::unique_ptr<lab::Lab> lab_;
  lab::Host* bridge_ = nullptr;
  lab::Host* head_ = nullptr;
  lab::Host* listener_ = nullptr;
  std::optional<PacketSocket> socket_;
  std::vector<Heard> heard_;
  std::size_t received_ = 0;
};

TEST_F(PacketSocketLab, HearsMldv2Reports) {
  open();
  const auto receiver = join(*listener_, kGroupV6);
  EXPECT_TRUE(hears<mld::Report>(kGroupV6));
}

TEST_F(PacketSocketLab, HearsIgmpv3Reports) {
  open();
  const auto receiver = join(*listener_, kGroupV4);
  EXPECT_TRUE(hears<mld::Report>(kGroupV4));
}

TEST_F(PacketSocketLab, HearsTheSourceOfASourceSpecificJoin) {
  open();
  const auto receiver = join(*listener_, "ff3e::8000:7", address("2001:db8:d0be:f00d::1"));
  ASSERT_TRUE(hears<mld::Report>("ff3e::8000:7"));
  EXPECT_TRUE(std::any_of(heard_.begin(), heard_.end(), [](const Heard& heard) {
    const auto packet = mld::parse(heard.octets);
    const auto* report = packet ? std::get_if<mld::Report>(&packet->message) : nullptr;
    return report && !report->records.empty() &&
           report->records[0].sources == std::vector{address("2001:db8:d0be:f00d::1")};
  }));
}

TEST_F(PacketSocketLab, HearsMldv1ReportsAndDone) {
  listener_->sysctl("net.ipv6.conf.eth0.force_mld_version", "1");
  open();
  {
    const auto receiver = join(*listener_, kGroupV6);
    EXPECT_TRUE(hears<mld::OldReport>(kGroupV6));
  }
  EXPECT_TRUE(hears<mld::Leave>(kGroupV6));
}

TEST_F(PacketSocketLab, HearsIgmpv2ReportsAndLeave) {
  listener_->sysctl("net.ipv4.conf.eth0.force_igmp_version", "2");
  open();
  {
    const auto receiver = join(*listener_, kGroupV4);
    EXPECT_TRUE(hears<mld::OldReport>(kGroupV4));
  }
  EXPECT_TRUE(hears<mld::Leave>(kGroupV4));
}

TEST_F(PacketSocketLab, HearsListenersOnItsOwnHost) {
  open();
  const auto v6 = join(*head_, kGroupV6);
  const auto v4 = join(*head_, kGroupV4);
  EXPECT_TRUE(hears<mld::Report>(kGroupV6, true));
  EXPECT_TRUE(hears<mld::Report>(kGroupV4, true));
}

TEST_F(PacketSocketLab, SaysFromWhichMachineAPacketCame) {
  open();
  const auto receiver = join(*listener_, kGroupV6);
  ASSERT_TRUE(hears<mld::Report>(kGroupV6));
  const auto inside = listener_->enter();
  const auto interfaces = must(list_interfaces());
  const MacAddress mac = find_interface(interfaces, "eth0")->mac;
  EXPECT_TRUE(std::any_of(heard_.begin(), heard_.end(), [&](const Heard& heard) { return heard.from == mac; }));
  for (const Heard& heard : heard_) EXPECT_EQ(heard.interface, head_->interface_index("eth0"));
}

TEST_F(PacketSocketLab, AsksListenersOnTheLinkAndOnItsOwnHost) {
  const auto theirs = join(*listener_, kGroupV6);
  const auto ours = join(*head_, kGroupV6);
  const auto theirs_v4 = join(*listener_, kGroupV4);
  const auto ours_v4 = join(*head_, kGroupV4);
  serve_for(loop_, 400ms);  // their own reports, which come twice
  open();
  const auto answered = [&](const char* group) {
    return heard_message<mld::Report>(group, false) && heard_message<mld::Report>(group, true);
  };
  std::vector<Interface> interfaces;
  {
    const auto inside = head_->enter();
    interfaces = must(list_interfaces());
  }
  const Interface& eth0 = *find_interface(interfaces, "eth0");
  const mld::Query query{.max_response = 100ms, .robustness = 2, .interval = 10s};
  ASSERT_FALSE(socket_->send(eth0.index, mld::to_ip_packet({*link_local_address(eth0), mld::kAllNodesV6, query})));
  EXPECT_TRUE(serve_until(loop_, [&] { return answered(kGroupV6); }));
  mld::Query query_v4 = query;
  query_v4.group = IpAddress::v4(0);
  ASSERT_FALSE(socket_->send(eth0.index, mld::to_ip_packet({*ipv4_address(eth0), mld::kAllSystems, query_v4})));
  EXPECT_TRUE(serve_until(loop_, [&] { return answered(kGroupV4); }));
}

TEST_F(PacketSocketLab, AsksForOneGroupOnTheInterfaceItIsTold) {
  head_->ip(
      "link add wrong type veth peer name wrongpeer\nlink set wrong up\nlink set wrongpeer up\n"
      "route add multicast ff3e::/16 dev wrong table local metric 100");
  const auto theirs = join(*listener_, kGroupV6);
  serve_for(loop_, 400ms);
  open();
  std::vector<Interface> interfaces;
  {
    const auto inside = head_->enter();
    interfaces = must(list_interfaces());
  }
  const Interface& eth0 = *find_interface(interfaces, "eth0");
  const mld::Query query{.group = address(kGroupV6), .max_response = 100ms, .robustness = 2, .interval = 10s};
  ASSERT_FALSE(socket_->send(eth0.index, mld::to_ip_packet({*link_local_address(eth0), address(kGroupV6), query})));
  EXPECT_TRUE(hears<mld::Report>(kGroupV6));
}

TEST_F(PacketSocketLab, HearsThreeThousandJoinsAtOnce) {
  open();
  MembershipPool pool(loop_, 5004, [](std::span<const Datagram>) {});
  std::set<IpAddress> wanted;
  {
    const auto inside = listener_->enter();
    const auto index = listener_->interface_index("eth0");
    for (std::uint32_t i = 0; i < 3000; ++i) {
      const IpAddress group = service_group(ServiceNumber{i}, {address("2001:db8:d0be:f00d::"), 64});
      wanted.insert(group);
      ASSERT_FALSE(pool.join({group, index}));
    }
  }
  EXPECT_TRUE(serve_until(loop_, [&] {
    for (const Heard& heard : heard_) {
      const auto packet = mld::parse(heard.octets);
      if (const auto* report = packet ? std::get_if<mld::Report>(&packet->message) : nullptr)
        for (const auto& record : report->records) wanted.erase(record.group);
    }
    heard_.clear();
    return wanted.empty();
  })) << wanted.size();
  EXPECT_EQ(socket_->counters().drops, 0u);
}

TEST_F(PacketSocketLab, RefusesToSendWhatIsNoPacketToAGroup) {
  open();
  const auto index = head_->interface_index("eth0");
  EXPECT_EQ(socket_->send(index, Bytes{}), std::errc::invalid_argument);
  EXPECT_EQ(socket_->send(index, Bytes(40, 0x60)), std::errc::invalid_argument);
}

TEST_F(PacketSocketLab, HearsRtcpOfOthersAndOfItsOwnHostButNoRtpOfItsOwn) {
  open({.ports = {5005}, .incoming_ports = {5004}});
  const auto send = [&](const lab::Host& host, std::uint16_t port) {
    const auto inside = host.enter();
    auto sender = must(MulticastSender::open({.interface = host.interface_index("eth0")}));
    const std::uint8_t octets[] = {0x81, 0xc9};
    const Outgoing outgoing{octets, {address(kGroupV6), port}};
    EXPECT_EQ(sender.send({&outgoing, 1}), 1u);
  };
  for (const lab::Host* host : {head_, listener_})
    for (const std::uint16_t port : std::initializer_list<std::uint16_t>{5004, 5005}) send(*host, port);
  std::map<std::pair<bool, int>, int> seen;
  serve_until(loop_, [&] {
    seen.clear();
    for (const auto& heard : heard_)
      if (const auto udp = parse_udp(heard.octets)) ++seen[{heard.outgoing, udp->to.port}];
    return seen.size() == 3;
  });
  EXPECT_EQ(seen, (std::map<std::pair<bool, int>, int>{{{true, 5005}, 1}, {{false, 5004}, 1}, {{false, 5005}, 1}}));
}

TEST_F(PacketSocketLab, HearsRtcpToItselfFromOthersAndFromItsOwnHostOnceEach) {
  open({.unicast_ports = {5005}});
  const Endpoint head{address("2001:db8:d0be:f00d::1"), 5005};
  for (const lab::Host* host : {head_, listener_}) {
    const auto inside = host->enter();
    auto sender = must(MulticastSender::open({.interface = host->interface_index("eth0")}));
    const std::uint8_t octets[] = {0x81, 0xc9};
    const Outgoing outgoing[] = {{octets, head}, {octets, {head.address, 5004}}};
    EXPECT_EQ(sender.send(outgoing), 2u);
  }
  std::map<IpAddress, int> seen;
  serve_until(loop_, [&] {
    seen.clear();
    for (const auto& heard : heard_)
      if (const auto udp = parse_udp(heard.octets); udp && udp->to == head) ++seen[udp->from.address];
    return seen.size() == 2;
  });
  EXPECT_EQ(seen, (std::map<IpAddress, int>{{head.address, 1}, {address("2001:db8:d0be:f00d::2"), 1}}));
  EXPECT_TRUE(std::none_of(heard_.begin(), heard_.end(), [](const Heard& heard) {
    const auto udp = parse_udp(heard.octets);
    return udp && udp->to.port == 5004;
  }));
}

TEST_F(PacketSocketLab, HearsNothingOnAnInterfaceThatWasNotAddedOrIsRemoved) {
  open();
  socket_->remove_interface(head_->interface_index("eth0"));
  const auto receiver = join(*listener_, kGroupV6);
  serve_for(loop_, 300ms);
  EXPECT_TRUE(heard_.empty());
  EXPECT_FALSE(socket_->add_interface(head_->interface_index("eth0")));
  const auto other = join(*listener_, "ff3e::8000:9");
  EXPECT_TRUE(hears<mld::Report>("ff3e::8000:9"));
}

TEST_F(PacketSocketLab, KnowsInterfacesThatDoNotExist) {
  open();
  EXPECT_EQ(socket_->add_interface(9999), std::errc::no_such_device);
}

/// Runs `body` in a child process, since giving up root is for good; its exit status.
int in_child(const std::function<int()>& body) {
  const int pid = ::fork();
  if (pid == 0) ::_exit(body());
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(PacketSocketLab, TakesANewInterfaceAfterRootIsGone) {
  head_->ip("link add later type veth peer name far\nlink set later up\nlink set far up");
  const auto index = head_->interface_index("later");
  EXPECT_EQ(in_child([&] {
              EventLoop loop;
              std::size_t heard = 0;
              bool sent = false;
              const auto inside = head_->enter();
              auto socket = must(PacketSocket::open(loop, {}, [&](auto batch) { heard += batch.size(); }));
              if (!missing_capabilities().empty()) return 1;
              if (!drop_privileges("nobody")) return 2;
              if (::getuid() == 0 || ::geteuid() == 0 || missing_capabilities().size() != 2) return 3;
              if (::setuid(0) == 0) return 4;
              if (PacketSocket::open(loop, {}, [](auto) {}).error() != std::errc::operation_not_permitted) return 5;
              if (socket.add_interface(index)) return 6;
              if (socket.set_filter({.ports = {5005}})) return 7;
              // A join over the other end of the cable is reported there and heard here.
              const auto far = ::if_nametoindex("far");
              auto receiver = must(MulticastReceiver::open(loop, {.group = {address(kGroupV6), far}, .port = 5004},
                                                           [](std::span<const Datagram>) {}));
              if (!serve_until(loop, [&] { return heard > 0; })) return 8;
              const mld::Query query{.max_response = 100ms, .robustness = 2, .interval = 10s};
              const auto interfaces = must(list_interfaces());
              const auto source = link_local_address(*find_interface(interfaces, index));
              sent = source && !socket.send(index, mld::to_ip_packet({*source, mld::kAllNodesV6, query}));
              return sent ? 0 : 9;
            }),
            0);
}

TEST(Privileges, NameTheUserThatIsMissing) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root";
  const auto dropped = in_child([] {
    const auto result = drop_privileges("no-such-user");
    return !result && result.error().find("no-such-user") != std::string::npos ? 0 : 1;
  });
  EXPECT_EQ(dropped, 0);
}

TEST(Privileges, AreGivenUpByWhoIsNotRootWithoutBecomingAnother) {
  if (::geteuid() != 0) GTEST_SKIP() << "needs root";
  EXPECT_EQ(in_child([] {
              if (::setresgid(1234, 1234, 1234) != 0 || ::setresuid(1234, 1234, 1234) != 0) return 1;
              if (!drop_privileges("nobody")) return 2;
              return ::geteuid() == 1234 && missing_capabilities().size() == 2 ? 0 : 3;
            }),
            0);
}

TEST(Privileges, CanBeGivenUpWithoutAnotherUser) {
  EXPECT_EQ(in_child([] {
              if (!drop_privileges("")) return 1;
              return missing_capabilities().size() == 2 ? 0 : 2;
            }),
            0);
}

}  // namespace
}  // namespace joincast::net
