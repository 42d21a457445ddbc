// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/json_lines.h"

#include <chrono>

namespace joincast::app {
namespace {

using namespace std::chrono_literals;

const DisplayContext kContext{
    {.group = {*parse_address("ff3e:40:2001:db8::8000:1"), 2}, .interface = "eth0", .number = ServiceNumber(1)},
    "ff3e:40:2001:db8::8000:1%eth0",
    TimePoint{10s}};

std::string told(libreceiver::Event::What what) {
  return to_json({TimePoint{10'043ms}, std::move(what)}, {}, kContext);
}

TEST(JsonLines, TellTheGroupThatWasJoined) {
  EXPECT_EQ(
      told(libreceiver::Joined{}),
      R"({"event":"joined","ms":43.0,"group":"ff3e:40:2001:db8::8000:1%eth0","interface":"eth0","port":5004,"service":"8000:0001"})");
}

TEST(JsonLines, TellTitles) {
  EXPECT_EQ(told(libreceiver::ItemChanged{{"A \"song\"", "http://example.com/", WallTime{1'700'000'000s}}}),
            R"({"event":"title","ms":43.0,"title":"A \"song\"","link":"http://example.com/","since":1700000000})");
}

TEST(JsonLines, TellStates) {
  EXPECT_EQ(told(libreceiver::StateChanged{sdp::State::failed, "gone"}),
            R"({"event":"state","ms":43.0,"state":"failed","reason":"gone"})");
}

TEST(JsonLines, TellTheEnd) {
  EXPECT_EQ(end_to_json(4, "nothing came", 2s),
            R"({"event":"ended","ms":2000.0,"exit_code":4,"reason":"nothing came"})");
}

TEST(JsonLines, CountRefusedInputByReason) {
  libreceiver::Snapshot snapshot;
  snapshot.session.malformed[static_cast<std::size_t>(ParseErrc::bad_padding)] = 7;
  snapshot.session.missing = 3;
  const std::string line = to_json(snapshot, 1s);
  EXPECT_NE(line.find(R"("rtp":{"bad padding":7})"), line.npos);
  EXPECT_NE(line.find(R"("lost":3)"), line.npos);
  EXPECT_NE(line.find(R"("refused_total":7)"), line.npos);
  EXPECT_EQ(line.find('\n'), line.npos);
}

}  // namespace
}  // namespace joincast::app
