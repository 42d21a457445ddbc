// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/srtp_key.h"

#include <algorithm>
#include <array>

#include "base/base64.h"

namespace joincast::rtp {
namespace {

struct Suite {
  std::string_view name;
  std::size_t octets;
};

constexpr std::array<Suite, kSrtpSuites> kSuites = {{{"AES_CM_128_HMAC_SHA1_80", 16 + 14},
                                                     {"AES_256_CM_HMAC_SHA1_80", 32 + 14},
                                                     {"AEAD_AES_128_GCM", 16 + 12},
                                                     {"AEAD_AES_256_GCM", 32 + 12}}};

constexpr std::string_view kBlanks = " \t\r";

std::string_view trimmed(std::string_view text) noexcept {
  text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

std::string_view expected(SrtpKeyErrc code) noexcept {
  switch (code) {
    case SrtpKeyErrc::too_long: return "a key file has at most 4,096 octets";
    case SrtpKeyErrc::no_key: return "there is no key in it: expected a line of suite and base64";
    case SrtpKeyErrc::second_key: return "a second key: expected one line of suite and base64";
    case SrtpKeyErrc::no_such_suite:
      return "no such suite: expected AES_CM_128_HMAC_SHA1_80, AES_256_CM_HMAC_SHA1_80, AEAD_AES_128_GCM or "
             "AEAD_AES_256_GCM";
    case SrtpKeyErrc::not_two_words: return "expected a suite, a blank and base64";
    case SrtpKeyErrc::not_base64: return "the second word is not base64";
    case SrtpKeyErrc::wrong_length: break;
  }
  return "key and salt are not as long as the suite asks: 30 octets for AES_CM_128_HMAC_SHA1_80, 46 for "
         "AES_256_CM_HMAC_SHA1_80, 28 for AEAD_AES_128_GCM, 44 for AEAD_AES_256_GCM";
}

Result<SrtpKey, SrtpKeyErrc> parse_line(std::string_view line) {
  const std::size_t end = std::min(line.find_first_of(kBlanks), line.size());
  const auto suite = parse_srtp_suite(line.substr(0, end));
  if (!suite) return fail(SrtpKeyErrc::no_such_suite);
  const std::string_view base64 = trimmed(line.substr(end));
  if (base64.empty() || base64.find_first_of(kBlanks) != base64.npos) return fail(SrtpKeyErrc::not_two_words);
  auto octets = from_base64(base64);
  if (!octets) return fail(SrtpKeyErrc::not_base64);
  if (octets->size() != key_and_salt_octets(*suite)) return fail(SrtpKeyErrc::wrong_length);
  return SrtpKey{*suite, std::move(*octets)};
}

}  // namespace

std::string_view to_string(SrtpSuite suite) noexcept { return kSuites[static_cast<std::size_t>(suite)].name; }

std::optional<SrtpSuite> parse_srtp_suite(std::string_view name) noexcept {
  for (std::size_t i = 0; i < kSuites.size(); ++i)
    if (kSuites[i].name == name) return static_cast<SrtpSuite>(i);
  return std::nullopt;
}

std::size_t key_and_salt_octets(SrtpSuite suite) noexcept { return kSuites[static_cast<std::size_t>(suite)].octets; }

std::string to_string(const SrtpKeyError& error) {
  const std::string what(expected(error.code));
  return error.line == 0 ? what : "line " + std::to_string(error.line) + ": " + what;
}

Result<SrtpKey, SrtpKeyError> parse_srtp_key(std::string_view text) {
  if (text.size() > kLongestSrtpKeyText) return fail(SrtpKeyError{SrtpKeyErrc::too_long, 0});
  std::optional<SrtpKey> found;
  for (unsigned number = 1; !text.empty(); ++number) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') continue;
    if (found) return fail(SrtpKeyError{SrtpKeyErrc::second_key, number});
    auto key = parse_line(line);
    if (!key) return fail(SrtpKeyError{key.error(), number});
    found = std::move(*key);
  }
  if (!found) return fail(SrtpKeyError{SrtpKeyErrc::no_key, 0});
  return std::move(*found);
}

std::string to_text(const SrtpKey& key) {
  return "# An SRTP key of Joincast. Whoever has it can hear the service and speak in its name.\n" +
         std::string(to_string(key.suite)) + ' ' + to_base64(key.key_and_salt) + '\n';
}

}  // namespace joincast::rtp
