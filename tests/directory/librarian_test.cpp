// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/librarian.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "tests/directory/asker.h"
#include "tests/directory/catalogue_fixture.h"

namespace joincast::directory {
namespace {

using namespace std::chrono_literals;

class Librarian_ : public CatalogueTest {
 protected:
  Librarian_() { writer_.reset(); }

  std::unique_ptr<Librarian> open() {
    LibrarianOptions options;
    options.catalogue = path_;
    options.refreshing.folder = folder_.path().string();
    options.sources = {{SourceKind::file, kFirstFree, "mine", file_, 1h}};
    options.pins = {{kFirstFree, "http://a.example/1", pinned_}};
    auto librarian = Librarian::open(
        std::move(options), [this](std::function<void()> task) { asker_.post(std::move(task)); },
        [this](std::vector<DirectoryReport> reports) { reports_ = std::move(reports); });
    EXPECT_TRUE(librarian) << librarian.error();
    return std::move(*librarian);
  }
  std::optional<Entry> find(Librarian& librarian, ServiceNumber number) {
    std::optional<std::optional<Entry>> answer;
    librarian.find(number, [&answer](std::optional<Entry> entry) { answer = std::move(entry); });
    EXPECT_TRUE(asker_.run_until([&answer] { return answer.has_value(); }));
    return answer.value_or(std::nullopt);
  }
  bool refreshed() const { return !reports_.empty() && reports_[0].state.stations != 0 && !reports_[0].refreshing; }

  const std::string file_ = folder_ / "stations.m3u";
  const ServiceNumber pinned_{0x0800'0001};
  std::vector<DirectoryReport> reports_;
  Asker asker_;
};

TEST_F(Librarian_, RefreshesWhatIsDueAndAnswersByNumber) {
  std::ofstream(file_) << "http://a.example/1\nhttp://a.example/2\n";
  const auto librarian = open();
  ASSERT_TRUE(asker_.run_until([this] { return refreshed(); }));
  EXPECT_EQ(find(*librarian, pinned_)->station.urls.at(0), "http://a.example/1");
  EXPECT_TRUE(find(*librarian, natural_number(kFirstFree, "http://a.example/2")));
  EXPECT_FALSE(find(*librarian, ServiceNumber(0x0900'0001)));
  EXPECT_GT(reports_[0].next, reports_[0].state.tried);
}

TEST_F(Librarian_, RefreshesWhenItIsWished) {
  std::ofstream(file_) << "http://a.example/1\n";
  const auto librarian = open();
  ASSERT_TRUE(asker_.run_until([this] { return refreshed(); }));
  std::ofstream(file_) << "http://a.example/1\nhttp://a.example/2\nhttp://a.example/3\n";
  EXPECT_FALSE(librarian->refresh("nobody's"));
  EXPECT_TRUE(librarian->refresh("mine"));
  EXPECT_TRUE(asker_.run_until([this] { return reports_[0].state.stations == 3; }));
}

TEST_F(Librarian_, TellsWhatIsWrongWithADirectory) {
  const auto librarian = open();
  EXPECT_TRUE(asker_.run_until([this] { return !reports_.empty() && !reports_[0].state.last_error.empty(); }));
}

TEST_F(Librarian_, RemembersHowStartsWent) {
  std::ofstream(file_) << "http://a.example/1\n";
  const auto librarian = open();
  ASSERT_TRUE(asker_.run_until([this] { return refreshed(); }));
  librarian->note_failure(pinned_);
  librarian->note_sound(pinned_, 300ms, "http://a.example/1");
  std::optional<Entry> entry;
  while (!entry || entry->health.starts < 2) entry = find(*librarian, pinned_);
  EXPECT_EQ(entry->health.first_sound_ms, 300u);
}

}  // namespace
}  // namespace joincast::directory
