// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/bytes.h"
#include "base/export.h"
#include "base/time.h"

namespace joincast::headend {

struct IconLimits {
  std::size_t icon_octets = 262'144;        ///< of one; more is no icon
  std::size_t total_octets = 16'777'216;    ///< the one not asked for longest makes way
  std::size_t icons = 4'000;                ///< kept, in work or failed
  std::size_t at_once = 4;                  ///< being fetched; others are refused until one is done
  Duration fresh = std::chrono::hours(24);  ///< fetched again when asked for later than that
  Duration retry = std::chrono::hours(1);   ///< after a failure
};

/// What an image is by its first octets: PNG, JPEG, GIF, WebP or ICO; empty: none of them. Not SVG, which can hold
/// scripts. The text lives as long as the program.
JOINCAST_EXPORT std::string_view image_type(ByteView octets) noexcept;

/// Images of stations, kept so that each is fetched once, whoever shows it, and listeners tell their interest to nobody
/// but the headend. Sans I/O.
class JOINCAST_EXPORT IconCache {
 public:
  struct Icon {
    std::string_view type;                      ///< `image/png`
    std::shared_ptr<const std::string> octets;  ///< never null
  };

  explicit IconCache(const IconLimits& limits = {}) : limits_(limits) {}

  /// What is known of an address: an old image while a new one is on its way. `fetch`: the caller is to fetch it now
  /// and to call finish(), whatever comes of it.
  struct Answer {
    std::optional<Icon> icon;
    bool fetch = false;
    bool pending = false;  ///< on its way; ask again in a moment
  };
  Answer ask(const std::string& url, TimePoint now);

  /// The octets that came; empty, too many or no image: it failed.
  void finish(const std::string& url, std::string octets, TimePoint now);

  std::size_t octets() const noexcept { return octets_; }
  const IconLimits& limits() const noexcept { return limits_; }

 private:
  struct Kept {
    std::string url;
    std::optional<Icon> icon;
    bool pending = false;
    TimePoint again{};  ///< when it may be fetched (once more)
  };
  using Order = std::list<Kept>;  ///< asked for last first

  void make_room();

  IconLimits limits_;
  Order order_;
  std::unordered_map<std::string, Order::iterator> by_url_;
  std::size_t octets_ = 0;
  std::size_t pending_ = 0;
};

}  // namespace joincast::headend
