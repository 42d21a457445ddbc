// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Sessions that other people's programs announce stand in our list and can be played by their name.
#include <gmock/gmock.h>

#include <csignal>

#include "tests/interop/peer_lab.h"

namespace joincast::interop {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

class ForeignSession : public PeerTest {};

TEST_F(ForeignSession, FfmpegsIsListedAndPlayedByItsName) {
  auto sender = peers_->head.spawn({"ffmpeg", "-nostdin", "-loglevel", "warning", "-re", "-f", "lavfi", "-i",
                                    "sine=frequency=440:sample_rate=48000", "-ac", "2", "-c:a", "pcm_s16be",
                                    "-metadata", "title=Stage left", "-f", "sap", "sap://239.69.1.2:5010?ttl=4"});
  const std::vector<std::string> home = {"HOME=" + peers_->folder / ".", "XDG_CACHE_HOME=" + peers_->folder / "cache"};
  auto guide = peers_->c1.spawn({JOINCAST_PROGRAM, "guide", "-i", "eth0", "--wait", "7", "stage"}, home);
  EXPECT_EQ(guide.wait(), 0) << guide.output() << sender.output();
  EXPECT_THAT(guide.output(),
              AllOf(HasSubstr("239.69.1.2  Stage left"), HasSubstr("on air"), HasSubstr("announced, eth0")));

  const std::string wave = peers_->folder / "stage.wav";
  auto player = peers_->c1.spawn({JOINCAST_PROGRAM, "play", "stage left", "-i", "eth0", "--sink", wave}, home);
  EXPECT_TRUE(tone_is_heard(wave, player)) << sender.output();
  player.signal(SIGINT);
  EXPECT_EQ(player.wait(), 130) << player.output();
}

}  // namespace
}  // namespace joincast::interop
