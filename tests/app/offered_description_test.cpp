// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Where keys come from that `joincast play --guide` and the like use: a guide by HTTPS, and nothing else.
#include "app/joincast-guide/offered_description.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/lab/folder.h"
#include "tests/lab/process.h"
#include "tests/libreceiver/guide_samples.h"

namespace joincast::app {
namespace {

using namespace std::chrono_literals;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

const std::string kDescription =
    "v=0\r\no=- 1 1 IN IP6 2001:db8:d0be:f00d::1\r\ns=Jazz\r\nc=IN IP6 ff3e:40:2001:db8:d0be:f00d:8000:1\r\n"
    "t=0 0\r\nm=audio 5004 RTP/SAVP 14\r\n"
    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n";

Choice told_by(const std::string& guide) {
  Choice choice;
  choice.label = choice.reference = "8000:0001";
  choice.item.entry = libreceiver::entry_named(0x8000'0001, "Jazz");
  choice.item.told_by.push_back({libreceiver::GuideWay::http, guide, "", "", false});
  return choice;
}

const auto kAnswers = [](const std::string&) -> Result<std::string, std::string> { return kDescription; };

TEST(OfferedDescription, KeepsItsKeyWhereItCameByHttps) {
  Choice choice = told_by("https://radio.example");
  std::string asked;
  const auto notes =
      complete_description(choice, {.interface = "eth0", .only_urls = true}, [&](const std::string& url) {
        asked = url;
        return kAnswers(url);
      });
  EXPECT_THAT(notes, SizeIs(0));
  EXPECT_EQ(asked, "https://radio.example/sdp/8000:0001.sdp?family=ipv6");
  EXPECT_THAT(choice.description, HasSubstr("a=crypto:"));
  EXPECT_EQ(choice.reference, "ff3e:40:2001:db8:d0be:f00d:8000:1%25eth0");
}

TEST(OfferedDescription, LosesItsKeyWhereItCameByHttpAndSaysSoOnce) {
  Choice choice = told_by("http://radio.example");
  const auto notes = complete_description(choice, {.only_urls = true}, kAnswers);
  ASSERT_THAT(notes, SizeIs(1));
  EXPECT_THAT(notes[0], AllOf(HasSubstr("8000:0001"), HasSubstr("not used"), HasSubstr("https")));
  EXPECT_THAT(choice.description, AllOf(HasSubstr("m=audio"), Not(HasSubstr("crypto"))));
}

TEST(OfferedDescription, LosesItsKeyWhereSomebodyAnnouncedIt) {
  Choice choice = told_by("https://radio.example");
  choice.item.numbered = false;
  choice.description = kDescription;
  EXPECT_THAT(complete_description(choice, {}, kAnswers), SizeIs(1));
  EXPECT_THAT(choice.description, Not(HasSubstr("crypto")));
}

TEST(OfferedDescription, APrefixWishedForKeepsTheNumber) {
  Choice choice = told_by("https://radio.example");
  complete_description(choice, {.prefix = parse_prefix("2001:db8::/64"), .only_urls = true}, kAnswers);
  EXPECT_EQ(choice.reference, "8000:0001");
  EXPECT_THAT(choice.description, HasSubstr("a=crypto:"));
}

TEST(OfferedDescription, WithoutOneTheNumberStays) {
  Choice choice = told_by("https://radio.example");
  const auto refuse = [](const std::string&) -> Result<std::string, std::string> { return fail(std::string("404")); };
  EXPECT_THAT(complete_description(choice, {.only_urls = true}, refuse), SizeIs(1));
  EXPECT_EQ(choice.reference, "8000:0001");
}

TEST(OfferedDescription, AStationByIpv4IsAskedForItsGroup) {
  Choice choice = told_by("http://192.0.2.1:9581");
  choice.label = "8300:1234";
  choice.item.entry.number = ServiceNumber{0x8300'1234};
  choice.item.places = {{*parse_address("ff3e:40:2001:db8:d0be:f00d:8300:1234"), "eth0", {}, 5004}};
  choice.item.told_by[0].interface = "eth0";
  std::string asked;
  complete_description(choice, {.family = Family::ipv4},
                       [&](const std::string& url) -> Result<std::string, std::string> {
                         asked = url;
                         return "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=Far\r\nc=IN IP4 239.195.128.7/16\r\nt=0 "
                                "0\r\nm=audio 5004 RTP/AVP 14\r\n";
                       });
  EXPECT_EQ(asked, "http://192.0.2.1:9581/sdp/8300:1234.sdp?family=ipv4");
  EXPECT_EQ(choice.reference, "239.195.128.7%25eth0");
}

/// `joincast-guide find` and a guide on this machine.
class GuideByHttps : public ::testing::Test {
 protected:
  GuideByHttps() {
    std::filesystem::create_directory(folder_ / "sdp");
    std::ofstream(folder_ / "guide.json")
        << R"({"schema":1,"revision":7,"total":1,"entries":[{"number":"8000:0001","name":"Jazz"}]})";
    std::ofstream(folder_ / "sdp/8000:0001.sdp") << kDescription;
  }
  void make_certificate() {
    lab::run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
              "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder_ / "key.pem", "-out",
              folder_ / "certificate.pem", "-days", "2"});
  }
  void serve() {
    server_.emplace(lab::spawn({"python3", JOINCAST_HTTPS_GUIDE, folder_.path().string(), "127.0.0.1"}));
    const auto line = server_->wait_for("PORT ", 30s);
    if (!line) throw std::runtime_error("no guide: " + server_->output());
    port_ = line->text.substr(5);
  }
  /// What it says, and how it ends.
  std::string find(std::vector<std::string> words, int expected = 0) {
    words.insert(words.begin(), {"bash", "-c", "exec -a find \"$@\"", "-", JOINCAST_GUIDE_PROGRAM});
    auto process = lab::spawn(words, -1, {"XDG_CACHE_HOME=" + (folder_ / "cache")});
    EXPECT_EQ(process.wait(30s), expected) << process.output();
    process.wait_for("\n", 1ms);  // in no line
    return process.output();
  }

  lab::Folder folder_;
  std::optional<lab::Process> server_;
  std::string port_;
};

TEST_F(GuideByHttps, GivesTheKeyToWhoBelievesItsCertificate) {
  make_certificate();
  serve();
  const std::string said =
      find({"--url", "https://localhost:" + port_, "--ca-file", folder_ / "certificate.pem", "jazz"});
  EXPECT_THAT(said, AllOf(HasSubstr("ff3e:40:2001:db8:d0be:f00d:8000:1\n"), HasSubstr("inline:d0Rm")));
}

TEST_F(GuideByHttps, IsNotBelievedWithoutIt) {
  make_certificate();
  serve();
  EXPECT_THAT(find({"--url", "https://localhost:" + port_, "jazz"}, 4),
              AllOf(HasSubstr("certificate"), Not(HasSubstr("inline"))));
}

TEST_F(GuideByHttps, IsNoneByHttpAndTheKeyIsLeftOut) {
  serve();
  EXPECT_THAT(find({"--url", "http://localhost:" + port_, "8000:0001"}),
              AllOf(HasSubstr("\nff3e:"), HasSubstr("not used"), Not(HasSubstr("inline"))));
}

}  // namespace
}  // namespace joincast::app
