// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/srtp_context.h"

#include <cassert>

namespace joincast::rtp {
namespace {

constexpr unsigned long kReplayWindow = 1'024;  // packets; RFC 3711 section 3.3.2 asks for 64 or more

void set_suite(srtp_crypto_policy_t& policy, SrtpSuite suite) noexcept {
  switch (suite) {
    case SrtpSuite::aes_cm_128_hmac_sha1_80: return srtp_crypto_policy_set_aes_cm_128_hmac_sha1_80(&policy);
    case SrtpSuite::aes_256_cm_hmac_sha1_80: return srtp_crypto_policy_set_aes_cm_256_hmac_sha1_80(&policy);
    case SrtpSuite::aead_aes_128_gcm: return srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy);
    case SrtpSuite::aead_aes_256_gcm: break;
  }
  srtp_crypto_policy_set_aes_gcm_256_16_auth(&policy);
}

}  // namespace

Result<void, std::string> srtp_is_ready() {
  static const srtp_err_status_t status = srtp_init();
  if (status == srtp_err_status_ok) return {};
  return fail("libsrtp cannot start: error " + std::to_string(status));
}

SrtpContext make_context(const SrtpKey& key, SrtpFor whom) noexcept {
  assert(key.key_and_salt.size() == key_and_salt_octets(key.suite));
  Bytes octets = key.key_and_salt;  // libsrtp asks for octets that may be written
  srtp_policy_t policy{};
  set_suite(policy.rtp, key.suite);
  set_suite(policy.rtcp, key.suite);
  policy.ssrc.type = whom.type;
  policy.ssrc.value = whom.ssrc;
  policy.key = octets.data();
  policy.window_size = kReplayWindow;
  srtp_t context = nullptr;
  if (srtp_create(&context, &policy) != srtp_err_status_ok) return nullptr;
  return SrtpContext(context);
}

}  // namespace joincast::rtp
