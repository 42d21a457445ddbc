// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/private_file.h"
#include "tests/lab/folder.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>

namespace joincast::net {
namespace {

using Kind = PrivateFileError::Kind;

class PrivateFile : public testing::Test {
 protected:
  std::string path() const { return folder_ / "key"; }
  static Kind kind(const Result<std::string, PrivateFileError>& result) {
    EXPECT_FALSE(result);
    return result ? Kind{} : result.error().kind;
  }

  lab::Folder folder_;
};

TEST_F(PrivateFile, IsMadeForItsOwnerAloneAndReadAgain) {
  ASSERT_TRUE(make_private_file(path(), "secret\n"));
  struct stat about {};
  ASSERT_EQ(stat(path().c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 07777, 0600u);
  EXPECT_EQ(read_private_file(path(), 100), "secret\n");
}

TEST_F(PrivateFile, IsNeverOverwritten) {
  ASSERT_TRUE(make_private_file(path(), "first"));
  const auto again = make_private_file(path(), "second");
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().kind, Kind::exists);
  EXPECT_EQ(read_private_file(path(), 100), "first");
}

TEST_F(PrivateFile, IsRefusedWhereOthersHaveAnyRight) {
  ASSERT_TRUE(make_private_file(path(), "secret"));
  for (const mode_t mode : {0640u, 0604u, 0620u, 0601u}) {
    ASSERT_EQ(chmod(path().c_str(), mode), 0);
    const auto read = read_private_file(path(), 100);
    EXPECT_EQ(kind(read), Kind::exposed) << mode;
    EXPECT_NE(read.error().message.find("chmod 600"), std::string::npos);
  }
  ASSERT_EQ(chmod(path().c_str(), 0400), 0);
  EXPECT_TRUE(read_private_file(path(), 100));
}

TEST_F(PrivateFile, IsRefusedWhereItBelongsToAnother) {
  if (geteuid() != 0) GTEST_SKIP() << "only root gives files away";
  ASSERT_TRUE(make_private_file(path(), "secret"));
  ASSERT_EQ(chown(path().c_str(), 65'534, 65'534), 0);
  EXPECT_EQ(kind(read_private_file(path(), 100)), Kind::exposed);
  EXPECT_TRUE(read_private_file(path(), 100, "nobody"));
}

TEST_F(PrivateFile, IsReadWithTheReasonWhereOnlyItsTextCanTellThatItIsASecret) {
  ASSERT_TRUE(make_private_file(path(), "text"));
  ASSERT_TRUE(read_file(path(), 100));
  EXPECT_EQ(read_file(path(), 100)->exposed, "");
  ASSERT_EQ(chmod(path().c_str(), 0644), 0);
  EXPECT_EQ(read_file(path(), 100)->text, "text");
  EXPECT_NE(read_file(path(), 100)->exposed, "");
}

TEST_F(PrivateFile, IsARegularFileOfLimitedLength) {
  EXPECT_EQ(kind(read_private_file(path(), 100)), Kind::unreadable);
  EXPECT_EQ(kind(read_private_file(folder_.path().string(), 100)), Kind::unreadable);
  ASSERT_EQ(mkfifo(path().c_str(), 0600), 0);
  EXPECT_EQ(kind(read_private_file(path(), 100)), Kind::unreadable);
  ASSERT_TRUE(make_private_file(path() + "2", std::string(101, 'x')));
  EXPECT_EQ(kind(read_private_file(path() + "2", 100)), Kind::unreadable);
  EXPECT_TRUE(read_private_file(path() + "2", 101));
}

}  // namespace
}  // namespace joincast::net
