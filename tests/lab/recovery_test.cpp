// SPDX-License-Identifier: LGPL-2.1-or-later
//
// A listener stays where it is while headend and station fail around it.
#include <gtest/gtest.h>

#include <algorithm>
#include <ostream>
#include <system_error>
#include <variant>

#include "libreceiver/receiver.h"
#include "media/audio.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

using libreceiver::Event;

Result<std::unique_ptr<media::AudioSink>, std::string> null_sink() { return media::make_null_sink(); }

/// A listener as `joincast play` is one: the library's receiver on a host, with its events.
class Listener {
 public:
  Listener(RadioLab& lab, const Host& host, const IpAddress& group)
      : inside_(host.enter()),
        receiver_(lab.loop, {.make_sink = &null_sink, .tool = "lab"},
                  [this](const Event& event) { events_.push_back(event); }) {
    libreceiver::Target target;
    target.group = {group, host.interface_index("eth0")};
    target.interface = "eth0";
    if (const auto error = receiver_.play(target)) throw std::system_error(error);
  }

  template <typename What>
  std::size_t count() const {
    return static_cast<std::size_t>(
        std::ranges::count_if(events_, [](const Event& event) { return std::holds_alternative<What>(event.what); }));
  }
  template <typename What>
  const What* last() const {
    const What* found = nullptr;
    for (const Event& event : events_)
      if (const auto* what = std::get_if<What>(&event.what)) found = what;
    return found;
  }
  libreceiver::Snapshot now() const { return receiver_.snapshot(); }
  std::uint64_t frames() const { return now().sound.frames; }

 private:
  Host::Inside inside_;
  std::vector<Event> events_;
  libreceiver::Receiver receiver_;
};

class Recovery : public RadioLabTest, public testing::WithParamInterface<Family> {
 protected:
  bool sounds(const Listener& listener, std::uint64_t frames = 20) {
    return radio_->until([&, wanted = listener.frames() + frames] { return listener.frames() >= wanted; });
  }
};

TEST_P(Recovery, SoundGoesOnWhenAKilledHeadendReturns) {
  RadioLab& lab = make();
  lab.start_headend();
  Listener listener(lab, lab.c1, group_of("8000:0001", GetParam()));
  ASSERT_TRUE(sounds(listener));
  const auto before = listener.now().session.source;
  lab.headend->kill();
  ASSERT_TRUE(lab.until([&] { return listener.count<libreceiver::Stalled>() == 1; }));
  lab.headend->start();
  EXPECT_TRUE(sounds(listener));
  const auto after = listener.now().session.source;
  ASSERT_TRUE(before && after);
  EXPECT_EQ(after->address, before->address);
  EXPECT_NE(after->ssrc, before->ssrc);
  EXPECT_EQ(listener.count<libreceiver::Joined>(), 1u) << "nothing was restarted by hand";
}

TEST_P(Recovery, AHeadendRestartedAtOnceIsFollowed) {
  RadioLab& lab = make();
  lab.start_headend();
  Listener listener(lab, lab.c1, group_of("8000:0001", GetParam()));
  ASSERT_TRUE(sounds(listener));
  EXPECT_EQ(lab.headend->end(), 0);
  lab.headend->start();
  EXPECT_TRUE(sounds(listener));
  EXPECT_EQ(listener.count<libreceiver::SenderLeft>(), 1u);
}

TEST_P(Recovery, AStationThatDiesComesBack) {
  RadioLab& lab = make();
  lab.start_headend("queue = 0.2");
  Listener listener(lab, lab.c1, group_of("8000:0001", GetParam()));
  ASSERT_TRUE(sounds(listener));
  const auto before = listener.now().session.source;
  lab.station->die();
  ASSERT_TRUE(lab.until([&] { return listener.count<libreceiver::Stalled>() == 1; }));
  ASSERT_TRUE(lab.until([&] {
    const auto* change = listener.last<libreceiver::StateChanged>();
    return change && change->state != sdp::State::playing && !change->reason.empty();
  })) << "listeners are told";
  lab.station->come_back();
  EXPECT_TRUE(sounds(listener));
  EXPECT_TRUE(lab.until([&] { return listener.last<libreceiver::StateChanged>()->state == sdp::State::playing; }));
  EXPECT_EQ(listener.now().session.source, before) << "the same stream goes on";
  EXPECT_EQ(listener.now().session.missing, 0u) << "a gap of the station's is no loss of the network's";
}

