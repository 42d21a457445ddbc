// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/journal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "headend/unix_address.h"
#include "tests/headend/world.h"
#include "tests/lab/folder.h"

namespace joincast::headend {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Key;
using ::testing::Not;
using ::testing::Pair;

TEST(Journal, WritesValuesWithLineFeedsByTheirLength) {
  EXPECT_EQ(journal_entry({{"A", "b=c"}, {"TITLE", "x\ny"}}),
            std::string("A=b=c\nTITLE\n\x03\0\0\0\0\0\0\0x\ny\n", 6 + 6 + 8 + 4));
}

TEST(Journal, SaysWhatANoticeIsAbout) {
  const Notice joined = MemberJoined{ServiceNumber(1), World::group(1), World::host(7), 2};
  const auto fields = fields_of(joined, "eth0");
  EXPECT_THAT(fields, Contains(Pair("SERVICE", "8000:0001")));
  EXPECT_THAT(fields, Contains(Pair("GROUP", "ff3e:40:2001:db8:d0be:f00d:8000:1")));
  EXPECT_THAT(fields, Contains(Pair("HOST", "fe80::c07")));
  EXPECT_THAT(fields, Contains(Pair("INTERFACE", "eth0")));
  EXPECT_THAT(fields, Contains(Pair("MEMBERS", "2")));
  EXPECT_THAT(fields, Contains(Key("MESSAGE_ID")));
}

TEST(Journal, LetsNoTitleMakeAFieldOfItsOwn) {
  const std::string entry = journal_entry(fields_of(NewTitle{ServiceNumber(1), "x\nPRIORITY=0\nMESSAGE=gone"}, ""));
  EXPECT_THAT(entry, HasSubstr(std::string("TITLE\n\x19\0\0\0\0\0\0\0", 14)));
  EXPECT_THAT(fields_of(NewTitle{ServiceNumber(1), "x"}, ""), Not(Contains(Key("INTERFACE"))));
}

TEST(Journal, SendsOneDatagramAnEntry) {
  const lab::Folder folder;
  sockaddr_un address{};
  const socklen_t size = unix_address(folder / "socket", address);
  const net::Descriptor system{::socket(AF_UNIX, SOCK_DGRAM, 0)};
  ASSERT_EQ(::bind(system.value(), reinterpret_cast<const sockaddr*>(&address), size), 0);
  const auto journal = Journal::at(folder / "socket");
  ASSERT_TRUE(journal);
  EXPECT_TRUE(journal->send(6, "hello", {{"SERVICE", "8000:0001"}}));
  char octets[512];
  const auto got = ::recv(system.value(), octets, sizeof octets, 0);
  EXPECT_EQ(std::string(octets, static_cast<std::size_t>(got)),
            "SERVICE=8000:0001\nMESSAGE=hello\nPRIORITY=6\nSYSLOG_IDENTIFIER=joincast-headend\n");
  std::filesystem::remove(folder / "socket");
  EXPECT_FALSE(Journal::at(folder / "socket"));
}

TEST(Journal, IsLeftAloneWhenStandardErrorIsSomethingElse) {
  ::setenv("JOURNAL_STREAM", "1:1", 1);
  EXPECT_FALSE(Journal::of_stderr());
  ::unsetenv("JOURNAL_STREAM");
  EXPECT_FALSE(Journal::of_stderr());
}

}  // namespace
}  // namespace joincast::headend
