// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/service_reference.h"

namespace joincast::libreceiver {
namespace {

ServiceReference read(std::string_view text) {
  const auto reference = parse_service_reference(text);
  EXPECT_TRUE(reference) << text;
  return reference.value_or(ServiceReference{});
}

ReferenceErrc refused(std::string_view text) {
  const auto reference = parse_service_reference(text);
  EXPECT_FALSE(reference) << text;
  return reference ? ReferenceErrc::not_a_service : reference.error();
}

TEST(ServiceReference, IsAServiceNumber) {
  EXPECT_EQ(read("8000:0001").number, ServiceNumber(1));
  EXPECT_EQ(read("0x80000001").number, ServiceNumber(1));
}

TEST(ServiceReference, IsAGroupWithItsInterface) {
  for (const char* text : {"ff3e::8000:1%eth0", "ff3e::8000:1%25eth0", "[ff3e::8000:1%eth0]"}) {
    const auto reference = read(text);
    EXPECT_EQ(to_string(reference.group), "ff3e::8000:1") << text;
    EXPECT_EQ(reference.interface, "eth0") << text;
    EXPECT_EQ(reference.port, 5004) << text;
  }
  EXPECT_EQ(read("239.195.1.1%3").interface, "3");
}

TEST(ServiceReference, IsAUri) {
  const auto reference = read("rtp://2001:db8::1@[ff3e::8000:1%25eth0]:6000");
  EXPECT_EQ(to_string(*reference.source), "2001:db8::1");
  EXPECT_EQ(to_string(reference.group), "ff3e::8000:1");
  EXPECT_EQ(reference.interface, "eth0");
  EXPECT_EQ(reference.port, 6000);
  EXPECT_EQ(read("RTP://[2001:db8::1]@[ff3e::8000:1]").source, reference.source);
  EXPECT_EQ(read("rtp://192.0.2.1@232.1.2.3%eth1:5006").port, 5006);
  EXPECT_EQ(read("rtp://239.195.1.1").port, 5004);
}

TEST(ServiceReference, SaysWhatIsWrong) {
  EXPECT_EQ(refused(""), ReferenceErrc::not_a_service);
  EXPECT_EQ(refused("radio"), ReferenceErrc::not_a_service);
  EXPECT_EQ(refused("0000:0001"), ReferenceErrc::not_a_service);
  EXPECT_EQ(refused("rtp://[ff3e::8000:1"), ReferenceErrc::not_a_service);
  EXPECT_EQ(refused("rtp://[ff3e::8000:1]x"), ReferenceErrc::not_a_service);
  EXPECT_EQ(refused("2001:db8::1"), ReferenceErrc::not_multicast);
  EXPECT_EQ(refused("rtp://192.0.2.1:5004"), ReferenceErrc::not_multicast);
  EXPECT_EQ(refused("rtp://239.195.1.1:0"), ReferenceErrc::bad_port);
  EXPECT_EQ(refused("rtp://239.195.1.1:65535"), ReferenceErrc::bad_port);
  EXPECT_EQ(refused("rtp://239.195.1.1:"), ReferenceErrc::bad_port);
  EXPECT_EQ(refused("rtp://host@239.195.1.1"), ReferenceErrc::bad_source);
  EXPECT_EQ(refused("rtp://239.1.1.1@239.195.1.1"), ReferenceErrc::bad_source);
  EXPECT_EQ(refused("rtp://192.0.2.1@[ff3e::8000:1]"), ReferenceErrc::family_mismatch);
  EXPECT_EQ(refused("239.128.0.5"), ReferenceErrc::shared_mac);
}

TEST(ServiceReference, IsReadBackFromItsText) {
  for (const char* text : {"8000:0001", "ff3e::8000:1%25eth0", "rtp://2001:db8::1@[ff3e::8000:1%25eth0]:6000",
                           "rtp://192.0.2.1@232.1.2.3%25eth1", "239.195.1.1"}) {
    EXPECT_EQ(to_string(read(text)), text);
    EXPECT_EQ(read(to_string(read(text))), read(text));
  }
}

}  // namespace
}  // namespace joincast::libreceiver
