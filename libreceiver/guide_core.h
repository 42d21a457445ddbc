// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <variant>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/time.h"
#include "guide/page_assembler.h"
#include "libreceiver/guide_list.h"
#include "sap/table.h"

namespace joincast::libreceiver {

/// Follows the guides that it is told of, page by page, and keeps the list of what they offer. Sans I/O: says which
/// groups to join and leave and which addresses to GET, is handed datagrams and answers.
class JOINCAST_EXPORT GuideCore {
 public:
  struct Options {
    bool http = true;                                  ///< whether Fetch can be carried out
    std::size_t pages_at_once = 4;                     ///< groups of pages joined at a time, of each guide
    std::size_t pages = 400;                           ///< of one source by multicast; what is beyond is left out
    Duration page_patience = std::chrono::seconds(8);  ///< a page that is not whole then has to wait for another turn
    unsigned turns = 2;                                ///< that a page gets
    Duration refresh = std::chrono::seconds(2);        ///< an HTTP guide is asked again no sooner than this
    unsigned parts = 200;                              ///< answers of one HTTP guide
    guide::AssemblerOptions assembler{};
  };

  struct Join {
    Group group;  ///< to SAP's port
  };
  struct Leave {
    Group group;
  };
  /// GET this and hand the body over by handle_answer().
  struct Fetch {
    std::string url;
  };
  /// For people: what could not be had.
  struct Note {
    std::string text;
  };
  using Output = std::variant<Join, Leave, Fetch, Note>;

  /// A guide by multicast.
  struct Guide {
    Group group;                  ///< of 8000:0000, with its interface
    std::string interface;        ///< name of that
    std::vector<Prefix> on_link;  ///< a headend there may send us to its guide over HTTP at such an address alone
  };

  explicit GuideCore(const Options& options) : options_(options) {}
  GuideCore() : GuideCore(Options()) {}

  void add_guide(const Guide& guide);
  /// Sessions announced on this group.
  void add_announcements(const Group& group, const std::string& interface);
  /// `http://192.0.2.1:9581`, without `/guide.json`. Said again: asks for what has changed since.
  void add_http(const std::string& address, Now now);

  /// Leaves every group of a guide by multicast, since a headend sends its guide for as long as anybody is a member.
  /// What was heard stays; announcements and HTTP go on.
  void rest();
  /// Joins them again: what has changed since is read, what is known is not. Guides over HTTP are asked too.
  void wake(Now now);
  bool resting() const noexcept { return resting_; }
  /// Asks the guides over HTTP that answered before for what has changed since.
  void ask_again(Now now);

  /// `to`: the group, with the interface it came in on.
  void handle_datagram(ByteView datagram, const Endpoint& from, const Group& to, Now now);
  /// The body that `url` gave; none: none, and why.
  void handle_answer(const std::string& url, const std::optional<std::string>& body, const std::string& reason,
                     Now now);
  void handle_deadline(Now now);
  std::optional<Output> poll_output();
  TimePoint deadline() const;

  /// Some guide was heard, and nothing that it told of is still to come.
  bool complete() const;
  GuideList& list() noexcept { return list_; }
  const GuideList& list() const noexcept { return list_; }

 private:
  struct Headend {
    std::map<std::uint32_t, guide::PageLink> links;  ///< of its index
    std::map<std::uint32_t, unsigned> turns;         ///< that a page of it got in vain
    std::string http;                                ///< where its lists come from; empty: by multicast
  };
  struct Channel {
    Guide guide;
    guide::PageAssembler assembler;
    std::map<IpAddress, Headend> headends;
    std::size_t joined = 0;  ///< groups of pages
  };
  struct JoinedPage {
    std::size_t channel = 0;
    std::uint32_t page = 0;
    TimePoint until{};
  };
  struct Http {
    GuideSource source;
    std::string url;  ///< in flight; empty: none
    bool first = true;
    bool failed = false;
    bool again = false;  ///< something has changed meanwhile
    unsigned parts = 0;
    TimePoint next{};  ///< not asked before
  };
  struct Announcements {
    std::string interface;
    sap::Table table;
  };

  static GuideSource source_of(const Channel& channel, const IpAddress& sender);
  std::optional<std::string> http_of(const Channel& channel, const std::string& told) const;
  std::optional<Group> group_of(const Channel& channel, const guide::PageLink& link) const;
  bool wants(const Channel& channel, const IpAddress& sender, const Headend& headend,
             const guide::PageLink& link) const;
  void take(std::size_t channel, guide::ReceivedPage received, Now now);
  void take_index(std::size_t channel, const IpAddress& sender, const guide::Page& index, Now now);
  void settle(std::size_t channel, Now now);
  void leave_finished(std::size_t channel);
  void drain(Announcements& announcements, Now now);
  void ask(const std::string& address, GuideSource source, Now now);
  void send(Http& http, const std::string& arguments, Now now);
  void give_up(Http& http, const std::string& reason, Now now);

  Options options_;
  GuideList list_;
  std::vector<Channel> channels_;
  std::map<Group, JoinedPage> pages_;                     ///< joined
  std::map<std::uint32_t, Announcements> announcements_;  ///< by interface
  std::set<Group> sap_groups_;
  std::map<std::string, Http> http_;  ///< by address
  std::deque<Output> outputs_;
  bool resting_ = false;
};

}  // namespace joincast::libreceiver
