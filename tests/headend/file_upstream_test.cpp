// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Files in a station's place, read by their own thread.
#include "headend/file_upstream.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "headend/file_reader.h"

namespace joincast::headend {
namespace {

const std::string kTransport = JOINCAST_VECTORS "/transport/three_programmes.ts";

using namespace std::chrono_literals;

class FileUpstreamTest : public testing::Test {
 protected:
  FileUpstreamTest() : folder_(std::filesystem::path(testing::TempDir()) / ("jc-file-" + std::to_string(getpid()))) {
    std::filesystem::create_directory(folder_);
  }
  ~FileUpstreamTest() override { std::filesystem::remove_all(folder_); }

  static std::string tone(const std::string& kind) { return std::string(JOINCAST_VECTORS) + "/media/tone_440." + kind; }
  static std::string octets_of(const std::string& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::string write(const std::string& name, const std::string& octets) {
    const std::string path = folder_ / name;
    std::ofstream(path, std::ios::binary) << octets;
    return path;
  }
  /// tone_440.mp3 behind an ID3v2.3 tag of title and artist.
  std::string tagged(const std::string& name, const std::string& title, const std::string& artist) {
    const auto frame = [](const std::string& id, const std::string& text) {
      return id + std::string(3, '\0') + static_cast<char>(text.size() + 1) + std::string(3, '\0') + text;
    };
    const std::string frames = frame("TIT2", title) + frame("TPE1", artist);
    std::string tone_alone = octets_of(tone("mp3"));
    if (tone_alone.starts_with("ID3")) tone_alone.erase(0, 10 + static_cast<std::size_t>(tone_alone[9]));
    return write(name, std::string("ID3\3\0\0\0\0\0", 9) + static_cast<char>(frames.size()) + frames + tone_alone);
  }

  /// Takes what comes until `enough` says so, and consumes it.
  template <typename Enough>
  bool take_until(FileUpstream& upstream, Enough enough) {
    std::uint32_t clock = 90'000;
    for (int waits = 0; !enough();) {
      pollfd wake{queue_.wake_fd(), POLLIN, 0};
      if (::poll(&wake, 1, 10) <= 0 && ++waits > 6'000) return false;
      for (UpstreamBatch& batch : queue_.take()) {
        for (UpstreamItem& item : batch.items) {
          if (const auto* change = std::get_if<FormatChange>(&item)) {
            clock = change->format.clock_rate_hz;
            formats.push_back(change->format);
          } else if (const auto* unit = std::get_if<payload::AccessUnit>(&item)) {
            upstream.consumed(payload::ticks_to_time(unit->duration, clock));
            ++units;
          } else if (auto* said = std::get_if<UpstreamMetadata>(&item)) {
            titles.push_back(said->title);
            at_unit.push_back(units);
            last = *said;
          } else {
            states.push_back(std::get<UpstreamStateChange>(item));
          }
        }
      }
    }
    return true;
  }
  bool take_all(FileUpstream& upstream) {
    const bool ended = take_until(upstream, [&] { return upstream.ended() || units > 1'000; });
    take_until(upstream, [&] { return queue_empty(); });
    return ended;
  }
  bool queue_empty() {
    pollfd wake{queue_.wake_fd(), POLLIN, 0};
    return ::poll(&wake, 1, 0) == 0;
  }

  FileUpstreamOptions options(std::vector<std::string> paths) {
    FileUpstreamOptions options;
    options.paths = std::move(paths);
    options.most_ahead = 1s;
    return options;
  }

  std::filesystem::path folder_;
  UpstreamQueue queue_;
  std::size_t units = 0;
  std::vector<std::string> titles;
  std::vector<std::size_t> at_unit;  ///< units that came before each title
  UpstreamMetadata last;
  std::vector<payload::Format> formats;
  std::vector<UpstreamStateChange> states;
};

TEST_F(FileUpstreamTest, AListIsPlayedInItsOrderWithEachTitle) {
  FileUpstream upstream(7, options({tagged("a.mp3", "First", "Ada"), tagged("b.mp3", "Second", "Grace")}), queue_);
  ASSERT_TRUE(take_all(upstream));
  EXPECT_EQ(titles, (std::vector<std::string>{"Ada - First", "Grace - Second"}));
  EXPECT_EQ(at_unit, (std::vector<std::size_t>{0, units / 2}));
  EXPECT_EQ(formats.size(), 1u) << "both are of one kind";
  EXPECT_EQ(upstream.error(), "");
}

TEST_F(FileUpstreamTest, AFileWithoutTitleHasItsNameInAList) {
  FileUpstreamOptions wish = options({tagged("a.mp3", "First", "Ada"), tone("aac")});
  wish.name_untitled = true;
  FileUpstream upstream(7, wish, queue_);
  ASSERT_TRUE(take_all(upstream));
  EXPECT_EQ(titles, (std::vector<std::string>{"Ada - First", "tone_440"}));
  EXPECT_EQ(formats.size(), 2u);
}

TEST_F(FileUpstreamTest, NoTitleIsLeftOverFromTheFileBefore) {
  FileUpstream upstream(7, options({tagged("a.mp3", "First", "Ada"), tone("aac")}), queue_);
  ASSERT_TRUE(take_all(upstream));
  EXPECT_EQ(titles, (std::vector<std::string>{"Ada - First", ""}));
}

TEST_F(FileUpstreamTest, TheWishedTitleGoesBeforeTheFiles) {
  FileUpstreamOptions wish = options({tagged("a.mp3", "First", "Ada")});
  wish.title = "Mine";
  FileUpstream upstream(7, wish, queue_);
  ASSERT_TRUE(take_all(upstream));
  EXPECT_EQ(titles, (std::vector<std::string>{"Mine"}));
}

TEST_F(FileUpstreamTest, ATagAtTheEndCountsWhereThereIsNoOther) {
  std::string tag = "TAG" + std::string(124, '\0') + '\x11';
  tag.replace(3, 3, "Old");
  FileUpstream upstream(7, options({write("old.mp3", octets_of(tone("mp3")) + tag)}), queue_);
  ASSERT_TRUE(take_all(upstream));
  EXPECT_EQ(last.title, "Old");
  EXPECT_EQ(last.genre, "Rock");
}

TEST_F(FileUpstreamTest, ATagAsLargeAsItsPictureIsReadToo) {
  std::string frames =
      std::string("APIC\0\3\0\0\0\0", 10) + std::string(3 << 16, 'p') + std::string("TIT2\0\0\0\5\0\0\0Song", 15);
  std::string size;
  for (const int shift : {21, 14, 7, 0}) size += static_cast<char>(frames.size() >> shift & 0x7f);
  FileUpstream upstream(
      7, options({write("big.mp3", std::string("ID3\3\0\0", 6) + size + frames + octets_of(tone("mp3")))}), queue_);
  ASSERT_TRUE(take_all(upstream));
  EXPECT_EQ(last.title, "Song");
}

TEST_F(FileUpstreamTest, ALoopBeginsAnewAndAFormatIsToldOnce) {
  FileUpstreamOptions wish = options({tone("mp3")});
  wish.loop = true;
  FileUpstream upstream(7, wish, queue_);
  ASSERT_TRUE(take_until(upstream, [&] { return units > 100; }));
  EXPECT_EQ(formats.size(), 1u);
  EXPECT_FALSE(upstream.ended());
}

TEST_F(FileUpstreamTest, OneOfSeveralThatCannotBeReadIsPassedOver) {
  FileUpstream upstream(7, options({tone("mp3"), folder_ / "none.mp3", tone("mp3")}), queue_);
  ASSERT_TRUE(take_all(upstream));
  EXPECT_GT(units, 40u);
  EXPECT_EQ(upstream.error(), (folder_ / "none.mp3").string() + ": No such file or directory");
  ASSERT_EQ(states.size(), 4u);
  EXPECT_EQ(states[2].state, UpstreamState::failed);
  EXPECT_EQ(states[2].reason, "No such file or directory") << "where it lies is nobody's business on the network";
  EXPECT_EQ(states[3].state, UpstreamState::playing);
}

TEST_F(FileUpstreamTest, AFileThatComesBackIsPlayedAgain) {
  FileUpstreamOptions wish = options({folder_ / "later.mp3"});
  wish.loop = true;
  wish.retry = 1ms;
  FileUpstream upstream(7, wish, queue_);
  ASSERT_TRUE(take_until(upstream, [&] { return states.size() > 3; }));
  EXPECT_EQ(states.back().state, UpstreamState::failed);
  std::filesystem::copy_file(tone("mp3"), folder_ / "later.mp3");
  ASSERT_TRUE(take_until(upstream, [&] { return units > 10; }));
}

TEST_F(FileUpstreamTest, NothingIsReadThatIsTooFarAhead) {
  FileUpstreamOptions wish = options({tone("mp3")});
  wish.loop = true;
  wish.most_ahead = 100ms;
  FileUpstream upstream(7, wish, queue_);
  Duration media{};
  for (int i = 0; i < 50 && media < 100ms; ++i) {
    pollfd wake{queue_.wake_fd(), POLLIN, 0};
    ASSERT_GT(::poll(&wake, 1, 60'000), 0);
    for (const UpstreamBatch& batch : queue_.take())
      for (const UpstreamItem& item : batch.items)
        if (const auto* unit = std::get_if<payload::AccessUnit>(&item))
          media += payload::ticks_to_time(unit->duration, 90'000);
  }
  EXPECT_LT(media, 1s) << "one piece of the file beyond it";
}

TEST_F(FileUpstreamTest, APipeThatHasNothingIsLeftAtOnce) {
  const std::string pipe = folder_ / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  std::fstream writer(pipe, std::ios::in | std::ios::out | std::ios::binary);
  const auto began = std::chrono::steady_clock::now();
  { FileUpstream upstream(7, options({pipe}), queue_); }
  EXPECT_LT(std::chrono::steady_clock::now() - began, 20s);
}

TEST_F(FileUpstreamTest, WhatCanBeSentIsKnownFromItsBeginning) {
  for (const char* kind : {"mp3", "aac", "ogg", "opus", "flac"}) EXPECT_TRUE(check_file(tone(kind))) << kind;
  EXPECT_EQ(check_file(folder_ / "none").error(), "No such file or directory");
  EXPECT_EQ(check_file(folder_).error(), "is a folder");
  EXPECT_EQ(check_file(write("text", std::string(5'000, 't'))).error(), "holds nothing that can be sent");
  EXPECT_EQ(check_file(write("empty", "")).error(), "holds nothing that can be sent");
  EXPECT_EQ(check_file("/dev/null").error(), "is no regular file");
  EXPECT_TRUE(check_file(kTransport, 28107));
  EXPECT_EQ(check_file(kTransport, 1).error(), "has no programme 1, but 28106, 28107, 28400");
}

/// A third of a second again and again: the counters of its packets run on, its clock says where it jumps.
TEST_F(FileUpstreamTest, SendsOneProgrammeOfATransportStreamAgainAndAgain) {
  FileUpstreamOptions options;
  options.paths = {kTransport};
  options.programme = 28107;
  options.loop = true;
  options.most_ahead = 1s;
  FileUpstream upstream(1, options, queue_);
  ASSERT_TRUE(take_until(upstream, [&] { return units >= 300; }));
  ASSERT_EQ(formats.size(), 1u);
  EXPECT_EQ(formats[0], payload::mp2t_format());
  EXPECT_EQ(last.station_name, "Example Two");
  EXPECT_EQ(titles.size(), 1u);
}

}  // namespace
}  // namespace joincast::headend
