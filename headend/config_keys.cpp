// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/config_keys.h"

#include <fmt/format.h>

#include <filesystem>

#include "headend/config_table.h"
#include "net/private_file.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kLongestPath = 4'096;

}  // namespace

/// What the file held when the configuration was read before.
std::optional<rtp::SrtpKey> KeyReader::known(const std::string& path) const {
  if (!before_) return std::nullopt;
  if (before_->test.srtp_key_file == path) return before_->test.srtp_key;
  for (const ServiceConfig& service : before_->services)
    if (service.srtp_key_file == path) return service.srtp_key;
  return std::nullopt;
}

void KeyReader::read(ConfigTable& in, std::string& key_file, std::optional<rtp::SrtpKey>& key) const {
  const toml::table* table = in.table("srtp");
  if (!table) return;
  ConfigTable srtp(*table, in.path_of("srtp"), file_, errors_);
  const auto path = srtp.text("key-file", kLongestPath, false);
  if (!srtp.has("key-file")) srtp.wrong("key-file", "missing; expected the path of a key file (see docs/srtp.md)");
  srtp.finish();
  if (!path) return;
  key_file = (std::filesystem::path(file_).parent_path() / *path).string();
  const auto text = net::read_private_file(key_file, rtp::kLongestSrtpKeyText, user_);
  if (!text) {
    if (text.error().kind == net::PrivateFileError::Kind::unreadable) key = known(key_file);
    if (!key) srtp.wrong("key-file", fmt::format("{}: {}", key_file, text.error().message));
    return;
  }
  auto parsed = rtp::parse_srtp_key(*text);
  if (parsed)
    key = std::move(*parsed);
  else
    srtp.wrong("key-file", fmt::format("{}: {}", key_file, to_string(parsed.error())));
}

}  // namespace joincast::headend
