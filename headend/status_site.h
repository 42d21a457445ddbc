// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "base/export.h"
#include "headend/status_model.h"
#include "http/server.h"

namespace joincast::headend {

/// What stands at which path: `/`, `/status.json`, `/metrics`, `/health`, `/status.css`, `/status.js`. A snapshot and
/// what was made of it serve everybody who asks within a second, so that no number of readers costs more than one.
class JOINCAST_EXPORT StatusSite {
 public:
  static constexpr Duration kFresh = std::chrono::seconds(1);

  explicit StatusSite(std::function<StatusSnapshot()> look) : look_(std::move(look)) {}

  http::Answer answer(std::string_view path, TimePoint now);

 private:
  std::shared_ptr<const std::string> made(std::string_view path, std::string (*make)(const StatusSnapshot&));

  std::function<StatusSnapshot()> look_;
  StatusSnapshot snapshot_;
  TimePoint taken_{};
  bool any_ = false;
  std::map<std::string_view, std::shared_ptr<const std::string>> made_;  ///< of the snapshot, by literal path
};

}  // namespace joincast::headend
