// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QIcon>
#include <QStringList>

namespace joincast::ui {

/// A symbolic picture of ours (ui/icons/NAME.svg), drawn at whatever size and scale it is wanted in the colour that
/// text has just then in the palette: it follows light, dark and high contrast. A name that is none is an empty icon.
QIcon icon(const char* name);
QIcon icon(const QString& name);

QStringList iconNames();  ///< of all, sorted

}  // namespace joincast::ui
