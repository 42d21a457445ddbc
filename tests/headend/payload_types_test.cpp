// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/payload_types.h"

#include <gtest/gtest.h>

namespace joincast::headend {
namespace {

using payload::Codec;

TEST(PayloadTypes, TakeRfc3551sWhereThereIsOne) {
  PayloadTypes types;
  EXPECT_EQ(types.bind(payload::mpa_format(44'100, 2))->payload_type, 14);
  EXPECT_EQ(types.bind(payload::mpa_format(22'050, 1))->payload_type, 14);
  EXPECT_EQ(types.bind(payload::mp2t_format())->payload_type, 33);
  EXPECT_EQ(types.bind(payload::pcm_format(Codec::l16, 44'100, 2))->payload_type, 10);
  EXPECT_EQ(types.bind(payload::pcm_format(Codec::l16, 44'100, 1))->payload_type, 11);
}

TEST(PayloadTypes, OtherwiseEachFormatHasItsOwn) {
  PayloadTypes types;
  EXPECT_EQ(types.bind(payload::opus_format(2))->payload_type, 96);
  EXPECT_EQ(types.bind(payload::pcm_format(Codec::l16, 48'000, 2))->payload_type, 97);
  EXPECT_EQ(types.bind(payload::opus_format(2))->payload_type, 96);
}

TEST(PayloadTypes, NeverChangeTheirMeaningEvenWhenAllAreGiven) {
  PayloadTypes types;
  payload::Format aac;
  aac.codec = Codec::aac;
  aac.clock_rate_hz = aac.sample_rate_hz = 48'000;
  for (std::uint8_t i = 0; i < 32; ++i) {
    aac.config = {i};
    ASSERT_TRUE(types.bind(aac));
  }
  aac.config = {99};
  EXPECT_FALSE(types.bind(aac));
  aac.config = {5};
  EXPECT_EQ(types.bind(aac)->payload_type, 101);
}

}  // namespace
}  // namespace joincast::headend
