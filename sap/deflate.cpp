// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sap/deflate.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <new>

namespace joincast::sap {
namespace {

constexpr std::size_t kPiece = 4'096;
constexpr std::size_t kMostCompressed = 65'536;  // no datagram holds more

}  // namespace

std::optional<ParseErrc> inflate(ByteView compressed, Bytes& out, std::size_t max_octets) {
  if (compressed.size() > kMostCompressed) return ParseErrc::over_limit;
  z_stream stream{};
  if (inflateInit(&stream) != Z_OK) throw std::bad_alloc();
  const std::unique_ptr<z_stream, decltype(&inflateEnd)> closer(&stream, &inflateEnd);
  stream.next_in = const_cast<Bytef*>(compressed.data());  // zlib's own signature
  stream.avail_in = static_cast<uInt>(compressed.size());
  while (true) {
    std::array<std::uint8_t, kPiece> piece;
    stream.next_out = piece.data();
    stream.avail_out = static_cast<uInt>(piece.size());
    const int status = ::inflate(&stream, Z_NO_FLUSH);
    if (status != Z_OK && status != Z_STREAM_END) return ParseErrc::bad_compression;
    const std::size_t fresh = piece.size() - stream.avail_out;
    if (fresh > max_octets - std::min(max_octets, out.size())) return ParseErrc::over_limit;
    out.insert(out.end(), piece.begin(), piece.begin() + static_cast<std::ptrdiff_t>(fresh));
    if (status == Z_STREAM_END) return std::nullopt;
  }
}

Bytes deflate(ByteView octets) {
  uLongf size = compressBound(static_cast<uLong>(octets.size()));
  Bytes out(size);
  if (compress2(out.data(), &size, octets.data(), static_cast<uLong>(octets.size()), Z_BEST_COMPRESSION) != Z_OK)
    throw std::bad_alloc();
  out.resize(size);
  return out;
}

}  // namespace joincast::sap
