// SPDX-License-Identifier: LGPL-2.1-or-later
//
// `joincast send` heard by members, by `joincast play`, and by others' players.
#include <gtest/gtest.h>

#include <csignal>

#include "net/driver.h"
#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

class Send : public RadioLabTest {
 protected:
  static std::string tone_file(const std::string& kind) {
    return std::string(JOINCAST_VECTORS) + "/media/tone_440." + kind;
  }
  static Process send(const Host& host, std::vector<std::string> more, const std::vector<std::string>& before = {}) {
    std::vector<std::string> command = before;
    command.insert(command.end(), {JOINCAST_PROGRAM, "send", "--service", "8000:0001", "--interface", "eth0"});
    command.insert(command.end(), more.begin(), more.end());
    return host.spawn(command);
  }
};

TEST_F(Send, OnDemandSoundFlowsWhileThereAreMembers) {
  RadioLab& lab = make();
  auto cast = send(lab.head, {tone_file("mp3"), "--loop", "--title", "A Song"});
  ASSERT_TRUE(cast.wait_for("8000:0001 on eth0", 5s)) << cast.output();
  {
    const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
    EXPECT_TRUE(lab.hears(member, 40)) << cast.output();
    EXPECT_NE(member.description().find("i=A Song\r\n"), std::string::npos) << member.description();
    EXPECT_EQ(member.missing(), 0u);
  }
  ASSERT_TRUE(cast.wait_for("stops", 5s)) << cast.output();
  const GroupMember member(lab.loop, lab.c2, group_of("8000:0001", Family::ipv4));
  EXPECT_TRUE(lab.hears(member)) << cast.output();
  cast.signal(SIGINT);
  EXPECT_EQ(cast.wait(5s), 128 + SIGINT);
  EXPECT_TRUE(lab.until([&] { return member.deletions() == 1 && member.goodbyes().contains(*member.ssrc()); }));
}

TEST_F(Send, AtOnceNeedsNoPrivilegeAndEndsWithItsFile) {
  RadioLab& lab = make({.snooping = false});
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  auto cast = send(lab.head, {tone_file("mp3"), "--at-once"}, {"setpriv", "--bounding-set", "-net_raw"});
  EXPECT_TRUE(lab.until([&] { return !cast.running(); })) << cast.output();
  EXPECT_EQ(cast.wait(1s), 0) << cast.output();
  EXPECT_GE(member.rtp().size(), 20u) << "22 frames";
  EXPECT_TRUE(lab.until([&] { return member.deletions() == 1; }));
}

TEST_F(Send, EveryKindOfFileIsPlayed) {
  RadioLab& lab = make({.snooping = false});
  const std::string wav = "/tmp/jc-send-" + std::to_string(getpid()) + ".wav";
  run({"ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", tone_file("mp3"), "-ac", "2", wav});
  for (const std::string& file : {tone_file("mp3"), tone_file("opus"), tone_file("flac"), tone_file("aac"), wav}) {
    auto cast = send(lab.head, {file, "--loop"});
    ASSERT_TRUE(cast.wait_for("8000:0001 on eth0", 5s)) << cast.output();
    auto play = lab.c1.spawn({JOINCAST_PROGRAM, "play", "8000:0001", "--sink", "null", "--json", "--duration", "3"});
    EXPECT_TRUE(play.wait_for("\"event\":\"sound\"", 5s)) << file << '\n' << play.output() << cast.output();
    EXPECT_EQ(play.wait(10s), 0) << file << '\n' << play.output() << cast.output();
    cast.terminate();
  }
  run({"rm", wav});
}

TEST_F(Send, StandardInputIsSentAsItSounds) {
  RadioLab& lab = make({.snooping = false});
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv4));
  auto cast = lab.head.spawn({"sh", "-c",
                              "ffmpeg -nostdin -loglevel error -f lavfi -i sine=d=2 -f mp3 - | " JOINCAST_PROGRAM
                              " send - --service 8000:0001 --at-once --name Pipe"});
  EXPECT_TRUE(lab.until([&] { return !cast.running(); })) << cast.output();
  EXPECT_EQ(cast.wait(1s), 0) << cast.output();
  ASSERT_GT(member.rtp().size(), 60u) << cast.output();
  const Duration took = member.rtp().back().at - member.rtp().front().at;
  EXPECT_GT(took, 1500ms);
  EXPECT_LT(took, 3s);
  EXPECT_EQ(member.missing(), 0u);
  EXPECT_NE(member.description().find("s=Pipe\r\n"), std::string::npos) << member.description();
}

TEST_F(Send, WhatIsNoSoundIsTold) {
  RadioLab& lab = make();
  auto cast = send(lab.head, {"/proc/self/status", "--at-once"});
  EXPECT_EQ(cast.wait(5s), 1);
  EXPECT_NE(cast.output().find("holds nothing that can be sent"), std::string::npos) << cast.output();
  auto missing = send(lab.head, {"/nonexistent", "--at-once"});
  EXPECT_EQ(missing.wait(5s), 1);
  EXPECT_NE(missing.output().find("No such file"), std::string::npos) << missing.output();
  auto demand = send(lab.head, {tone_file("mp3")}, {"setpriv", "--bounding-set", "-net_raw"});
  EXPECT_EQ(demand.wait(5s), 1);
  EXPECT_NE(demand.output().find("CAP_NET_RAW is needed, or --at-once"), std::string::npos) << demand.output();
}

}  // namespace
}  // namespace joincast::lab
