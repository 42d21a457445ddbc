// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/response_head.h"

#include <gtest/gtest.h>

#include <string>

namespace joincast::fetch {
namespace {

using Progress = ResponseHead::Progress;

Progress read(ResponseHead& head, std::initializer_list<const char*> lines) {
  Progress progress = Progress::more;
  for (const char* line : lines) progress = head.line(std::string(line) + "\r\n");
  return progress;
}

TEST(ResponseHead, ReadsWhatAStationSaysOfItself) {
  ResponseHead head(65'536);
  EXPECT_EQ(read(head, {"ICY 200 OK", "icy-notice1:<BR>x<BR>", "icy-name: Caf\xe9 FM ", "icy-genre:jazz",
                        "ICY-URL:http://station.example", "icy-description:All day", "icy-br:128, 128",
                        "Icy-MetaInt:16000", "Content-Type: Audio/MPEG;charset=x", "Server: Ice", ""}),
            Progress::complete);
  EXPECT_EQ(head.headers(), (Headers{.url = {},
                                     .content_type = "audio/mpeg",
                                     .name = "Café FM",
                                     .description = "All day",
                                     .genre = "jazz",
                                     .station_url = "http://station.example",
                                     .server = "Ice",
                                     .bitrate_kbps = 128,
                                     .metaint = 16'000,
                                     .status = 200}));
}

TEST(ResponseHead, ForgetsTheResponseThatRedirected) {
  ResponseHead head(65'536);
  EXPECT_EQ(read(head, {"HTTP/1.1 302 Found", "icy-name: Old", "Location: /new", ""}), Progress::more);
  EXPECT_EQ(read(head, {"HTTP/1.1 100 Continue", ""}), Progress::more);
  EXPECT_EQ(read(head, {"HTTP/1.1 200 OK", ""}), Progress::complete);
  EXPECT_EQ(head.headers().name, "");
}

TEST(ResponseHead, TakesARedirectToNowhereForTheAnswer) {
  ResponseHead head(65'536);
  EXPECT_EQ(read(head, {"HTTP/1.1 302 Found", ""}), Progress::complete);
  EXPECT_EQ(head.status_text(), "302 Found");
}

TEST(ResponseHead, CountsItsOctetsOverAllResponses) {
  ResponseHead head(40);
  EXPECT_EQ(read(head, {"HTTP/1.1 302 Found", "Location: /a"}), Progress::more);  // 20 + 14
  EXPECT_EQ(read(head, {"X: yz"}), Progress::too_large);
}

TEST(ResponseHead, TakesNumbersThatAreNoneForZero) {
  ResponseHead head(65'536);
  read(head, {"HTTP/1.1 200 OK", "icy-metaint: -1", "icy-br: 99999999999", ""});
  EXPECT_EQ(head.headers().metaint, 0u);
  EXPECT_EQ(head.headers().bitrate_kbps, 0u);
}

TEST(LooksLikePage, WaitsUntilItIsSure) {
  const std::string_view page = "\xef\xbb\xbf \r\n<!DOCTYPE html>";
  for (std::size_t size = 0; size < 15; ++size)
    EXPECT_NE(looks_like_page(page.substr(0, size)), PageVerdict::page) << size;
  EXPECT_EQ(looks_like_page(page), PageVerdict::page);
  EXPECT_EQ(looks_like_page("<htm"), PageVerdict::need_more);
  EXPECT_EQ(looks_like_page("<HTML>"), PageVerdict::page);
}

TEST(LooksLikePage, LetsSoundPass) {
  EXPECT_EQ(looks_like_page("OggS"), PageVerdict::no);
  EXPECT_EQ(looks_like_page("\xff\xfb\x90"), PageVerdict::no);
  EXPECT_EQ(looks_like_page("<\x01"), PageVerdict::no);
  EXPECT_EQ(looks_like_page(std::string(600, ' ')), PageVerdict::no);
}

}  // namespace
}  // namespace joincast::fetch
