// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "base/export.h"
#include "base/service_number.h"
#include "base/time.h"
#include "directory/librarian.h"
#include "headend/config.h"
#include "headend/upstream.h"

namespace joincast::headend {

/// The headend's way to the catalogue: asks it for numbers, and tells it how the stations of directories behave. For
/// the I/O thread; files and parsers are on threads of the librarian.
class JOINCAST_EXPORT CatalogueDesk {
 public:
  using Post = directory::Librarian::Post;
  using Answer = std::function<void(ServiceNumber, std::optional<ServiceConfig>)>;

  /// `post` runs a task on the I/O thread, also after the desk is gone. `answer` is called there.
  CatalogueDesk(Post post, Answer answer);
  ~CatalogueDesk();
  CatalogueDesk(const CatalogueDesk&) = delete;
  CatalogueDesk& operator=(const CatalogueDesk&) = delete;

  /// Begins, goes on or ends as the configuration has it. The reason why it cannot, for the log.
  std::optional<std::string> configure(const Config& config);

  /// Always answered, and never within the call.
  void look_up(ServiceNumber number);

  /// See directory::Librarian. Answered later, on the I/O thread; empty while there is no catalogue.
  void find_all(std::vector<ServiceNumber> numbers, std::function<void(std::vector<directory::Entry>)> answer);
  void search(directory::Query query, std::function<void(directory::Page)> answer);
  void collisions(std::function<void(std::vector<directory::Entry>)> answer);
  void tags(std::size_t limit, std::function<void(std::vector<directory::TagCount>)> answer);
  /// As an older headend has it; see CatalogueWriter.
  void adopt(directory::DirectoryId directory, const std::string& id, ServiceNumber number);
  bool open() const noexcept { return librarian_ != nullptr; }
  /// Called when the state of a directory has changed, which its stations may have.
  void on_change(std::function<void()> listener);

  // Of stations that a directory named; others are ignored.
  void started(UpstreamId upstream, const ServiceConfig& service, TimePoint now);
  void heard(const UpstreamBatch& batch, TimePoint now);
  void stopped(UpstreamId upstream);

  /// False: there is no directory of that name.
  bool refresh(const std::string& name);
  const std::vector<directory::DirectoryReport>& directories() const noexcept;

  /// The catalogue's file; empty: there is none.
  const std::string& file() const noexcept { return file_; }

 private:
  struct Shared;
  struct Start {
    ServiceNumber number;
    std::vector<std::string> urls;
    TimePoint began{};
    bool told = false;
  };

  Post post_;
  std::shared_ptr<Shared> shared_;  // with what was posted
  DirectoriesConfig config_;
  std::vector<ServiceNumber> reserved_;
  std::string file_;
  std::unique_ptr<directory::Librarian> librarian_;
  std::unordered_map<UpstreamId, Start> starts_;
};

/// A station as a service.
JOINCAST_EXPORT ServiceConfig to_service(const directory::Entry& entry);

}  // namespace joincast::headend
