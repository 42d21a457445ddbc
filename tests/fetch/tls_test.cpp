// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "fetch/client.h"
#include "fetch/download.h"
#include "tests/fetch/stream_record.h"
#include "tests/lab/folder.h"
#include "tests/lab/process.h"

namespace joincast::fetch {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

/// An HTTPS server with a certificate of an authority of its own: `openssl s_server`, which answers with a file.
class FetchTls : public ::testing::Test {
 protected:
  FetchTls() {
    std::ofstream(file("radio")) << "HTTP/1.0 200 OK\r\nContent-Type: audio/mpeg\r\n\r\nsound";
    const std::string subject = "/CN=authority of a test";
    lab::run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
              subject, "-keyout", file("ca.key"), "-out", file("ca.pem"), "-days", "2"});
    lab::run({"openssl", "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
              "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", file("key.pem"), "-out",
              file("request.pem")});
    lab::run({"openssl", "x509", "-req", "-in", file("request.pem"), "-CA", file("ca.pem"), "-CAkey", file("ca.key"),
              "-CAcreateserial", "-copy_extensions", "copyall", "-days", "2", "-out", file("certificate.pem")});
    server_.emplace(lab::spawn({"sh", "-c",
                                "cd '" + folder_.path().string() +
                                    "' && exec openssl s_server -accept 127.0.0.1:0 -HTTP -key key.pem "
                                    "-cert certificate.pem"}));
    const auto line = server_->wait_for("ACCEPT");  // ACCEPT 127.0.0.1:port
    if (!line) throw std::runtime_error("openssl s_server: " + server_->output());
    port_ = line->text.substr(line->text.rfind(':') + 1);
  }
  ~FetchTls() override { server_->terminate(); }

  std::string file(const char* name) const { return folder_ / name; }
  std::string url(const std::string& host) const { return "https://" + host + ':' + port_ + "/radio"; }

  static Ended end_of(ClientOptions options, const std::string& url, std::string& sound) {
    Client client(std::move(options));
    StreamRecord record(client, {url, {}});
    const Ended ended = record.end();
    sound = record.sound;
    return ended;
  }

  lab::Folder folder_;
  std::optional<lab::Process> server_;
  std::string port_;
};

TEST_F(FetchTls, ReadsFromAServerItsAuthorityVouchesFor) {
  ClientOptions options;
  options.ca_file = file("ca.pem");
  std::string sound;
  const Ended ended = end_of(options, url("localhost"), sound);
  EXPECT_EQ(ended.reason, EndReason::end_of_stream) << ended.text;
  EXPECT_EQ(sound, "sound");
}

TEST_F(FetchTls, RefusesAnAuthorityItDoesNotKnow) {
  std::string sound;
  const Ended ended = end_of({}, url("localhost"), sound);
  EXPECT_EQ(ended.reason, EndReason::tls_failed);
  EXPECT_THAT(ended.text, HasSubstr("certificate"));
  EXPECT_EQ(sound, "");
}

TEST_F(FetchTls, RefusesTheCertificateOfAnotherHost) {
  ClientOptions options;
  options.ca_file = file("ca.pem");
  std::string sound;
  EXPECT_EQ(end_of(options, url("127.0.0.1"), sound).reason, EndReason::tls_failed);
}

TEST_F(FetchTls, DownloadsAListFromAServerItsAuthorityVouchesFor) {
  std::string list;
  const std::atomic<bool> stop{false};
  const auto take = [&list](std::string_view piece) {
    list += piece;
    return true;
  };
  const auto got = download({.url = url("localhost"), .ca_file = file("ca.pem")}, take, stop);
  EXPECT_EQ(got.outcome, DownloadOutcome::taken) << got.reason;
  EXPECT_EQ(list, "sound");
}

TEST_F(FetchTls, DownloadsNothingFromAnAuthorityItDoesNotKnow) {
  const std::atomic<bool> stop{false};
  const auto refuse = [](std::string_view) { return false; };
  const auto got = download({.url = url("localhost")}, refuse, stop);
  EXPECT_EQ(got.outcome, DownloadOutcome::failed);
  EXPECT_THAT(got.reason, HasSubstr("certificate"));
}

}  // namespace
}  // namespace joincast::fetch
