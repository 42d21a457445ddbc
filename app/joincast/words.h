// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/time.h"
#include "libreceiver/statistics.h"
#include "payload/format.h"
#include "sdp/joincast.h"

/// Figures as people read them.
namespace joincast::app {

double milliseconds(Duration duration) noexcept;
std::string in_milliseconds(Duration duration);               ///< `17 ms`
std::string describe(const payload::Format& format);          ///< `MPEG audio, 48 kHz stereo`
std::string_view name_of(payload::Codec codec) noexcept;      ///< `MPEG audio`
std::string bit_rate(std::uint64_t bits_per_second);          ///< `128 kbit/s`
std::string loss(const libreceiver::Statistics& statistics);  ///< `0 of 1234 (0.00 %)`
std::string clock_time(WallTime time);                        ///< `14:03`, local; with the date when not of today
std::string elapsed(Duration duration);                       ///< `0:12:34`
std::string short_time(Duration duration);                    ///< `0:42`, `12:34`, `1:02:03`
std::string_view name_of(libreceiver::Phase phase) noexcept;  ///< `playing`

/// The columns that a terminal gives a text, CJK characters counted twice and combining ones not at all.
std::size_t columns(std::string_view utf8) noexcept;
/// At most so many columns, the last one an ellipsis where something was cut.
std::string fit(std::string_view utf8, std::size_t columns);

}  // namespace joincast::app
