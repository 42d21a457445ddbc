// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/output_folder.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "libreceiver/file_name.h"
#include "tests/lab/folder.h"

namespace joincast::libreceiver {
namespace {

namespace fs = std::filesystem;

class OutputFolderTest : public testing::Test {
 protected:
  void SetUp() override {
    fs::create_directory(root / "in");
    fs::create_directory(root / "out");
    folder = std::make_unique<OutputFolder>(std::move(*OutputFolder::open((root / "in").string())));
  }
  bool outside_is_empty() const { return fs::is_empty(root / "out"); }

  lab::Folder own;
  const fs::path root = own.path();
  std::unique_ptr<OutputFolder> folder;
};

TEST_F(OutputFolderTest, MakesFoldersOnTheWay) {
  const auto file = folder->create("a/b/song", ".mp3");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->path, "a/b/song.mp3");
  EXPECT_TRUE(fs::exists(root / "in/a/b/song.mp3"));
}

TEST_F(OutputFolderTest, ANameTakenGetsANumber) {
  EXPECT_EQ(folder->create("song", ".mp3")->name, "song.mp3");
  EXPECT_EQ(folder->create("song", ".mp3")->name, "song (2).mp3");
  EXPECT_EQ(folder->create("song", ".mp3")->name, "song (3).mp3");
  EXPECT_EQ(folder->create("song", ".opus")->name, "song.opus");
}

TEST_F(OutputFolderTest, ANameWhoseSidecarIsTakenGetsANumber) {
  std::ofstream(root / "in/song.mp3.json") << "mine";
  EXPECT_EQ(folder->create("song", ".mp3")->name, "song (2).mp3");
}

TEST_F(OutputFolderTest, NoPathLeadsOut) {
  for (const char* path : {"../out/x", "..", "a/../../out/x", "/tmp/joincast-escaped", "./../out/x"})
    EXPECT_FALSE(folder->create(path, "")) << path;
  EXPECT_TRUE(outside_is_empty());
  EXPECT_FALSE(fs::exists("/tmp/joincast-escaped"));
}

TEST_F(OutputFolderTest, NoLinkLeadsOut) {
  fs::create_directory_symlink(root / "out", root / "in/folder");
  EXPECT_FALSE(folder->create("folder/x", ".mp3"));
  fs::create_symlink(root / "out/target", root / "in/song.mp3");
  const auto file = folder->create("song", ".mp3");
  ASSERT_TRUE(file);
  EXPECT_EQ(file->name, "song (2).mp3") << "the link is left alone";
  EXPECT_TRUE(outside_is_empty());
}

TEST_F(OutputFolderTest, WhateverATitleSaysItsFileLiesInside) {
  const char* titles[] = {"../../out/x", "..", "/out/x", "a/b", "~/x", "x\0y", "\xff\xfe/..", "con", "-rf *", ".ssh"};
  for (const char* title : titles) {
    NameFields fields;
    fields.title = title;
    fields.number = title;
    const auto file = folder->create(make_name("{service}/{title}", fields, 24), ".mp3");
    ASSERT_TRUE(file) << title << ": " << file.error().message();
    char real[4096];
    const auto size =
        ::readlink(("/proc/self/fd/" + std::to_string(file->descriptor.value())).c_str(), real, sizeof real);
    ASSERT_GT(size, 0);
    EXPECT_TRUE(
        std::string(real, static_cast<std::size_t>(size)).starts_with(fs::canonical(root / "in").string() + "/"));
  }
  EXPECT_TRUE(outside_is_empty());
}

TEST_F(OutputFolderTest, ALongNameKeepsItsEnd) {
  const auto file = folder->create(std::string(255, 'x'), ".mp3");
  ASSERT_TRUE(file);
  EXPECT_TRUE(file->name.ends_with("x.mp3"));
  EXPECT_LE(file->name.size() + 5, kMaxName);
}

TEST_F(OutputFolderTest, AFileIsReplacedAsAWhole) {
  const int fd = ::open((root / "in").c_str(), O_RDONLY | O_DIRECTORY);
  EXPECT_FALSE(replace_file(fd, "x.json", "one"));
  EXPECT_FALSE(replace_file(fd, "x.json", "two"));
  std::ifstream in(root / "in/x.json");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), "two");
  EXPECT_EQ(std::distance(fs::directory_iterator(root / "in"), {}), 1);
  ::close(fd);
}

TEST_F(OutputFolderTest, TwoCannotHoldOneLock) {
  const auto first = folder->lock(".state");
  EXPECT_TRUE(first);
  EXPECT_FALSE(folder->lock(".state"));
}

}  // namespace
}  // namespace joincast::libreceiver
