// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/export.h"
#include "base/result.h"

namespace joincast::rtp {

/// How SRTP and SRTCP packets are enciphered and authenticated. All have a tag of ten octets or more.
enum class SrtpSuite : std::uint8_t {
  aes_cm_128_hmac_sha1_80,  ///< `AES_CM_128_HMAC_SHA1_80`: RFC 3711, RFC 4568 section 6.2
  aes_256_cm_hmac_sha1_80,  ///< `AES_256_CM_HMAC_SHA1_80`: RFC 6188
  aead_aes_128_gcm,         ///< `AEAD_AES_128_GCM`: RFC 7714
  aead_aes_256_gcm,         ///< `AEAD_AES_256_GCM`
};
inline constexpr std::size_t kSrtpSuites = 4;

/// The name that `a=crypto` and key files use.
JOINCAST_EXPORT std::string_view to_string(SrtpSuite suite) noexcept;
/// None: not one of ours. Names are compared as they stand.
JOINCAST_EXPORT std::optional<SrtpSuite> parse_srtp_suite(std::string_view name) noexcept;

/// Octets of master key and master salt together: 30, 46, 28 or 44.
JOINCAST_EXPORT std::size_t key_and_salt_octets(SrtpSuite suite) noexcept;

/// A master key with its suite. Whoever has it can hear the session and speak in its name.
struct SrtpKey {
  SrtpSuite suite = SrtpSuite::aes_cm_128_hmac_sha1_80;
  Bytes key_and_salt;  ///< in this order, key_and_salt_octets() of them

  friend bool operator==(const SrtpKey&, const SrtpKey&) = default;
};

/// What is wrong with the text of a key file.
enum class SrtpKeyErrc : std::uint8_t {
  too_long,    ///< more than kLongestSrtpKeyText octets
  no_key,      ///< nothing but comments
  second_key,  ///< one key is all that is understood
  no_such_suite,
  not_two_words,
  not_base64,
  wrong_length,  ///< key and salt are not as long as the suite asks
};
inline constexpr std::size_t kLongestSrtpKeyText = 4'096;

struct SrtpKeyError {
  SrtpKeyErrc code = SrtpKeyErrc::no_key;
  unsigned line = 0;  ///< from 1; 0: the whole text

  friend bool operator==(const SrtpKeyError&, const SrtpKeyError&) = default;
};

/// What was expected, for people; never a part of the text, which is secret.
JOINCAST_EXPORT std::string to_string(const SrtpKeyError& error);

/// The text of a key file: one line `AEAD_AES_128_GCM <base64 of key and salt>`; blank lines and lines that begin with
/// `#` do not count. Ends of line may be CR LF. Sans I/O: whose file it is, and who may read it, others check.
JOINCAST_EXPORT Result<SrtpKey, SrtpKeyError> parse_srtp_key(std::string_view text);

/// A whole key file with a comment in front.
JOINCAST_EXPORT std::string to_text(const SrtpKey& key);

}  // namespace joincast::rtp
