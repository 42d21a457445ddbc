// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/playlist_file.h"

#include "base/text.h"
#include "playlist/m3u.h"
#include "playlist/pls.h"
#include "playlist/text.h"

namespace joincast::libreceiver {
namespace {

using playlist::begins_with_word;

constexpr std::size_t kLongestName = 512;  // octets

void add(Playlist& list, const std::string& place, std::string_view name) {
  // Other players write an empty sender where there is none: `rtp://@239.1.2.3:5004`.
  constexpr std::string_view kEmptySender = "rtp://@";
  const auto reference = parse_service_reference(
      begins_with_word(place, kEmptySender) ? "rtp://" + place.substr(kEmptySender.size()) : place);
  if (reference)
    list.entries.push_back({*reference, std::string(cut_utf8(name, kLongestName))});
  else
    ++list.others;
}

template <typename File>
Playlist services_of(const File& file) {
  Playlist list;
  list.others = file.left_out;
  for (const auto& entry : file.entries) add(list, entry.location, entry.title);
  return list;
}

}  // namespace

Result<Playlist, std::string> read_playlist(std::string_view text) {
  text = text.substr(0, kLongestPlaylist);
  if (text.find('\0') != text.npos) return fail("it is no playlist: it is not text");
  const bool pls = begins_with_word(playlist::trim(playlist::without_mark(text)), "[playlist]");
  Playlist list = pls ? services_of(playlist::parse_pls(text, kMostPlaylistEntries))
                      : services_of(playlist::parse_m3u(text, kMostPlaylistEntries));
  if (!list.entries.empty()) return list;
  if (list.others == 0) return fail("it names nothing to play");
  return fail("it names no multicast service, as in rtp://239.195.1.2:5004");
}

}  // namespace joincast::libreceiver
