// SPDX-License-Identifier: LGPL-2.1-or-later
//
// joincast record among others: what is on the wire, a schedule, a service manager.
#include <sys/socket.h>
#include <sys/un.h>

#include <csignal>
#include <cstring>
#include <ctime>

#include "net/descriptor.h"
#include "sdp/joincast.h"
#include "sdp/parse.h"
#include "tests/lab/record_fixture.h"

namespace joincast::lab {
namespace {

using RecordRun = Record;

TEST_F(RecordRun, ASongBeginsWithinOneFrameOfThePlaceAnnouncedOnTheWire) {
  GroupMember member(radio_->loop, radio_->c1, group_of("8000:0001", Family::ipv6));
  record({"--split", "titles", "--name", "{index}"});
  ASSERT_TRUE(recorder_->wait_for("writes "));
  std::vector<std::uint32_t> announced;
  const auto note = [&] {
    const auto parsed = sdp::parse(member.description());
    const auto at =
        parsed && !parsed->session.media.empty() ? sdp::item_timestamp(parsed->session.media[0]) : std::nullopt;
    if (at && (announced.empty() || announced.back() != *at)) announced.push_back(*at);
    return announced.size() >= 3;
  };
  ASSERT_TRUE(radio_->until(note));
  radio_->until([] { return false; }, 3s);
  recorder_->signal(SIGINT);
  recorder_->wait();
  radio_->until([] { return false; }, 200ms);  // the socket holds what the recorder wrote last

  const auto parts = files();
  ASSERT_GE(parts.size(), 3u) << recorder_->output();
  constexpr std::uint32_t kFrame = 2160;  // 24 ms at 90 kHz
  for (std::size_t i = 1; i < 3; ++i) {
    const auto first =
        static_cast<std::uint32_t>(std::stoull(value(read(parts[i].string() + ".json"), "rtp_timestamp")));
    EXPECT_LT(first - announced[i], kFrame) << "the first frame that begins at or behind the announced place";
    const std::string file = frames_of(parts[i]);
    EXPECT_EQ(file.substr(0, 192), frames_since(member, first).substr(0, 192)) << "that very packet's frame";
    EXPECT_TRUE(frames_since(member, first).starts_with(file)) << "and all of the song";
  }
}

/// What clocks show then.
std::string clock_text(std::chrono::seconds from_now) {
  const std::time_t then = std::time(nullptr) + from_now.count();
  std::tm parts{};
  localtime_r(&then, &parts);
  char text[16];
  return std::string(text, std::strftime(text, sizeof text, "%H:%M:%S", &parts));
}

std::string programme(const std::string& number, const std::string& name, std::chrono::seconds begins) {
  return "[[programme]]\nservice = \"" + number + "\"\ninterface = \"eth0\"\nname = \"" + name + "\"\nat = \"" +
         clock_text(begins) + "\"\nduration = \"10m\"\n";
}

TEST_F(RecordRun, AScheduleReadAgainLeavesAloneWhatItStillSays) {
  const std::string schedule = (folder_ / "schedule.toml").string();
  const std::string first = "output = \"" + folder_.string() + "\"\n" + programme("8000:0001", "first", -60s);
  std::ofstream(schedule) << first;
  recorder_.emplace(radio_->c1.spawn({JOINCAST_PROGRAM, "record", "--schedule", schedule}));
  ASSERT_TRUE(recorder_->wait_for("first.mp3")) << "what runs already is joined";

  std::ofstream(schedule) << first << programme("8000:00ff", "second", 2s);
  recorder_->signal(SIGHUP);
  ASSERT_TRUE(recorder_->wait_for("the schedule was read again: 2 programmes"));
  ASSERT_TRUE(recorder_->wait_for("second.wav"));
  radio_->until([] { return false; }, 1500ms);

  std::ofstream(schedule) << "[[programme]]\nservice = 7\n";
  recorder_->signal(SIGHUP);
  ASSERT_TRUE(recorder_->wait_for("the schedule stays as it was: "));

  std::ofstream(schedule) << first;
  recorder_->signal(SIGHUP);
  ASSERT_TRUE(recorder_->wait_for("second.wav: ")) << "closed, as it is no longer there";
  radio_->until([] { return false; }, 1s);
  recorder_->signal(SIGTERM);
  EXPECT_EQ(recorder_->wait(), 128 + SIGTERM);
  ASSERT_EQ(files().size(), 1u);
  EXPECT_TRUE(is_unbroken(frames_of(files()[0]))) << "went on all the time";
  EXPECT_GT(seconds(files(".wav").at(0)), 0.5);
}

/// The socket of a service manager (sd_notify).
class Manager {
 public:
  explicit Manager(const fs::path& path) : socket_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, path.c_str(), sizeof address.sun_path - 1);
    EXPECT_EQ(::bind(socket_.value(), reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  /// Until something said to it contains this.
  bool hears(const std::string& part) {
    return eventually([&] {
      char text[1024];
      ssize_t size = 0;
      while ((size = ::recv(socket_.value(), text, sizeof text, 0)) > 0)
        if (std::string_view(text, static_cast<std::size_t>(size)).find(part) != std::string_view::npos) return true;
      return false;
    });
  }

 private:
  net::Descriptor socket_;
};

TEST_F(RecordRun, NothingForTooLongIsToldToPeopleCommandsAndTheServiceManager) {
  Manager manager(folder_ / "manager");
  recorder_.emplace(radio_->c1.spawn(
      {JOINCAST_PROGRAM, "record", "8000:0001", "-i", "eth0", "-o", folder_.string(), "--stall-after", "2s",
       "--exec-on-stall", "echo \"$JOINCAST_SERVICE $JOINCAST_REASON\" > " + (folder_ / "told").string()},
      {"NOTIFY_SOCKET=" + (folder_ / "manager").string()}));
  EXPECT_TRUE(manager.hears("READY=1"));
  ASSERT_TRUE(recorder_->wait_for("writes "));
  station_->signal(SIGSTOP);
  ASSERT_TRUE(recorder_->wait_for("nothing came for 0:00:0"));
  EXPECT_TRUE(manager.hears("STATUS=8000:0001: nothing came for"));
  EXPECT_TRUE(eventually([&] { return read(folder_ / "told") == "8000:0001 nothing\n"; }));
  station_->signal(SIGCONT);
  ASSERT_TRUE(recorder_->wait_for("there is something to record again"));
  EXPECT_TRUE(manager.hears("STATUS=8000:0001: recording again"));
  recorder_->signal(SIGTERM);
  EXPECT_EQ(recorder_->wait(), 128 + SIGTERM);
  EXPECT_TRUE(manager.hears("STOPPING=1"));
}

TEST_F(RecordRun, AStallThatIsOverIsNoFailureAndOneThatLastsIs) {
  record({"--stall-after", "2s", "--duration", "10"});
  ASSERT_TRUE(recorder_->wait_for("writes "));
  station_->signal(SIGSTOP);
  ASSERT_TRUE(recorder_->wait_for("nothing came for 0:00:0"));
  station_->signal(SIGCONT);
  ASSERT_TRUE(recorder_->wait_for("there is something to record again"));
  EXPECT_EQ(recorder_->wait(), 0);

  // A station that was stopped sends what it owes at once, and the headend plays that first.
  record({"--stall-after", "2s", "--duration", "12"});
  ASSERT_TRUE(recorder_->wait_for("writes "));
  station_->signal(SIGSTOP);
  EXPECT_EQ(recorder_->wait(), 6) << recorder_->output();
  station_->signal(SIGCONT);
}

TEST_F(RecordRun, SilenceCountsAsNothingWhereItIsAskedFor) {
  const std::string piece = (folder_ / "piece").string();
  run({"ffmpeg",
       "-nostdin",
       "-v",
       "error",
       "-f",
       "lavfi",
       "-i",
       "sine=440:sample_rate=48000:duration=6",
       "-af",
       "volume='if(lt(t,3),0,1)':eval=frame",
       "-c:a",
       "libmp3lame",
       "-b:a",
       "64k",
       "-id3v2_version",
       "0",
       "-write_xing",
       "0",
       "-f",
       "mp3",
       piece});
  Process station = radio_->head.spawn({"python3", JOINCAST_TITLED_STATION, piece, "60", "One"});
  serve(url_of(station));
  record_other({"8000:0002", "--silence", "-50", "--stall-after", "1", "--json"});
  ASSERT_TRUE(recorder_->wait_for("\"event\":\"stall\"")) << recorder_->output();
  EXPECT_TRUE(recorder_->wait_for("\"event\":\"stall_over\""));
  EXPECT_NE(recorder_->output().find("\"silence\":true"), std::string::npos);
  recorder_->signal(SIGTERM);
  recorder_->wait();
}

}  // namespace
}  // namespace joincast::lab
