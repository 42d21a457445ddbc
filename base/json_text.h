// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "base/export.h"

namespace joincast {

/// Writes one JSON value (RFC 8259) on one line, member by member, without building it first. Commas come by
/// themselves; that what is opened gets closed is the caller's business.
class JOINCAST_EXPORT JsonText {
 public:
  JsonText() = default;
  /// `octets`: about as long as the whole will be, so that it is not copied while it grows.
  explicit JsonText(std::size_t octets) { text_.reserve(octets); }

  JsonText& open_object() { return open('{'); }
  JsonText& close_object() { return close('}'); }
  JsonText& open_array() { return open('['); }
  JsonText& close_array() { return close(']'); }

  /// The name of the member that comes next; nothing in it needs escaping.
  JsonText& key(std::string_view name);

  /// Text must be UTF-8 (display_text() makes it so). Also escaped: `<`, `>`, `&` and the line separators of
  /// Unicode, so that the document may stand inside others.
  JsonText& value(std::string_view text);
  JsonText& value(const char* text) { return value(std::string_view(text)); }
  JsonText& value(bool truth);
  /// At most six decimals; what is no number, or not below 9e12, becomes null.
  JsonText& value(double number);
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) JsonText& value(Number number) { return raw(std::to_string(number)); }
  JsonText& null() { return raw("null"); }
  /// A value that is JSON already.
  JsonText& raw(std::string_view json);

  template <typename Value>
  JsonText& member(std::string_view name, const Value& content) {
    return key(name).value(content);
  }

  const std::string& text() const noexcept { return text_; }
  std::string take() noexcept { return std::move(text_); }

 private:
  JsonText& open(char bracket);
  JsonText& close(char bracket);
  void separate();

  std::string text_;
};

}  // namespace joincast
