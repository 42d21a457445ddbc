// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/key_file.h"

#include "net/private_file.h"

namespace joincast::libreceiver {

Result<rtp::SrtpKey, std::string> read_key_file(const std::string& path) {
  const auto text = net::read_private_file(path, rtp::kLongestSrtpKeyText);
  if (!text) return fail(text.error().message);
  auto key = rtp::parse_srtp_key(*text);
  if (!key) return fail(to_string(key.error()));
  return std::move(*key);
}

}  // namespace joincast::libreceiver
