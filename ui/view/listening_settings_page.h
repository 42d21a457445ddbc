// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QWidget>

namespace joincast::ui {

class ListeningSettings;

/// A page of the settings dialog; what is changed there holds at once. `settings` must outlive it.
QWidget* makeListeningSettingsPage(ListeningSettings& settings, QWidget* parent = nullptr);

}  // namespace joincast::ui
