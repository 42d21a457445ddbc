// SPDX-License-Identifier: LGPL-2.1-or-later
//
// What was heard is heard again and recorded: the keys of joincast play, and joincast record --from-song-start.
#include <csignal>

#include "sdp/joincast.h"
#include "sdp/parse.h"
#include "tests/lab/record_fixture.h"
#include "tests/lab/terminal.h"

namespace joincast::lab {
namespace {

constexpr std::string_view kLeft = "\x1b[D";
constexpr std::string_view kHome = "\x1b[H";
constexpr std::string_view kEnd = "\x1b[F";
constexpr std::uint32_t kFrame = 2160;  // 24 ms at 90 kHz

/// A station whose titles change every four seconds, and a bare socket that knows what was on the wire.
class TimeShiftLab : public Record {
 protected:
  void SetUp() override {
    Record::SetUp();
    if (IsSkipped()) return;
    member_.emplace(radio_->loop, radio_->c2, group_of("8000:0001", Family::ipv6));
  }
  void TearDown() override {
    if (HasFailure()) ADD_FAILURE() << "The terminal showed:\n" << terminal_.shown();
    player_.reset();
    Record::TearDown();
  }

  /// joincast play on a terminal in our folder.
  void play(const std::vector<std::string>& more = {}) {
    std::vector<std::string> command = {
        "sh",
        "-c",
        "cd '" + folder_.string() + "' && exec \"$0\" \"$@\" <" + terminal_.path() + " >" + terminal_.path() + " 2>&1",
        JOINCAST_PROGRAM,
        "play",
        "8000:0001",
        "-i",
        "eth0",
        "--sink",
        "null"};
    command.insert(command.end(), more.begin(), more.end());
    player_.emplace(radio_->c1.spawn(command, {"TERM=xterm", "NO_COLOR=1"}));
  }
  void quit() {
    terminal_.type("q");
    EXPECT_EQ(player_->wait(), 0);
  }
  /// The bare socket is read meanwhile.
  bool shows(std::string_view part) {
    return radio_->until([&] { return terminal_.wait_for(part, 0s); });
  }
  void pass(Duration time) {
    radio_->until([] { return false; }, time);
  }

  /// Where the announced song began, once another than `before` is.
  std::optional<std::uint32_t> next_song(std::optional<std::uint32_t> before) {
    std::optional<std::uint32_t> at;
    const auto other = [&] {
      const auto parsed = sdp::parse(member_->description());
      at = parsed && !parsed->session.media.empty() ? sdp::item_timestamp(parsed->session.media[0]) : std::nullopt;
      return at && at != before;
    };
    return radio_->until(other) ? at : std::nullopt;
  }
  bool is_on_the_wire_for(std::uint32_t begin, Duration time) {
    const auto ticks = static_cast<std::int32_t>(time / 24ms) * static_cast<std::int32_t>(kFrame);
    return radio_->until([&] {
      const auto& heard = member_->rtp();
      return !heard.empty() && static_cast<std::int32_t>(heard.back().timestamp - begin) >= ticks;
    });
  }
  /// That song's first frame: the first that begins at or behind the announced place.
  std::string song_on_the_wire(std::uint32_t announced) const {
    for (const HeardRtp& packet : member_->rtp())
      if (packet.timestamp - announced < kFrame) return frames_since(*member_, packet.timestamp);
    return {};
  }

