// SPDX-License-Identifier: LGPL-2.1-or-later
//
// The control socket: what may be said on it, and to whom it listens.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "headend/control_socket.h"
#include "headend/unix_address.h"
#include "net/descriptor.h"
#include "tests/lab/folder.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string_view code_of(std::string_view line) {
  const auto request = parse_control(line);
  return request ? std::string_view() : request.error().code;
}

TEST(ControlProtocol, ReadsEveryCommand) {
  EXPECT_EQ(parse_control(R"({"command":"status"})"), ControlRequest{});
  EXPECT_EQ(parse_control(R"({"service":"8000:0001","command":"start"})"),
            (ControlRequest{ControlCommand::start, ServiceNumber(1), ""}));
  EXPECT_EQ(parse_control(R"({"command":"log-level","level":"debug","more":[1,{}]})"),
            (ControlRequest{ControlCommand::log_level, {}, "debug"}));
  for (const ControlRequest& request : {ControlRequest{ControlCommand::stop, ServiceNumber(2), ""},
                                        {ControlCommand::automatic, ServiceNumber(3), ""},
                                        {ControlCommand::reload, {}, ""},
                                        {ControlCommand::log_level, {}, "error"}})
    EXPECT_EQ(parse_control(to_line(request)), request);
}

TEST(ControlProtocol, SaysWhatIsWrong) {
  for (const char* line : {"", "status", "[]", "null", "{\"command\":7}", "{\"command\":\"status\"", "{}", "\xff",
                           R"({"command":"start"})", R"({"command":"start","service":1})",
                           R"({"command":"start","service":"0000:0001"})", R"({"command":"log-level","level":"loud"})"})
    EXPECT_EQ(code_of(line), "bad_request") << line;
  EXPECT_EQ(code_of(R"({"command":"shutdown"})"), "unknown_command");
  EXPECT_EQ(code_of(std::string(kLongestControlLine + 1, ' ')), "too_long");
  EXPECT_EQ(code_of(std::string(kLongestControlLine, '[')), "bad_request");
}

TEST(ControlProtocol, AnswersInOneLine) {
  EXPECT_EQ(control_done("a\nb"), R"({"ok":true,"text":"a b"})");
  EXPECT_EQ(control_done("", R"({"version":1})"), R"({"ok":true,"text":"","status":{"version":1}})");
  EXPECT_EQ(control_refused({"not_reloaded", "no", {"h.toml:1: x\n"}}),
            R"({"ok":false,"code":"not_reloaded","text":"no","details":["h.toml:1: x"]})");
}

/// A served socket in a folder of its own; clients speak from a thread.
struct Control : testing::Test {
  Result<ControlSocket, std::string> open(std::optional<net::UserIds> later = std::nullopt) {
    const auto handle = [this](const ControlRequest& request, const ControlPeer& peer) {
      heard.push_back(request);
      user = peer.user;
      return control_done(answer);
    };
    return ControlSocket::open(loop, path, handle, later);
  }
  template <typename Task>
  void serve(Task&& task) {
    std::thread client([&] {
      task();
      loop.stop();
    });
    loop.run_until(loop.now().mono + 60s);
    client.join();
  }
  /// All that comes back for these octets, until the headend hangs up.
  std::string say(const std::string& octets) const {
    sockaddr_un address{};
    const socklen_t size = unix_address(path, address);
    const net::Descriptor socket{::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
    if (::connect(socket.value(), reinterpret_cast<const sockaddr*>(&address), size) != 0) return "refused";
    (void)!::send(socket.value(), octets.data(), octets.size(), MSG_NOSIGNAL);
    ::shutdown(socket.value(), SHUT_WR);
    std::string all;
    char chunk[4096];
    for (ssize_t got; (got = ::read(socket.value(), chunk, sizeof chunk)) > 0;)
      all.append(chunk, static_cast<std::size_t>(got));
    return all;
  }

  net::EventLoop loop;
  const lab::Folder own;
  const std::string folder = own.path().string();
  std::string path = folder + "/new/headend.sock";
  std::string answer = "done";
  std::vector<ControlRequest> heard;
  uid_t user = 12345;
};

TEST_F(Control, AnswersAndKnowsWhoAsked) {
  const auto socket = open();
  ASSERT_TRUE(socket) << socket.error();
  Result<std::string, std::string> got;
  serve([&] { got = ask_headend(path, {ControlCommand::start, ServiceNumber(1), ""}); });
  ASSERT_TRUE(got) << got.error();
  EXPECT_EQ(*got, R"({"ok":true,"text":"done"})");
  EXPECT_EQ(heard, (std::vector{ControlRequest{ControlCommand::start, ServiceNumber(1), ""}}));
  EXPECT_EQ(user, ::geteuid());
}

TEST_F(Control, IsForItsOwnerAndGroup) {
  const auto socket = open();
  ASSERT_TRUE(socket);
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0660u);
}

