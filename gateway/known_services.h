// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "base/service_number.h"
#include "guide/page.h"
#include "libreceiver/guide_list.h"

namespace joincast::gateway {

/// The services of which the gateway knows more than what it hears: those its operator named, and a headend's guide.
class JOINCAST_EXPORT KnownServices {
 public:
  static constexpr std::size_t kMost = 100'000;  ///< of the guide; more are left out

  /// By the operator. `name` may be empty.
  void name(ServiceNumber number, std::string name);

  /// All that a headend's guide offers now, in the place of what it did. `base`: where the guide is, as in
  /// `http://[::1]:9581`, for its icons.
  void set_guide(const std::vector<libreceiver::GuideItem>& items, std::string_view base);

  /// Null: not known.
  const guide::Entry* find(ServiceNumber number) const;
  /// Whether a number that is not known is served by nobody: the guide is here, whole.
  bool complete() const noexcept { return read_ && guide_.size() < kMost; }
  std::size_t size() const noexcept;

  /// Extended M3U, as Kodi and VLC expect it. `base`: how the client calls this gateway: `http://192.0.2.1:4022`.
  std::string playlist(std::string_view base) const;

 private:
  std::map<ServiceNumber, guide::Entry> named_;
  std::map<ServiceNumber, guide::Entry> guide_;
  bool read_ = false;
};

}  // namespace joincast::gateway
