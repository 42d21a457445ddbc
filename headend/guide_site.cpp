// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/guide_site.h"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <charconv>
#include <new>
#include <span>

#include "headend/payload_types.h"
#include "sdp/crypto.h"
#include "sdp/text.h"

namespace joincast::headend {
namespace {

constexpr std::string_view kPlain = "text/plain; charset=utf-8";
constexpr std::size_t kWorthCompressing = 600;  // octets
constexpr std::size_t kMostInPlaylist = 20'000;

http::Answer text_answer(unsigned status, std::string text) {
  return {status, kPlain, std::make_shared<const std::string>(std::move(text))};
}

std::string etag_of(std::string_view body) {
  std::uint64_t hash = 0xcbf2'9ce4'8422'2325;  // FNV-1a
  for (const char c : body) hash = (hash ^ static_cast<unsigned char>(c)) * 0x0000'0100'0000'01b3;
  return fmt::format("W/\"{:016x}\"", hash);
}

/// Whether `If-None-Match` names this tag, by weak comparison (RFC 9110 section 8.8.3.2).
bool names(std::string_view if_none_match, std::string_view etag) {
  return if_none_match == "*" || (!if_none_match.empty() && if_none_match.find(etag.substr(2)) != if_none_match.npos);
}

http::Answer kept_answer(const http::Request& request, std::string_view type, std::string body) {
  http::Answer answer{200, type, nullptr, etag_of(body)};
  if (names(request.if_none_match, answer.etag)) {
    answer.status = 304;
    body.clear();
  } else if (request.gzip && body.size() >= kWorthCompressing) {
    body = gzip(body);
    answer.encoding = "gzip";
  }
  answer.body = std::make_shared<const std::string>(std::move(body));
  return answer;
}

std::string_view argument(const http::Request& request, std::string_view name) {
  const auto found = request.query.find(name);
  return found == request.query.end() ? std::string_view() : std::string_view(found->second);
}

/// False: it stands there and is no number.
template <typename Number>
bool read_number(const http::Request& request, std::string_view name, Number& to) {
  const std::string_view text = argument(request, name);
  if (text.empty()) return true;
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return false;
  to = static_cast<Number>(number);
  return true;
}

bool flag(const http::Request& request, std::string_view name) {
  const std::string_view text = argument(request, name);
  return text == "1" || text == "true" || text == "yes";
}

/// Whether a proxy on this machine passed it on that had it by TLS: only then does nobody on the way read along.
bool may_have_keys(const http::Request& request) { return request.was_https && request.from.address.is_loopback(); }

/// Text for an attribute of `#EXTINF`, which has no escapes.
std::string attribute(std::string_view text) {
  std::string out(text);
  std::replace(out.begin(), out.end(), '"', '\'');
  return out;
}

std::string playlist_item(const guide::Entry& entry, const IpAddress& group) {
  std::string item =
      fmt::format("#EXTINF:-1 tvg-id=\"{}\" tvg-name=\"{}\"", to_string(entry.number), attribute(entry.name));
  if (entry.icon.starts_with("http")) item += fmt::format(" tvg-logo=\"{}\"", attribute(entry.icon));
  const std::string genre = entry.genre.substr(0, entry.genre.find_first_of(",;"));
  if (!genre.empty()) item += fmt::format(" group-title=\"{}\"", attribute(genre));
  if (entry.kind == guide::Kind::radio) item += " radio=\"true\"";
  if (entry.kind == guide::Kind::television) item += " tvg-type=\"tv\"";
  return item + fmt::format(",{}\nrtp://@{}\n", entry.name, to_string(Endpoint{group, kRtpPort}));
}

/// An answer that is not there yet.
class Later final : public http::LiveBody {
 public:
  void deliver(http::Answer answer) {
    answer_ = std::move(answer);
    wake();
  }
  std::optional<http::Answer> head() override { return answer_; }
  std::size_t read(std::span<std::uint8_t>) override { return 0; }
  bool ended() const override { return true; }
  void closed() noexcept override {}

