// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "base/address.h"
#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/time.h"
#include "guide/page.h"

namespace joincast::guide {

/// A page that has come in whole.
struct ReceivedPage {
  IpAddress source;             ///< of its datagrams, from the IP header
  std::uint32_t interface = 0;  ///< where they came in
  Page page;                    ///< `number` and `revision` as its parts said them
};

struct AssemblerOptions {
  std::size_t sources = 16;                      ///< headends; those beyond are refused
  std::size_t pages_per_source = 1'024;          ///< begun or known
  std::size_t pieces_octets = 4'194'304;         ///< of all incomplete pages; the longest silent one makes way
  Duration patience = std::chrono::seconds(60);  ///< an incomplete page without a new part is forgotten
  Duration silence = std::chrono::minutes(10);   ///< and a complete one's revision, so that it is told again
  std::size_t inflated_per_second = 4'194'304;   ///< octets of JSON read; what is beyond waits for another round
  PageLimits limits{};
};

struct AssemblerCounters {
  std::uint64_t parts = 0;                               ///< that were new
  std::uint64_t repeated = 0;                            ///< of what was there already
  std::uint64_t pages = 0;                               ///< complete
  std::uint64_t full = 0;                                ///< parts refused because of a cap
  std::uint64_t others = 0;                              ///< SAP packets of another type, deletions too
  std::array<std::uint64_t, kParseErrcCount> refused{};  ///< by ParseErrc
};

/// Puts pages of the guide together from what is heard on its groups' SAP port, in any order, with losses made up for
/// by the next round. A source can neither replace nor spoil a page of another. Sans I/O.
class JOINCAST_EXPORT PageAssembler {
 public:
  explicit PageAssembler(const AssemblerOptions& options = {});
  ~PageAssembler();
  PageAssembler(PageAssembler&&) noexcept;
  PageAssembler& operator=(PageAssembler&&) noexcept;

  /// Takes any datagram: what is no part of a page is counted.
  void handle_datagram(ByteView datagram, const Endpoint& from, std::uint32_t interface, Now now);
  /// Forgets what nobody goes on with. Early or repeated calls do nothing.
  void handle_deadline(Now now);
  TimePoint deadline() const noexcept;

  /// A page that has come in whole, each revision once. Nothing: all is told.
  std::optional<ReceivedPage> poll_output();

  /// Whether this revision of a page is complete, so that its service need not be joined (again).
  bool knows(const IpAddress& source, std::uint32_t interface, std::uint32_t page, std::uint64_t revision) const;

  std::size_t octets() const noexcept;  ///< of pieces kept
  const AssemblerCounters& counters() const noexcept;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::guide