TEST_P(Recovery, ANeighbourDoesNotNoticeAStationThatDied) {
  RadioLab& lab = make();
  Station other(lab.head, tone("mp3"));
  lab.headend.emplace(lab.head, lab.configuration() + service("8000:0005", other.url()));
  Listener listener(lab, lab.c1, group_of("8000:0001", GetParam()));
  Listener neighbour(lab, lab.c1, group_of("8000:0005", GetParam()));
  ASSERT_TRUE(sounds(listener) && sounds(neighbour));
  lab.station->die();
  ASSERT_TRUE(lab.until([&] { return listener.count<libreceiver::Stalled>() == 1; }));
  EXPECT_TRUE(sounds(neighbour));
  EXPECT_EQ(neighbour.now().session.missing, 0u);
  EXPECT_EQ(neighbour.count<libreceiver::Stalled>(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Families, Recovery, testing::Values(Family::ipv6, Family::ipv4),
                         [](const auto& test) { return test.param == Family::ipv6 ? "IPv6" : "IPv4"; });

/// From one codec to another, with which the station comes back.
struct Change {
  const char* from;
  const char* to;
};

void PrintTo(const Change& change, std::ostream* out) { *out << change.from << "To" << change.to; }

class CodecChange : public RadioLabTest, public testing::WithParamInterface<Change> {};

TEST_P(CodecChange, IsPlayedOnByAListenerThatStays) {
  RadioLab& lab = make();
  lab.station->set_programme(tone(GetParam().from));
  lab.start_headend();
  Listener listener(lab, lab.c1, group_of("8000:0001", Family::ipv6));
  const GroupMember witness(lab.loop, lab.c2, group_of("8000:0001", Family::ipv6));
  ASSERT_TRUE(lab.until([&] { return listener.frames() >= 20; }));
  const payload::Binding before = listener.last<libreceiver::Bound>()->binding;
  lab.station->set_programme(tone(GetParam().to));
  lab.station->die();
  lab.station->come_back();
  ASSERT_TRUE(lab.until([&] { return listener.last<libreceiver::Bound>()->binding.format != before.format; }));
  const payload::Binding after = listener.last<libreceiver::Bound>()->binding;
  EXPECT_NE(after.payload_type, before.payload_type) << "a payload type never changes its meaning";
  const std::uint64_t frames = listener.frames();
  EXPECT_TRUE(lab.until([&] { return listener.frames() >= frames + 20; }));
  EXPECT_EQ(listener.count<libreceiver::Unplayable>(), 0u);
  EXPECT_EQ(listener.now().session.payload.undescribed, 0u) << "announced before its first packet";
  EXPECT_EQ(witness.rtp().back().payload_type, after.payload_type);
}

class SampleRateChange : public RadioLabTest {};

TEST_F(SampleRateChange, InMidStreamIsPlayedOnWithoutAPause) {
  RadioLab& lab = make();
  lab.start_headend();
  Listener listener(lab, lab.c1, group_of("8000:0001", Family::ipv6));
  const GroupMember witness(lab.loop, lab.c2, group_of("8000:0001", Family::ipv6));
  ASSERT_TRUE(lab.until([&] { return listener.frames() >= 20; }));
  const auto before = listener.now().session.source;
  lab.station->change_programme(tone("44100.mp3"));
  const std::uint64_t frames = listener.frames();
  EXPECT_TRUE(lab.until([&] { return listener.frames() >= frames + 160; }))
      << "past what the headend and its socket held";
  ASSERT_TRUE(lab.headend->says("format mpa/44100"));
  EXPECT_EQ(listener.now().session.source, before);
  EXPECT_EQ(listener.now().session.missing, 0u);
  EXPECT_EQ(listener.count<libreceiver::Stalled>(), 0u);
  EXPECT_EQ(listener.count<libreceiver::Unplayable>(), 0u);
  EXPECT_EQ(lab.station->asked(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Stations, CodecChange,
                         testing::Values(Change{"mp3", "aac"}, Change{"mp3", "opus"}, Change{"opus", "mp3"}),
                         [](const auto& test) { return testing::PrintToString(test.param); });

}  // namespace
}  // namespace joincast::lab
