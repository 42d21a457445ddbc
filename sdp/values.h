// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <string_view>

#include "sdp/judge.h"
#include "sdp/session.h"

/// One function for what stands behind each `x=`. False: not what it should be; the value is then unusable.
namespace joincast::sdp {

bool read_origin(std::string_view value, Judge& judge, Origin& out);
bool read_connection(std::string_view value, Judge& judge, Connection& out);
bool read_bandwidth(std::string_view value, Judge& judge, Bandwidth& out);
bool read_timing(std::string_view value, Judge& judge, Timing& out);
bool read_repeat(std::string_view value, Judge& judge, Repeat& out);
bool read_zones(std::string_view value, Judge& judge, std::vector<ZoneAdjustment>& out);
bool read_media(std::string_view value, Judge& judge, Media& out);
bool read_attribute(std::string_view value, Judge& judge, Attribute& out);

}  // namespace joincast::sdp
