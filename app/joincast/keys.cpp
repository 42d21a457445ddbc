// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/keys.h"

#include <optional>

namespace joincast::app {
namespace {

constexpr char kEscape = '\x1b';
constexpr std::size_t kLongest = 16;

std::optional<Key> of_character(char character) {
  switch (character) {
    case ' ': return Key::pause;
    case 'r': return Key::record;
    case '+':
    case '=': return Key::louder;
    case '-': return Key::softer;
    case 'm': return Key::mute;
    case 'i': return Key::details;
    case '?': return Key::help;
    case 'q': return Key::quit;
    default: return std::nullopt;
  }
}

/// Such as `\x1b[D`, `\x1bOD`, `\x1b[1~`.
std::optional<Key> of_sequence(std::string_view sequence) {
  const std::string_view rest = sequence.substr(2);
  if (rest == "D") return Key::back;
  if (rest == "C") return Key::forward;
  if (rest == "H" || rest == "1~" || rest == "7~") return Key::song_start;
  if (rest == "F" || rest == "4~" || rest == "8~") return Key::live;
  return std::nullopt;
}

}  // namespace

std::vector<Key> KeyReader::read(std::string_view octets) {
  std::vector<Key> keys;
  for (const char octet : octets) {
    if (octet == kEscape) {
      sequence_ = octet;
    } else if (sequence_.empty()) {
      if (const auto key = of_character(octet)) keys.push_back(*key);
    } else if (sequence_.size() == 1 && octet != '[' && octet != 'O') {
      sequence_.clear();  // Escape by itself, or Alt with a character
    } else {
      sequence_ += octet;
      const bool ends = sequence_.size() > 2 && octet >= 0x40 && octet <= 0x7e;
      if (!ends && sequence_.size() < kLongest) continue;
      if (const auto key = of_sequence(sequence_); ends && key) keys.push_back(*key);
      sequence_.clear();
    }
  }
  return keys;
}

}  // namespace joincast::app
