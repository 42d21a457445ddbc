// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/unicast_receiver.h"

#include "tests/net/multicast_fixture.h"

namespace joincast::net {
namespace {

class Unicast : public Multicast {
 protected:
  Result<UnicastReceiver, std::error_code> hear_at(const std::string& own, std::uint16_t port = 5005) {
    const auto inside = listener_->enter();
    return UnicastReceiver::open(
        loop_, {.address = address(own), .interface = listener_->interface_index("eth0"), .port = port}, keep());
  }
};

TEST_F(Unicast, HearsWhatIsSentToItsAddressAlone) {
  for (const std::string own : {"2001:db8:d0be:f00d::2", "192.0.2.2"}) {
    heard_.clear();
    auto receiver = must(hear_at(own));
    auto out = sender({.family = address(own).family()});
    ASSERT_TRUE(hears(out, own, 5005)) << own;
    EXPECT_EQ(heard_.front().octets, Bytes(std::begin(kOctets), std::end(kOctets)));
    EXPECT_EQ(heard_.front().to.address, address(own));
    EXPECT_EQ(heard_.front().from.port, out.source_port());
    EXPECT_GT(receiver.counters().datagrams, 0u);
  }
}

TEST_F(Unicast, RefusesAddressesThatAreNotOneOfOurs) {
  EXPECT_EQ(hear_at("192.0.2.77").error(), std::errc::address_not_available);
  EXPECT_EQ(hear_at("239.195.1.1").error(), std::errc::invalid_argument);
  EXPECT_EQ(hear_at("::").error(), std::errc::invalid_argument);
}

}  // namespace
}  // namespace joincast::net
