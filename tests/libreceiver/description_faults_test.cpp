// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/description_faults.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace joincast::libreceiver {
namespace {

constexpr std::string_view kGood =
    "v=0\r\n"
    "o=- 1 1 IN IP4 192.0.2.1\r\n"
    "s=Radio\r\n"
    "c=IN IP4 239.195.1.1/16\r\n"
    "t=0 0\r\n"
    "m=audio 5004 RTP/AVP 14\r\n";

TEST(DescriptionFaults, AreNoneWhereTheSenderObeysTheRfc) { EXPECT_TRUE(describe_faults(kGood).empty()); }

TEST(DescriptionFaults, NameTheLineWhatIsWrongAndWhatWasMadeOfIt) {
  std::string text(kGood);
  text.replace(text.find("/16"), 3, "");
  const auto faults = describe_faults(text);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_EQ(faults[0].line, 4u);
  EXPECT_EQ(faults[0].text, "c=IN IP4 239.195.1.1");
  EXPECT_EQ(faults[0].sin, sdp::Sin::missing_ttl);
  EXPECT_FALSE(faults[0].refused);
  EXPECT_EQ(faults[0].words, to_string(sdp::Sin::missing_ttl));
  EXPECT_EQ(faults[0].remedy, "A TTL of 255 was assumed.");
}

TEST(DescriptionFaults, SayWhereADescriptionWasRefused) {
  std::string text(kGood);
  text.replace(text.find("m=audio"), 7, "m=");
  const auto faults = describe_faults(text);
  ASSERT_EQ(faults.size(), 1u);
  EXPECT_TRUE(faults[0].refused);
  EXPECT_EQ(faults[0].line, 6u);
  EXPECT_EQ(faults[0].text, "m= 5004 RTP/AVP 14");
}

TEST(DescriptionFaults, AreCountedAtMostSomeDozens) {
  std::string text(kGood);
  for (int i = 0; i < 1'000; ++i) text += "\r\n";
  EXPECT_LE(describe_faults(text).size(), sdp::Limits{}.forgiven);
}

TEST(DescriptionFaults, HaveARemedyForEverySin) {
  for (int sin = 0; sin <= static_cast<int>(sdp::Sin::obsolete_key); ++sin)
    EXPECT_NE(remedy_of(static_cast<sdp::Sin>(sin)), "It was mended.") << sin;
}

TEST(DescriptionLines, AreCutAtEveryKindOfLineEnd) {
  EXPECT_THAT(description_lines("v=0\r\no=x\ns=y\rt=0 0"), testing::ElementsAre("v=0", "o=x", "s=y", "t=0 0"));
}

TEST(DescriptionLines, KeepTheirNumbersWithBlankOnesBetween) {
  EXPECT_THAT(description_lines("v=0\r\n\r\ns=y\r\n"), testing::ElementsAre("v=0", "", "s=y"));
}

TEST(DescriptionLines, HaveNoControls) {
  EXPECT_THAT(description_lines("s=a\x1b[31mb\r\n"), testing::ElementsAre("s=a [31mb"));
  EXPECT_THAT(description_lines(std::string_view("s=a\0b", 5)), testing::ElementsAre("s=a"));
}

TEST(DescriptionFaults, StandOnALineOrBehindTheLastInEveryTruncation) {
  for (std::size_t size = 0; size < kGood.size(); ++size) {
    const std::vector<char> part(kGood.begin(), kGood.begin() + static_cast<std::ptrdiff_t>(size));
    const std::string_view text(part.data(), part.size());
    for (const DescriptionFault& fault : describe_faults(text))
      EXPECT_LE(fault.line, description_lines(text).size() + 1) << size;
  }
}

}  // namespace
}  // namespace joincast::libreceiver
