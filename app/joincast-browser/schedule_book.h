// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>

#include "ui/bridge/schedule_book.h"

namespace joincast::app {

/// `~/.config/joincast/schedule.toml`, which the user unit joincast-record reads too.
std::unique_ptr<ui::ScheduleBook> make_schedule_book();

}  // namespace joincast::app
