// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/result.h"
#include "base/time.h"

/// Names of files made of what strangers say. Nothing that a title holds can leave the folder, hide a file, or end in
/// a name that some system cannot store.
namespace joincast::libreceiver {

inline constexpr std::size_t kMaxName = 255;   ///< octets of one name in a folder
inline constexpr std::size_t kMaxPath = 1024;  ///< octets of a name with its folders
inline constexpr std::size_t kMaxDepth = 16;   ///< folders

/// What a name can be made of. Texts are strangers' and need not be clean.
struct NameFields {
  std::string number;       ///< `{number}`: the service number `8000-0001`, or the group
  std::string station;      ///< `{service}` and `{station}`; empty: the number stands there
  std::string title;        ///< `{title}`: `Artist - Song` as it was announced
  std::string codec;        ///< `{codec}`: `mpa`, `opus`
  std::uint32_t index = 1;  ///< `{index}`: of the part, three digits at least
  WallTime began{};         ///< `{date}` 2026-11-21, `{time}` 09-30-05, `{year}` `{month}` `{day}` `{hour}` `{minute}`
                            ///< `{second}` `{weekday}` (1 is Monday); local time
};
// `{artist}` and `{song}` are the title's parts around the first ` - `; without one the whole is the song.

/// Nothing, or what is wrong with a pattern: an unknown field, a brace without its partner, an absolute path, `..`.
/// `{{` and `}}` stand for braces, `/` divides folders.
JOINCAST_EXPORT Result<void, std::string> check_name_pattern(std::string_view pattern);

/// A relative path, its parts divided by `/`, each of them as safe_name() makes it. Never empty. `reserve`: octets to
/// leave free in the last part for a number and an extension. The pattern has been checked.
JOINCAST_EXPORT std::string make_name(std::string_view pattern, const NameFields& fields, std::size_t reserve = 0);

/// One name for one file or folder, of at most `most` octets: valid UTF-8 without `/`, `\`, `:`, `*`, `?`, `"`, `<`,
/// `>`,
/// `|`, controls, invisible and bidirectional formatting characters; no blanks or dots at its ends, so neither hidden
/// nor `..`; not CON, NUL, COM1 and the like, with whatever extension. May be empty: nothing was left.
JOINCAST_EXPORT std::string safe_name(std::string_view text, std::size_t most = kMaxName);

}  // namespace joincast::libreceiver
