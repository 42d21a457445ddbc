// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/result.h"
#include "libreceiver/described_service.h"

namespace joincast::app {

/// Whether a SERVICE that is nothing else means a file: it ends in `.sdp`, or there is a file of that name.
bool is_description_file(const std::string& name);

/// Where the file holds a key, nobody else may have any right to it. The error is for people, without the name.
Result<libreceiver::DescribedService, std::string> read_description_file(const std::string& path);

}  // namespace joincast::app
