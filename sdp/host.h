// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "sdp/judge.h"
#include "sdp/session.h"

namespace joincast::sdp {

/// `IN IP4 192.0.2.1` in its three words. False: the judge has the reason.
bool read_host(std::string_view network, std::string_view type, std::string_view name, Judge& judge, Host& out);

}  // namespace joincast::sdp