 private:
  std::optional<http::Answer> answer_;
};

}  // namespace

std::string gzip(std::string_view text) {
  constexpr int kGzip = 15 + 16;  // the largest window, with gzip's header and trailer
  z_stream stream{};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzip, 8, Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));  // zlib's own signature
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int status = deflate(&stream, Z_FINISH);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  if (status != Z_STREAM_END) throw std::bad_alloc();
  return out;
}

Result<GuideQuery, std::string> read_guide_query(const http::Request& request) {
  GuideQuery query;
  query.text = argument(request, "search");
  query.genre = argument(request, "genre");
  query.country = argument(request, "country");
  query.language = argument(request, "language");
  query.codec = argument(request, "codec");
  const std::string_view kind = argument(request, "kind");
  if (kind == "radio") query.kind = guide::Kind::radio;
  if (kind == "tv") query.kind = guide::Kind::television;
  if (!kind.empty() && !query.kind) return fail(std::string("kind: expected radio or tv\n"));
  query.on_air = flag(request, "on_air");
  query.favourites = flag(request, "favourites");
  std::uint64_t since = 0;
  std::uint64_t directory = 256;
  if (!read_number(request, "directory", directory) || (directory > 63 && directory != 256))
    return fail(std::string("directory: expected a number from 0 to 63\n"));
  if (directory != 256) query.directory = static_cast<std::uint8_t>(directory);
  if (!read_number(request, "offset", query.offset)) return fail(std::string("offset: expected a number\n"));
  if (!read_number(request, "limit", query.limit))
    return fail(std::string("limit: expected a number from 1 to 1000\n"));
  if (!read_number(request, "since", since)) return fail(std::string("since: expected the revision of an answer\n"));
  if (since != 0) query.since = since;
  return query;
}

http::Reply GuideSite::answer(const http::Request& request) const {
  if (request.path == "/guide.json") return guide(request);
  if (request.path == "/playlist.m3u") return playlist(request);
  std::string_view name = request.path;
  if (name.starts_with("/sdp/") && name.ends_with(".sdp")) {
    name.remove_prefix(5);
    name.remove_suffix(4);
    if (const auto number = parse_service_number(name)) return description(request, *number);
  }
  if (name.starts_with("/icons/"))
    if (const auto number = parse_service_number(name.substr(7))) return icon(request, *number);
  return text_answer(
      404, "There is /guide.json, /playlist.m3u, and /sdp/8000:0001.sdp and /icons/8000:0001 for each service.\n");
}

http::Reply GuideSite::guide(const http::Request& request) const {
  const auto query = read_guide_query(request);
  if (!query) return text_answer(400, query.error());
  if (flag(request, "collisions")) return collisions(request);
  return with_stations(request, *query, [](const http::Request& asked, const guide::Page& page) {
    return kept_answer(asked, "application/json", to_json(page));
  });
}

/// Configured services first, by number, then the directories' stations, the popular ones first.
http::Reply GuideSite::with_stations(const http::Request& request, GuideQuery query, Finish finish) const {
  if (query.since && !calls_.book().remembers(*query.since)) query.since.reset();  // the whole list again
  const bool changing = query.since || query.on_air || query.favourites;           // what the book alone knows
  if (changing || !calls_.stations || (query.directory && *query.directory == 0))
    return finish(request, calls_.book().answer(query));
  query.configured_only = true;
  guide::Page page = calls_.book().answer(query);
  const std::size_t limit = std::clamp<std::size_t>(query.limit, 1, GuideQuery::kMostEntries);
  directory::Query wanted{query.text, query.genre, query.country, query.language, query.codec};
  if (query.kind)
    wanted.kind = *query.kind == guide::Kind::radio ? directory::Kind::radio : directory::Kind::television;
  if (query.directory) wanted.directory = *query.directory;
  wanted.count = true;
  wanted.limit = limit - page.entries.size();
  wanted.offset = query.offset - std::min<std::size_t>(query.offset, page.total);
  const auto later = std::make_shared<Later>();
  const bool asked =
      calls_.stations(wanted, [this, later, query, page, finish, etag = std::string(request.if_none_match),
                               gzip = request.gzip](const directory::Page& found) {
        guide::Page whole = page;
        add_stations(whole, query, found);
        later->deliver(finish({"", {}, etag, gzip}, whole));
      });
  query.configured_only = false;
  if (!asked) return finish(request, calls_.book().answer(query));
  return later;
}

