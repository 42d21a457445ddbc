// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "libreceiver/resolve.h"
#include "rtp/srtp_key.h"

namespace joincast::app {

/// Key files of several services: one for all, or one for each.
class ServiceKeys {
 public:
  /// Each word is a file, for all, or SERVICE=FILE: what stands before `=` is one of `services`, or a number or group.
  /// The error is for people.
  static Result<ServiceKeys, std::string> parse(const std::vector<std::string>& words,
                                                const std::vector<std::string>& services);

  /// Its own file, else that of all; empty: none.
  std::string file_of(const std::string& service);

  struct One {
    std::string service;
    std::optional<libreceiver::ServiceReference> reference;  ///< none: a name, or a file
    std::string file;
    bool used = false;  ///< file_of() was asked for it
  };
  const std::vector<One>& of_one() const noexcept { return of_one_; }

 private:
  std::string of_all_;
  std::vector<One> of_one_;
};

/// Whether a target is what a reference means: its number, or its group and port.
bool means(const libreceiver::ServiceReference& reference, const libreceiver::Target& target);

}  // namespace joincast::app
