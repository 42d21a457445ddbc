// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/playlist_html.h"

#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <utility>

#include "base/text.h"
#include "fetch/candidate_collector.h"
#include "fetch/script_text.h"
#include "fetch/url.h"
#include "playlist/text.h"

namespace joincast::fetch {

using playlist::find_word;
using playlist::lower;
using playlist::same_word;
using playlist::trim;
using playlist::without_mark;

namespace {

// Ranks of what a page says, the surest first.
constexpr int kElement = 0;
constexpr int kCard = 10;  // og:audio
constexpr int kScript = 20;
constexpr int kPlayerArgument = 25;
constexpr int kPlaylistLink = 30;
constexpr int kRefresh = 40;
constexpr int kMediaLink = 50;
constexpr int kFrame = 60;
constexpr int kScriptWord = 65;
constexpr int kWordLink = 70;

constexpr std::size_t kMaxScript = 256 * 1024;  // octets of one script
constexpr std::size_t kMaxWords = 256;          // octets of a link's words

bool promises_stream(std::string_view words) {
  constexpr std::array<std::string_view, 14> kWords = {"listen", "live",    "stream",  "player", "play now",
                                                       "radio",  "tune in", "hören",   "écoute", "ecoute",
                                                       "escuch", "ascolta", "luister", "слушать"};
  return std::ranges::any_of(
      kWords, [words](std::string_view word) { return find_word(words, word) != std::string_view::npos; });
}

bool is_playlist_kind(ContentKind kind) { return names_addresses(kind) && kind != ContentKind::html; }

using Attributes = const xmlChar**;

std::string_view attribute(Attributes attributes, std::string_view name) {
  for (; attributes && attributes[0]; attributes += 2)
    if (same_word(reinterpret_cast<const char*>(attributes[0]), name))
      return attributes[1] ? reinterpret_cast<const char*>(attributes[1]) : std::string_view();
  return {};
}

class Reader {
 public:
  explicit Reader(std::string_view base) : base_(base), collector_(base) {}

  CandidateList read(std::string_view text) {
    htmlSAXHandler handler{};
    handler.startElement = [](void* self, const xmlChar* name, Attributes attributes) {
      static_cast<Reader*>(self)->begin(reinterpret_cast<const char*>(name), attributes);
    };
    handler.endElement = [](void* self, const xmlChar* name) {
      static_cast<Reader*>(self)->end(reinterpret_cast<const char*>(name));
    };
    handler.characters = [](void* self, const xmlChar* octets, int size) {
      static_cast<Reader*>(self)->words({reinterpret_cast<const char*>(octets), static_cast<std::size_t>(size)});
    };
    handler.cdataBlock = handler.characters;
    const std::unique_ptr<htmlParserCtxt, decltype(&htmlFreeParserCtxt)> parser(
        htmlCreatePushParserCtxt(&handler, this, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8), &htmlFreeParserCtxt);
    if (!parser) return {};
    // The text is UTF-8 already, whatever it says.
    htmlCtxtUseOptions(parser.get(), HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                         HTML_PARSE_IGNORE_ENC);
    htmlParseChunk(parser.get(), text.data(), static_cast<int>(text.size()), 0);
    htmlParseChunk(parser.get(), nullptr, 0, 1);
    return collector_.take(title_);
  }

 private:
  void begin(std::string_view name, Attributes attributes) {
    const auto is = [name](std::string_view wanted) { return same_word(name, wanted); };
    if (is("audio") || is("video") || is("source")) {
      Candidate found = because('<' + lower(name) + '>', kElement);
      found.declared = kind_of_type(lower(attribute(attributes, "type")));
      add(attribute(attributes, "src"), std::move(found));
    } else if (is("a") || is("area")) {
      link_ = attribute(attributes, "href");
      link_words_ = attribute(attributes, "title");
      take_link_by_suffix();
    } else if (is("meta")) {
      take_meta(attributes);
    } else if (is("iframe") || is("frame") || is("embed")) {
      take_player(attribute(attributes, "src"), name);
    } else if (is("object")) {
      take_player(attribute(attributes, "data"), name);
    } else if (is("script")) {
      in_script_ = true;
      script_.clear();
      take_player_argument(attribute(attributes, "src"));
    } else if (is("title")) {
      in_title_ = title_.empty();
    } else if (is("base") && attribute(attributes, "href") != "") {
      if (auto url = resolve_url(base_, attribute(attributes, "href"))) page_base_ = std::move(*url);
    }
  }

