// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QDateTime>
#include <QString>

#include "ui/control/signal_controller.h"

namespace joincast::ui {

/// All that is known of the service, as plain text for a mail: what, when and how, its figures, its diagnosis.
/// `program`: name and version of ours.
QString signalReport(const SignalController& signal, const QDateTime& at, const QString& program);

}  // namespace joincast::ui
