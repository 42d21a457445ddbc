// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/bytes.h"
#include "base/export.h"
#include "payload/format.h"

namespace joincast::headend {

/// Cuts a RIFF WAVE file of 16-bit PCM into L16 units of about 20 ms. A data chunk without a length (a pipe's) lasts to
/// the end. Takes any octets whatever and holds at most one unit and a chunk's header. Sans I/O.
class JOINCAST_EXPORT WavReader {
 public:
  /// Whether these octets, twelve or more, begin such a file.
  static bool recognises(ByteView start) noexcept;

  /// Appends what became complete. False: it is none that can be sent, see error().
  bool push(ByteView octets, std::vector<payload::AccessUnit>& out);

  const std::optional<payload::Format>& format() const noexcept { return format_; }  ///< none: not known yet
  const std::string& error() const noexcept { return error_; }                       ///< for people; empty: none

 private:
  bool take_header();
  bool take_format(ByteView chunk);
  bool refuse(std::string why);

  static constexpr std::size_t kUnitMilliseconds = 20;

  Bytes held_;
  std::size_t to_skip_ = 12;  ///< octets of no interest, still to come
  bool in_data_ = false;
  std::size_t frame_ = 0;  ///< octets of one sample of all channels
  std::optional<payload::Format> format_;
  std::string error_;
};

}  // namespace joincast::headend
