// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/options.h"

#include "app/joincast/exit_code.h"

namespace joincast::app {
namespace {

using namespace std::chrono_literals;

template <typename T>
T read(std::vector<std::string> arguments) {
  const auto command = parse_command_line(std::move(arguments));
  EXPECT_TRUE(command) << command.error().text;
  if (!command || !std::holds_alternative<T>(*command)) return {};
  return std::get<T>(*command);
}

Refusal refusal(std::vector<std::string> arguments) {
  const auto command = parse_command_line(std::move(arguments));
  EXPECT_FALSE(command);
  return command ? Refusal{} : command.error();
}

TEST(CommandLine, PlaysAServiceByItsNumber) {
  const auto play = read<PlayOptions>({"play", "8000:0001"});
  EXPECT_EQ(play.service.reference.number, ServiceNumber(1));
  EXPECT_EQ(play.sink, "sdl");
  EXPECT_EQ(play.service.patience, 30s);
  EXPECT_EQ(play.duration, 0s);
  EXPECT_TRUE(play.reports);
  EXPECT_FALSE(play.json);
}

TEST(CommandLine, TakesEveryOptionOfPlay) {
  const auto play = read<PlayOptions>({"play",          "8000:0001",  "--interface", "eth1",         "--prefix",
                                       "2001:db8::/64", "--source",   "2001:db8::1", "--family",     "6",
                                       "--sink",        "out.wav",    "--volume",    "50",           "--duration",
                                       "1.5",           "--patience", "2",           "--no-reports", "--json"});
  EXPECT_EQ(play.service.wishes.interface, "eth1");
  EXPECT_EQ(play.service.wishes.prefix, parse_prefix("2001:db8::/64"));
  EXPECT_EQ(play.service.wishes.source, parse_address("2001:db8::1"));
  EXPECT_EQ(play.service.wishes.family, Family::ipv6);
  EXPECT_EQ(play.sink, "out.wav");
  EXPECT_FLOAT_EQ(play.volume, 0.5f);
  EXPECT_EQ(play.duration, 1500ms);
  EXPECT_EQ(play.service.patience, 2s);
  EXPECT_FALSE(play.reports);
  EXPECT_TRUE(play.json);
}

TEST(CommandLine, KeepsHalfAnHourUnlessToldOtherwise) {
  EXPECT_EQ(read<PlayOptions>({"play", "8000:0001"}).time_shift, 30min);
  EXPECT_EQ(read<PlayOptions>({"play", "8000:0001", "--time-shift", "12h"}).time_shift, 12h);
  EXPECT_EQ(read<PlayOptions>({"play", "8000:0001", "--time-shift", "0"}).time_shift, 0s);
}

TEST(CommandLine, ATimeShiftOutOfRangeIsRefusedWithWhatWasExpected) {
  for (const std::string wrong : {"13h", "12h1s", "-5m", "soon", "1e9h", ""}) {
    const Refusal refused = refusal({"play", "8000:0001", "--time-shift", wrong});
    EXPECT_EQ(refused.exit_code, kUsage) << wrong;
    EXPECT_EQ(refused.text,
              "joincast: --time-shift: expected a span such as 90, 45m or 1h30m, from 0 s to 12 h, found '" + wrong +
                  "'\n`joincast play --help` tells more.\n");
  }
}

TEST(CommandLine, SavesASessionDescription) {
  const auto describe = read<DescribeOptions>({"sdp", "239.195.1.1%eth0", "-o", "radio.sdp"});
  EXPECT_EQ(describe.service.reference.interface, "eth0");
  EXPECT_EQ(describe.output, "radio.sdp");
}

TEST(CommandLine, MakesAKeyOfASuite) {
  const auto key = read<SrtpKeyOptions>({"srtp-key", "-o", "radio.key"});
  EXPECT_EQ(key.suite, rtp::SrtpSuite::aes_cm_128_hmac_sha1_80);
  EXPECT_EQ(key.output, "radio.key");
  EXPECT_EQ(read<SrtpKeyOptions>({"srtp-key", "--suite", "AEAD_AES_256_GCM", "-o", "k"}).suite,
            rtp::SrtpSuite::aead_aes_256_gcm);
  EXPECT_EQ(refusal({"srtp-key"}).exit_code, kUsage);
  EXPECT_NE(refusal({"srtp-key", "--suite", "NULL", "-o", "k"}).text.find("AEAD_AES_128_GCM or AEAD_AES_256_GCM"),
            std::string::npos);
}

TEST(CommandLine, ListsInterfaces) { EXPECT_TRUE(read<InterfacesOptions>({"interfaces", "--json"}).json); }

TEST(CommandLine, AnswersHelpAndVersionOnStandardOutput) {
  EXPECT_EQ(refusal({"--help"}).exit_code, kOk);
  EXPECT_NE(refusal({"play", "--help"}).text.find("--interface"), std::string::npos);
  EXPECT_EQ(refusal({"--version"}).text.rfind("joincast ", 0), 0u);
}

TEST(CommandLine, NamesTheOptionAtFaultAndWhatWasExpected) {
  const std::vector<std::vector<std::string>> wrong = {
      {},
      {"dance"},
      {"play"},
      {"sdp", "radio"},
      {"play", "8000:0001", "--prefix", "2001:db8::/56"},
      {"play", "8000:0001", "--source", "ff3e::1"},
      {"play", "8000:0001", "--family", "ipx"},
      {"play", "8000:0001", "--sink", "loud"},
      {"play", "8000:0001", "--volume", "300"},
      {"play", "8000:0001", "--patience", "-1"},
      {"play", "8000:0001", "8000:0002"},
      {"interfaces", "eth0"},
  };
  for (const auto& arguments : wrong) {
    const auto refused = refusal(arguments);
    EXPECT_EQ(refused.exit_code, kUsage);
    EXPECT_EQ(refused.text.rfind("joincast: ", 0), 0u) << refused.text;
  }
  EXPECT_EQ(refusal({"play", "2001:db8::1"}).text,
            "joincast: SERVICE '2001:db8::1': expected a multicast group: ff00::/8 or 224.0.0.0/4\n");
  EXPECT_EQ(refusal({"play", "8000:0001", "--volume", "300"}).text,
            "joincast: --volume: expected a number from 0 to 200, found '300'\n`joincast play --help` tells more.\n");
  EXPECT_EQ(refusal({"play", "8000:0001", "--duration", "soon"}).text,
            "joincast: --duration: expected a span such as 90, 45m or 1h30m, from 0 s to 365 days, found 'soon'\n"
            "`joincast play --help` tells more.\n");
  EXPECT_EQ(refusal({"play", "8000:0001", "--patience", "2d"}).text,
            "joincast: --patience: expected a span such as 90, 45m or 1h30m, from 0 s to 1 day, found '2d'\n"
            "`joincast play --help` tells more.\n");
}

TEST(CommandLine, NamesTheCommandsWhereItFindsAnother) {
  const std::string text = refusal({"plya", "8000:0001"}).text;
  EXPECT_EQ(text.rfind("joincast: there is no command 'plya'; there are play, sdp, ", 0), 0u) << text;
  EXPECT_NE(text.find(", gateway"), text.npos) << text;
  EXPECT_EQ(refusal({}).text.rfind("joincast: expected a command\n", 0), 0u);
}

TEST(CommandLine, TakesSpansInTheUnitsOfPeople) {
  const auto play = read<PlayOptions>({"play", "8000:0001", "--duration", "1h30m"});
  EXPECT_EQ(play.duration, 90min);
  EXPECT_EQ(read<PlayOptions>({"play", "8000:0001", "--patience", "500ms"}).service.patience, 500ms);
}

TEST(CommandLine, TakesNoPoolOutsideMulticast) {
  EXPECT_EQ(refusal({"play", "8000:0001", "--prefix", "10.0.0.0/8"}).exit_code, kUsage);
}

}  // namespace
}  // namespace joincast::app
