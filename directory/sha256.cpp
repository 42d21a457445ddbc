// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/sha256.h"

#include <openssl/sha.h>

namespace joincast::directory {

std::array<std::uint8_t, 32> sha256(ByteView octets) {
  std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
  SHA256(octets.data(), octets.size(), digest.data());
  return digest;
}

}  // namespace joincast::directory
