// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/base64.h"

#include <gtest/gtest.h>

namespace joincast {
namespace {

// RFC 4648 section 10.
TEST(Base64, WritesAndReadsTheRfcsExamples) {
  const std::pair<std::string_view, std::string_view> examples[] = {
      {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"foobar", "Zm9vYmFy"}};
  for (const auto& [octets, text] : examples) {
    EXPECT_EQ(to_base64(as_bytes(octets)), text);
    const auto read = from_base64(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(as_text(*read), octets);
  }
}

TEST(Base64, ForgivesMissingPaddingAndNothingElse) {
  EXPECT_EQ(from_base64("Zg"), Bytes{'f'});
  EXPECT_FALSE(from_base64("Z"));
  EXPECT_FALSE(from_base64("Zm9v\n"));
  EXPECT_FALSE(from_base64("Zm-_"));
}

}  // namespace
}  // namespace joincast
