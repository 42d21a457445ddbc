// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/crypto.h"

#include <array>
#include <bit>

#include "base/base64.h"
#include "sdp/attributes.h"
#include "sdp/grammar.h"

namespace joincast::sdp {
namespace {

constexpr std::uint64_t kMostPackets = std::uint64_t{1} << 48;  // RFC 3711 section 9.2
constexpr std::string_view kMethod = "inline:";

struct Suite {
  std::string_view name;
  std::size_t key_octets;  // with salt
};

constexpr std::array<Suite, 7> kSuites = {{{"AES_CM_128_HMAC_SHA1_80", 30},
                                           {"AES_CM_128_HMAC_SHA1_32", 30},
                                           {"F8_128_HMAC_SHA1_80", 30},
                                           {"AES_256_CM_HMAC_SHA1_80", 46},
                                           {"AES_256_CM_HMAC_SHA1_32", 46},
                                           {"AEAD_AES_128_GCM", 28},
                                           {"AEAD_AES_256_GCM", 44}}};

/// `2^20` or `1048576`.
bool read_lifetime(std::string_view text, std::uint64_t& out) noexcept {
  if (text.starts_with("2^")) {
    unsigned exponent = 0;
    if (!to_number(text.substr(2), exponent) || exponent > 48) return false;
    out = std::uint64_t{1} << exponent;
    return true;
  }
  return to_number(text, out) && out != 0 && out <= kMostPackets;
}

/// `1:4`: the identifier and its length.
bool read_mki(std::string_view text, InlineKey& key) noexcept {
  const std::string_view identifier = split(text, ':');
  return to_number(identifier, key.mki) && to_number(text, key.mki_octets) && key.mki_octets != 0 &&
         key.mki_octets <= 128;
}

/// `inline:<base64>|2^20|1:4`: the last two may be missing, alone or together.
std::optional<InlineKey> read_key(std::string_view text) {
  if (!text.starts_with(kMethod)) return std::nullopt;
  text.remove_prefix(kMethod.size());
  InlineKey key;
  auto octets = from_base64(split(text, '|'));
  if (!octets || octets->empty()) return std::nullopt;
  key.key_and_salt = std::move(*octets);
  if (text.empty()) return key;
  std::string_view next = split(text, '|');
  if (next.find(':') == next.npos) {
    if (!read_lifetime(next, key.lifetime)) return std::nullopt;
    if (text.empty()) return key;
    next = text;
  }
  return read_mki(next, key) ? std::optional(std::move(key)) : std::nullopt;
}

}  // namespace

std::size_t key_octets(std::string_view suite) noexcept {
  for (const Suite& known : kSuites)
    if (known.name == suite) return known.key_octets;
  return 0;
}

std::optional<Crypto> parse_crypto(std::string_view value) {
  Crypto crypto;
  const std::string_view tag = next_word(value);
  if (tag.size() > 9 || !to_number(tag, crypto.tag)) return std::nullopt;
  crypto.suite = next_word(value);
  if (!is_token(crypto.suite)) return std::nullopt;
  const std::size_t wanted = key_octets(crypto.suite);
  std::string_view keys = next_word(value);
  while (!keys.empty()) {
    auto key = read_key(split(keys, ';'));
    if (!key || (wanted != 0 && key->key_and_salt.size() != wanted)) return std::nullopt;
    crypto.keys.push_back(std::move(*key));
  }
  if (crypto.keys.empty()) return std::nullopt;
  for (std::string_view word = next_word(value); !word.empty(); word = next_word(value))
    crypto.session_parameters.emplace_back(word);
  return crypto;
}

std::string to_text(const Crypto& crypto) {
  std::string text = std::to_string(crypto.tag) + ' ' + crypto.suite + ' ';
  for (const InlineKey& key : crypto.keys) {
    if (&key != &crypto.keys.front()) text += ';';
    text.append(kMethod).append(to_base64(key.key_and_salt));
    const bool power = key.lifetime != 0 && (key.lifetime & (key.lifetime - 1)) == 0;
    if (power) text += "|2^" + std::to_string(std::countr_zero(key.lifetime));
    if (key.lifetime != 0 && !power) text += '|' + std::to_string(key.lifetime);
    if (key.mki_octets != 0) text += '|' + std::to_string(key.mki) + ':' + std::to_string(key.mki_octets);
  }
  for (const std::string& parameter : crypto.session_parameters) text += ' ' + parameter;
  return text;
}

std::vector<Crypto> cryptos(const Media& media) {
  std::vector<Crypto> out;
  for (const Attribute& attribute : media.attributes)
    if (auto crypto = attribute.name == "crypto" ? parse_crypto(attribute.value) : std::nullopt)
      out.push_back(std::move(*crypto));
  return out;
}

void add_crypto(Media& media, const Crypto& crypto) { add(media.attributes, "crypto", to_text(crypto)); }

}  // namespace joincast::sdp
