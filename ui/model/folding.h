// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <string>
#include <string_view>
#include <vector>

namespace joincast::ui {

/// What is looked for and what is looked through, made comparable: letters without case and diacritics (`Ä` and `a`
/// alike, `ß` as `ss`), all else but digits a gap; each word, and each letter of a script that writes no gaps, behind
/// one space. UTF-8: `Café-Türk 2` is ` cafe turk 2`. In this form a word begins a word where it is found with its
/// space.
std::string folded(const QString& text);
void appendFolded(std::string& out, const QString& text);

/// The words of what a person typed, each with its space in front.
std::vector<std::string> foldedWords(const QString& typed);

/// Each of these words begins one of the text's, wherever.
bool fits(std::string_view foldedText, const std::vector<std::string>& words) noexcept;

}  // namespace joincast::ui
