// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/upstream_health.h"

#include <gtest/gtest.h>

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;

struct HealthOfUpstreams : testing::Test {
  HealthOfUpstreams() {
    service.number = ServiceNumber(0x8000'0001);
    service.urls = {"http://a.example/", "http://b.example/", "http://c.example/"};
  }
  std::size_t start() {
    UpstreamOptions options;
    health.start(++upstream, service, options, now);
    remembered = options.remembered;
    return options.first_url;
  }
  void tell(UpstreamState state, std::size_t url, const std::string& played = {}) {
    health.hear({upstream, {UpstreamStateChange{state, "", url, played}}}, now);
  }
  UpstreamFigures figures() { return health.figures().at(service.number); }

  UpstreamHealth health;
  ServiceConfig service;
  UpstreamId upstream = 0;
  TimePoint now{1h};
  std::string remembered;
};

TEST_F(HealthOfUpstreams, CountsStartsFailuresAndTheTimeToSound) {
  start();
  now += 400ms;
  tell(UpstreamState::playing, 0);
  EXPECT_EQ(figures(), (UpstreamFigures{1, 0, 400ms}));
  start();
  now += 800ms;
  tell(UpstreamState::playing, 0);
  EXPECT_EQ(figures(), (UpstreamFigures{2, 0, 500ms}));
  start();
  tell(UpstreamState::failed, 2);
  tell(UpstreamState::failed, 2);
  EXPECT_EQ(figures(), (UpstreamFigures{3, 1, 500ms})) << "once a start";
}

TEST_F(HealthOfUpstreams, TheUrlThatPlayedComesFirstAndWhatItLedTo) {
  EXPECT_EQ(start(), 0u);
  tell(UpstreamState::playing, 1, "http://b.example/live");
  EXPECT_EQ(start(), 1u);
  EXPECT_EQ(remembered, "http://b.example/live");
}

TEST_F(HealthOfUpstreams, AUrlThatFailedLatelyComesBehindTheOthers) {
  start();
  tell(UpstreamState::playing, 1);  // the first one failed
  start();
  tell(UpstreamState::playing, 2);  // now the second one too
  EXPECT_EQ(start(), 2u);
  tell(UpstreamState::failed, 1);  // all of them, and the last for the first time in a row
  EXPECT_EQ(start(), 2u);
  EXPECT_EQ(remembered, "");
}

TEST_F(HealthOfUpstreams, AFailureIsForgivenAfterAnHour) {
  start();
  tell(UpstreamState::failed, 2);
  start();
  tell(UpstreamState::playing, 1);
  tell(UpstreamState::stalled, 1);
  start();
  tell(UpstreamState::failed, 0);
  now += UpstreamHealth::kForgiven;
  EXPECT_EQ(start(), 1u) << "it played last";
}

TEST_F(HealthOfUpstreams, SoundAfterTheFirstIsNoNewStart) {
  start();
  tell(UpstreamState::playing, 0);
  tell(UpstreamState::stalled, 0);
  now += 10s;
  tell(UpstreamState::playing, 1);
  EXPECT_EQ(figures().first_sound, Duration{});
  EXPECT_EQ(start(), 1u) << "but is remembered";
}

TEST_F(HealthOfUpstreams, NothingIsKnownOfAnUpstreamThatWasStopped) {
  start();
  health.stop(upstream);
  tell(UpstreamState::playing, 2);
  EXPECT_EQ(start(), 0u);
}

}  // namespace
}  // namespace joincast::headend
