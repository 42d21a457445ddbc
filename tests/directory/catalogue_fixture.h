// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "directory/catalogue.h"
#include "directory/catalogue_writer.h"
#include "tests/lab/folder.h"

namespace joincast::directory {

inline constexpr WallTime kNoon{std::chrono::seconds{1'795'262'400}};

/// A station by name; its id is the name's.
inline Station station(const std::string& name, std::uint32_t clicks = 0) {
  Station station;
  station.id = "id-" + name;
  station.name = name;
  station.urls = {"http://stations.example/" + name};
  station.clicks = clicks;
  return station;
}

/// Two ids whose natural numbers are the same, found by trying.
inline std::pair<std::string, std::string> colliding_ids(DirectoryId directory) {
  std::map<std::uint32_t, std::string> seen;
  for (int i = 0;; ++i) {
    std::string id = "collides-" + std::to_string(i);
    const auto [other, fresh] = seen.emplace(natural_number(directory, id).value(), id);
    if (!fresh) return std::minmax(other->second, id);
  }
}

class CatalogueTest : public ::testing::Test {
 protected:
  CatalogueTest() : writer_(open_writer()) {}

  std::unique_ptr<CatalogueWriter> open_writer() const {
    auto writer = CatalogueWriter::open(path_);
    EXPECT_TRUE(writer) << writer.error();
    return std::move(*writer);
  }
  std::unique_ptr<Catalogue> open_reader() const {
    auto reader = Catalogue::open(path_);
    EXPECT_TRUE(reader) << reader.error();
    return std::move(*reader);
  }

  Result<RefreshCount, std::string> refresh(DirectoryId directory, const std::vector<Station>& stations,
                                            bool whole = true) {
    EXPECT_TRUE(writer_->begin(directory, "test"));
    for (const Station& station : stations) writer_->add(station);
    return writer_->commit(whole, "\"etag\"", "yesterday", kNoon);
  }

  /// The number of an id; zero: none.
  std::uint32_t number(DirectoryId directory, const std::string& id) {
    const auto entry = open_reader()->find(directory, id, kNoon);
    return entry ? entry->number.value() : 0;
  }

  std::vector<std::string> names(const Query& query) {
    std::vector<std::string> found;
    for (const Entry& entry : open_reader()->search(query, kNoon).entries) found.push_back(entry.station.name);
    return found;
  }

  lab::Folder folder_;
  std::string path_ = folder_ / "catalogue.sqlite";
  std::unique_ptr<CatalogueWriter> writer_;
};

}  // namespace joincast::directory