TEST_F(Control, AnswersLinesInOrderAndOnlyWholeOnes) {
  const auto socket = open();
  ASSERT_TRUE(socket);
  std::string all;
  serve([&] { all = say("{\"command\":\"status\"}\nnonsense\n{\"command\":\"reload\"}\n{\"comm"); });
  EXPECT_EQ(heard.size(), 2u);
  EXPECT_THAT(all, StartsWith("{\"ok\":true,\"text\":\"done\"}\n{\"ok\":false,\"code\":\"bad_request\""));
  EXPECT_EQ(std::count(all.begin(), all.end(), '\n'), 3);
}

TEST_F(Control, HangsUpOnALineWithoutAnEnd) {
  const auto socket = open();
  ASSERT_TRUE(socket);
  std::string all;
  serve([&] { all = say(std::string(100'000, 'x')); });
  EXPECT_THAT(all, HasSubstr("too_long"));
}

TEST_F(Control, SendsAnAnswerThatTheSocketCannotHoldAtOnce) {
  const auto socket = open();
  ASSERT_TRUE(socket);
  std::string all;
  const auto big = std::string(8'000'000, 'x');
  loop.post([&] { answer = "done"; });
  const auto large = ControlSocket::open(loop, folder + "/large.sock", [&](auto&, auto&) { return big; });
  ASSERT_TRUE(large);
  path = folder + "/large.sock";
  serve([&] { all = say("{\"command\":\"status\"}\n{\"command\":\"status\"}\n"); });
  EXPECT_EQ(all.size(), 2 * (big.size() + 1));
}

TEST_F(Control, TakesThePlaceOfADeadHeadendButNotOfALivingOne) {
  std::filesystem::create_directories(folder + "/new");
  {
    sockaddr_un address{};
    const socklen_t size = unix_address(path, address);
    const net::Descriptor dead{::socket(AF_UNIX, SOCK_STREAM, 0)};
    ASSERT_EQ(::bind(dead.value(), reinterpret_cast<const sockaddr*>(&address), size), 0);
  }
  const auto first = open();
  ASSERT_TRUE(first) << first.error();
  const auto second = open();
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), HasSubstr("another headend has it"));
}

TEST_F(Control, GivesTheFolderItMadeToWhomItBecomesAndNoOther) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a folder away";
  const auto owner = [](const std::string& of) {
    struct stat status {};
    return ::stat(of.c_str(), &status) == 0 ? status.st_uid : 0;
  };
  {
    const auto socket = open(net::UserIds{65534, 65534});
    ASSERT_TRUE(socket) << socket.error();
    EXPECT_EQ(owner(folder + "/new"), 65534u) << "who else could take the socket away?";
    EXPECT_EQ(owner(path), 0u) << "only root and its group may speak";
  }
  EXPECT_FALSE(std::filesystem::exists(path));
  path = folder + "/headend.sock";
  ASSERT_TRUE(open(net::UserIds{65534, 65534}));
  EXPECT_EQ(owner(folder), 0u) << "it was there before";
}

TEST_F(Control, DeletesNothingThatIsNoSocket) {
  std::filesystem::create_directories(folder + "/new");
  std::ofstream(path) << "precious";
  EXPECT_THAT(open().error(), HasSubstr("something else is there"));
  EXPECT_TRUE(std::filesystem::is_regular_file(path));
}

TEST_F(Control, ServesSomeAtOnceAndNoMore) {
  const auto socket = open();
  ASSERT_TRUE(socket);
  std::vector<net::Descriptor> silent;
  std::string beyond;
  serve([&] {
    sockaddr_un address{};
    const socklen_t size = unix_address(path, address);
    for (std::size_t i = 0; i < ControlSocket::kMostConnections; ++i) {
      silent.emplace_back(::socket(AF_UNIX, SOCK_STREAM, 0));
      ASSERT_EQ(::connect(silent.back().value(), reinterpret_cast<const sockaddr*>(&address), size), 0);
    }
    beyond = say("{\"command\":\"status\"}\n");
  });
  EXPECT_EQ(beyond, "");
}

TEST_F(Control, ClientsAreToldWhyNobodyAnswers) {
  EXPECT_THAT(ask_headend(path, {}).error(), HasSubstr("no headend serves it"));
  EXPECT_THAT(ask_headend("", {}).error(), HasSubstr("--socket"));
  EXPECT_THAT(ask_headend("/" + std::string(200, 'x'), {}).error(), HasSubstr("1 to 107 octets"));
}

}  // namespace
}  // namespace joincast::headend
