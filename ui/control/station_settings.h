// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>

#include "ui/model/station.h"

class QSettings;

namespace joincast::ui {

/// As much of a station as plays it again, in the group of the settings that is open, or in `prefix` below it.
void writeStation(QSettings& settings, const Station& station);
std::optional<Station> readStation(const QSettings& settings,
                                   const QString& prefix = {});  ///< none: there is none, or what is there is none

}  // namespace joincast::ui
