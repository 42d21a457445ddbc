// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/result.h"
#include "base/service_number.h"
#include "base/time.h"
#include "directory/catalogue.h"
#include "directory/number.h"
#include "directory/station.h"

namespace joincast::directory {

/// What a refresh did to the catalogue.
struct RefreshCount {
  std::size_t named = 0;     ///< stations in the directory's answer, each once
  std::size_t added = 0;     ///< never seen before
  std::size_t changed = 0;   ///< returned ones included
  std::size_t gone = 0;      ///< no longer named
  std::size_t collided = 0;  ///< new ones whose number was taken

  friend bool operator==(const RefreshCount&, const RefreshCount&) = default;
};

/// A number that the configuration gives to a station.
struct Pin {
  DirectoryId directory = 0;
  std::string id;
  ServiceNumber number;

  friend bool operator==(const Pin&, const Pin&) = default;
};

/// The catalogue's one writer. For one thread at a time. Errors are texts for people.
class JOINCAST_EXPORT CatalogueWriter {
 public:
  /// Makes the file, or brings an older one's schema up to date; refuses a newer one.
  static Result<std::unique_ptr<CatalogueWriter>, std::string> open(const std::string& path);
  ~CatalogueWriter();
  CatalogueWriter(const CatalogueWriter&) = delete;
  CatalogueWriter& operator=(const CatalogueWriter&) = delete;

  /// Numbers that the configuration has given away: no station is given one from now on, and one that has one keeps
  /// it, hidden behind the configuration's.
  void reserve(std::vector<ServiceNumber> numbers);
  /// Gives a station, known or not, a number. Who had it is probed anew. The reason why not otherwise.
  std::optional<std::string> pin(const Pin& pin);

  /// As an older headend has it. Taken for a number that is free, or that a station holds which collides with this one;
  /// that station is probed anew. Nothing is taken from a pin. False: not taken.
  bool adopt(DirectoryId directory, std::string_view id, ServiceNumber number);

  /// Begins a refresh: one transaction, in which nothing is seen by readers before commit().
  bool begin(DirectoryId directory, std::string_view name);
  /// A station as the directory tells of it, clean()ed. A second one of the same id is ignored.
  void add(const Station& station);
  /// The end of the answer. A whole one: stations that were not named are gone. One that was cut short: its stations
  /// are taken only as long as no whole one is there; else everything stays as it was.
  Result<RefreshCount, std::string> commit(bool whole, std::string_view etag, std::string_view last_modified,
                                           WallTime now);
  /// Drops what was added: everything stays as it was.
  void cancel();

  /// The directory said that nothing changed.
  void note_unchanged(DirectoryId directory, std::string_view name, WallTime now);
  /// It could not be asked, or gave nonsense: the last good copy stays.
  void note_failed(DirectoryId directory, std::string_view name, std::string_view reason, WallTime now);

  /// A start that gave sound: after how long, and from which URL.
  void note_sound(ServiceNumber number, Duration after, std::string_view url, WallTime now);
  /// A start that gave none. The third in a row makes a station dead for an hour, each further one for twice as long,
  /// at most for a day.
  void note_failure(ServiceNumber number, WallTime now);

  std::vector<DirectoryState> directories();

 private:
  class Impl;
  explicit CatalogueWriter(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::directory
