// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/export.h"
#include "base/random.h"
#include "base/time.h"
#include "directory/catalogue_writer.h"
#include "directory/servers.h"
#include "directory/source.h"

namespace joincast::directory {

struct RefresherOptions {
  std::string folder;                       ///< for the answer while it is being read: the state directory
  std::string user_agent = "Joincast/0.1";  ///< radio-browser asks for one that tells who it is
  std::string ca_file{};                    ///< PEM; empty: the system's certificates
  /// Who has the answer to `_api._tcp.radio-browser.info`.
  std::function<std::vector<ServerRecord>(const std::string&)> servers = look_up_servers;
  std::function<WallTime()> now = [] { return WallTime{std::chrono::system_clock::now()}; };
  std::uint64_t seed = 0;
};

/// Brings the catalogue's copy of a directory up to date. Works on the calling thread, which waits for the network; the
/// writer's transaction begins when the whole answer is there.
class JOINCAST_EXPORT Refresher {
 public:
  /// The writer outlives it.
  Refresher(RefresherOptions options, CatalogueWriter& writer, const std::atomic<bool>& stop);

  enum class Outcome : std::uint8_t { refreshed, unchanged, failed };
  struct Report {
    Outcome outcome = Outcome::failed;
    RefreshCount count{};
    std::string reason{};  ///< of a failure, for people
  };
  Report refresh(const Source& source);

  /// Tells radio-browser that a station was started, as it asks its users to. Once a start; no answer is waited for
  /// longer than five seconds.
  void click(const Source& source, const std::string& station_uuid);

 private:
  struct Fetched;
  Fetched fetch(const Source& source, const DirectoryState& known);
  Fetched fetch_one(const std::string& url, const DirectoryState& known);
  Fetched fetch_file(const std::string& path, const DirectoryState& known);
  Fetched fetch_pages(const Source& source);
  Fetched fetch_tree(const Source& source);
  std::vector<std::string> bases(const Source& source);
  Report store(const Source& source, Fetched fetched);

  RefresherOptions options_;
  CatalogueWriter& writer_;
  const std::atomic<bool>& stop_;
  Rng rng_;
  std::string last_base_;  ///< of the radio-browser server that answered last
};

}  // namespace joincast::directory
