// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/description_file.h"

#include <filesystem>

#include "net/private_file.h"

namespace joincast::app {
namespace {

constexpr std::size_t kLongest = 65'536;  // octets

}  // namespace

bool is_description_file(const std::string& name) {
  std::error_code ignored;
  return name.ends_with(".sdp") || std::filesystem::is_regular_file(name, ignored);
}

Result<libreceiver::DescribedService, std::string> read_description_file(const std::string& path) {
  const auto file = net::read_file(path, kLongest);
  if (!file) return fail(file.error().message);
  if (libreceiver::may_hold_key(file->text) && !file->exposed.empty())
    return fail("it holds a key, and " + file->exposed);
  return libreceiver::read_description(file->text);
}

}  // namespace joincast::app
