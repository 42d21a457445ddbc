// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/membership_pool.h"

#include "tests/net/multicast_fixture.h"

namespace joincast::net {
namespace {

/// Membership pools beside the same sender.
class Pool : public Multicast {
 protected:
  MembershipPool pool() { return MembershipPool(loop_, 9875, keep()); }
  std::error_code join(MembershipPool& pool, const IpAddress& group, std::optional<IpAddress> source = {}) {
    const auto inside = listener_->enter();
    return pool.join({group, listener_->interface_index("eth0")}, source);
  }
};

TEST_F(Pool, TakesThreeThousandGroups) {
  auto pool = this->pool();
  for (std::uint32_t i = 0; i < 3000; ++i) ASSERT_FALSE(join(pool, service_group_for_test(i))) << i;
  EXPECT_EQ(pool.groups(), 3000u);
  EXPECT_GT(pool.sockets(), 1u);
  auto out = sender();
  const Outgoing batch[] = {{kOctets, {service_group_for_test(0), 9875}},
                            {kOctets, {service_group_for_test(2999), 9875}}};
  ASSERT_TRUE(serve_until(loop_, [&] {
    out.send(batch);
    return heard_.size() >= 2;
  }));
  EXPECT_EQ(pool.counters().other_group, 0u) << "each socket hears its own groups only";
}

TEST_F(Pool, TakesMoreIpv4GroupsThanASocketMay) {
  auto pool = this->pool();
  for (std::uint32_t i = 0; i < 50; ++i) ASSERT_FALSE(join(pool, IpAddress::v4(0xefc3'0100 + i))) << i;
  EXPECT_EQ(pool.sockets(), 3u);
  auto out = sender({.family = Family::ipv4});
  EXPECT_TRUE(hears(out, "239.195.1.49", 9875));
}

TEST_F(Pool, MakesRoomWhenAGroupIsLeft) {
  auto pool = this->pool();
  for (std::uint32_t i = 0; i < 40; ++i) ASSERT_FALSE(join(pool, IpAddress::v4(0xefc3'0100 + i)));
  const auto index = listener_->interface_index("eth0");
  pool.leave({IpAddress::v4(0xefc3'0100), index});
  pool.leave({IpAddress::v4(0xefc3'0100), index});
  EXPECT_EQ(pool.groups(), 39u);
  ASSERT_FALSE(join(pool, IpAddress::v4(0xefc3'01ff)));
  EXPECT_EQ(pool.sockets(), 2u);
  for (std::uint32_t i = 0; i < 256; ++i) pool.leave({IpAddress::v4(0xefc3'0100 + i), index});
  EXPECT_EQ(pool.sockets(), 0u);
}

TEST_F(Pool, KnowsWhatIsJoinedAlready) {
  auto pool = this->pool();
  EXPECT_FALSE(join(pool, address("ff3e::1")));
  EXPECT_FALSE(join(pool, address("ff3e::1")));
  EXPECT_EQ(join(pool, address("ff3e::1"), address("2001:db8::1")), std::errc::file_exists);
  EXPECT_EQ(pool.groups(), 1u);
}

}  // namespace
}  // namespace joincast::net
