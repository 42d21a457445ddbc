// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string>

#include "base/export.h"
#include "base/result.h"
#include "rtp/srtp_key.h"

namespace joincast::libreceiver {

/// The key in a file such as `joincast srtp-key` makes. Nobody but its owner may have any right to the file. The
/// error is for people: what is wrong and what to do, without the file's name.
JOINCAST_EXPORT Result<rtp::SrtpKey, std::string> read_key_file(const std::string& path);

}  // namespace joincast::libreceiver
