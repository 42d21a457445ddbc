// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "base/service_number.h"
#include "base/time.h"
#include "directory/catalogue.h"
#include "directory/catalogue_writer.h"
#include "directory/refresher.h"
#include "directory/source.h"

namespace joincast::directory {

struct LibrarianOptions {
  std::string catalogue;  ///< the file
  RefresherOptions refreshing;
  std::vector<Source> sources;
  std::vector<Pin> pins;
  std::vector<ServiceNumber> reserved;  ///< numbers of the configuration's own services
};

/// How a directory is, for the operator.
struct DirectoryReport {
  Source source;
  DirectoryState state;
  bool refreshing = false;
  std::optional<WallTime> next;  ///< when it is asked again
};

/// Keeps the catalogue: one thread refreshes and writes, another answers questions, so that nobody who asks waits for
/// SQLite, a parser or the network. Answers come back by `post`.
class JOINCAST_EXPORT Librarian {
 public:
  /// Runs a task on the thread of whoever asks; may be called until the librarian is gone, from any thread.
  using Post = std::function<void(std::function<void()>)>;
  /// How all directories are, whenever that changes.
  using Listener = std::function<void(std::vector<DirectoryReport>)>;

  /// Opens the catalogue, and begins to refresh what is due. The error is for people.
  static Result<std::unique_ptr<Librarian>, std::string> open(LibrarianOptions options, Post post, Listener listener);
  /// Ends a refresh that is under way, within a second; the last good copy stays.
  ~Librarian();
  Librarian(const Librarian&) = delete;
  Librarian& operator=(const Librarian&) = delete;

  /// The station of a number; none when there is none, or when too many ask at once.
  void find(ServiceNumber number, std::function<void(std::optional<Entry>)> answer);

  /// See Catalogue. An empty answer too when too many ask at once.
  void find_all(std::vector<ServiceNumber> numbers, std::function<void(std::vector<Entry>)> answer);
  void search(Query query, std::function<void(Page)> answer);
  void collisions(std::function<void(std::vector<Entry>)> answer);
  void tags(std::size_t limit, std::function<void(std::vector<TagCount>)> answer);

  /// A start that gave sound, or none; see CatalogueWriter.
  void note_sound(ServiceNumber number, Duration after, std::string url);
  void note_failure(ServiceNumber number);
  /// A station of radio-browser was started.
  void click(const Entry& entry);
  void adopt(DirectoryId directory, std::string id, ServiceNumber number);

  /// Refreshes a directory as soon as may be. False: there is none of that name.
  bool refresh(const std::string& name);

  static constexpr std::size_t kMostQuestions = 256;  ///< waiting at once

 private:
  class Impl;
  explicit Librarian(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::directory
