// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

namespace joincast::lab {

/// A temporary folder, gone with its object and all that is in it.
class Folder {
 public:
  /// Its owner may do anything in it, others what `others` says. Throws std::system_error.
  explicit Folder(std::filesystem::perms others = std::filesystem::perms::none) {
    std::string name = (std::filesystem::temp_directory_path() / "jc-test-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::system_error(errno, std::system_category(), name);
    path_ = name;
    std::filesystem::permissions(path_, others, std::filesystem::perm_options::add);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }

  const std::filesystem::path& path() const noexcept { return path_; }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace joincast::lab
