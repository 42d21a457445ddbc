// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/file_type.h"

#include <algorithm>
#include <array>
#include <vector>

namespace joincast::media {
namespace {

using payload::Codec;

constexpr std::array<FileTypeInfo, 8> kInfos = {{
    {"MP3", "mp3", "audio/mpeg", true, false},
    {"ADTS", "aac", "audio/aac", true, false},
    {"MPEG-4 audio", "m4a", "audio/mp4", false, true},
    {"Ogg Opus", "opus", "audio/ogg", false, true},
    {"Ogg Vorbis", "ogg", "audio/ogg", false, true},
    {"MPEG transport stream", "ts", "video/mp2t", true, false},
    {"WAV", "wav", "audio/vnd.wave", false, true},
    {"FLAC", "flac", "audio/flac", false, true},
}};

/// What holds a codec, the default first.
std::vector<FileType> types_of(Codec codec) {
  switch (codec) {
    case Codec::mpa: return {FileType::mp3};
    case Codec::aac: return {FileType::aac, FileType::m4a};
    case Codec::opus: return {FileType::ogg_opus};
    case Codec::vorbis: return {FileType::ogg_vorbis};
    case Codec::mp2t: return {FileType::ts};
    case Codec::l16:
    case Codec::l24: return {FileType::wav, FileType::flac};
    case Codec::pcmu:
    case Codec::pcma: return {FileType::wav};
    case Codec::flac:
    case Codec::h264:
    case Codec::unknown: break;
  }
  return {};
}

std::string lower_extension(std::string_view wish) {
  if (wish.starts_with('.')) wish.remove_prefix(1);
  std::string text(wish);
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}

bool means(std::string_view wish, FileType type) {
  if (wish == info(type).extension) return true;
  switch (type) {
    case FileType::mp3: return wish == "mp2" || wish == "mp1" || wish == "mpa";
    case FileType::aac: return wish == "adts";
    case FileType::m4a: return wish == "mp4";
    case FileType::ogg_opus:
    case FileType::ogg_vorbis: return wish == "ogg" || wish == "oga";
    default: return false;
  }
}

}  // namespace

const FileTypeInfo& info(FileType type) noexcept { return kInfos[static_cast<std::size_t>(type)]; }

std::optional<FileType> file_type_for(const payload::Format& format) noexcept {
  const auto types = types_of(format.codec);
  if (types.empty()) return std::nullopt;
  return types.front();
}

Result<FileType, std::string> choose_file_type(const payload::Format& format, std::string_view wish) {
  const auto types = types_of(format.codec);
  const std::string codec(format.codec == Codec::unknown ? std::string_view(format.encoding_name)
                                                         : to_string(format.codec));
  if (types.empty()) return fail("no file type here holds " + codec);
  const std::string extension = lower_extension(wish);
  if (extension.empty()) return types.front();
  const auto found = std::find_if(types.begin(), types.end(), [&](FileType type) { return means(extension, type); });
  if (found != types.end()) return *found;
  std::string message = codec + " is not written as ." + extension + " but as ";
  for (std::size_t i = 0; i < types.size(); ++i)
    message += std::string(i == 0 ? "." : " or .") + std::string(info(types[i]).extension);
  return fail(std::move(message));
}

}  // namespace joincast::media
