// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "base/parse_error.h"
#include "base/random.h"
#include "base/result.h"

namespace joincast::directory {

/// One SRV record (RFC 2782).
struct ServerRecord {
  std::uint16_t priority = 0;  ///< lower ones first
  std::uint16_t weight = 0;    ///< among equals, the more often
  std::uint16_t port = 0;
  std::string host;

  friend bool operator==(const ServerRecord&, const ServerRecord&) = default;
};

/// The SRV records of a DNS answer (RFC 1035 section 4, RFC 2782); others in it are passed over.
JOINCAST_EXPORT Result<std::vector<ServerRecord>, ParseError> parse_servers(ByteView answer);

/// In the order in which they are to be tried: by priority, drawn by weight among equals (RFC 2782).
JOINCAST_EXPORT std::vector<ServerRecord> in_order(std::vector<ServerRecord> records, Rng& rng);

/// Asks the system's resolver on the calling thread; empty: it has no answer.
JOINCAST_EXPORT std::vector<ServerRecord> look_up_servers(const std::string& name);

}  // namespace joincast::directory
