// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QLocale>
#include <QString>
#include <QWidget>

namespace joincast::ui {

class Appearance;

/// Light or dark, and the language. `appearance` must outlive it.
QWidget* makeGeneralPage(Appearance& appearance, QWidget* parent = nullptr);

/// As remembered: `de`, `en`; empty: the system's.
QString rememberedLanguage();
/// Texts from now on in the language that is remembered, else the system's. Before the first widget is made.
void speakRememberedLanguage();
/// Light or dark as remembered.
void applyRememberedScheme(Appearance& appearance);

}  // namespace joincast::ui
