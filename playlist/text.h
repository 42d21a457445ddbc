// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/export.h"

namespace joincast::playlist {

/// Texts that strangers write, playlists and headers, as they really are: words in any case, blanks anywhere.
inline constexpr std::string_view kBlanks = " \t\r\n\f\v";

constexpr char lower(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
JOINCAST_EXPORT std::string lower(std::string_view text);
JOINCAST_EXPORT std::string_view trim(std::string_view text) noexcept;
JOINCAST_EXPORT bool same_word(std::string_view a, std::string_view b) noexcept;
JOINCAST_EXPORT bool begins_with_word(std::string_view text, std::string_view word) noexcept;
/// Where the word stands, in any case, at or behind `from`; npos: nowhere.
JOINCAST_EXPORT std::size_t find_word(std::string_view text, std::string_view word, std::size_t from = 0) noexcept;
/// Without the mark that says UTF-8.
JOINCAST_EXPORT std::string_view without_mark(std::string_view text) noexcept;

/// The number at the front of `128`, `128 kbps`; zero: none, or too large.
JOINCAST_EXPORT std::uint32_t leading_number(std::string_view text) noexcept;

/// Takes the next line off the front, without its end: LF, CR LF or CR.
JOINCAST_EXPORT std::string_view take_line(std::string_view& text) noexcept;

/// A stranger's text for people: UTF-8 (windows-1252 where it was none), trimmed, without control characters, at most
/// 1,024 octets.
JOINCAST_EXPORT std::string clean_text(std::string_view text);

}  // namespace joincast::playlist
