// SPDX-License-Identifier: LGPL-2.1-or-later
// Key files of any kind: what is read has the length of its suite, and is read again as it was written.
#include <cstdlib>

#include "rtp/srtp_key.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace joincast;
  const auto key = rtp::parse_srtp_key(as_text({data, size}));
  if (!key) return rtp::to_string(key.error()).empty() ? (std::abort(), 0) : 0;
  if (key->key_and_salt.size() != rtp::key_and_salt_octets(key->suite)) std::abort();
  if (rtp::parse_srtp_key(rtp::to_text(*key)) != *key) std::abort();
  return 0;
}
