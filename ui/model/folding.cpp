// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/folding.h"

#include <algorithm>
#include <array>

namespace joincast::ui {
namespace {

/// Letters that no decomposition takes apart.
const char* spelled(char16_t letter) {
  switch (letter) {
    case u'ß': return "ss";
    case u'æ': return "ae";
    case u'œ': return "oe";
    case u'ø': return "o";
    case u'ł': return "l";
    case u'đ':
    case u'ð': return "d";
    case u'þ': return "th";
    case u'ı': return "i";
    default: return nullptr;
  }
}

bool isWrittenWithoutGaps(char32_t letter) {
  switch (QChar::script(letter)) {
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
    case QChar::Script_Katakana:
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar: return true;
    default: return false;
  }
}

void appendUtf8(std::string& out, char32_t letter) {
  const auto put = [&out](char32_t octet) { out.push_back(static_cast<char>(octet)); };
  if (letter < 0x80) {
    put(letter);
  } else if (letter < 0x800) {
    put(0xc0 | letter >> 6), put(0x80 | (letter & 0x3f));
  } else if (letter < 0x10000) {
    put(0xe0 | letter >> 12), put(0x80 | (letter >> 6 & 0x3f)), put(0x80 | (letter & 0x3f));
  } else {
    put(0xf0 | letter >> 18), put(0x80 | (letter >> 12 & 0x3f));
    put(0x80 | (letter >> 6 & 0x3f)), put(0x80 | (letter & 0x3f));
  }
}

void appendForeign(std::string& out, const QString& text) {
  bool gap = true;
  for (const uint point : text.normalized(QString::NormalizationForm_KD).toUcs4()) {
    const QChar::Category category = QChar::category(point);
    if (category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing) continue;
    if (point == u'\'' || point == u'’') continue;
    if (!QChar::isLetterOrNumber(point) && category != QChar::Mark_SpacingCombining) {
      gap = true;
      continue;
    }
    const bool alone = isWrittenWithoutGaps(point);
    if (gap || alone) out.push_back(' ');
    gap = alone;
    const uint letter = QChar::toCaseFolded(point);
    const char* const letters = letter < 0x10000 ? spelled(static_cast<char16_t>(letter)) : nullptr;
    if (letters)
      out += letters;
    else
      appendUtf8(out, letter);
  }
}

constexpr std::size_t kLatin = 0x250;  // letters below need no look at their neighbours

/// What each Latin letter becomes; empty: a gap.
const std::array<std::string, kLatin>& latin() {
  static const auto table = [] {
    std::array<std::string, kLatin> letters;
    for (std::size_t point = 0; point < kLatin; ++point) {
      appendForeign(letters[point], QString(QChar(static_cast<char16_t>(point))));
      if (!letters[point].empty()) letters[point].erase(0, 1);
    }
    return letters;
  }();
  return table;
}

void appendLatin(std::string& out, const QString& text) {
  bool gap = true;
  for (const QChar c : text) {
    const std::string& letters = latin()[c.unicode()];
    if (letters.empty()) {
      gap = gap || c != u'\'';
      continue;
    }
    if (gap) out.push_back(' ');
    gap = false;
    out += letters;
  }
}

}  // namespace

void appendFolded(std::string& out, const QString& text) {
  char16_t highest = 0;
  for (const QChar c : text) highest = std::max(highest, c.unicode());
  if (highest >= kLatin) return appendForeign(out, text);
  if (highest >= 0x80) return appendLatin(out, text);
  bool gap = true;
  for (const QChar c : text) {
    auto letter = static_cast<char>(c.unicode());
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter + ('a' - 'A'));
    if ((letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9')) {
      if (gap) out.push_back(' ');
      gap = false;
      out.push_back(letter);
    } else if (letter != '\'') {
      gap = true;
    }
  }
}

std::string folded(const QString& text) {
  std::string out;
  appendFolded(out, text);
  return out;
}

std::vector<std::string> foldedWords(const QString& typed) {
  const std::string text = folded(typed);
  std::vector<std::string> words;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin + 1), text.size());
    words.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return words;
}

bool fits(std::string_view foldedText, const std::vector<std::string>& words) noexcept {
  return std::ranges::all_of(
      words, [foldedText](const std::string& word) { return foldedText.find(word) != foldedText.npos; });
}

}  // namespace joincast::ui
