// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <filesystem>
#include <string>

namespace joincast::lab {

/// A temporary folder, gone with its object and all that is in it.
class Folder {
 public:
  /// Its owner may do anything in it, others what `others` says. Throws std::system_error.
  explicit Folder(std::filesystem::perms others = std::filesystem::perms::none);
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder();

  const std::filesystem::path& path() const noexcept { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace joincast::lab
