// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/address.h"
#include "base/export.h"
#include "libreceiver/statistics.h"
#include "sap/table.h"
#include "sdp/session.h"

namespace joincast::libreceiver {

/// A description of our group, with the one medium of it that goes there.
struct Description {
  sap::SessionId id = 0;
  std::uint64_t order = 0;         ///< grows with each announcement that is new or changed
  IpAddress announcer;             ///< unspecified: nobody, we were given it
  std::vector<IpAddress> senders;  ///< whose RTP it may bind: the announcer, or the source filter's addresses
  std::string text;
  sdp::Session session;
  std::size_t medium = 0;  ///< index into session.media

  const sdp::Media& media() const noexcept { return session.media[medium]; }
  bool is_given() const noexcept { return announcer.is_unspecified(); }
  /// How well it binds the RTP of an address: 3 its announcer's own, 2 we were given it, and no source filter excludes
  /// the address, 1 named by its source filter, 0 not at all.
  int binds(const IpAddress& sender) const noexcept;
};

/// The descriptions heard on one group, and which of them holds (design section 7): it binds only RTP of its
/// own IP source, or of those its source filter names (a sender's own words come first); one whose source sends
/// displaces a silent one; among equals the newest. Sans I/O.
class JOINCAST_EXPORT Descriptions {
 public:
  static constexpr std::size_t kMost = 32;  ///< remembered at once, and some more of the sender that is heard

  Descriptions(const Group& group, std::uint16_t port);

  /// A description that somebody gave us, and did not announce. It binds whoever sends, until he announces one himself.
  void give(std::string_view text);

  void handle_datagram(ByteView octets, const Endpoint& from, Now now);
  void handle_deadline(Now now);
  TimePoint deadline() const noexcept { return table_.deadline(); }

  /// Who sends at present; none: nobody yet.
  void set_sender(std::optional<IpAddress> sender);

  /// What holds; null: nothing. Dies with the next call that changes us.
  const Description* current() const noexcept;

  /// Whether current() is about the present sender, so that it binds payload types.
  bool is_bound() const noexcept;

  /// Grows whenever current() may have become another one.
  std::uint64_t revision() const noexcept { return revision_; }

  /// Whoever is announced, for the choice of the source.
  std::vector<IpAddress> senders() const;

  /// The announcer of the description that held until its deletion, once after each.
  std::optional<IpAddress> take_withdrawn() noexcept;

  const sap::TableCounters& table_counters() const noexcept { return table_.counters(); }
  const DescriptionCounters& counters() const noexcept { return counters_; }

 private:
  void drain();
  void remember(const sap::Announcement& announcement);
  std::optional<Description> read(std::string_view text);
  void forget(const sap::Announcement& announcement);

  Group group_;
  std::uint16_t port_;
  sap::Table table_;
  std::vector<Description> known_;
  std::optional<IpAddress> sender_;
  std::optional<IpAddress> withdrawn_;
  std::uint64_t revision_ = 0;
  std::uint64_t order_ = 0;
  DescriptionCounters counters_;
};

}  // namespace joincast::libreceiver
