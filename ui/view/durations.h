// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <chrono>

namespace joincast::ui {

/// `1:23`, or `1:02:03` from an hour on; never negative.
QString asClock(std::chrono::seconds duration);

}  // namespace joincast::ui
