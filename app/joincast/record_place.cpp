// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/record_place.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <string_view>

namespace joincast::app {
namespace {

constexpr std::array<std::string_view, 13> kExtensions = {"mp3", "mp2", "mpa", "aac", "m4a",  "mp4", "opus",
                                                          "ogg", "oga", "ts",  "wav", "flac", "adts"};

}  // namespace

bool is_container(std::string extension) {
  std::ranges::transform(extension, extension.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return std::ranges::find(kExtensions, extension) != kExtensions.end();
}

Result<RecordPlace, std::string> find_place(const std::string& output) {
  if (output == "-") return RecordPlace{};
  const std::filesystem::path path = output;
  const std::string extension = path.has_extension() ? path.extension().string().substr(1) : std::string();
  std::error_code ignored;
  const bool file = is_container(extension) && !path.stem().empty() && !std::filesystem::is_directory(path, ignored);
  RecordPlace place;
  std::string folder = output;
  if (file) {
    folder = path.has_parent_path() ? path.parent_path().string() : ".";
    place.plain_name = path.stem().string();
    place.type = extension;
  }
  auto opened = libreceiver::OutputFolder::open(folder);
  if (!opened) return fail("cannot write into " + folder + ": " + opened.error().message());
  place.folder = std::make_shared<const libreceiver::OutputFolder>(std::move(*opened));
  return place;
}

}  // namespace joincast::app
