// SPDX-License-Identifier: LGPL-2.1-or-later
//
// joincast record of MPEG transport streams as any sender may send them, with nothing announced (RFC 2250 section 2),
// and what lies there when a recorder of any kind of file is killed.
#include <csignal>
#include <utility>

#include "base/bytes.h"
#include "net/multicast_sender.h"
#include "rtp/packet.h"
#include "tests/lab/record_fixture.h"

namespace joincast::lab {
namespace {

constexpr std::size_t kPayload = 7 * 188;

/// A transport stream in packets of seven, sent by the headend's host; says which octets went out.
class TransportStream {
 public:
  TransportStream(const Host& host, const fs::path& file, const std::string& number)
      : octets_(read(file)), to_{group_of(number, Family::ipv6), 5004} {
    const auto inside = host.enter();
    sender_.emplace(net::must(net::MulticastSender::open({.interface = host.interface_index("eth0")})));
  }
  bool ended() const noexcept { return at_ + kPayload > octets_.size(); }
  /// The next packet, or the gap that it leaves.
  void send(bool lost = false) {
    const std::string part = octets_.substr(at_, kPayload);
    at_ += part.size();
    Bytes packet;
    rtp::write(packet,
               {.payload_type = 33, .sequence = sequence_++, .timestamp = timestamp_ += 900, .ssrc = 0xc0c1c2c3},
               ByteView(reinterpret_cast<const std::uint8_t*>(part.data()), part.size()));
    if (lost) {
      lost_at_ = sent_.size();
      return;
    }
    const net::Outgoing outgoing{packet, to_};
    if (sender_->send(std::span(&outgoing, 1)) == 1) sent_ += part;
  }
  const std::string& sent() const noexcept { return sent_; }
  std::size_t lost_at() const noexcept { return lost_at_; }  ///< octets in front of the lost packet