void GuideSite::add_stations(guide::Page& page, const GuideQuery& query, const directory::Page& found) const {
  for (const directory::Entry& station : found.entries) {
    const guide::Entry* const known = calls_.book().find(station.number);  // knows whether it is on the air
    if (known && known->directory == 0) continue;                          // hidden behind the configuration's
    page.entries.push_back(known ? *known : guide_entry(station));
    if (calls_.group_v4) page.entries.back().group_v4 = calls_.group_v4(station.number, false);
  }
  if (!page.next && found.more)
    page.next = static_cast<std::uint32_t>(std::max<std::size_t>(query.offset, page.total) + found.entries.size());
  page.total += static_cast<std::uint32_t>(found.total);
}

/// The group to tell of: IPv4 first, as players know it better, unless `family=ipv6` is asked for.
std::optional<StandardPlace> GuideSite::place(std::string_view family, ServiceNumber number) const {
  std::optional<StandardPlace> chosen;
  for (StandardPlace& one : calls_.places(number)) {
    const bool v4 = one.service_group.is_v4();
    if ((family == "ipv4" && !v4) || (family == "ipv6" && v4)) continue;
    if (!chosen || (v4 && chosen->service_group.is_v6())) chosen = std::move(one);
  }
  return chosen;
}

std::string GuideSite::playlist_of(const guide::Page& page, std::string_view family) const {
  std::string text;
  for (const guide::Entry& entry : page.entries) {
    if (family != "ipv6" && calls_.group_v4) calls_.group_v4(entry.number, true);
    if (const auto where = place(family, entry.number)) text += playlist_item(entry, where->service_group);
  }
  return text;
}

/// Of the directories' stations only those that are asked for: nobody wants a playlist of all of them.
http::Reply GuideSite::playlist(const http::Request& request) const {
  auto query = read_guide_query(request);
  if (!query) return text_answer(400, query.error());
  query->since.reset();
  const std::string family(argument(request, "family"));
  const bool chosen = !query->text.empty() || !query->genre.empty() || !query->country.empty() ||
                      !query->language.empty() || !query->codec.empty() || query->directory.value_or(0) != 0;
  if (chosen)
    return with_stations(request, *query, [this, family](const http::Request& asked, const guide::Page& page) {
      return kept_answer(asked, "audio/x-mpegurl", "#EXTM3U\n" + playlist_of(page, family));
    });
  std::string text = "#EXTM3U\n";
  query->limit = GuideQuery::kMostEntries;
  while (query->offset < kMostInPlaylist) {
    const guide::Page page = calls_.book().answer(*query);
    text += playlist_of(page, family);
    if (!page.next) break;
    query->offset = *page.next;
  }
  return kept_answer(request, "audio/x-mpegurl", std::move(text));
}

http::Reply GuideSite::icon(const http::Request& request, ServiceNumber number) const {
  if (const guide::Entry* const entry = calls_.book().find(number)) return icon_of(request, *entry);
  const auto later = std::make_shared<Later>();
  const auto told = [this, later, etag = std::string(request.if_none_match)](const std::optional<guide::Entry>& one) {
    later->deliver(icon_of({"", {}, etag}, one.value_or(guide::Entry())));
  };
  if (!calls_.station || !calls_.station(number, told)) return icon_of(request, {});
  return later;
}

