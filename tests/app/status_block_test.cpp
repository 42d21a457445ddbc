// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/status_block.h"

#include <algorithm>
#include <chrono>

#include "app/joincast/words.h"

namespace joincast::app {
namespace {

using namespace std::chrono_literals;

Status playing() {
  Status status;
  status.service = "8000:0001";
  status.group = "ff3e:40:2001:db8::8000:1%eth0";
  status.station = "Morning Radio";
  status.last_event = "first sound after 43 ms";
  status.since_began = 754s;
  auto& session = status.snapshot.session;
  session.phase = libreceiver::Phase::playing;
  session.source = rtp::SourceId{*parse_address("2001:db8::1"), 1};
  session.format = payload::mpa_format(48'000, 2);
  session.bit_rate = 128'400;
  session.expected = 1'000;
  session.missing = 5;
  session.jitter = 1'250us;
  session.receivers = 2;
  session.reports_sent = 1;
  status.snapshot.sound.queued = 62ms;
  status.snapshot.item = libreceiver::Item{"Song one", "http://example.com/one", {}};
  return status;
}

bool has(const std::vector<std::string>& lines, std::string_view text) {
  return std::any_of(lines.begin(), lines.end(), [&](const std::string& line) { return line.find(text) != line.npos; });
}

TEST(StatusBlock, TellsWhatPlaysAndHowItIsReceived) {
  const auto lines = render(playing(), 100, false);
  for (const char* text : {"Morning Radio", "playing 0:12:34", "Song one", "http://example.com/one",
                           "MPEG audio, 48 kHz stereo, 128 kbit/s", "from 2001:db8::1", "lost 5 of 1000 (0.50 %)",
                           "jitter 1.2 ms", "buffer 62 ms", "receivers 3", "first sound after 43 ms", "%eth0"})
    EXPECT_TRUE(has(lines, text)) << text;
}

TEST(StatusBlock, TellsHowFarBehindLiveItIs) {
  auto status = playing();
  EXPECT_FALSE(has(render(status, 100, false), "behind live"));
  status.snapshot.shift = {false, true, 42s, 754s, 0};
  const auto lines = render(status, 100, false);
  EXPECT_TRUE(has(lines, "behind live 0:42  kept 12:34"));
  EXPECT_TRUE(has(lines, "paused"));
}

TEST(StatusBlock, TellsTheKeysWhenAsked) {
  auto status = playing();
  EXPECT_FALSE(has(render(status, 100, false), "keys")) << "where there are none";
  status.keys = true;
  EXPECT_TRUE(has(render(status, 100, false), "? shows the keys"));
  status.help = true;
  EXPECT_TRUE(has(render(status, 100, false), "space pause"));
}

TEST(StatusBlock, FitsEveryWidth) {
  auto status = playing();
  status.snapshot.item->title = "Ein sehr langer Titel, völlig überdehnt, 日本語の歌 と もっと 長い 歌";
  for (std::size_t width = 1; width < 120; ++width)
    for (const std::string& line : render(status, width, false)) EXPECT_LE(columns(line), width) << line;
}

TEST(StatusBlock, HasNoEscapesWithoutColour) {
  EXPECT_FALSE(has(render(playing(), 80, false), "\x1b"));
  EXPECT_TRUE(has(render(playing(), 80, true), "\x1b[32m"));
}

TEST(StatusBlock, ShowsWhyAStationFails) {
  auto status = playing();
  status.state = sdp::State::failed;
  status.reason = "the station sends a web page";
  const auto lines = render(status, 80, false);
  EXPECT_TRUE(has(lines, "the station fails"));
  EXPECT_TRUE(has(lines, "the station sends a web page"));
}

TEST(StatusBlock, HasOnlyTheServiceBeforeAnythingCame) {
  Status status;
  status.service = "8000:0001";
  status.group = "ff3e:40:2001:db8::8000:1%eth0";
  EXPECT_EQ(render(status, 80, false).size(), 2u);
}

TEST(Words, CutTextAtACharacter) {
  EXPECT_EQ(fit("abcdef", 6), "abcdef");
  EXPECT_EQ(fit("abcdef", 4), "abc…");
  EXPECT_EQ(fit("日本語", 4), "日…");
  EXPECT_EQ(columns("e\xcc\x81"), 1u);  // a letter with a combining accent
}

}  // namespace
}  // namespace joincast::app
