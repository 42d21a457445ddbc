// SPDX-License-Identifier: LGPL-2.1-or-later
// `joincast srtp-key`: a key file that a headend and a listener take.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "app/joincast/commands.h"
#include "app/joincast/exit_code.h"
#include "net/private_file.h"
#include "tests/lab/folder.h"

namespace joincast::app {
namespace {

struct SrtpKeyCommand : testing::Test {
  int make(rtp::SrtpSuite suite) { return run(SrtpKeyOptions{suite, path}, {}); }
  rtp::SrtpKey key() const {
    const auto text = net::read_private_file(path, rtp::kLongestSrtpKeyText);
    EXPECT_TRUE(text) << text.error().message;
    const auto key = rtp::parse_srtp_key(text.value_or(""));
    EXPECT_TRUE(key);
    return key.value_or(rtp::SrtpKey{});
  }

  lab::Folder folder;
  std::string path = folder / "radio.key";
};

TEST_F(SrtpKeyCommand, MakesAFileOfEachSuiteThatOnlyItsOwnerCanRead) {
  for (std::size_t i = 0; i < rtp::kSrtpSuites; ++i) {
    const auto suite = static_cast<rtp::SrtpSuite>(i);
    path = folder / std::string(to_string(suite));
    EXPECT_EQ(make(suite), kOk);
    EXPECT_EQ(key().suite, suite);
    EXPECT_EQ(key().key_and_salt.size(), rtp::key_and_salt_octets(suite));
    struct stat about {};
    ASSERT_EQ(stat(path.c_str(), &about), 0);
    EXPECT_EQ(about.st_mode & 07777, 0600u);
  }
}

TEST_F(SrtpKeyCommand, MakesAnotherKeyEachTime) {
  EXPECT_EQ(make(rtp::SrtpSuite::aead_aes_128_gcm), kOk);
  const auto first = key();
  path = folder / "other.key";
  EXPECT_EQ(make(rtp::SrtpSuite::aead_aes_128_gcm), kOk);
  EXPECT_NE(key().key_and_salt, first.key_and_salt);
  EXPECT_NE(key().key_and_salt, Bytes(28));
}

TEST_F(SrtpKeyCommand, TellsWhereTheKeyLiesAndNotTheKey) {
  testing::internal::CaptureStdout();
  EXPECT_EQ(make(rtp::SrtpSuite::aead_aes_256_gcm), kOk);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "a key for AEAD_AES_256_GCM is in " + path + "\n");
}

TEST_F(SrtpKeyCommand, NeverReplacesAFile) {
  std::ofstream(path) << "precious";
  testing::internal::CaptureStderr();
  EXPECT_EQ(make(rtp::SrtpSuite::aead_aes_128_gcm), kFailed);
  EXPECT_THAT(testing::internal::GetCapturedStderr(), testing::HasSubstr("exists already"));
  std::string text;
  std::ifstream(path) >> text;
  EXPECT_EQ(text, "precious");
}

}  // namespace
}  // namespace joincast::app
