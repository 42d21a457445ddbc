// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/sidecar.h"

#include <gtest/gtest.h>

namespace joincast::libreceiver {
namespace {

using namespace std::chrono_literals;

Sidecar example() {
  Sidecar sidecar;
  sidecar.file = "song.mp3";
  sidecar.container = "MP3";
  sidecar.codec = "mpa";
  sidecar.service = "8000:0001";
  sidecar.station = "Radio \"M\"";
  sidecar.part = 1;
  sidecar.began = sidecar.seen = WallTime{1'795'253'400s + 125ms};
  sidecar.clock_rate_hz = 90'000;
  sidecar.add(Sidecar::Title{{0s, 45, 1234, sidecar.began}, {"Ada - First\nLight", "https://a.example/", {}}});
  sidecar.add(Sidecar::Title{{61'500ms, 984'045, 5'536'234, sidecar.began + 61'500ms}, {"Grace", "", {}}});
  sidecar.add(Sidecar::Loss{{2'400ms, 38'445, 217'234, sidecar.began + 2'400ms}, Gap::network, 3, 72ms});
  return sidecar;
}

TEST(Sidecar, TellsEachTitleAndEachGapWithItsPlace) {
  const std::string json = to_json(example());
  EXPECT_NE(json.find(R"({"ms": 61500.000,"octets": 984045,"rtp_timestamp": 5536234,"at": "2026-11-21T09:31:01.625Z",)"
                      R"("title": "Grace","link": ""})"),
            std::string::npos)
      << json;
  EXPECT_NE(json.find(R"({"ms": 2400.000,"octets": 38445,"rtp_timestamp": 217234,"at": "2026-11-21T09:30:02.525Z",)"
                      R"("reason": "network","packets": 3,"lost_ms": 72.000})"),
            std::string::npos)
      << json;
}

TEST(Sidecar, WhatAStrangerSaysStaysText) {
  const std::string json = to_json(example());
  EXPECT_NE(json.find(R"("station": "Radio \"M\"")"), std::string::npos);
  EXPECT_NE(json.find(R"("title": "Ada - First\u000aLight")"), std::string::npos);
  EXPECT_NE(to_cue(example()).find("TITLE \"Radio 'M'\"\n"), std::string::npos);
  EXPECT_NE(to_cue(example()).find("TITLE \"FirstLight\"\n    PERFORMER \"Ada\"\n"), std::string::npos);
}

TEST(Sidecar, ACueSheetHasATrackForEachTitle) {
  EXPECT_NE(to_cue(example()).find("  TRACK 02 AUDIO\n    TITLE \"Grace\"\n    INDEX 01 01:01:37\n"), std::string::npos)
      << to_cue(example());
}

TEST(Sidecar, SoundBeforeTheFirstTitleIsATrackOfItsOwn) {
  Sidecar sidecar = example();
  sidecar.titles.erase(sidecar.titles.begin());
  const std::string cue = to_cue(sidecar);
  EXPECT_NE(cue.find("TRACK 01 AUDIO\n    TITLE \"\"\n    INDEX 01 00:00:00\n  TRACK 02"), std::string::npos) << cue;
}

TEST(Sidecar, IsCapped) {
  Sidecar sidecar;
  for (std::size_t i = 0; i < Sidecar::kMostNotes + 5; ++i) sidecar.add(Sidecar::Loss{});
  EXPECT_EQ(sidecar.losses.size(), Sidecar::kMostNotes);
  EXPECT_EQ(sidecar.unwritten, 5u);
}

}  // namespace
}  // namespace joincast::libreceiver
