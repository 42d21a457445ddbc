// SPDX-License-Identifier: LGPL-2.1-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <optional>

#include "directory/refresher.h"
#include "tests/directory/catalogue_fixture.h"
#include "tests/lab/process.h"

namespace joincast::directory {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using Outcome = Refresher::Outcome;

/// Directories with a certificate of an authority of the test's own.
class HttpsDirectories : public CatalogueTest {
 protected:
  HttpsDirectories() {
    const std::string folder = folder_.path().string();
    lab::run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
              "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", folder_ / "key.pem", "-out",
              folder_ / "certificate.pem", "-days", "2"});
    server_.emplace(lab::spawn({"python3", JOINCAST_HTTPS_DIRECTORIES, folder}));
    const auto line = server_->wait_for("PORT ");
    if (!line) throw std::runtime_error("no directory: " + server_->output());
    base_ = "https://localhost:" + line->text.substr(5);
  }
  ~HttpsDirectories() override { server_->terminate(); }

  Refresher::Report refresh_from(const Source& source, bool trusted = true) {
    RefresherOptions options;
    options.folder = folder_.path().string();
    options.now = [] { return kNoon; };
    if (trusted) options.ca_file = folder_ / "certificate.pem";
    Refresher refresher(std::move(options), *writer_, stop_);
    return refresher.refresh(source);
  }
  Source xiph() const { return {SourceKind::xiph, kXiph, "Xiph", base_ + "/yp.xml"}; }
  Source radio_browser(const std::string& servers) const {
    Source source{SourceKind::radio_browser, kRadioBrowser, "radio-browser", servers};
    source.page = 2;
    return source;
  }

  std::atomic<bool> stop_{false};
  std::optional<lab::Process> server_;
  std::string base_;
};

TEST_F(HttpsDirectories, AreAskedForWhatChangedOnly) {
  const auto first = refresh_from(xiph());
  ASSERT_EQ(first.outcome, Outcome::refreshed) << first.reason;
  EXPECT_EQ(first.count.added, 2u);
  EXPECT_EQ(refresh_from(xiph()).outcome, Outcome::unchanged);
  EXPECT_TRUE(server_->wait_for("/yp.xml \"one\"")) << server_->output();
}

TEST_F(HttpsDirectories, OfRadioBrowserAreReadPageByPageFromTheNextServerWhereOneIsGone) {
  const auto report = refresh_from(radio_browser("https://localhost:1 " + base_));
  ASSERT_EQ(report.outcome, Outcome::refreshed) << report.reason;
  EXPECT_EQ(report.count.added, 5u);
}

TEST_F(HttpsDirectories, AreServedFromTheLastCopyWhenTheyAreGone) {
  ASSERT_EQ(refresh_from(xiph()).outcome, Outcome::refreshed);
  server_->terminate();
  EXPECT_EQ(refresh_from(xiph()).outcome, Outcome::failed);
  EXPECT_THAT(names({}), SizeIs(2));
}

TEST_F(HttpsDirectories, AreNotBelievedWithoutACertificate) {
  const auto report = refresh_from(xiph(), false);
  EXPECT_EQ(report.outcome, Outcome::failed);
  EXPECT_THAT(report.reason, HasSubstr("certificate"));
}

}  // namespace
}  // namespace joincast::directory
