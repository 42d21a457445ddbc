// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"

namespace joincast::fetch {

/// One `Key='value';` of an in-stream metadata block, in UTF-8.
struct IcyField {
  std::string key;    ///< as sent: `StreamTitle`, `StreamUrl`, an advertiser's word
  std::string value;  ///< without its quotes; may be empty

  friend bool operator==(const IcyField&, const IcyField&) = default;
};

/// One in-stream metadata block (the SHOUTcast convention; there is no RFC).
struct IcyMetadata {
  std::vector<IcyField> fields;  ///< in the order sent, at most kMaxIcyFields

  /// The value of the first field of that name, in any case; nothing when it was not sent. An empty
  /// title means "no title now", which is not the same as none sent. Dies with the metadata.
  JOINCAST_EXPORT std::optional<std::string_view> find(std::string_view key) const noexcept;
  std::optional<std::string_view> title() const noexcept { return find("StreamTitle"); }
  std::optional<std::string_view> url() const noexcept { return find("StreamUrl"); }

  friend bool operator==(const IcyMetadata&, const IcyMetadata&) = default;
};

inline constexpr std::size_t kMaxIcyFields = 32;

/// Reads the text of a block, its length octet already gone. Total: what is no field is left out. A
/// quoted value ends at `';` only where another `key='` or the end follows, so that apostrophes and
/// semicolons stay in titles. Octets that are no UTF-8 are taken as windows-1252.
JOINCAST_EXPORT IcyMetadata parse_icy_metadata(ByteView block);

/// Takes metadata blocks out of a station's octets: after every `metaint` octets of sound stands one
/// octet that counts 16-octet units of text, zero for "nothing new". Sans I/O.
class JOINCAST_EXPORT IcyDemuxer {
 public:
  /// What stands next in the stream: octets of sound in place (they die with the input), or a block.
  using Piece = std::variant<ByteView, IcyMetadata>;

  /// `metaint`: octets of sound between blocks; zero: there are none, everything is sound.
  explicit IcyDemuxer(std::uint32_t metaint = 0) noexcept : metaint_(metaint), sound_left_(metaint) {}

  /// Consumes from the front of `input` up to the end of the next piece; nothing when all of it is used up.
  std::optional<Piece> next(ByteView& input);

  std::uint64_t blocks() const noexcept { return blocks_; }        ///< with text
  std::uint64_t malformed() const noexcept { return malformed_; }  ///< of those, without one field

 private:
  std::uint32_t metaint_;
  std::uint32_t sound_left_;    // octets until the next length octet
  std::size_t block_left_ = 0;  // octets of text still to come
  Bytes block_;                 // at most 4,080 octets
  std::uint64_t blocks_ = 0;
  std::uint64_t malformed_ = 0;
};

}  // namespace joincast::fetch
