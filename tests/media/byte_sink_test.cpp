// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/byte_sink.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace joincast::media {
namespace {

class FdSinkTest : public testing::Test {
 protected:
  int open_file(int flags = 0) { return fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | flags, 0600); }
  void TearDown() override {
    if (fd_ >= 0) close(fd_);
    std::filesystem::remove(path_);
  }
  Bytes contents() const {
    std::ifstream in(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }

  std::string path_ = testing::TempDir() + testing::UnitTest::GetInstance()->current_test_info()->name();
  int fd_ = -1;
};

TEST_F(FdSinkTest, WritesMorePiecesThanOneCallTakes) {
  FdSink sink(open_file());
  Bytes expected(300);
  std::vector<ByteView> pieces;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    expected[i] = static_cast<std::uint8_t>(i);
    pieces.push_back(ByteView(expected).subspan(i, 1));
  }
  EXPECT_EQ(sink.write(pieces).octets, 300u);
  EXPECT_EQ(contents(), expected);
}

TEST_F(FdSinkTest, OverwritesFromWhereItBegan) {
  ASSERT_EQ(::write(open_file(), "ab", 2), 2);
  FdSink sink(fd_);
  ASSERT_TRUE(sink.seekable());
  const std::array<ByteView, 1> piece = {as_bytes("cdef")};
  (void)sink.write(piece);
  EXPECT_FALSE(sink.overwrite(1, as_bytes("X")));
  (void)sink.write(piece);
  const Bytes octets = contents();
  EXPECT_EQ(as_text(octets), "abcXefcdef");
}

TEST_F(FdSinkTest, KnowsWhatCannotBeOverwritten) {
  EXPECT_FALSE(FdSink(open_file(O_APPEND)).seekable());
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe(ends.data()), 0);
  FdSink sink(ends[1]);
  EXPECT_FALSE(sink.seekable());
  EXPECT_TRUE(sink.overwrite(0, as_bytes("x")));
  close(ends[0]);
  close(ends[1]);
}

TEST_F(FdSinkTest, TellsOfAFullDisk) {
  const int full = ::open("/dev/full", O_WRONLY);
  ASSERT_GE(full, 0);
  const std::array<ByteView, 1> piece = {as_bytes("x")};
  const auto took = FdSink(full).write(piece);
  EXPECT_EQ(took.octets, 0u);
  EXPECT_EQ(took.error, std::errc::no_space_on_device);
  close(full);
}

}  // namespace
}  // namespace joincast::media
