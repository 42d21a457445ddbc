// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/playlist_opml.h"

#include <algorithm>
#include <pugixml.hpp>
#include <utility>

#include "base/text.h"
#include "fetch/candidate_collector.h"
#include "playlist/text.h"

namespace joincast::fetch {

using playlist::clean_text;
using playlist::find_word;
using playlist::leading_number;
using playlist::lower;
using playlist::same_word;
using playlist::without_mark;

namespace {

constexpr unsigned kMaxDepth = 16;
constexpr std::size_t kMaxAttributes = 64;

class Reader final : public pugi::xml_tree_walker {
 public:
  Reader(Opml& document, std::size_t most) : document_(document), most_(most) {}

 private:
  bool for_each(pugi::xml_node& node) override {
    const std::string_view name = node.name();
    if (same_word(name, "outline")) {
      take(node);
    } else if (same_word(name, "title") && document_.outlines.empty()) {
      document_.title = clean_text(node.child_value());
    } else if (same_word(name, "status")) {
      document_.status = clean_text(node.child_value());
    } else if (same_word(name, "fault")) {
      document_.fault = clean_text(node.child_value());
    }
    return true;
  }

  void take(const pugi::xml_node& node) {
    const int from_body = depth() - 2;  // <opml> is at zero, <body> at one
    const auto outline_depth = static_cast<unsigned>(std::max(from_body, 0));
    if (document_.outlines.size() >= most_ || outline_depth > kMaxDepth) {
      ++document_.left_out;
      return;
    }
    OpmlOutline outline;
    outline.depth = outline_depth;
    for (const pugi::xml_attribute& attribute : node.attributes()) {
      if (outline.attributes.size() >= kMaxAttributes) break;
      outline.attributes.emplace_back(lower(clean_text(attribute.name())), clean_text(attribute.value()));
    }
    document_.outlines.push_back(std::move(outline));
  }

  Opml& document_;
  std::size_t most_;
};

/// A link to a station's description or to a picture leads to no sound.
bool may_lead_to_sound(std::string_view type) {
  return type.empty() || same_word(type, "audio") || same_word(type, "link") || same_word(type, "playlist") ||
         same_word(type, "rss");
}

}  // namespace

std::string_view OpmlOutline::attribute(std::string_view name) const noexcept {
  const auto found = std::ranges::find_if(attributes, [name](const auto& each) { return each.first == name; });
  return found == attributes.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<Opml> parse_opml(std::string_view text, std::size_t most) {
  text = without_mark(text).substr(0, kMaxOpmlOctets);
  if (find_word(text.substr(0, kSniffOctets), "<opml") == std::string_view::npos) return std::nullopt;
  pugi::xml_document tree;
  // As far as it is well-formed; declared charsets are believed, none is UTF-8 or windows-1252.
  const std::string decoded = valid_utf8(text) ? std::string() : guess_utf8(text);
  const std::string_view source = decoded.empty() ? text : std::string_view(decoded);
  tree.load_buffer(source.data(), source.size(), pugi::parse_default, pugi::encoding_utf8);
  Opml document;
  Reader reader(document, most);
  tree.traverse(reader);
  return document;
}

CandidateList candidates_of(const Opml& document, std::string_view base) {
  constexpr int kOtherLinks = 1000;  // behind each reliability
  CandidateCollector collector(base);
  for (const OpmlOutline& outline : document.outlines) {
    std::string_view url = outline.attribute("url");
    if (url.empty()) url = outline.attribute("xmlurl");
    const std::string_view type = outline.attribute("type");
    if (url.empty() || !may_lead_to_sound(type)) continue;
    Candidate candidate;
    candidate.title = outline.attribute("text");
    candidate.declared = kind_of_codec(outline.attribute("media_type"));
    candidate.kbps = leading_number(outline.attribute("bitrate"));
    candidate.why = same_word(type, "audio") ? "<outline type=audio>" : "<outline>";
    const int reliability = static_cast<int>(std::min(leading_number(outline.attribute("reliability")), 100u));
    candidate.rank = same_word(type, "audio") ? 100 - reliability : kOtherLinks;
    collector.add(url, std::move(candidate));
  }
  collector.pass_over(document.left_out);
  CandidateList list = collector.take(document.title);
  list.problem = document.fault;
  return list;
}

}  // namespace joincast::fetch
