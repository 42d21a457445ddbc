// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/export.h"

namespace joincast::directory {

/// The scalars of one JSON object: texts as they are, numbers and `true` as text, null left out.
class JOINCAST_EXPORT JsonFields {
 public:
  static constexpr std::size_t kMost = 64;

  std::string_view operator[](std::string_view key) const noexcept;  ///< empty: it is not there
  bool has(std::string_view key) const noexcept;
  std::uint32_t number(std::string_view key) const noexcept;  ///< whole and not negative, also as a text; else zero
  bool truth(std::string_view key) const noexcept;            ///< `true`, `"true"`, 1 or `"1"`

  void reserve() { fields_.reserve(kMost / 2); }
  void add(std::string key, std::string value);

 private:
  std::vector<std::pair<std::string, std::string>> fields_;
};

/// Reads a JSON text without a document tree: tells each object's own scalars, children before their parents. Octets
/// that are no UTF-8 and controls within texts are mended first. False: it is no JSON, or nested deeper than 64; what
/// came before was told.
JOINCAST_EXPORT bool read_objects(std::string_view json, const std::function<void(const JsonFields&)>& sink);

/// Cuts an array of objects into their texts, in pieces of any size. Total: an object that is too large is passed over.
class JOINCAST_EXPORT ObjectSplitter {
 public:
  static constexpr std::size_t kLargest = 64 * 1024;  ///< octets of one object

  /// Each object with its braces; empty: one that was too large. Valid within the call.
  explicit ObjectSplitter(std::function<void(std::string_view)> sink) : sink_(std::move(sink)) {}

  void feed(std::string_view octets);
  bool whole() const noexcept { return ended_; }  ///< the array's end was there
  bool is_array() const noexcept { return began_; }

 private:
  std::size_t skip_in_object(std::string_view octets, std::size_t at);

  std::function<void(std::string_view)> sink_;
  std::string object_;  // so far, when it is spread over pieces
  std::size_t depth_ = 0;
  bool in_text_ = false;
  bool escaped_ = false;
  bool too_large_ = false;
  bool began_ = false;
  bool ended_ = false;
};

}  // namespace joincast::directory
