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
  ASSERT_TRUE(cast.wait_for("8000:0001 on eth0")) << cast.output();
  {
    const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
    EXPECT_TRUE(lab.hears(member, 40)) << cast.output();
    EXPECT_NE(member.description().find("i=A Song\r\n"), std::string::npos) << member.description();
    EXPECT_EQ(member.missing(), 0u);
  }
  ASSERT_TRUE(cast.wait_for("stops")) << cast.output();
  const GroupMember member(lab.loop, lab.c2, group_of("8000:0001", Family::ipv4));
  EXPECT_TRUE(lab.hears(member)) << cast.output();
  cast.signal(SIGINT);
  EXPECT_EQ(cast.wait(), 128 + SIGINT);
  EXPECT_TRUE(lab.until([&] { return member.deletions() == 1 && member.goodbyes().contains(*member.ssrc()); }));
}

TEST_F(Send, AtOnceNeedsNoPrivilegeAndEndsWithItsFile) {
  RadioLab& lab = make({.snooping = false});
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  auto cast = send(lab.head, {tone_file("mp3"), "--at-once"}, {"setpriv", "--bounding-set", "-net_raw"});
  EXPECT_TRUE(lab.until([&] { return !cast.running(); })) << cast.output();
  EXPECT_EQ(cast.wait(), 0) << cast.output();
  EXPECT_GE(member.rtp().size(), 20u) << "22 frames";
  EXPECT_TRUE(lab.until([&] { return member.deletions() == 1; }));
}

TEST_F(Send, EveryKindOfFileIsPlayed) {
  RadioLab& lab = make({.snooping = false});
  const std::string wav = "/tmp/jc-send-" + std::to_string(getpid()) + ".wav";
  run({"ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", tone_file("mp3"), "-ac", "2", wav});
  const std::string m4a = "/tmp/jc-send-" + std::to_string(getpid()) + ".m4a";
  run({"ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", wav, "-c:a", "aac", "-metadata", "title=In a Box", m4a});
  for (const std::string& file : {tone_file("mp3"), tone_file("opus"), tone_file("flac"), tone_file("aac"), wav, m4a}) {
    auto cast = send(lab.head, {file, "--loop"});
    ASSERT_TRUE(cast.wait_for("8000:0001 on eth0")) << cast.output();
    auto play = lab.c1.spawn({JOINCAST_PROGRAM, "play", "8000:0001", "--sink", "null", "--json"});
    EXPECT_TRUE(play.wait_for("\"event\":\"sound\"")) << file << '\n' << play.output() << cast.output();
    play.terminate();
    cast.terminate();
  }
  run({"rm", wav, m4a});
}

TEST_F(Send, FilesFollowEachOtherWithTheTitlesOfTheirTags) {
  RadioLab& lab = make({.snooping = false});
  const std::string place = "/tmp/jc-send-" + std::to_string(getpid());
  run({"ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", tone_file("mp3"), "-c", "copy", "-metadata",
       "title=Tagged", "-metadata", "artist=Ada", place + ".mp3"});
  run({"ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", tone_file("mp3"), "-c:a", "aac", "-metadata",
       "title=In a Box", place + ".m4a"});
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
  auto cast =
      send(lab.head, {place + ".mp3", place + ".m4a", "--at-once", "--json", "--url", "https://radio.example/"});
  EXPECT_TRUE(lab.until([&] { return member.description().find("i=Ada - Tagged\r\n") != std::string::npos; }));
  EXPECT_NE(member.description().find("u=https://radio.example/\r\n"), std::string::npos) << member.description();
  EXPECT_TRUE(lab.until([&] { return member.description().find("i=In a Box\r\n") != std::string::npos; }));
  EXPECT_TRUE(lab.until([&] { return !cast.running(); })) << cast.output();
  EXPECT_EQ(cast.wait(), 0) << cast.output();
  for (const char* line : {"\"event\":\"sending\"", "\"title\":\"Ada - Tagged\"", "\"title\":\"In a Box\"",
                           "\"event\":\"statistics\"", "\"exit_code\":0"})
    EXPECT_NE(cast.output().find(line), std::string::npos) << line << '\n' << cast.output();
  run({"rm", place + ".mp3", place + ".m4a"});
}

