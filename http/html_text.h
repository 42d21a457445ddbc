// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"

namespace joincast::http {

/// Text for HTML, in an element or in a quoted attribute.
std::string html(std::string_view text);

std::string grouped(std::uint64_t number);                        ///< `12,345`
std::string counted(std::uint64_t number, std::string_view one);  ///< `1 service`, `2 services`
std::string percent(double share);                                ///< `0.4 %` of 0.004
std::string span(Duration time);                                  ///< `3 d 4 h`, `5 h 12 min`, `7 min`, `12 s`

}  // namespace joincast::http
