// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <cstdint>

#include "base/time.h"
#include "libreceiver/statistics.h"
#include "net/interfaces.h"

namespace joincast::ui {

QString wordOf(libreceiver::Phase phase);
QString wordOf(net::InterfaceKind kind);
QString yesNo(bool yes);
QString milliseconds(Duration time);  ///< `12.3 ms`
QString age(Duration time);           ///< `12 s`, `5 min`, `2 h`
QString count(std::uint64_t number);  ///< by the locale: `1,234`
QString perCent(double value);        ///< `1.2 %`
QString kilobits(double kbps);        ///< `128 kbit/s`
QString hex(std::uint32_t number);    ///< `0x11223344`

}  // namespace joincast::ui
