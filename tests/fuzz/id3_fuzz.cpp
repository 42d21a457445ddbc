// SPDX-License-Identifier: LGPL-2.1-or-later
// Any octets whatever are a tag or none; what a tag says is text of bounded length, and UTF-8.
#include <cstdlib>
#include <initializer_list>

#include "base/text.h"
#include "media/id3_reader.h"

using namespace joincast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kMost = 1'024;
  const ByteView octets(data, size);
  for (const auto& said : {media::parse_id3v2(octets), media::parse_id3v1(octets)}) {
    if (!said) continue;
    for (const std::string* text :
         {&said->title, &said->artist, &said->album, &said->url, &said->station_name, &said->genre})
      if (text->size() > kMost || !valid_utf8(*text)) std::abort();
  }
  return 0;
}
