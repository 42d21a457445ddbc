// SPDX-License-Identifier: LGPL-2.1-or-later
//
// Two headends that read one directory, begun on different days of it: the younger one takes the older one's numbers.
#include "headend/elder_guides.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <optional>

#include "headend/catalogue_desk.h"
#include "headend/guide_site.h"
#include "http/server.h"
#include "tests/directory/catalogue_fixture.h"
#include "tests/lab/folder.h"
#include "tests/net/lab_fixture.h"

namespace joincast::headend {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

constexpr directory::DirectoryId kMine = directory::kFirstFree;

/// A headend as far as its catalogue and its guide go.
struct Catalogued {
  explicit Catalogued(net::EventLoop& its_loop) : loop(its_loop) {}

  /// The directory's list names these today.
  void read(const std::vector<std::string>& ids, std::vector<std::string> elders = {}) {
    std::ofstream list(folder / "stations.m3u");
    list << "#EXTM3U\n";
    for (const std::string& id : ids)
      list << "#EXTINF:-1 tvg-id=\"" << id << "\"," << id << "\nhttp://a.example/" << id << "\n";
    list.close();
    Config config;
    config.state_directory = folder.path().string();
    config.directories.sources = {{directory::SourceKind::file, kMine, "mine", folder / "stations.m3u", 1h}};
    config.directories.elders = std::move(elders);
    configured = config.directories;
    EXPECT_EQ(desk.configure(config), std::nullopt);
    desk.refresh("mine");
    EXPECT_TRUE(net::serve_until(
        loop, [&] { return stations() == ids.size(); }, 60s));
  }
  std::size_t stations() const { return desk.directories().empty() ? 0 : desk.directories()[0].state.stations; }
  std::optional<directory::Entry> find(const std::string& id) const {
    const auto catalogue = directory::Catalogue::open(desk.file());
    return catalogue ? (*catalogue)->find(kMine, id, WallTime{}) : std::nullopt;
  }

  net::EventLoop& loop;
  lab::Folder folder;
  DirectoriesConfig configured;
  CatalogueDesk desk{[this](std::function<void()> task) { loop.post(std::move(task)); },
                     [](ServiceNumber, std::optional<ServiceConfig>) {}};
};

class Elders : public ::testing::Test {
 protected:
  Elders() {
    elder_.read({pair_.second, "alone"});               // one day,
    elder_.read({pair_.first, pair_.second, "alone"});  // and the next
    younger_.read({pair_.first, pair_.second, "alone"});
  }
  /// The elder's guide over HTTP; its address.
  std::string serve() {
    GuideSite::Calls calls;
    calls.book = [this]() -> const GuideBook& { return book_; };
    calls.collisions = [this](std::function<void(std::vector<directory::Entry>)> answer) {
      elder_.desk.collisions(std::move(answer));
      return true;
    };
    site_.emplace(std::move(calls));
    http::Options options;
    options.listen = {*parse_address("127.0.0.1"), 0};
    auto opened = http::Server::open_live(loop_, std::move(options),
                                          [this](const http::Request& request) { return site_->answer(request); });
    server_.emplace(std::move(*opened));
    return "http://127.0.0.1:" + std::to_string(server_->port());
  }

  net::EventLoop loop_;
  const std::pair<std::string, std::string> pair_ = directory::colliding_ids(kMine);
  Catalogued elder_{loop_}, younger_{loop_};
  GuideBook book_;
  std::optional<GuideSite> site_;
  std::optional<http::Server> server_;
};

TEST_F(Elders, AgreeWithoutAWordButForCollisions) {
  EXPECT_EQ(elder_.find("alone")->number, younger_.find("alone")->number);
  EXPECT_NE(elder_.find(pair_.first)->number, younger_.find(pair_.first)->number);
  EXPECT_TRUE(guide_entry(*elder_.find(pair_.first)).collision) << "flagged";
}

TEST_F(Elders, NumbersAreTakenByTheYounger) {
  ElderGuides elders(loop_, [this](const std::vector<ElderNumber>& numbers) {
    for (const ElderNumber& one : numbers) younger_.desk.adopt(one.directory, one.id, one.number);
  });
  younger_.configured.elders = {serve()};
  elders.configure(younger_.configured);
  const auto agree = [this] {
    for (const std::string& id : {pair_.first, pair_.second, std::string("alone")})
      if (elder_.find(id)->number != younger_.find(id)->number) return false;
    return true;
  };
  EXPECT_TRUE(net::serve_until(loop_, agree, 60s));
  EXPECT_EQ(younger_.find(pair_.second)->origin, directory::NumberOrigin::adopted);
}

guide::Entry entry(const std::string& id, ServiceNumber number) {
  guide::Entry made;
  made.number = number;
  made.directory = kMine;
  made.stable_id = id;
  return made;
}

TEST(ElderNumbers, AreOfDirectoriesThatAreReadHereAndNaturalOnesFirst) {
  DirectoriesConfig ours;
  ours.sources = {{directory::SourceKind::file, kMine, "mine", "/stations.m3u", 1h}};
  const ServiceNumber natural = directory::natural_number(kMine, "b"), probed{0x8800'0001};
  guide::Page page;
  page.entries = {entry("a", probed), entry("b", natural), entry("", probed), entry("c", ServiceNumber{0x8900'0001})};
  EXPECT_THAT(elder_numbers(page, ours),
              ElementsAre(ElderNumber{kMine, "b", natural}, ElderNumber{kMine, "a", probed}));
  EXPECT_TRUE(elder_numbers(page, {}).empty());
}

}  // namespace
}  // namespace joincast::headend
