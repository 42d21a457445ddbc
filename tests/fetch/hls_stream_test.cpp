// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/hls_stream.h"

#include <gmock/gmock.h>

#include <atomic>

#include "tests/fetch/resolver_fixture.h"
#include "tests/fetch/transport_stream.h"

namespace joincast::fetch {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class HlsStreamTest : public ResolverTest {
 protected:
  /// `count` segments of a second each, from `first` on; each names itself in its octets and its title.
  static std::string window(int first, int count, bool ended) {
    std::string text = "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MEDIA-SEQUENCE:" + std::to_string(first) + '\n';
    for (int i = first; i < first + count; ++i)
      text += "#EXTINF:1.0,Song " + std::to_string(i / 2) + "\n/seg" + std::to_string(i) + ".aac\n";
    return text + (ended ? "#EXT-X-ENDLIST\n" : "");
  }
  void put_segments(int first, int count) {
    for (int i = first; i < first + count; ++i) site_.put("/seg" + std::to_string(i) + ".aac", "audio/aac", segment(i));
  }
  static std::string segment(int number) {
    return std::string("ID3\x04\0\0\0\0\0\x02--", 12) + adts_frames(30, static_cast<char>('a' + number % 26));
  }
};

TEST_F(HlsStreamTest, JoinsSegmentsIntoOneStream) {
  site_.put("/live.m3u8", "application/vnd.apple.mpegurl", window(0, 4, true));
  put_segments(0, 4);
  WalkRecord walk(client_, walking("/live.m3u8"));
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(walk.sound, segment(0) + segment(1) + segment(2) + segment(3));
  EXPECT_EQ(walk.headers->content_type, "audio/aac");
  EXPECT_THAT(walk.titles, ElementsAre("Song 0", "Song 1"));
  EXPECT_EQ(walk.steps.at(0).kind, ContentKind::hls_media);
  EXPECT_EQ(walk.steps[0].outcome, "sends AAC");
}

TEST_F(HlsStreamTest, BeginsThreeTargetDurationsBeforeTheEndAndFollowsTheWindow) {
  std::atomic<int> reloads{0};
  site_.put("/live.m3u8", [&] {
    const int turn = reloads++;
    return answer("application/vnd.apple.mpegurl", window(10 + turn, 6, turn == 2));
  });
  put_segments(0, 30);
  WalkRecord walk(client_, walking("/live.m3u8"));
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream) << walk.ended->text;
  EXPECT_EQ(walk.sound, segment(13) + segment(14) + segment(15) + segment(16) + segment(17));
}

TEST_F(HlsStreamTest, ChoosesAVariant) {
  site_.put("/master.m3u8", "application/x-mpegurl",
            "#EXTM3U\n#EXT-X-STREAM-INF:BANDWIDTH=900000,CODECS=\"avc1.4d401f,mp4a.40.2\",RESOLUTION=8x8\n/v.m3u8\n"
            "#EXT-X-STREAM-INF:BANDWIDTH=64000,CODECS=\"mp4a.40.2\"\n/live.m3u8\n");
  site_.put("/live.m3u8", "application/x-mpegurl", window(0, 1, true));
  put_segments(0, 1);
  WalkRecord walk(client_, walking("/master.m3u8"));
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(site_.requests("/v.m3u8"), 0u);
  EXPECT_EQ(walk.headers->bitrate_kbps, 64u);
}

TEST_F(HlsStreamTest, LeavesOutASegmentThatIsGone) {
  site_.put("/live.m3u8", "application/x-mpegurl", window(0, 3, true));
  put_segments(0, 1);
  put_segments(2, 1);
  WalkRecord walk(client_, walking("/live.m3u8"));
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream);
  EXPECT_EQ(walk.sound, segment(0) + segment(2));
}

TEST_F(HlsStreamTest, TakesTheSoundOutOfTransportStreams) {
  site_.put("/live.m3u8", "application/x-mpegurl",
            "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n/a.ts\n#EXTINF:1,\n/b.ts\n#EXT-X-ENDLIST\n");
  site_.put("/a.ts", "video/mp2t", transport_of(adts_frames(1, 'a'), 0x0f));
  site_.put("/b.ts", "video/mp2t", transport_of(adts_frames(1, 'b'), 0x0f));
  WalkRecord walk(client_, walking("/live.m3u8"));
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream) << walk.ended->text;
  EXPECT_EQ(walk.sound, adts_frames(1, 'a') + adts_frames(1, 'b'));
  EXPECT_EQ(walk.headers->content_type, "audio/aac");
}

TEST_F(HlsStreamTest, ReadsRangesOfOneFile) {
  const std::string file = segment(0) + segment(1);
  ScriptedServer server([&file](Connection& client) {
    const std::string request = client.read_request();
    const std::size_t at = request.find("Range: bytes=");
    if (at == std::string::npos) return void(client.send("HTTP/1.0 404 No Range\r\n\r\n"));
    const std::size_t begin = std::stoul(request.substr(at + 13));
    const std::size_t end = std::stoul(request.substr(request.find('-', at) + 1)) + 1;
    client.send("HTTP/1.0 206 Partial\r\nContent-Type: audio/aac\r\n\r\n" + file.substr(begin, end - begin));
  });
  const std::string size = std::to_string(segment(0).size());
  site_.put("/live.m3u8", "application/x-mpegurl",
            "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n#EXT-X-BYTERANGE:" + size + "@0\n" + server.url("/all.aac") +
                "\n#EXTINF:1,\n#EXT-X-BYTERANGE:" + size + "\n" + server.url("/all.aac") + "\n#EXT-X-ENDLIST\n");
  WalkRecord walk(client_, walking("/live.m3u8"));
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream) << walk.ended->text;
  EXPECT_EQ(walk.sound, file);
}

TEST_F(HlsStreamTest, SaysWhatStandsInTheWay) {
  site_.put("/key.m3u8", "application/x-mpegurl",
            "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-KEY:METHOD=AES-128,URI=\"k\"\n#EXTINF:1,\na\n");
  site_.put("/map.m3u8", "application/x-mpegurl",
            "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXT-X-MAP:URI=\"i\"\n#EXTINF:1,\na\n");
  site_.put("/gone.m3u8", "application/x-mpegurl", window(0, 4, true));
  EXPECT_EQ(WalkRecord(client_, walking("/key.m3u8")).end().text, "its segments are encrypted (AES-128)");
  EXPECT_EQ(WalkRecord(client_, walking("/map.m3u8")).end().text, "its segments are MP4 (EXT-X-MAP)");
  EXPECT_THAT(WalkRecord(client_, walking("/gone.m3u8")).end().text,
              HasSubstr("its segments cannot be had: answers 404"));
}

TEST_F(HlsStreamTest, StopsReadingWhilePaused) {
  site_.put("/live.m3u8", "application/x-mpegurl", window(0, 3, true));
  put_segments(0, 3);
  WalkRecord walk(client_, walking("/live.m3u8"));
  bool paused = false;
  walk.on_event = [&](const StreamEvent& event) {
    if (!paused && std::holds_alternative<Octets>(event)) walk.resolver().pause(), paused = true;
    return false;
  };
  ASSERT_TRUE(walk.until([&] { return !walk.sound.empty(); }));
  EXPECT_FALSE(walk.ended);
  walk.run([&] { walk.resolver().resume(); });
  EXPECT_EQ(walk.end().reason, EndReason::end_of_stream);
}

}  // namespace
}  // namespace joincast::fetch
