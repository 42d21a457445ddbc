// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "base/service_number.h"
#include "base/time.h"
#include "guide/page.h"

namespace joincast::guide {

struct CarouselOptions {
  std::uint32_t rate_bps = 1'000'000;                  ///< of all it sends, IP and UDP headers included
  Duration round = std::chrono::seconds(1);            ///< a page begins again no sooner than this
  Duration coalesce = std::chrono::milliseconds(200);  ///< newcomers within this time share one first page
};

/// Whose turn it is: sends the pages of wanted services round and round, at a capped rate, and nothing while nobody
/// looks. The first page of a service (the index; a page of its own) goes before all others when somebody new comes.
/// Sans I/O: says which part is due, the caller sends it to the service's groups.
class JOINCAST_EXPORT Carousel {
 public:
  using Parts = std::shared_ptr<const std::vector<Bytes>>;  ///< of cut_page(); never null or empty

  /// A part that is due now.
  struct Turn {
    ServiceNumber service;
    Parts parts;           ///< keeps the octets alive
    std::size_t part = 0;  ///< index into `parts`
  };

  explicit Carousel(const CarouselOptions& options = {}) : options_(options) {}

  /// Another rate, from the next packet on.
  void set_rate(std::uint32_t rate_bps) noexcept { options_.rate_bps = rate_bps; }

  /// A page as it is from now on; one that is being sent begins again.
  void set_page(std::uint32_t page, Parts parts);
  void remove_page(std::uint32_t page);
  bool has(ServiceNumber service) const;  ///< whether it carries a page

  /// Somebody new wants a service: its first page comes at once. Call set_destinations() first.
  void newcomer(ServiceNumber service, TimePoint now);
  /// To how many groups the service's packets go; zero: nobody wants it.
  void set_destinations(ServiceNumber service, std::size_t groups, TimePoint now);

  /// The next part that is due; nothing: none until deadline().
  std::optional<Turn> poll_output(TimePoint now);
  TimePoint deadline() const noexcept;  ///< kNever: silent

  bool silent() const noexcept { return wanted_.empty(); }

 private:
  struct Sending {
    Parts parts;
    std::size_t next = 0;      ///< part that is sent next; a round may begin with any
    std::size_t left = 0;      ///< parts of the round under way; zero: none is
    TimePoint due{};           ///< when the next round may begin
    std::uint64_t served = 0;  ///< when its last round began, by count of rounds
  };
  struct Wanted {
    std::size_t groups = 0;
    TimePoint first_due = kNever;  ///< when a newcomer gets the first page
    std::optional<TimePoint> last_first{};
  };

  using Pages = std::map<std::uint32_t, Sending>;
  template <typename Visit>
  void for_wanted_pages(Visit visit) const;
  std::optional<std::uint32_t> first_page(ServiceNumber service) const;
  bool wanted(std::uint32_t page) const { return wanted_.contains(service_of_page(page)); }
  void begin_for_newcomers(TimePoint now);
  void begin_round(std::uint32_t page, TimePoint now);
  std::optional<std::uint32_t> choose(TimePoint now);

  CarouselOptions options_;
  Pages pages_;
  std::map<ServiceNumber, Wanted> wanted_;
  std::optional<std::uint32_t> current_;  ///< page whose round is under way
  std::vector<std::uint32_t> urgent_;     ///< pages that newcomers wait for: the index, then first come first
  TimePoint free_at_{};                   ///< when the rate allows the next packet
  std::uint64_t rounds_ = 0;
};

}  // namespace joincast::guide
