// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/export.h"

namespace joincast::directory {

/// What stands in an element's tag; values are resolved. Names in lower case.
using Attributes = std::vector<std::pair<std::string, std::string>>;

/// Hears the parts of a document in their order.
class MarkupHandler {
 public:
  virtual ~MarkupHandler() = default;
  /// Name in lower case. `<genre/>` is opened and closed.
  virtual void open(std::string_view name, const Attributes& attributes) = 0;
  virtual void close(std::string_view name) = 0;
  /// A piece of what stands between tags; references in it are resolved, but for CDATA sections. May be broken UTF-8.
  virtual void text(std::string_view piece) = 0;
};

/// Reads XML, and what is taken for it in the wild, in pieces of any size. Total: a bare `&` or `<` is text, tags need
/// not match, a token that is too long is passed over. No declarations: no entities but the known ones, so none that
/// grow. Sans I/O.
class JOINCAST_EXPORT MarkupReader {
 public:
  static constexpr std::size_t kLongestToken = 16 * 1024;  ///< octets of a tag or comment; text comes in pieces
  static constexpr std::size_t kMostAttributes = 64;

  explicit MarkupReader(MarkupHandler& handler) noexcept : handler_(handler) {}

  void feed(std::string_view octets);
  /// Hands over what is left as text. False: it ended inside a tag, comment or section.
  bool finish();

 private:
  std::size_t take(std::string_view input, bool last);
  std::size_t take_text(std::string_view input, bool last);
  std::size_t take_between(std::string_view input, std::string_view begin, std::string_view end, bool last);
  std::size_t take_tag(std::string_view input, bool last);
  void tell_tag(std::string_view tag);

  MarkupHandler& handler_;
  std::string buffer_;
};

}  // namespace joincast::directory