http::Answer GuideSite::icon_of(const http::Request& request, const guide::Entry& entry) const {
  if (!entry.icon.starts_with("http")) return text_answer(404, "There is no icon of this service.\n");
  const IconCache::Answer answer = calls_.icon(entry.icon);
  if (answer.icon)
    return kept_answer({request.path, {}, request.if_none_match}, answer.icon->type, *answer.icon->octets);
  if (answer.pending) return text_answer(503, "The icon is being fetched: ask again in a moment.\n");
  return text_answer(404, "The icon of this service cannot be had.\n");
}

http::Reply GuideSite::description(const http::Request& request, ServiceNumber number) const {
  if (const auto facts = calls_.facts(number)) return description_of(request, number, *facts);
  const auto later = std::make_shared<Later>();
  const auto told = [this, later, number, etag = std::string(request.if_none_match),
                     family = std::string(argument(request, "family"))](const std::optional<guide::Entry>& station) {
    if (!station) return later->deliver(text_answer(404, "There is no such service here.\n"));
    http::Request asked{"", {}, etag};
    asked.query["family"] = family;
    const auto facts = calls_.facts(number);  // it may have begun meanwhile
    later->deliver(description_of(
        asked, number,
        facts ? *facts : facts_before(*station, calls_.hop_limit ? calls_.hop_limit() : std::uint8_t{16})));
  };
  if (is_directory_number(number) && calls_.station && calls_.station(number, told)) return later;
  return text_answer(404, "There is no such service here.\n");
}

http::Answer GuideSite::description_of(const http::Request& request, ServiceNumber number, const Facts& facts) const {
  const std::string_view family = argument(request, "family");
  if (family != "ipv6" && calls_.group_v4) calls_.group_v4(number, true);
  const auto where = place(family, number);
  if (!where) return text_answer(404, "There is no such group of this service here.\n");
  sdp::Session session = describe(facts, where->service_group, where->source, false);
  const auto key = may_have_keys(request) && calls_.key ? calls_.key(number) : std::nullopt;
  if (key)
    for (sdp::Media& medium : session.media)
      sdp::add_crypto(medium, {1, std::string(to_string(key->suite)), {{key->key_and_salt}}, {}});
  auto text = sdp::to_text(session);
  if (!text) return text_answer(404, "There is no such service here.\n");
  if (key) return {200, "application/sdp", std::make_shared<const std::string>(std::move(*text))};  // kept by nobody
  return kept_answer(request, "application/sdp", std::move(*text));
}

/// For a younger headend, which adopts them.
http::Reply GuideSite::collisions(const http::Request& request) const {
  const auto later = std::make_shared<Later>();
  const auto told = [this, later,
                     etag = std::string(request.if_none_match)](const std::vector<directory::Entry>& found) {
    guide::Page page;
    page.revision = calls_.book().revision();
    page.headend = calls_.book().headend();
    for (const directory::Entry& station : found) page.entries.push_back(guide_entry(station));
    page.total = static_cast<std::uint32_t>(page.entries.size());
    later->deliver(kept_answer({"", {}, etag}, "application/json", to_json(page)));
  };
  if (calls_.collisions && calls_.collisions(told)) return later;
  return kept_answer(request, "application/json", to_json(guide::Page()));
}

Facts facts_before(const guide::Entry& station, std::uint8_t ttl) {
  Facts facts;
  facts.session_id = station.number.value();
  facts.name = station.name;
  facts.link = station.link;
  facts.genre = station.genre.substr(0, station.genre.find_first_of(",;"));
  facts.ttl = ttl;
  if (station.kind == guide::Kind::television)  // the rest is found out when it runs
    facts.bindings.push_back(payload::make_binding(33, payload::mp2t_format()));
  else if (station.codec == "opus")
    facts.bindings.push_back(payload::make_binding(PayloadTypes::kFirstDynamic, payload::opus_format()));
  return facts;
}

}  // namespace joincast::headend
