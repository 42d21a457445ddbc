// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "base/time.h"
#include "guide/page.h"
#include "libreceiver/service_reference.h"

namespace joincast::libreceiver {

/// How something on offer came to be known; the best first.
enum class GuideWay : std::uint8_t {
  multicast,  ///< pages in the groups of a headend's guide
  http,       ///< `/guide.json` of a headend
  announced,  ///< SAP on the standard groups: it is being sent
};
/// `multicast`, `http`, `announced`.
JOINCAST_EXPORT std::string_view to_string(GuideWay way) noexcept;

/// One who tells what is on offer.
struct GuideSource {
  GuideWay way = GuideWay::multicast;
  std::string from;                      ///< numeric address of the sender, or the address of the guide over HTTP
  std::string interface = {};            ///< name of the one it was heard on; empty: not known
  std::optional<IpAddress> group;        ///< of its guide, 8000:0000: its services lie beside that; none: not known
  std::optional<IpAddress> sender = {};  ///< who sends its services; none: not known

  friend auto operator<=>(const GuideSource&, const GuideSource&) = default;
};

/// Where an offer is to be joined.
struct GuidePlace {
  IpAddress group;
  std::string interface;            ///< its name; empty: to be found out
  std::optional<IpAddress> source;  ///< the only sender wanted
  std::uint16_t port = kRtpPort;

  friend bool operator==(const GuidePlace&, const GuidePlace&) = default;
};

/// Who told of an offer.
struct GuideProvenance {
  GuideWay way = GuideWay::multicast;
  std::string from;         ///< as in GuideSource
  std::string headend;      ///< its name; empty: not known
  std::string interface;    ///< its name; empty: not known
  bool remembered = false;  ///< by the cache only: not heard since this list was made

  friend bool operator==(const GuideProvenance&, const GuideProvenance&) = default;
};

/// One service on offer, however many told of it.
struct JOINCAST_EXPORT GuideItem {
  guide::Entry entry;            ///< of the best who told it, gaps filled from the others; `number` only if `numbered`
  bool numbered = true;          ///< a service of a headend; else a session of somebody else's
  std::string description = {};  ///< a session description, where one was announced on the standard groups
  std::vector<GuidePlace> places = {};        ///< without doubles, IPv6 first; empty: by its number
  std::vector<GuideProvenance> told_by = {};  ///< never empty, the best first

  bool remembered() const noexcept;  ///< nobody has told of it since this list was made

  /// What joins it, as people write it: `8000:0001` where no place is known, else its group with
  /// interface, port and source.
  std::string reference() const;

  friend bool operator==(const GuideItem&, const GuideItem&) = default;
};

/// Merges what several sources tell into one list with one item a service.
///
/// Two entries are one service if they have the same number, do not differ in what their directory calls them, and lie
/// in the same group, or have a number that an open directory gave (1 to 62), or the same name: numbers of directory 0
/// mean something else at every headend. A session announced by SAP is told apart by its announcer and its `o=` line;
/// one that goes to the group of a known service only says of it that it is on air. Nobody can change what another
/// source told, and the better way of two wins where they contradict. Sans I/O.
class JOINCAST_EXPORT GuideList {
 public:
  static constexpr std::size_t kMostSources = 64;
  static constexpr std::size_t kMostEntries = 200'000;  ///< of all sources
  static constexpr std::size_t kMostAnnouncements = 4'096;

  /// A page of a headend's guide by multicast; replaces the one of that number. False: no room.
  bool set_page(const GuideSource& source, guide::Page page, WallTime heard);
  /// An answer of `/guide.json`: the first part of a list (`first`) or a further one, or a delta. What was there is
  /// replaced when the last part has come.
  bool add_answer(const GuideSource& source, guide::Page answer, bool first, WallTime heard);
  /// The guide over HTTP is that of a headend whose guide by multicast is also in this group: its services lie there
  /// too.
  void add_place(const GuideSource& http, const GuideSource& there);
  std::optional<std::uint64_t> revision_of(const GuideSource& source) const;  ///< of its last whole HTTP answer
  /// Everything of this source has come in: what the cache remembers of it besides counts no more.
  void complete(const GuideSource& source);

  /// A description announced on a standard SAP group by `announcer`; replaces the one of that session.
  void announce(const std::string& interface, const IpAddress& announcer, std::string description, WallTime heard);
  void withdraw(const std::string& interface, const IpAddress& announcer, std::string_view description);

  /// All there is, by name. The reference holds until the next change.
  const std::vector<GuideItem>& items() const;
  std::size_t sources() const noexcept { return sources_.size(); }  ///< of pages and answers, remembered ones too

  /// For the cache: everything, with the time when it was heard, as lines of text, of at most `most_octets`.
  std::string to_text(std::size_t most_octets) const;
  /// Adds what to_text() wrote, unless it is older than `oldest`: as remembered, behind all that is heard. Lines that
  /// are none are skipped; false: it is no such text at all.
  bool remember(std::string_view text, WallTime oldest);

 private:
  struct Told {
    std::map<std::uint32_t, guide::Page> pages;      ///< multicast, by number
    std::map<ServiceNumber, guide::Entry> entries;   ///< HTTP, whole
    std::map<ServiceNumber, guide::Entry> incoming;  ///< HTTP, parts of the next list
    std::vector<GuideSource> also;                   ///< where its services lie besides
    std::optional<std::uint64_t> revision;           ///< of `entries`
    std::string headend;
    WallTime heard{};
    std::size_t size() const noexcept;
  };
  struct Session {
    std::string description;
    WallTime heard{};
    bool remembered = false;
  };
  using Sources = std::map<GuideSource, Told>;

  void remember_session(const std::string& interface, const IpAddress& announcer, std::string description,
                        WallTime heard);
  Told* room_for(Sources& sources, const GuideSource& source);
  std::size_t entries() const noexcept;

  Sources sources_;
  Sources remembered_;
  std::map<std::string, Session> sessions_;  ///< by interface, announcer and `o=` line without its version
  mutable std::vector<GuideItem> items_;
  mutable bool stale_ = false;
};

}  // namespace joincast::libreceiver
