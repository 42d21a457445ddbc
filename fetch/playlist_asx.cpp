// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/playlist_asx.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "base/text.h"
#include "fetch/candidate_collector.h"
#include "playlist/text.h"

namespace joincast::fetch {

using playlist::begins_with_word;
using playlist::find_word;
using playlist::kBlanks;
using playlist::same_word;
using playlist::take_line;
using playlist::trim;
using playlist::without_mark;

namespace {

/// The five names of XML and numbers below 128; a bare `&` stays.
std::string without_entities(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> kNames = {
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}}};
  std::string out;
  while (!text.empty()) {
    const auto name =
        std::ranges::find_if(kNames, [text](const auto& each) { return begins_with_word(text, each.first); });
    if (text[0] == '&' && name != kNames.end()) {
      out += name->second;
      text.remove_prefix(name->first.size());
    } else {
      out += text[0];
      text.remove_prefix(1);
    }
  }
  return out;
}

/// ` href = "x"`, in either quotes or none; empty: no such attribute.
std::string attribute(std::string_view tag, std::string_view name) {
  for (std::size_t at = find_word(tag, name); at != std::string_view::npos; at = find_word(tag, name, at + 1)) {
    if (at == 0 || kBlanks.find(tag[at - 1]) == std::string_view::npos) continue;
    std::string_view rest = trim(tag.substr(at + name.size()));
    if (!rest.starts_with('=')) continue;
    rest = trim(rest.substr(1));
    if (rest.empty()) return {};
    const bool quoted = rest[0] == '"' || rest[0] == '\'';
    const std::size_t end = quoted ? rest.find(rest[0], 1) : rest.find_first_of(" \t\r\n/>");
    return without_entities(quoted ? rest.substr(1, std::min(end, rest.size()) - 1) : rest.substr(0, end));
  }
  return {};
}

/// `mms://x` and its kin, as the servers that are left speak http.
std::string as_http(std::string url) {
  for (const std::string_view scheme : {"mms://", "mmsh://", "mmst://", "mmsu://"})
    if (begins_with_word(url, scheme)) return "http://" + url.substr(scheme.size());
  return url;
}

class Reader {
 public:
  explicit Reader(std::string_view base) : collector_(base) {}

  CandidateList read(std::string_view text) {
    while (!text.empty()) {
      const std::size_t open = text.find('<');
      if (open == std::string_view::npos) break;
      text.remove_prefix(open + 1);
      if (text.starts_with("!--")) {
        text.remove_prefix(std::min(text.find("-->"), text.size()));
        continue;
      }
      const std::size_t close = std::min(text.find('>'), text.size());
      take_tag(text.substr(0, close), text.substr(std::min(close + 1, text.size())));
      text.remove_prefix(close);
    }
    return collector_.take(title_);
  }

 private:
  /// `behind`: what follows the tag.
  void take_tag(std::string_view tag, std::string_view behind) {
    const std::string_view name = tag.substr(0, tag.find_first_of(" \t\r\n/", 1));
    if (same_word(name, "entry")) {
      in_entry_ = true;
      entry_title_.clear();
    } else if (same_word(name, "/entry")) {
      in_entry_ = false;
    } else if (same_word(name, "title")) {
      (in_entry_ ? entry_title_ : title_) = without_entities(behind.substr(0, behind.find('<')));
    } else if (same_word(name, "ref")) {
      add(attribute(tag, "href"), "<ref>", 0);
    } else if (same_word(name, "entryref")) {
      add(attribute(tag, "href"), "<entryref>", 1);
    }
  }

  void add(std::string url, std::string_view why, int rank) {
    Candidate candidate;
    candidate.title = in_entry_ ? entry_title_ : title_;
    candidate.why = why;
    candidate.rank = rank;
    collector_.add(as_http(std::move(url)), std::move(candidate));
  }

  CandidateCollector collector_;
  std::string title_;
  std::string entry_title_;
  bool in_entry_ = false;
};

/// `Ref1=http://...`
CandidateList read_references(std::string_view text, std::string_view base) {
  CandidateCollector collector(base);
  while (!text.empty()) {
    const std::string_view line = trim(take_line(text));
    const std::size_t equals = line.find('=');
    if (equals == std::string_view::npos || !begins_with_word(line, "ref")) continue;
    Candidate candidate;
    candidate.why = trim(line.substr(0, equals));
    collector.add(as_http(std::string(trim(line.substr(equals + 1)))), std::move(candidate));
  }
  return collector.take();
}

}  // namespace

CandidateList read_asx(std::string_view text, std::string_view base) {
  const std::string decoded = guess_utf8(without_mark(text));
  const std::string_view start = trim(decoded);
  if (begins_with_word(start, "[reference]")) return read_references(start, base);
  return Reader(base).read(start);
}

}  // namespace joincast::fetch
