// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/servers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>

namespace joincast::directory {
namespace {

using ::testing::ElementsAre;

constexpr std::array<std::uint8_t, 66> kAnswer = {
    0x12, 0x34, 0x81, 0x80,                                                     // id, flags: an answer
    0x00, 0x01, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00,                             // one question, two answers
    0x04, '_',  'a',  'p',  'i',  0x04, '_',  't',  'c', 'p', 0x01, 'x', 0x00,  // _api._tcp.x, at octet 12
    0x00, 0x21, 0x00, 0x01,                                                     // SRV, IN
    0xc0, 0x0c,                                                                 // the name of the question
    0x00, 0x21, 0x00, 0x01, 0x00, 0x00, 0x00, 0x3c,                             // SRV, IN, 60 s
    0x00, 0x0a,                                                                 // ten octets of data
    0x00, 0x01, 0x00, 0x02, 0x01, 0xbb,                                         // priority 1, weight 2, port 443
    0x01, 'a',  0xc0, 0x16,                                                     // a.x
    0xc0, 0x0c,                                                                 // the name of the question
    0x00, 0x05, 0x00, 0x01, 0x00, 0x00, 0x00, 0x3c,                             // CNAME, IN
    0x00, 0x03, 0x01, 'b',  0x00,                                               // b, which is passed over
};

TEST(ServerRecords, AreReadFromAnAnswer) {
  const auto records = parse_servers(kAnswer);
  ASSERT_TRUE(records);
  EXPECT_THAT(*records, ElementsAre(ServerRecord{1, 2, 443, "a.x"}));
}

TEST(ServerRecords, OfAnAnswerThatIsCutAreNone) {
  constexpr std::size_t kUsed = 66;
  for (std::size_t size = 0; size < kUsed; ++size) {
    const std::vector<std::uint8_t> heap(kAnswer.begin(), kAnswer.begin() + static_cast<std::ptrdiff_t>(size));
    EXPECT_FALSE(parse_servers(heap)) << size;
  }
}

TEST(ServerRecords, DoNotFollowPointersForEver) {
  auto loop = kAnswer;
  loop[50] = 0x2f;  // a.<itself>
  (void)parse_servers(loop);
}

TEST(ServerRecords, AreTriedByPriorityAndDrawnByWeight) {
  Rng rng(3);
  std::set<std::string> first;
  for (int i = 0; i < 200; ++i) {
    const auto order = in_order({{2, 0, 1, "c"}, {1, 10, 1, "a"}, {1, 0, 1, "b"}}, rng);
    EXPECT_EQ(order[2].host, "c");
    first.insert(order[0].host);
  }
  EXPECT_THAT(first, ElementsAre("a", "b"));
}

}  // namespace
}  // namespace joincast::directory
