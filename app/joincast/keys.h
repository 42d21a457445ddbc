// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace joincast::app {

/// What a key of `joincast play` asks for.
enum class Key : std::uint8_t {
  pause,       ///< space; again: go on
  back,        ///< left
  forward,     ///< right
  song_start,  ///< home
  live,        ///< end
  record,      ///< r
  louder,      ///< +, =
  softer,      ///< -
  mute,        ///< m
  details,     ///< i
  help,        ///< ?
  quit,        ///< q
};

/// Makes keys of what a terminal sends: characters and the sequences of ECMA-48 terminals, which may come in pieces.
/// Whatever else comes is passed over.
class KeyReader {
 public:
  std::vector<Key> read(std::string_view octets);

 private:
  std::string sequence_;  // begun and not yet whole
};

}  // namespace joincast::app
