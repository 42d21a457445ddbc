// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/service_number.h"
#include "guide/page.h"

namespace joincast::gateway {

/// The services of which the gateway knows more than what it hears: those its operator named, and a headend's guide.
class JOINCAST_EXPORT KnownServices {
 public:
  static constexpr std::size_t kMost = 100'000;  ///< of the guide; more are left out

  /// By the operator. `name` may be empty.
  void name(ServiceNumber number, std::string name);

  /// A reading of the guide begins: what came of an unfinished one is void. The revision that is here whole; zero:
  /// none.
  std::uint64_t begin();
  /// Answers of `/guide.json` in the order of their offsets; the last one has no `next`. Whole lists take the place of
  /// what was known, deltas change it. `base`: where the guide is, as in `http://[::1]:9581`, for its icons.
  void take(const guide::Page& page, std::string_view base);

  /// Null: not known.
  const guide::Entry* find(ServiceNumber number) const;
  /// Whether a number that is not known is served by nobody: the guide is here, whole.
  bool complete() const noexcept { return revision_ != 0 && guide_.size() < kMost; }
  std::size_t size() const noexcept;

  /// Extended M3U, as Kodi and VLC expect it. `base`: how the client calls this gateway: `http://192.0.2.1:4022`.
  std::string playlist(std::string_view base) const;

 private:
  void put(const guide::Entry& entry, std::string_view base);

  std::map<ServiceNumber, guide::Entry> named_;
  std::map<ServiceNumber, guide::Entry> guide_;
  std::map<ServiceNumber, guide::Entry> coming_;  // of a list that is not here whole yet
  std::uint64_t revision_ = 0;
};

}  // namespace joincast::gateway