TEST_F(Send, ASoundDeviceIsSentLive) {
  RadioLab& lab = make({.snooping = false});
  const std::string sound = "/tmp/jc-send-" + std::to_string(getpid()) + ".raw";
  run({"ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-f", "lavfi", "-i", "sine=f=440:d=20:r=48000", "-ac", "2",
       "-f", "f32le", sound});
  const std::vector<std::string> device = {"env", "SDL_AUDIODRIVER=disk", "SDL_DISKAUDIOFILEIN=" + sound};
  auto cast = send(lab.head, {"device:", "--name", "Studio", "--title", "On Air"}, device);
  ASSERT_TRUE(cast.wait_for("8000:0001 on eth0")) << cast.output();
  {
    const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv6));
    EXPECT_TRUE(lab.hears(member, 100)) << cast.output();
    EXPECT_NE(member.description().find("i=On Air\r\n"), std::string::npos) << member.description();
    EXPECT_NE(member.description().find("opus/48000/2"), std::string::npos) << member.description();
    EXPECT_EQ(member.missing(), 0u);
  }
  ASSERT_TRUE(cast.wait_for("stops")) << "the device is closed while nobody listens\n" << cast.output();
  cast.terminate();
  auto plain = send(lab.head, {"device:1", "--codec", "l16", "--rate", "44100", "--at-once", "--for", "2"}, device);
  const GroupMember member(lab.loop, lab.c2, group_of("8000:0001", Family::ipv4));
  EXPECT_TRUE(lab.until([&] { return member.description().find("L16/44100/2") != std::string::npos; }))
      << plain.output();
  EXPECT_EQ(plain.wait(), 0) << plain.output();
  run({"rm", sound});
}

TEST_F(Send, ADeviceThatIsNotThereIsTold) {
  RadioLab& lab = make();
  auto unknown = send(lab.head, {"device:Gramophone"}, {"env", "SDL_AUDIODRIVER=dummy"});
  EXPECT_EQ(unknown.wait(), 1);
  EXPECT_NE(unknown.output().find("there is no sound device 'Gramophone'"), std::string::npos) << unknown.output();
  auto none = send(lab.head, {"device:"}, {"env", "SDL_AUDIODRIVER=nonsense"});
  EXPECT_EQ(none.wait(), 1);
  EXPECT_NE(none.output().find("no sound system"), std::string::npos) << none.output();
}

TEST_F(Send, StandardInputIsSentAsItSounds) {
  RadioLab& lab = make({.snooping = false});
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0001", Family::ipv4));
  auto cast = lab.head.spawn({"sh", "-c",
                              "ffmpeg -nostdin -loglevel error -f lavfi -i sine=d=2 -f mp3 - | " JOINCAST_PROGRAM
                              " send - --service 8000:0001 --at-once --name Pipe"});
  EXPECT_TRUE(lab.until([&] { return !cast.running(); })) << cast.output();
  EXPECT_EQ(cast.wait(), 0) << cast.output();
  ASSERT_GT(member.rtp().size(), 60u) << cast.output();
  const Duration took = member.rtp().back().at - member.rtp().front().at;
  EXPECT_GT(took, 1500ms);
  EXPECT_LT(took, 20s);
  EXPECT_EQ(member.missing(), 0u);
  EXPECT_NE(member.description().find("s=Pipe\r\n"), std::string::npos) << member.description();
}

TEST_F(Send, WhatIsNoSoundIsTold) {
  RadioLab& lab = make();
  auto cast = send(lab.head, {"/proc/self/status", "--at-once"});
  EXPECT_EQ(cast.wait(), 1);
  EXPECT_NE(cast.output().find("holds nothing that can be sent"), std::string::npos) << cast.output();
  auto missing = send(lab.head, {"/nonexistent", "--at-once"});
  EXPECT_EQ(missing.wait(), 1);
  EXPECT_NE(missing.output().find("No such file"), std::string::npos) << missing.output();
  auto demand = send(lab.head, {tone_file("mp3")}, {"setpriv", "--bounding-set", "-net_raw"});
  EXPECT_EQ(demand.wait(), 1);
  EXPECT_NE(demand.output().find("CAP_NET_RAW is needed, or --at-once"), std::string::npos) << demand.output();
}

TEST_F(Send, TheHeadendSendsAFileOfItsConfigurationAgainAndAgain) {
  RadioLab& lab = make();
  lab.start_headend("[[service]]\nnumber = \"8000:0005\"\nname = \"File\"\nurl = \"file://" + tone_file("mp3") +
                    "\"\n");
  const GroupMember member(lab.loop, lab.c1, group_of("8000:0005", Family::ipv6));
  EXPECT_TRUE(lab.hears(member, 60)) << "the file has 22 frames";
  EXPECT_EQ(member.missing(), 0u);
}

}  // namespace
}  // namespace joincast::lab
