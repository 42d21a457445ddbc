// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>
#include <string_view>
#include <system_error>

#include "base/bytes.h"
#include "base/export.h"
#include "base/result.h"
#include "net/descriptor.h"

namespace joincast::libreceiver {

/// A folder, and files made beneath it and nowhere else: no name, no symbolic link and no mount point met on the way
/// leads out of it. What exists is never opened or replaced. Blocks as the file system does.
class JOINCAST_EXPORT OutputFolder {
 public:
  /// Makes the folder itself where it does not exist; its parents must.
  static Result<OutputFolder, std::error_code> open(const std::string& path);

  /// A new file, open for reading and writing.
  struct File {
    net::Descriptor descriptor;
    net::Descriptor folder;  ///< that it lies in
    std::string name;        ///< in that folder
    std::string path;        ///< from this one
  };

  /// Makes `path` with `extension` (with its dot), and the folders on the way. Where a file of that name or a sidecar
  /// of it exists, ` (2)`, ` (3)`... is put between both. `path` is relative, its last name leaves 24 octets free.
  Result<File, std::error_code> create(const std::string& path, const std::string& extension) const;

  /// Opens a file of this program's own for reading and writing, made where it does not exist, and locks it; an error
  /// if another process has it locked.
  Result<net::Descriptor, std::error_code> lock(const std::string& name) const;

  /// Removes a file that lies directly in the folder, as lock() made it.
  void remove(const std::string& name) const noexcept;

  const std::string& path() const noexcept { return path_; }

 private:
  net::Descriptor descriptor_;
  std::string path_;
};

/// Writes `text` beside `name` and then puts it in the place of what was there: whoever looks sees the old text or the
/// new one, and so does a disk after a crash of this program.
JOINCAST_EXPORT std::error_code replace_file(int folder, const std::string& name, std::string_view text);

}  // namespace joincast::libreceiver
