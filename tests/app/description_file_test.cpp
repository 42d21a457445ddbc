// SPDX-License-Identifier: LGPL-2.1-or-later
// A SERVICE may be a file with a session description; where it holds a key, nobody else may read it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <fstream>

#include "app/joincast/exit_code.h"
#include "app/joincast/find_target.h"
#include "tests/lab/folder.h"

namespace joincast::app {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kDescription =
    "v=0\r\no=- 1 1 IN IP6 2001:db8::1\r\ns=Radio\r\nc=IN IP6 ff3e:40:2001:db8::8000:1\r\nt=0 0\r\n"
    "m=audio 5006 RTP/SAVP 96\r\na=rtpmap:96 opus/48000/2\r\n";
constexpr const char* kKey = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n";

struct DescriptionFile : testing::Test {
  std::string file(const std::string& text, mode_t mode, const std::string& name = "radio.sdp") {
    const std::string path = folder / name;
    std::ofstream(path) << text;
    EXPECT_EQ(chmod(path.c_str(), mode), 0);
    return path;
  }
  static ServiceOptions read(std::vector<std::string> more) {
    more.insert(more.begin(), "play");
    const auto command = parse_command_line(std::move(more));
    EXPECT_TRUE(command) << command.error().text;
    return command ? std::get<PlayOptions>(*command).service : ServiceOptions{};
  }
  static std::string refusal(std::vector<std::string> words) {
    const auto command = parse_command_line(std::move(words));
    EXPECT_FALSE(command);
    if (command) return "";
    EXPECT_EQ(command.error().exit_code, kUsage);
    return command.error().text;
  }
  lab::Folder folder;
};

TEST_F(DescriptionFile, IsAServiceWhateverItsName) {
  for (const char* name : {"radio.sdp", "description"}) {
    const auto service = read({file(kDescription, 0644, name)});
    EXPECT_EQ(service.reference.group, parse_address("ff3e:40:2001:db8::8000:1"));
    EXPECT_EQ(service.reference.port, 5006);
    ASSERT_TRUE(service.described);
    EXPECT_FALSE(service.described->srtp_key);
    EXPECT_THAT(service.described->description, HasSubstr("opus/48000/2"));
  }
}

TEST_F(DescriptionFile, HasItsKeyWhereOnlyItsOwnerCanReadIt) {
  const auto service = read({file(std::string(kDescription) + kKey, 0600)});
  ASSERT_TRUE(service.described && service.described->srtp_key);
  EXPECT_EQ(service.described->srtp_key->suite, rtp::SrtpSuite::aes_cm_128_hmac_sha1_80);
}

TEST_F(DescriptionFile, WithAKeyIsRefusedWhereOthersCanReadIt) {
  for (const mode_t mode : {0644u, 0640u, 0604u}) {
    const std::string words = refusal({"play", file(std::string(kDescription) + kKey, mode)});
    EXPECT_THAT(words, HasSubstr("it holds a key, and others than its owner have a right to it: chmod 600")) << mode;
    EXPECT_THAT(words, Not(HasSubstr("d0Rm")));
  }
}

TEST_F(DescriptionFile, WithAKeyTakesNoOther) {
  const std::string path = file(std::string(kDescription) + kKey, 0600);
  EXPECT_THAT(refusal({"play", path, "--srtp-key-file", "other.key"}), HasSubstr("has a key of its own"));
  EXPECT_EQ(read({file(kDescription, 0600), "--srtp-key-file", "other.key"}).srtp_key_file, "other.key");
}

TEST_F(DescriptionFile, IsRefusedWithTheReason) {
  EXPECT_THAT(refusal({"play", folder / "none.sdp"}), HasSubstr("none.sdp': No such file"));
  EXPECT_THAT(refusal({"play", file("v=1\r\n", 0644)}), HasSubstr("radio.sdp': line 1 is not"));
  EXPECT_THAT(refusal({"sdp", "nonsense"}), HasSubstr("or a file with a session description"));
}

TEST_F(DescriptionFile, IsAServiceOfEveryCommand) {
  const std::string path = file(kDescription, 0644);
  for (const char* word : {"sdp", "record", "monitor"}) EXPECT_TRUE(parse_command_line({word, path})) << word;
  const std::string list = file(path + "  # ours\n8000:0001\n", 0644, "list");
  const auto monitor = parse_command_line({"monitor", "--services", list, "--srtp-key-file", "radio.key"});
  ASSERT_TRUE(monitor) << monitor.error().text;
  const auto& services = std::get<MonitorOptions>(*monitor).services;
  ASSERT_EQ(services.size(), 2u);
  EXPECT_TRUE(services[0].described);
  EXPECT_EQ(services[1].srtp_key_file, "radio.key");
}

TEST_F(DescriptionFile, IsWrittenWithAKeyOnlyIntoAFileAndWithAKeyToWrite) {
  EXPECT_THAT(refusal({"sdp", "8000:0001", "--with-key", "-o", "x.sdp"}), HasSubstr("--with-key"));
  EXPECT_THAT(refusal({"sdp", "8000:0001", "--with-key", "--srtp-key-file", "k"}), HasSubstr("--output"));
  EXPECT_TRUE(parse_command_line({"sdp", "8000:0001", "--with-key", "--srtp-key-file", "k", "-o", "x.sdp"}));
}

}  // namespace
}  // namespace joincast::app
