// SPDX-License-Identifier: LGPL-2.1-or-later
#include "base/parse_error.h"

namespace joincast {

std::string_view to_string(ParseErrc code) noexcept {
  switch (code) {
    case ParseErrc::truncated: return "truncated";
    case ParseErrc::trailing_octets: return "trailing octets";
    case ParseErrc::unsupported_version: return "unsupported version";
    case ParseErrc::wrong_type: return "wrong type";
    case ParseErrc::bad_length: return "bad length";
    case ParseErrc::bad_padding: return "bad padding";
    case ParseErrc::bad_checksum: return "bad checksum";
    case ParseErrc::bad_value: return "bad value";
    case ParseErrc::bad_address: return "bad address";
    case ParseErrc::bad_encoding: return "bad encoding";
    case ParseErrc::missing: return "missing part";
    case ParseErrc::duplicated: return "duplicated part";
    case ParseErrc::out_of_order: return "parts out of order";
    case ParseErrc::over_limit: return "over the limit";
    case ParseErrc::encrypted: return "encrypted";
    case ParseErrc::bad_compression: return "bad compression";
  }
  return "unknown reason";
}

}  // namespace joincast
