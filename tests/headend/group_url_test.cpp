// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/group_url.h"

#include <gtest/gtest.h>

namespace joincast::headend {
namespace {

TEST(GroupUrl, IsAGroupWithItsInterfaceAndPort) {
  const auto udp = parse_group_url("udp://@239.1.2.3%eth0:5000");
  ASSERT_TRUE(udp);
  EXPECT_EQ(*udp, (GroupUrl{*parse_address("239.1.2.3"), "eth0", 5000, false, {}}));
  const auto rtp = parse_group_url("rtp://[ff15::1%25br-lan]:5004/");
  ASSERT_TRUE(rtp);
  EXPECT_EQ(*rtp, (GroupUrl{*parse_address("ff15::1"), "br-lan", 5004, true, {}}));
}

TEST(GroupUrl, MayNameWhoSends) {
  const auto url = parse_group_url("rtp://192.0.2.1@232.1.2.3%2:5004");
  ASSERT_TRUE(url);
  EXPECT_EQ(url->source, parse_address("192.0.2.1"));
  EXPECT_EQ(url->interface, "2");
  EXPECT_EQ(parse_group_url("udp://[2001:db8::1]@[ff3e::1%eth0]:5004")->source, parse_address("2001:db8::1"));
}

TEST(GroupUrl, SaysWhatIsExpected) {
  for (const char* wrong : {"udp://", "udp://@239.1.2.3:5000", "udp://@239.1.2.3%eth0", "udp://@239.1.2.3%eth0:0",
                            "udp://@239.1.2.3%eth0:65536", "udp://@239.1.2.3%:5000", "udp://@192.0.2.1%eth0:5000",
                            "rtp://eth0@239.1.2.3%eth0:5000", "rtp://192.0.2.1@[ff15::1%eth0]:5004", "rtsp://a"}) {
    const auto url = parse_group_url(wrong);
    ASSERT_FALSE(url) << wrong;
    EXPECT_TRUE(url.error().starts_with("expected a group with its interface and port"));
  }
}

}  // namespace
}  // namespace joincast::headend
