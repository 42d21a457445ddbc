// SPDX-License-Identifier: LGPL-2.1-or-later
// However a transport stream is cut, the same sound comes out, and never more than went in.
#include <algorithm>
#include <cstdlib>

#include "fetch/ts_audio.h"

using namespace joincast;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const ByteView stream{data, size};
  fetch::TsAudio at_once, in_pieces;
  Bytes sound, again;
  at_once.push(stream, sound);
  for (std::size_t at = 0; at < size; at += 61)
    in_pieces.push(stream.subspan(at, std::min<std::size_t>(61, size - at)), again);
  if (sound != again || sound.size() > size || at_once.kind() != in_pieces.kind()) std::abort();
  return 0;
}
