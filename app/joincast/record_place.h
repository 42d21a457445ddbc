// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "libreceiver/output_folder.h"

namespace joincast::app {

/// Where `-o` leads.
struct RecordPlace {
  std::shared_ptr<const libreceiver::OutputFolder> folder;  ///< null: standard output
  std::string plain_name;                                   ///< a file the user named, without extension; empty: none
  std::string type;                                         ///< its extension
};

/// Whether files of recordings end like that: `mp3`, `m4a`...
bool is_container(std::string extension);

/// `-`, a folder (made where it does not exist), or a file: a name that is no folder and ends in an extension of a
/// container. The error says what failed.
Result<RecordPlace, std::string> find_place(const std::string& output);

}  // namespace joincast::app
