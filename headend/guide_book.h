// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/export.h"
#include "base/time.h"
#include "directory/catalogue.h"
#include "guide/page.h"
#include "headend/config.h"
#include "headend/guide_sender.h"

namespace joincast::headend {

struct ServiceStatus;

/// What `/guide.json` may be asked. Empty fields do not matter.
struct GuideQuery {
  static constexpr std::size_t kMostEntries = 1'000;

  std::string text{};   ///< words: each must begin a word of name or genre
  std::string genre{};  ///< one of them, whole
  std::string country{};
  std::string language{};
  std::string codec{};
  std::optional<guide::Kind> kind{};
  std::optional<std::uint8_t> directory{};  ///< that named it; 0: the configuration
  bool on_air = false;                      ///< only what is
  bool favourites = false;                  ///< only these
  std::size_t offset = 0;
  std::size_t limit = 200;               ///< 1 to kMostEntries
  std::optional<std::uint64_t> since{};  ///< only what changed since this revision
  bool configured_only = false;          ///< no stations of directories: whoever asks has them from the catalogue
};

/// A configured service as the guide has it.
JOINCAST_EXPORT guide::Entry guide_entry(const ServiceConfig& service, const ServiceStatus& status, bool favourite);

/// A station of a directory as the guide has it; what it is just now is not known of it.
JOINCAST_EXPORT guide::Entry guide_entry(const directory::Entry& station);

/// What `status` says of an entry now.
JOINCAST_EXPORT void set_on_air(guide::Entry& entry, const ServiceStatus& status);

/// Everything that a headend offers, for people: pages for the carousel and answers for HTTP, with a revision that
/// grows with each change, over restarts too. Sans I/O.
class JOINCAST_EXPORT GuideBook {
 public:
  /// What the index says of the headend itself.
  struct Face {
    std::string headend;  ///< its name
    std::string http;     ///< where listeners reach `/guide.json`; empty: nowhere
    Prefix pool = kDefaultPool;
    std::vector<guide::Genre> genres{};  ///< of the directories' stations, in place of those of their entries

    friend bool operator==(const Face&, const Face&) = default;
  };

  /// What is on offer now. True: something is different, and pages() too.
  bool update(const std::vector<guide::Entry>& entries, Face face, Now now);

  const GuidePages& pages() const noexcept { return pages_; }
  std::uint64_t revision() const noexcept { return revision_; }
  const std::string& headend() const noexcept { return face_.headend; }  ///< its name

  /// What directories name is different: revisions of before say nothing of that any more.
  void begin_anew(Now now) { first_ = next_revision(now); }
  /// Whether a delta since this revision can be given: it is of this run, and the directories name what they did.
  bool remembers(std::uint64_t since) const noexcept { return since >= first_ && since <= revision_; }

  /// A part of what the question has, by number. A delta since a revision that it does not remember is refused by
  /// giving all. A directory's station is never removed by a delta: it goes with its directory's list.
  guide::Page answer(const GuideQuery& query) const;
  const guide::Entry* find(ServiceNumber number) const noexcept;

 private:
  struct Kept {
    guide::Entry entry;
    std::uint64_t changed = 0;
    bool removed = false;
  };
  struct Printed {
    guide::Page page;      ///< as it was to be
    std::size_t sent = 0;  ///< of its entries: those that fitted
    guide::Carousel::Parts parts;
  };

  std::uint64_t next_revision(Now now) noexcept;
  void print_all(Now now);
  void print(guide::Page page, Now now);
  std::uint32_t print_list(std::string title, std::vector<guide::Entry> entries, std::uint32_t first, Now now);
  guide::Page genres() const;
  guide::Page index() const;

  Face face_;
  std::uint64_t first_ = 0;  ///< revision of this run
  std::uint64_t revision_ = 0;
  std::map<ServiceNumber, Kept> entries_;
  std::map<std::uint32_t, Printed> printed_;
  GuidePages pages_;
};

}  // namespace joincast::headend
