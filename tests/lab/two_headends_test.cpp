// SPDX-License-Identifier: LGPL-2.1-or-later
// Two headends on one link, killed in turn under a listener.
#include <gtest/gtest.h>

#include <algorithm>
#include <system_error>
#include <variant>

#include "libreceiver/receiver.h"
#include "media/audio.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

using libreceiver::Event;

Result<std::unique_ptr<media::AudioSink>, std::string> null_sink() { return media::make_null_sink(); }

class TwoHeadends : public RadioLabTest, public testing::WithParamInterface<Family> {
 protected:
  void begin(const BridgeOptions& bridge = {}) {
    RadioLab& lab = make(bridge);
    lab.start_headend();
    station_.emplace(lab.c2, tone("mp3"));
    std::string text = quick_headend();
    for (const char* number : {"8000:0001", "8000:0002"}) text += service(number, station_->url());
    other_.emplace(lab.c2, text);
    ASSERT_TRUE(lab.headend->says("another headend on eth0"));
    ASSERT_TRUE(other_->says("another headend on eth0"));
    first_is_lower_ = lab.headend->log().find("goes behind") != std::string::npos;
    ASSERT_NE(first_is_lower_, other_->log().find("goes behind") != std::string::npos) << "one goes first";
  }
  void TearDown() override {
    RadioLabTest::TearDown();
    if (HasFailure() && other_) ADD_FAILURE() << "The other headend's log:\n" << other_->log();
  }
  HeadendProgram& lower() { return first_is_lower_ ? *radio_->headend : *other_; }
  HeadendProgram& higher() { return first_is_lower_ ? *other_ : *radio_->headend; }
  /// The longest pause between packets that a member heard since `from`.
  static Duration longest_gap(const GroupMember& member, TimePoint from) {
    Duration longest{};
    TimePoint last = from;
    for (const HeardRtp& one : member.rtp()) {
      if (one.at < from) continue;
      longest = std::max(longest, one.at - last);
      last = one.at;
    }
    return longest;
  }
  /// A machine that stood still may hear too late that the other one sends.
  bool does_not_send(const HeadendProgram& one) {
    return one.count("8000:0001 starts") == 0 ||
           lower().count("sent nothing for") + higher().count("sent nothing for") > 0;
  }
  TimePoint now() { return radio_->loop.now().mono; }

  std::optional<Station> station_;
  std::optional<HeadendProgram> other_;
  bool first_is_lower_ = true;
};

TEST_P(TwoHeadends, AreKilledInTurnUnderOneSession) {
  begin();
  RadioLab& lab = *radio_;
  std::vector<Event> events;
  const auto inside = lab.c1.enter();
  libreceiver::Receiver receiver(lab.loop, {.make_sink = &null_sink, .tool = "lab"},
                                 [&](const Event& event) { events.push_back(event); });
  libreceiver::Target target;
  target.group = {group_of("8000:0001", GetParam()), lab.c1.interface_index("eth0")};
  target.interface = "eth0";
  ASSERT_FALSE(receiver.play(target));
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", GetParam()));
  ASSERT_TRUE(lab.hears(member, 100));
  EXPECT_TRUE(does_not_send(higher())) << "only the lowest sends";
  const auto sounds = [&](std::uint64_t frames) {
    const std::uint64_t wanted = receiver.snapshot().sound.frames + frames;
    return lab.until([&] { return receiver.snapshot().sound.frames >= wanted; });
  };
  ASSERT_TRUE(sounds(20));

  TimePoint killed = now();
  lower().kill();
  ASSERT_TRUE(sounds(100)) << "the higher one takes over";
  EXPECT_LT(longest_gap(member, killed), 10s);

  lower().start();
  ASSERT_TRUE(lab.hears(member, 100));
  EXPECT_TRUE(does_not_send(lower())) << "coming back disturbs nobody";

  killed = now();
  higher().kill();
  ASSERT_TRUE(sounds(100)) << "the lower one takes over";
  EXPECT_LT(longest_gap(member, killed), 10s);

  const auto count = [&]<typename What>(std::type_identity<What>) {
    return std::ranges::count_if(events, [](const Event& one) { return std::holds_alternative<What>(one.what); });
  };
  EXPECT_EQ(count(std::type_identity<libreceiver::Joined>()), 1);
  EXPECT_EQ(count(std::type_identity<libreceiver::SenderLeft>()), 0);
  EXPECT_EQ(count(std::type_identity<libreceiver::Withdrawn>()), 0);
}

TEST_P(TwoHeadends, BothStopWhenAllLeave) {
  begin();
  RadioLab& lab = *radio_;
  std::optional<GroupMember> member(std::in_place, lab.loop, lab.c1, group_of("8000:0001", GetParam()));
  ASSERT_TRUE(lab.hears(*member, 20));
  lower().kill();
  ASSERT_TRUE(lab.hears(*member, 50));
  lower().start();
  ASSERT_TRUE(lower().says("8000:0001 is left to another headend"));
  member.reset();
  EXPECT_TRUE(higher().says("8000:0001 stops: nobody listens"));
  EXPECT_TRUE(lower().says("left by"));
  EXPECT_EQ(lower().count("8000:0001 starts"), 0u);
}

INSTANTIATE_TEST_SUITE_P(Families, TwoHeadends, testing::Values(Family::ipv6, Family::ipv4),
                         [](const auto& test) { return test.param == Family::ipv6 ? "IPv6" : "IPv4"; });

}  // namespace
}  // namespace joincast::lab