  Terminal terminal_;
  std::optional<GroupMember> member_;
  std::optional<Process> player_;
};

TEST_F(TimeShiftLab, KeysPauseGoBackAndReturnToLive) {
  play();
  ASSERT_TRUE(shows("playing"));
  pass(3s);
  terminal_.type(" ");
  ASSERT_TRUE(shows("paused"));
  pass(2s);
  terminal_.type(" ");
  ASSERT_TRUE(shows("behind live 0:02"));
  pass(6s);
  terminal_.type(kLeft);
  ASSERT_TRUE(shows("behind live 0:1")) << "two seconds, and ten";
  terminal_.type(kEnd);
  const auto live = [](std::string_view shown) {
    const std::size_t at = shown.rfind("playing");
    return at != std::string_view::npos && shown.find("lost ", at) != std::string_view::npos &&
           shown.find("behind", at) == std::string_view::npos;
  };
  EXPECT_TRUE(terminal_.wait_for(live));
  quit();
}

TEST_F(TimeShiftLab, AKeyReturnsToTheSongsStartAndTheSongBeforeIsHeardAgain) {
  play();
  ASSERT_TRUE(shows("playing"));
  ASSERT_TRUE(shows("Three"));
  pass(2s);
  terminal_.type(kHome);
  ASSERT_TRUE(shows("behind live 0:0"));
  EXPECT_TRUE(shows("Three"));
  terminal_.type("\x1b[1~");
  terminal_.type(kLeft);  // two songs back
  ASSERT_TRUE(shows("Ada - One")) << "titles follow what is heard";
  quit();
}

TEST_F(TimeShiftLab, AKeyRecordsTheSongFromItsStartToItsEndOctetForOctet) {
  play();
  ASSERT_TRUE(shows("playing"));
  auto song = next_song(std::nullopt);
  song = next_song(song);  // one that we hear from its start
  ASSERT_TRUE(song);
  ASSERT_TRUE(is_on_the_wire_for(*song, 2s));
  terminal_.type("r");
  ASSERT_TRUE(shows("records "));
  ASSERT_TRUE(shows("recorded ")) << "the next title ends it";
  quit();
  const auto parts = files();
  ASSERT_EQ(parts.size(), 1u);
  const std::string recorded = frames_of(parts[0]);
  EXPECT_TRUE(song_on_the_wire(*song).starts_with(recorded));
  EXPECT_NEAR(seconds(parts[0]), 4, 0.2 + seconds_missed());
  const auto next = next_song(song);
  ASSERT_TRUE(next);
  EXPECT_EQ(recorded + song_on_the_wire(*next), song_on_the_wire(*song)) << "what follows begins where it ends";
}

TEST_F(TimeShiftLab, WithoutMemoryTheKeysSaySo) {
  play({"--time-shift", "0"});
  ASSERT_TRUE(shows("playing"));
  terminal_.type(" ");
  EXPECT_TRUE(shows("nothing is kept: --time-shift 0"));
  quit();
}

TEST_F(TimeShiftLab, ARecordingFromTheSongsStartIsTheStationsOctetsFromTheAnnouncedPlaceOn) {
  record({"--from-song-start", "--name", "{index}"});
  ASSERT_TRUE(radio_->until([&] { return !member_->rtp().empty(); }));
  auto song = next_song(std::nullopt);
  song = next_song(song);
  ASSERT_TRUE(song);
  ASSERT_TRUE(is_on_the_wire_for(*song, 2s));
  EXPECT_TRUE(files().empty()) << "until now it only remembered";
  recorder_->signal(SIGUSR1);
  ASSERT_TRUE(recorder_->wait_for("writes ")) << recorder_->output();
  pass(1s);
  recorder_->signal(SIGINT);
  EXPECT_EQ(recorder_->wait(), 128 + SIGINT);
  pass(200ms);  // the socket holds what the recorder wrote last

  const auto parts = files();
  ASSERT_EQ(parts.size(), 1u);
  const std::string recorded = frames_of(parts[0]);
  EXPECT_GT(seconds(parts[0]), 2.5 - seconds_missed()) << "what came before it was asked for included";
  EXPECT_TRUE(song_on_the_wire(*song).starts_with(recorded));
  const auto first = static_cast<std::uint32_t>(std::stoull(value(read(parts[0].string() + ".json"), "rtp_timestamp")));
  EXPECT_LT(first - *song, kFrame);
}

}  // namespace
}  // namespace joincast::lab
