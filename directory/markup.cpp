// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/markup.h"

#include <algorithm>

#include "directory/text.h"

namespace joincast::directory {
namespace {

constexpr std::string_view kBlank = " \t\r\n";
constexpr std::string_view kComment = "<!--";
constexpr std::string_view kSection = "<![CDATA[";
constexpr std::size_t kReference = 12;  // a reference may be cut by the end of a piece

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

bool begins_name(char c) {
  const auto octet = static_cast<unsigned char>(lower(c));
  return (octet >= 'a' && octet <= 'z') || octet == '_' || octet >= 0x80;
}

void skip_blank(std::string_view& rest) { rest.remove_prefix(std::min(rest.find_first_not_of(kBlank), rest.size())); }

/// `name = "value"` or `name='value'` or `name=value` or `name`.
std::pair<std::string, std::string> take_attribute(std::string_view& rest) {
  std::size_t end = std::min(rest.find_first_of(" \t\r\n=/"), rest.size());
  std::pair<std::string, std::string> attribute{lowered(rest.substr(0, end)), {}};
  rest.remove_prefix(std::max<std::size_t>(end, attribute.first.empty() ? 1 : 0));
  skip_blank(rest);
  if (rest.empty() || rest[0] != '=' || attribute.first.empty()) return attribute;
  rest.remove_prefix(1);
  skip_blank(rest);
  if (rest.empty()) return attribute;
  const bool quoted = rest[0] == '"' || rest[0] == '\'';
  end = quoted ? rest.find(rest[0], 1) : rest.find_first_of(kBlank);
  end = std::min(end, rest.size());
  attribute.second = resolve_references(rest.substr(quoted ? 1 : 0, end - (quoted ? 1 : 0)));
  rest.remove_prefix(std::min(end + (quoted ? 1 : 0), rest.size()));
  return attribute;
}

}  // namespace

void MarkupReader::feed(std::string_view octets) {
  if (buffer_.empty()) {
    octets.remove_prefix(take(octets, false));
    buffer_ = octets;
    return;
  }
  buffer_ += octets;
  buffer_.erase(0, take(buffer_, false));
}

bool MarkupReader::finish() {
  const bool inside = buffer_.starts_with('<');
  take(buffer_, true);
  buffer_.clear();
  return !inside;
}

/// How much of it is done with.
std::size_t MarkupReader::take(std::string_view input, bool last) {
  std::size_t at = 0;
  while (at < input.size()) {
    const std::string_view rest = input.substr(at);
    std::size_t taken = 0;
    if (rest[0] != '<') {
      taken = take_text(rest, last);
    } else if (kSection.starts_with(rest.substr(0, kSection.size()))) {
      taken = take_between(rest, kSection, "]]>", last);
    } else if (kComment.starts_with(rest.substr(0, kComment.size()))) {
      taken = take_between(rest, kComment, "-->", last);
    } else {
      taken = take_tag(rest, last);
    }
    if (taken == 0) break;
    at += taken;
  }
  return at;
}

std::size_t MarkupReader::take_text(std::string_view input, bool last) {
  std::size_t end = std::min(input.find('<'), input.size());
  if (end == input.size() && !last) {  // a reference that goes on in the next piece
    const std::size_t reference = input.rfind('&');
    if (reference != input.npos && input.size() - reference < kReference) end = reference;
  }
  if (end > 0) handler_.text(resolve_references(input.substr(0, end)));
  return end;
}

/// A comment, which is passed over, or a CDATA section. One that is too long ends there, in whatever pieces it came.
std::size_t MarkupReader::take_between(std::string_view input, std::string_view begin, std::string_view end,
                                       bool last) {
  input = input.substr(0, kLongestToken);
  const std::size_t stop = input.size() < begin.size() ? input.npos : input.find(end, begin.size());
  if (stop == input.npos && input.size() < kLongestToken && !last) return 0;
  if (input.size() < begin.size()) return input.size();  // the document ends here
  if (begin == kSection) handler_.text(input.substr(begin.size(), std::min(stop, input.size()) - begin.size()));
  return stop == input.npos ? input.size() : stop + end.size();
}

std::size_t MarkupReader::take_tag(std::string_view input, bool last) {
  char quote = 0;
  for (std::size_t i = 1; i < std::min(input.size(), kLongestToken); ++i) {
    const char c = input[i];
    if (i == 1 && c != '/' && c != '?' && c != '!' && !begins_name(c)) break;  // a bare `<`
    if (quote) {
      if (c == quote) quote = 0;
    } else if (c == '>') {
      tell_tag(input.substr(1, i - 1));
      return i + 1;
    } else if (c == '<') {
      break;  // another tag begins: this was none
    } else if ((c == '"' || c == '\'') && input[i - 1] == '=') {
      quote = c;
    }
    if (i + 1 == input.size() && i + 1 < kLongestToken && !last) return 0;
  }
  if (input.size() == 1 && !last) return 0;
  handler_.text("<");
  return 1;
}

void MarkupReader::tell_tag(std::string_view tag) {
  if (tag.empty() || tag[0] == '?' || tag[0] == '!') return;
  if (tag[0] == '/') {
    std::string_view name = tag.substr(1);
    return handler_.close(lowered(name.substr(0, name.find_first_of(kBlank))));
  }
  const bool closed = tag.back() == '/';
  if (closed) tag.remove_suffix(1);
  const std::size_t end = std::min(tag.find_first_of(kBlank), tag.size());
  const std::string name = lowered(tag.substr(0, end));
  std::string_view rest = tag.substr(end);
  Attributes attributes;
  for (skip_blank(rest); !rest.empty() && attributes.size() < kMostAttributes; skip_blank(rest)) {
    auto attribute = take_attribute(rest);
    if (!attribute.first.empty()) attributes.push_back(std::move(attribute));
  }
  handler_.open(name, attributes);
  if (closed) handler_.close(name);
}

}  // namespace joincast::directory
