// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"
#include "sdp/parse.h"

namespace joincast::libreceiver {

/// One thing that a session description does otherwise than RFC 8866 has it.
struct DescriptionFault {
  std::uint32_t line = 0;        ///< counted from one; behind the last line when something is missing
  std::string text;              ///< that line, cleaned, at most 512 octets; empty: it is blank, or there is none
  bool refused = false;          ///< nothing can be made of the description for it; else it was mended
  sdp::Sin sin{};                ///< what was mended; without meaning when refused
  ParseErrc reason{};            ///< why it was refused; without meaning else
  std::string_view words = {};   ///< what is wrong, in short English, as in "bare line end"
  std::string_view remedy = {};  ///< what was made of it, a whole sentence

  friend bool operator==(const DescriptionFault&, const DescriptionFault&) = default;
};

/// What was forgiven in a description, and what was not: in order of lines, at most some dozens. Empty: it obeys
/// RFC 8866. For people and for who sends it; receiving goes by sdp::parse().
JOINCAST_EXPORT std::vector<DescriptionFault> describe_faults(std::string_view text);

/// A session description cut into lines as people read them: at CRLF, LF or CR, cleaned. At most 4,096.
JOINCAST_EXPORT std::vector<std::string> description_lines(std::string_view text);

/// What was made of a sin, such as "The line was skipped.".
JOINCAST_EXPORT std::string_view remedy_of(sdp::Sin sin) noexcept;

}  // namespace joincast::libreceiver