 private:
  std::string octets_;
  Endpoint to_;
  std::optional<net::MulticastSender> sender_;
  std::size_t at_ = 0;
  std::uint16_t sequence_ = 0xfff0;  // wraps on the way
  std::uint32_t timestamp_ = 0xffff'0000;
  std::string sent_;
  std::size_t lost_at_ = 0;
};

class RecordTransport : public Record {
 protected:
  TransportStream stream() {
    const fs::path file = folder_ / "sent";
    run({"ffmpeg", "-nostdin", "-v", "error", "-f", "lavfi", "-i", "sine=440:sample_rate=48000:duration=20", "-c:a",
         "mp2", "-b:a", "128k", "-f", "mpegts", file.string()});
    return {radio_->head, file, "8000:0077"};
  }
  /// A packet each 10 ms until all of it was sent; without the one of that number.
  void send(TransportStream& stream, std::size_t lost = SIZE_MAX) {
    for (std::size_t i = 0; !stream.ended(); ++i) {
      stream.send(i == lost);
      radio_->until([] { return false; }, 10ms);
    }
  }
  /// Packets until each of these has begun a file.
  void send_until_written(TransportStream& stream, std::initializer_list<Process*> recorders) {
    for (Process* one : recorders) {
      std::optional<Line> line;
      for (int i = 0; i < 1'000 && !line; ++i) {
        stream.send();
        line = one->wait_for("writes ", 20ms);
      }
      EXPECT_TRUE(line) << one->output();
    }
  }
};

/// How many seconds can be decoded, where a loss or a torn end may be heard. Not what a header says: that of a torn
/// FLAC file says nothing.
double sounds(const fs::path& file) {
  constexpr double kOctetsPerSecond = 2 * 8000;
  const std::string decoded = file.string() + ".decoded";
  run({"ffmpeg", "-v", "fatal", "-i", file.string(), "-ac", "1", "-ar", "8000", "-f", "s16le", decoded});
  std::error_code missing;
  const auto octets = fs::file_size(decoded, missing);
  return missing ? 0 : static_cast<double>(octets) / kOctetsPerSecond;
}

TEST_F(RecordTransport, IsOctetForOctetWhatWasSentAndALossIsToldAtItsPlace) {
  TransportStream stream = this->stream();
  record_other({"8000:0077", "--split", "100k", "--name", "{index}"});
  send_until_written(stream, {&*recorder_});
  send(stream, 40);
  radio_->until([] { return false; }, 500ms);
  recorder_->signal(SIGINT);
  EXPECT_EQ(recorder_->wait(), 128 + SIGINT);

  const auto parts = files(".ts");
  ASSERT_GE(parts.size(), 3u) << recorder_->output();
  std::string whole;
  std::size_t lost_at = 0;
  for (const fs::path& part : parts) {
    EXPECT_LE(fs::file_size(part), 100'000u);
    EXPECT_GT(sounds(part), 0.1);
    const std::string sidecar = read(part.string() + ".json");
    if (const std::size_t gap = sidecar.find("\"reason\": \"network\""); gap != std::string::npos) {
      EXPECT_EQ(value(sidecar, "packets", gap), "1");
      const std::size_t begin = sidecar.rfind('{', gap);
      lost_at = whole.size() + std::stoull(value(sidecar, "octets", begin));
    }
    whole += read(part);
  }
  const std::string& sent = stream.sent();
  ASSERT_LE(whole.size(), sent.size());
  EXPECT_TRUE(sent.ends_with(whole)) << whole.size() << " of " << sent.size();
  EXPECT_GT(whole.size(), 200u * kPayload);
  EXPECT_EQ(whole.size() - lost_at, sent.size() - stream.lost_at());
}

TEST_F(RecordTransport, WithoutAnyAnnouncementIsWrittenAtOnce) {
  TransportStream stream = this->stream();
  record_other({"8000:0077", "--name", "{index}"});
  ASSERT_TRUE(recorder_->wait_for("joined")) << recorder_->output();
  TimePoint first{};
  std::optional<Line> line;
  for (int i = 0; i < 1'000 && !line; ++i) {
    stream.send();
    if (i == 0) first = std::chrono::steady_clock::now();
    line = recorder_->wait_for("writes ", 10ms);
  }
  ASSERT_TRUE(line) << recorder_->output();
  EXPECT_LT(line->at - first, 10s);
}

/// Each way to write a file, killed in the middle: ffprobe and a decoder read what lies there.
TEST_F(RecordTransport, WhatAKilledRecorderLeavesPlaysWhateverItsContainer) {
  const Station opus(radio_->head, tone("opus")), aac(radio_->head, tone("aac"));
  radio_->headend->reload(configuration_ + service("8000:0002", opus.url()) + service("8000:0003", aac.url()));
  TransportStream stream = this->stream();
  const std::vector<std::pair<std::string, std::string>> kinds = {
      {"8000:0001", "mp3"}, {"8000:0002", "opus"}, {"8000:0003", "aac"}, {"8000:0003", "m4a"},
      {"8000:00ff", "wav"}, {"8000:00ff", "flac"}, {"8000:0077", "ts"}};
  std::vector<Process> recorders;
  for (const auto& [number, type] : kinds) {
    const std::string folder = (folder_ / type).string();
    fs::create_directory(folder);
    recorders.push_back(radio_->c1.spawn(
        {JOINCAST_PROGRAM, "record", "-i", "eth0", "-o", folder, number, "--format", type, "--name", "killed"}));
  }
  send_until_written(stream, {&recorders.back()});
  for (std::size_t i = 0; i + 1 < recorders.size(); ++i)
    EXPECT_TRUE(recorders[i].wait_for("writes ")) << recorders[i].output();
  send(stream);
  for (Process& one : recorders) one.signal(SIGKILL);
  for (Process& one : recorders) EXPECT_EQ(one.wait(), -SIGKILL) << one.output();
  for (const auto& [number, type] : kinds) EXPECT_GT(sounds(folder_ / type / ("killed." + type)), 1.2) << type;
}

}  // namespace
}  // namespace joincast::lab