  void end(std::string_view name) {
    if (same_word(name, "title")) in_title_ = false;
    if (same_word(name, "a")) take_link_by_words();
    if (same_word(name, "script") && std::exchange(in_script_, false)) take_script();
  }

  void words(std::string_view text) {
    if (in_script_) {
      script_ += text.substr(0, kMaxScript - std::min(script_.size(), kMaxScript));
    } else if (in_title_) {
      title_ += text.substr(0, kMaxWords - std::min(title_.size(), kMaxWords));
    } else if (!link_.empty()) {
      link_words_ += text.substr(0, kMaxWords - std::min(link_words_.size(), kMaxWords));
    }
  }

  static Candidate because(std::string why, int rank) {
    Candidate found;
    found.why = std::move(why);
    found.rank = rank;
    return found;
  }

  void add(std::string_view reference, Candidate found) {
    if (trim(reference).empty()) return;
    if (page_base_.empty()) return collector_.add(reference, std::move(found));
    const auto url = resolve_url(page_base_, reference);
    collector_.add(url ? *url : std::string(), std::move(found));
  }

  void take_link_by_suffix() {
    const ContentKind kind = kind_of_suffix(url_suffix(resolve_url(base_, link_).value_or("")));
    if (is_playlist_kind(kind)) add(std::exchange(link_, {}), because("link to a playlist", kPlaylistLink));
    if (is_media(kind)) add(std::exchange(link_, {}), because("link to sound", kMediaLink));
  }

  void take_link_by_words() {
    const std::string link = std::exchange(link_, {});
    if (link.empty() || link[0] == '#' || !promises_stream(link_words_)) return;
    add(link, because("link \"" + std::string(trim(cut_utf8(link_words_, 60))) + '"', kWordLink));
  }

  void take_meta(Attributes attributes) {
    std::string_view property = attribute(attributes, "property");
    if (property.empty()) property = attribute(attributes, "name");
    const std::string_view content = attribute(attributes, "content");
    for (const std::string_view card : {"og:audio", "og:audio:url", "og:audio:secure_url", "twitter:player:stream"})
      if (same_word(property, card)) add(content, because(std::string(card), kCard));
    if (!same_word(trim(attribute(attributes, "http-equiv")), "refresh")) return;
    const std::size_t at = find_word(content, "url");  // `0;URL='http://x'`
    if (at == std::string_view::npos) return;
    std::string_view url = trim(content.substr(at + 3));
    if (!url.starts_with('=')) return;
    url = trim(url.substr(1));
    if (url.size() > 1 && (url[0] == '"' || url[0] == '\'')) url = url.substr(1, url.find(url[0], 1) - 1);
    add(url, because("meta refresh", kRefresh));
  }

  void take_player(std::string_view location, std::string_view name) {
    if (location.empty()) return;
    take_player_argument(location);
    add(location, because('<' + lower(name) + '>', kFrame));
  }

  /// `player.swf?file=http%3A%2F%2Fx%2Fy.mp3`
  void take_player_argument(std::string_view location) {
    for (const std::string& url : addresses_in_query(location))
      add(url, because("argument of a player", kPlayerArgument));
  }

  void take_script() {
    for (const std::string& url : addresses_in_script(script_)) {
      const ContentKind kind = kind_of_suffix(url_suffix(url));
      if (is_media(kind) || is_playlist_kind(kind)) {
        add(url, because("address in a script", kScript));
      } else if (kind == ContentKind::unknown && promises_stream(url)) {
        add(url, because("address in a script", kScriptWord));
      }
    }
  }

  std::string base_;
  std::string page_base_;  // <base href>; empty: none
  CandidateCollector collector_;
  std::string title_;
  std::string link_;  // of the <a> that is open
  std::string link_words_;
  std::string script_;
  bool in_title_ = false;
  bool in_script_ = false;
};

}  // namespace

CandidateList read_page(std::string_view text, std::string_view base) {
  return Reader(base).read(guess_utf8(without_mark(text.substr(0, kMaxPlaylistOctets))));
}

}  // namespace joincast::fetch
