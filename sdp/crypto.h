// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "sdp/session.h"

namespace joincast::sdp {

/// One SRTP master key with its salt (RFC 4568 section 6.1): `inline:<base64>|2^20|1:4`.
struct InlineKey {
  Bytes key_and_salt;           ///< both, in this order, as long as the suite asks
  std::uint64_t lifetime = 0;   ///< packets, at most 2^48; zero: not said
  std::uint32_t mki = 0;        ///< master key identifier, only with `mki_octets`
  std::uint8_t mki_octets = 0;  ///< its length in each packet, 0..128; zero: none

  friend bool operator==(const InlineKey&, const InlineKey&) = default;
};

/// `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:... [session parameters]` (RFC 4568 section 4).
struct Crypto {
  std::uint32_t tag = 0;  ///< up to nine digits, unique in its medium
  std::string suite;
  std::vector<InlineKey> keys;                  ///< at least one
  std::vector<std::string> session_parameters;  ///< `KDR=8`, `UNENCRYPTED_SRTCP`, ... (RFC 4568 section 6.3)

  friend bool operator==(const Crypto&, const Crypto&) = default;
};

/// None: not well-formed, a key method other than `inline`, or a key whose length is not the suite's.
JOINCAST_EXPORT std::optional<Crypto> parse_crypto(std::string_view value);
JOINCAST_EXPORT std::string to_text(const Crypto& crypto);

JOINCAST_EXPORT std::vector<Crypto> cryptos(const Media& media);
JOINCAST_EXPORT void add_crypto(Media& media, const Crypto& crypto);

/// Octets of key and salt that a suite asks for: 30 for AES_CM_128_*, 46 for AES_256_CM_* (RFC 6188), 28
/// and 44 for AEAD_AES_128_GCM and AEAD_AES_256_GCM (RFC 7714). Zero: a suite unknown here.
JOINCAST_EXPORT std::size_t key_octets(std::string_view suite) noexcept;

}  // namespace joincast::sdp
