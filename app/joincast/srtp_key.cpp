// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "app/joincast/commands.h"
#include "app/joincast/exit_code.h"
#include "net/private_file.h"

namespace joincast::app {

/// Of the kernel's randomness. Never replaces a key that is there: what it enciphered could not be heard any more.
int run(const SrtpKeyOptions& options, TimePoint) {
  rtp::SrtpKey key{options.suite, Bytes(rtp::key_and_salt_octets(options.suite))};
  if (getentropy(key.key_and_salt.data(), key.key_and_salt.size()) != 0) {
    fmt::print(stderr, "joincast: the system has no randomness: {}\n", std::strerror(errno));
    return kFailed;
  }
  const auto made = net::make_private_file(options.output, rtp::to_text(key));
  if (!made) {
    fmt::print(stderr, "joincast: cannot make {}: {}\n", options.output, made.error().message);
    return kFailed;
  }
  std::error_code error;
  const auto path = std::filesystem::absolute(options.output, error);
  fmt::print("a key for {} is in {}\n", to_string(options.suite), error ? options.output : path.string());
  return kOk;
}

}  // namespace joincast::app
