// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/source_validator.h"

#include <gtest/gtest.h>

#include "rtp/static_types.h"
#include "rtp/unwrap.h"

namespace joincast::rtp {
namespace {

using Verdict = SourceValidator::Verdict;

SourceValidator valid_at(std::uint16_t sequence) {
  SourceValidator validator;
  validator.update(static_cast<std::uint16_t>(sequence - 1));
  validator.update(sequence);
  return validator;
}

TEST(SourceValidator, WantsTwoPacketsInSequence) {
  SourceValidator validator;
  EXPECT_EQ(validator.update(65535), Verdict::probation);
  EXPECT_FALSE(validator.is_valid());
  EXPECT_EQ(validator.update(0), Verdict::validated);
  EXPECT_TRUE(validator.is_valid());
}

TEST(SourceValidator, BeginsProbationAgainAtAnyOtherNumber) {
  SourceValidator validator;
  for (const std::uint16_t sequence : std::vector<std::uint16_t>{10, 12, 11, 11, 10})
    EXPECT_EQ(validator.update(sequence), Verdict::probation) << sequence;
  EXPECT_EQ(validator.update(11), Verdict::validated);
}

TEST(SourceValidator, CanDoWithoutProbation) {
  SourceValidator validator({.min_sequential = 1});
  EXPECT_EQ(validator.update(10), Verdict::validated);
}

TEST(SourceValidator, TakesGapsBelowTheDropout) {
  EXPECT_EQ(valid_at(100).update(100 + 2999), Verdict::valid);
  EXPECT_EQ(valid_at(100).update(100 + 3000), Verdict::doubtful);
}

TEST(SourceValidator, TakesOldPacketsWithinTheMisorder) {
  EXPECT_EQ(valid_at(1000).update(1000), Verdict::valid);
  EXPECT_EQ(valid_at(1000).update(1000 - 99), Verdict::valid);
  EXPECT_EQ(valid_at(1000).update(1000 - 100), Verdict::doubtful);
}

TEST(SourceValidator, FollowsARestartConfirmedByTwoInSequence) {
  SourceValidator validator = valid_at(100);
  EXPECT_EQ(validator.update(30'000), Verdict::doubtful);
  EXPECT_EQ(validator.update(30'001), Verdict::restarted);
  EXPECT_EQ(validator.update(30'002), Verdict::valid);
}

TEST(SourceValidator, ForgetsADoubtfulNumberWhenTheStreamGoesOn) {
  SourceValidator validator = valid_at(100);
  EXPECT_EQ(validator.update(30'000), Verdict::doubtful);
  EXPECT_EQ(validator.update(101), Verdict::valid);
  EXPECT_EQ(validator.update(30'001), Verdict::doubtful);
}

TEST(SequenceUnwrapper, CountsWraps) {
  SequenceUnwrapper unwrapper;
  EXPECT_EQ(unwrapper.unwrap(0xfffe), 0xfffe);
  EXPECT_EQ(unwrapper.unwrap(0x0001), 0x1'0001);
  EXPECT_EQ(unwrapper.unwrap(0xffff), 0xffff);
  EXPECT_EQ(unwrapper.unwrap(0x7ffe), 0x1'7ffe);
  EXPECT_EQ(unwrapper.peek(0x8000), 0x1'8000);
}

TEST(SequenceUnwrapper, GoesBelowItsFirstNumber) {
  SequenceUnwrapper unwrapper;
  EXPECT_EQ(unwrapper.unwrap(1), 1);
  EXPECT_EQ(unwrapper.unwrap(0xffff), -1);
}

TEST(TimestampUnwrapper, CountsWraps) {
  TimestampUnwrapper unwrapper;
  EXPECT_EQ(unwrapper.unwrap(0xffff'ff00), 0xffff'ff00);
  EXPECT_EQ(unwrapper.unwrap(0x100), 0x1'0000'0100);
}

TEST(StaticType, AgreesWithRfc3551) {
  EXPECT_EQ(static_type(14)->encoding, "MPA");
  EXPECT_EQ(static_type(14)->clock_rate_hz, 90'000u);
  EXPECT_EQ(static_type(10)->channels, 2);
  EXPECT_EQ(static_type(9)->clock_rate_hz, 8'000u);  // G722, by an old mistake
  EXPECT_EQ(static_type(33)->media, "video");
  for (const std::uint8_t type : std::vector<std::uint8_t>{1, 2, 19, 24, 27, 72, 76, 95, 96, 127})
    EXPECT_FALSE(static_type(type)) << +type;
}

}  // namespace
}  // namespace joincast::rtp
