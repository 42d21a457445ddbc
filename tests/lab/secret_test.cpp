// SPDX-License-Identifier: LGPL-2.1-or-later
//
// A headend with a key (SRTP), and listeners with it, with another one and with none.
#include <gtest/gtest.h>

#include <csignal>
#include <regex>

#include "tests/lab/radio_lab.h"

namespace joincast::lab {
namespace {

class SecretService : public RadioLabTest {
 protected:
  void SetUp() override {
    RadioLabTest::SetUp();
    if (IsSkipped()) return;
    make_key("radio.key");
    make_key("other.key");
    RadioLab& lab = make();
    lab.headend.emplace(lab.head, quick_headend() + "[guide]\nkeys-behind-tls = true\n" +
                                      service("8000:0001", lab.station->url()) + "srtp = { key-file = \"" +
                                      folder_ / "radio.key" + "\" }\n" + service("8000:0002", lab.station->url()) +
                                      service("8000:0003", lab.station->url()) + "srtp = { key-file = \"" +
                                      folder_ / "other.key" + "\" }\n");
  }
  void make_key(const std::string& name) { run({JOINCAST_PROGRAM, "srtp-key", "-o", folder_ / name}); }
  Process start(std::vector<std::string> words, const std::string& key = {}) {
    words.insert(words.begin(), JOINCAST_PROGRAM);
    words.insert(words.end(), {"--interface", "eth0"});
    if (!key.empty()) words.insert(words.end(), {"--srtp-key-file", folder_ / key});
    return radio_->c1.spawn(words);
  }
  Process play(const std::string& number, const std::string& key = {}, const char* patience = "60") {
    return start({"play", number, "--sink", "null", "--json", "--patience", patience}, key);
  }

  Folder folder_;
};

TEST_F(SecretService, IsHeardWithItsKey) {
  auto listener = play("8000:0001", "radio.key");
  EXPECT_TRUE(listener.wait_for("\"event\":\"sound\"")) << listener.output();
  listener.signal(SIGINT);
  EXPECT_EQ(listener.wait(), 130);
}

TEST_F(SecretService, EndsAListenerWithAnotherKeyByEight) {
  auto listener = play("8000:0001", "other.key", "4");
  EXPECT_EQ(listener.wait(), 8) << listener.output();
  EXPECT_NE(listener.output().find("the key opens none of them"), std::string::npos);
}

TEST_F(SecretService, EndsAListenerWithoutAKeyByNine) {
  auto listener = play("8000:0001", {}, "4");
  EXPECT_EQ(listener.wait(), 9) << listener.output();
  EXPECT_NE(listener.output().find("give its key by --srtp-key-file"), std::string::npos);
}

TEST_F(SecretService, EndsAListenerWithAKeyToAServiceInClearByNine) {
  auto listener = play("8000:0002", "radio.key", "4");
  EXPECT_EQ(listener.wait(), 9) << listener.output();
  EXPECT_NE(listener.output().find("leave --srtp-key-file out"), std::string::npos);
}

TEST_F(SecretService, IsMonitoredWithItsKeyAndAnotherKeyIsTold) {
  auto good = start({"monitor", "8000:0001", "--json", "--for", "4"}, "radio.key");
  EXPECT_EQ(good.wait(), 0) << good.output();
  EXPECT_NE(good.output().find("\"state\":\"playing\""), std::string::npos) << good.output();
  auto wrong = start({"monitor", "8000:0001", "--json", "--for", "4"}, "other.key");
  EXPECT_EQ(wrong.wait(), 8) << wrong.output();
  EXPECT_NE(wrong.output().find("\"state\":\"wrong key\""), std::string::npos) << wrong.output();
}

TEST_F(SecretService, IsMonitoredBesideAnotherEachWithItsKey) {
  const std::string radio = "8000:0001=" + folder_ / "radio.key", other = "8000:0003=" + folder_ / "other.key";
  auto both = start({"monitor", "8000:0001", "8000:0003", "--json", "--for", "8", "--srtp-key-file", radio,
                     "--srtp-key-file", other});
  EXPECT_EQ(both.wait(40s), 0) << both.output();
  const std::string said = both.output();
  EXPECT_EQ(said.find("wrong key"), std::string::npos) << said;
  for (const std::string number : {"8000:0001", "8000:0003"})
    EXPECT_TRUE(std::regex_search(said, std::regex(number + "\"[^\n]*\"state\":\"playing\""))) << said;
}

TEST_F(SecretService, IsRecordedWithItsKeyAndAnotherKeyOrNoneEndsARecordingLikeAListener) {
  const auto record = [this](const std::string& key) {
    return start({"record", "8000:0001", "-o", folder_.path().string(), "--duration", "8", "--patience", "4"}, key);
  };
  auto good = record("radio.key");
  EXPECT_EQ(good.wait(), 0) << good.output();
  auto wrong = record("other.key");
  EXPECT_EQ(wrong.wait(), 8) << wrong.output();
  EXPECT_NE(wrong.output().find("the key opens none of them"), std::string::npos) << wrong.output();
  auto none = record("");
  EXPECT_EQ(none.wait(), 9) << none.output();
  EXPECT_NE(none.output().find("give its key by --srtp-key-file"), std::string::npos) << none.output();
}

TEST_F(SecretService, IsHeardByItsSavedDescriptionAlone) {
  auto describe = start({"sdp", "8000:0001", "--with-key", "-o", folder_ / "radio.sdp"}, "radio.key");
  ASSERT_EQ(describe.wait(), 0) << describe.output();
  auto listener = play(folder_ / "radio.sdp");
  EXPECT_TRUE(listener.wait_for("\"event\":\"sound\"")) << listener.output();
  EXPECT_EQ(listener.output().find("inline:"), std::string::npos);
  auto again = start({"sdp", "8000:0001", "--with-key", "-o", folder_ / "radio.sdp"}, "radio.key");
  EXPECT_EQ(again.wait(), 1) << "a file with a key is never replaced";
}

TEST_F(SecretService, IsHeardByTheGuideOverHttpsAlone) {
  run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
       "/CN=radio", "-addext", "subjectAltName=IP:192.0.2.101", "-keyout", folder_ / "key.pem", "-out",
       folder_ / "certificate.pem", "-days", "2"});
  auto proxy =
      radio_->head.spawn({"python3", JOINCAST_HTTPS_GUIDE, folder_.path().string(), "192.0.2.101", "127.0.0.1:9581"});
  const auto line = proxy.wait_for("PORT ", 30s);
  ASSERT_TRUE(line) << proxy.output();
  const std::string guide = "https://192.0.2.101:" + line->text.substr(5);
  auto listener = start({"play", "8000:0001", "--sink", "null", "--json", "--patience", "30", "--guide", guide,
                         "--ca-file", folder_ / "certificate.pem"});
  EXPECT_TRUE(listener.wait_for("\"event\":\"sound\"", 30s)) << listener.output() << proxy.output();
  EXPECT_EQ(listener.output().find("inline:"), std::string::npos);
}

}  // namespace
}  // namespace joincast::lab
