// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <span>
#include <string_view>
#include <vector>

#include "libreceiver/diagnosis.h"

namespace joincast::ui {

/// A sentence of the library's diagnosis in the person's language, its places filled; the library's own where there is
/// no translation.
QString translated(std::string_view words, const std::vector<libreceiver::Argument>& arguments = {});

QString text(const libreceiver::Argument& argument);  ///< by the locale

/// What can be translated, as the library says it.
std::span<const char* const> translatableSentences();

}  // namespace joincast::ui
