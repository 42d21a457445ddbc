// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "app/joincast/schedule.h"

/// Changes to the text of a schedule that leave all else in it as a person wrote it: comments, order, other keys.
namespace joincast::app {

/// What is said of one programme.
struct ProgrammeText {
  std::string service;
  unsigned days = 0x7f;      ///< bit 0 is Monday
  int at = 0;                ///< seconds since midnight
  std::optional<int> until;  ///< likewise
  int seconds = 0;           ///< how long, where `until` is not given
  std::string name;          ///< pattern; empty: the usual one
};

/// The text with another programme at its end; an empty one is begun with `output`, the folder.
std::string add_programme(std::string_view text, const ProgrammeText& programme, std::string_view output);

/// The text with other times for the programme `index`; none: it is not written as expected.
std::optional<std::string> replace_programme(std::string_view text, std::size_t index, const ProgrammeText& programme);
std::optional<std::string> remove_programme(std::string_view text, std::size_t index);

}  // namespace joincast::app
