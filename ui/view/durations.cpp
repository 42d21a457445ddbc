// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/durations.h"

#include <algorithm>

namespace joincast::ui {

QString asClock(std::chrono::seconds duration) {
  const auto total = std::max<std::int64_t>(0, duration.count());
  const QLatin1Char zero('0');
  const QString rest = QStringLiteral("%1").arg(total % 60, 2, 10, zero);
  if (total < 3600) return QStringLiteral("%1:%2").arg(total / 60).arg(rest);
  return QStringLiteral("%1:%2:%3").arg(total / 3600).arg(total / 60 % 60, 2, 10, zero).arg(rest);
}

}  // namespace joincast::ui
