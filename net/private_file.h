// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/result.h"

namespace joincast::net {

/// Why a file with a secret was not read or made.
struct PrivateFileError {
  enum class Kind : unsigned char {
    unreadable,  ///< the system refused; or it is no regular file, or too long
    exposed,     ///< others may read or change it
    exists,      ///< a file of that name is there already
  };
  Kind kind = Kind::unreadable;
  std::string message;  ///< for people: what, and what to do; without the file's name
};

/// What a file says, and whether it is a secret's place.
struct FileText {
  std::string text;
  std::string exposed;  ///< why it is not private, for people: what to do about it; empty: it is
};

/// The text of a file, of at most `longest` octets, that may prove to hold a secret.
JOINCAST_EXPORT Result<FileText, PrivateFileError> read_file(const std::string& path, std::size_t longest,
                                                             const std::string& owner = {});

/// The text of a file that holds a secret, of at most `longest` octets. It must belong to whom we are, to root or to
/// `owner` (a user's name; empty: nobody else), and neither group nor others may have any right to it.
JOINCAST_EXPORT Result<std::string, PrivateFileError> read_private_file(const std::string& path, std::size_t longest,
                                                                        const std::string& owner = {});

/// Makes a new file, mode 0600, that holds `text`. Never writes into one that is there.
JOINCAST_EXPORT Result<void, PrivateFileError> make_private_file(const std::string& path, std::string_view text);

}  // namespace joincast::net
