// SPDX-License-Identifier: LGPL-2.1-or-later
#include "tests/lab/folder.h"

#include <stdlib.h>

#include <cerrno>
#include <system_error>

namespace joincast::lab {

Folder::Folder(std::filesystem::perms others) {
  std::string name = (std::filesystem::temp_directory_path() / "jc-test-XXXXXX").string();
  if (!::mkdtemp(name.data())) throw std::system_error(errno, std::system_category(), name);
  path_ = name;
  std::filesystem::permissions(path_, others, std::filesystem::perm_options::add);
}

Folder::~Folder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace joincast::lab
