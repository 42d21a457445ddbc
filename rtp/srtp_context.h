// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <srtp2/srtp.h>

#include <cstdint>
#include <memory>
#include <string>
#include <type_traits>

#include "base/bytes.h"
#include "base/result.h"
#include "rtp/srtp_key.h"

// Private to the room: libsrtp in a lifetime.
namespace joincast::rtp {

struct SrtpContextDeleter {
  void operator()(srtp_ctx_t* context) const noexcept { srtp_dealloc(context); }
};
using SrtpContext = std::unique_ptr<srtp_ctx_t, SrtpContextDeleter>;

/// For whom a context is: one SSRC in host order, or all that send or are heard.
struct SrtpFor {
  srtp_ssrc_type_t type = ssrc_any_outbound;
  std::uint32_t ssrc = 0;
};

/// Null: the library refused. srtp_is_ready() must have said yes.
SrtpContext make_context(const SrtpKey& key, SrtpFor whom) noexcept;

/// Readies the library once for the process, which takes tens of milliseconds. The error is for people.
Result<void, std::string> srtp_is_ready();

}  // namespace joincast::rtp
