// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/refresher.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <set>

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include "directory/json_objects.h"
#include "directory/spool.h"
#include "directory/station_pipe.h"
#include "fetch/download.h"
#include "fetch/url.h"

namespace joincast::directory {
namespace {

constexpr const char* kXiphUrl = "https://dir.xiph.org/yp.xml";
constexpr const char* kRadioTimeUrl = "http://opml.radiotime.com/Browse.ashx?c=local";
constexpr const char* kRadioBrowserServers = "_api._tcp.radio-browser.info";
constexpr std::size_t kMostPages = 100;
constexpr std::size_t kMostDocuments = 64;
constexpr std::size_t kMostServers = 6;
constexpr Duration kClickTime = std::chrono::seconds(5);

std::string with_query(const std::string& url, const std::string& query) {
  if (query.empty()) return url;
  return url + (url.find('?') == std::string::npos ? '?' : '&') + query;
}

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool plain =
        (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    const auto octet = static_cast<unsigned char>(c);
    if (plain)
      out += c;
    else
      (out += '%') += {"0123456789ABCDEF"[octet >> 4], "0123456789ABCDEF"[octet & 15]};
  }
  return out;
}

}  // namespace

/// What came: one or more documents behind each other.
struct Refresher::Fetched {
  Outcome outcome = Outcome::failed;
  std::string reason{};
  Spool spool;
  std::vector<std::uint64_t> ends{};  ///< of each document
  bool complete = true;               ///< no document is missing
  std::string etag{};
  std::string last_modified{};
};

Refresher::Refresher(RefresherOptions options, CatalogueWriter& writer, const std::atomic<bool>& stop)
    : options_(std::move(options)), writer_(writer), stop_(stop), rng_(options_.seed) {}

Refresher::Report Refresher::refresh(const Source& source) {
  DirectoryState known;
  for (DirectoryState& state : writer_.directories())
    if (state.id == source.id) known = std::move(state);
  Fetched fetched = fetch(source, known);
  switch (fetched.outcome) {
    case Outcome::refreshed: return store(source, std::move(fetched));
    case Outcome::unchanged: writer_.note_unchanged(source.id, source.name, options_.now()); break;
    case Outcome::failed: writer_.note_failed(source.id, source.name, fetched.reason, options_.now()); break;
  }
  return {fetched.outcome, {}, fetched.reason};
}

Refresher::Fetched Refresher::fetch(const Source& source, const DirectoryState& known) {
  switch (source.kind) {
    case SourceKind::xiph: return fetch_one(source.url.empty() ? kXiphUrl : source.url, known);
    case SourceKind::icecast: return fetch_one(source.url, known);
    case SourceKind::radiotime: return fetch_tree(source);
    case SourceKind::radio_browser: return fetch_pages(source);
    case SourceKind::file: return fetch_file(source.url, known);
  }
  return {.spool = Spool(options_.folder)};
}

Refresher::Fetched Refresher::fetch_one(const std::string& url, const DirectoryState& known) {
  Fetched fetched{.spool = Spool(options_.folder)};
  fetch::DownloadRequest request{.url = url};
  if (known.whole) {
    request.etag = known.etag;
    request.last_modified = known.last_modified;
  }
  request.user_agent = options_.user_agent;
  request.ca_file = options_.ca_file;
  const auto got = fetch::download(
      request, [&](std::string_view piece) { return fetched.spool.append(piece); }, stop_);
  fetched.reason = fetched.spool.ok() ? got.reason : options_.folder + ": no room to put the answer aside";
  fetched.etag = got.etag;
  fetched.last_modified = got.last_modified;
  fetched.ends = {fetched.spool.size()};
  if (got.outcome == fetch::DownloadOutcome::unchanged) fetched.outcome = Outcome::unchanged;
  if (got.outcome == fetch::DownloadOutcome::taken) fetched.outcome = Outcome::refreshed;
  return fetched;
}

/// Its time of change takes the place of an ETag.
Refresher::Fetched Refresher::fetch_file(const std::string& path, const DirectoryState& known) {
  Fetched fetched{.spool = Spool(options_.folder)};
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  struct stat what {};
  if (file < 0 || ::fstat(file, &what) != 0 || !S_ISREG(what.st_mode)) {
    fetched.reason = path + ": " + (file < 0 ? std::system_category().message(errno) : "no file");
    if (file >= 0) ::close(file);
    return fetched;
  }
  fetched.etag = std::to_string(what.st_mtim.tv_sec) + '.' + std::to_string(what.st_mtim.tv_nsec) + '/' +
                 std::to_string(what.st_size);
  if (known.whole && known.etag == fetched.etag) {
    ::close(file);
    fetched.outcome = Outcome::unchanged;
    return fetched;
  }
  std::array<char, 65'536> buffer;
  ssize_t size = 0;
  while ((size = ::read(file, buffer.data(), buffer.size())) > 0)
    if (!fetched.spool.append({buffer.data(), static_cast<std::size_t>(size)})) break;
  ::close(file);
  fetched.ends = {fetched.spool.size()};
  fetched.outcome = size == 0 ? Outcome::refreshed : Outcome::failed;
  if (size != 0) fetched.reason = path + ": cannot be read";
  return fetched;
}

/// Where radio-browser answers, the one that answered last in front.
std::vector<std::string> Refresher::bases(const Source& source) {
  if (!source.url.empty()) {
    std::vector<std::string> given;
    for (std::size_t at = 0; at < source.url.size();) {
      const std::size_t end = std::min(source.url.find(' ', at), source.url.size());
      if (end > at) given.push_back(source.url.substr(at, end - at));
      at = end + 1;
    }
    return given;
  }
  std::vector<std::string> found;
  for (const ServerRecord& record : in_order(options_.servers(kRadioBrowserServers), rng_)) {
    const bool plain = record.port == 80;
    std::string base = (plain ? "http://" : "https://") + record.host;
    if (!plain && record.port != 443) base += ':' + std::to_string(record.port);
    found.push_back(std::move(base));
    if (found.size() == kMostServers) break;
  }
  return found;
}

Refresher::Fetched Refresher::fetch_pages(const Source& source) {
  Fetched fetched{.spool = Spool(options_.folder)};
  const std::vector<std::string> servers = bases(source);
  if (servers.empty()) {
    fetched.reason = std::string("no server is known: ") + kRadioBrowserServers + " has no SRV record";
    return fetched;
  }
  std::size_t server = 0;
  for (std::size_t page = 0; page < kMostPages && server < servers.size();) {
    const std::string query = "hidebroken=false&order=name&limit=" + std::to_string(source.page) +
                              "&offset=" + std::to_string(page * source.page);
    const std::uint64_t before = fetched.spool.size();
    Fetched one = fetch_one(servers[server] + "/json/stations?" + query, {});
    bool last = false;
    bool good = one.outcome == Outcome::refreshed;
    if (good) {  // stations are only counted, to know whether it is the last
      std::size_t stations = 0;
      ObjectSplitter splitter([&stations](std::string_view) { ++stations; });
      good = one.spool.read(0, one.spool.size(), [&](std::string_view piece) {
        splitter.feed(piece);
        fetched.spool.append(piece);
      });
      good = good && splitter.whole();
      if (!good) one.reason = splitter.is_array() ? "the answer was cut short" : "no list of radio-browser's";
      last = stations < source.page;
    }
    if (!good) {  // the next server goes on with the same page
      fetched.spool.cut(before);
      fetched.reason = servers[server] + ": " + one.reason;
      ++server;
      if (stop_.load()) break;
      continue;
    }
    last_base_ = servers[server];
    fetched.ends.push_back(fetched.spool.size());
    ++page;
    if (last) {
      fetched.outcome = Outcome::refreshed;
      return fetched;
    }
  }
  fetched.complete = false;
  fetched.outcome = fetched.ends.empty() ? Outcome::failed : Outcome::refreshed;
  return fetched;
}

/// RadioTime has no list of all: what its first page links to, on the same host.
Refresher::Fetched Refresher::fetch_tree(const Source& source) {
  Fetched fetched{.spool = Spool(options_.folder)};
  const std::string partner = source.partner_id.empty() ? "" : "partnerId=" + escaped(source.partner_id);
  const std::string root = source.url.empty() ? kRadioTimeUrl : source.url;
  std::vector<std::string> waiting = {root};
  std::set<std::string> asked = {root};
  for (std::size_t next = 0; next < waiting.size() && next < kMostDocuments && !stop_.load(); ++next) {
    Fetched one = fetch_one(with_query(waiting[next], partner), {});
    if (one.outcome != Outcome::refreshed) {
      if (next == 0) return one;
      fetched.complete = false;
      fetched.reason = one.reason;
      continue;
    }
    const auto parser = parser_for(source.kind, [](Station&&) {});
    one.spool.read(0, one.spool.size(), [&](std::string_view piece) {
      parser->feed(piece);
      fetched.spool.append(piece);
    });
    fetched.ends.push_back(fetched.spool.size());
    const Ending ending = parser->finish();
    if (next == 0 && !ending.fault.empty()) {
      fetched.reason = ending.fault;
      return fetched;
    }
    for (const std::string& link : ending.links)
      if (fetch::url_host(link) == fetch::url_host(root) && asked.insert(link).second) waiting.push_back(link);
  }
  fetched.outcome = fetched.ends.empty() ? Outcome::failed : Outcome::refreshed;
  return fetched;
}

Refresher::Report Refresher::store(const Source& source, Fetched fetched) {
  Report report;
  if (!writer_.begin(source.id, source.name)) {
    writer_.cancel();
    report.reason = "the catalogue cannot be written";
    return report;
  }
  bool whole = fetched.complete;
  const auto read = [&](const StationSink& sink) {
    std::uint64_t from = 0;
    for (const std::uint64_t end : fetched.ends) {
      const auto parser = parser_for(source.kind, sink);
      const auto feed = [&](std::string_view piece) {
        if (!stop_.load()) parser->feed(piece);
      };
      whole = fetched.spool.read(from, end, feed) && whole;
      const Ending ending = parser->finish();
      whole = whole && ending.whole;
      if (!ending.fault.empty()) report.reason = ending.fault;
      from = end;
    }
  };
  pipe_stations(read, [this, &source](Station&& station) {
    const bool programme = source.kind != SourceKind::radiotime || station.id.starts_with('s');
    if (programme && !station.urls.empty()) writer_.add(station);
  });
  if (stop_.load()) report.reason = "given up: the program ends";
  if (!report.reason.empty()) {
    writer_.cancel();
    writer_.note_failed(source.id, source.name, report.reason, options_.now());
    return report;
  }
  const auto count = writer_.commit(whole, fetched.etag, fetched.last_modified, options_.now());
  if (!count) {
    report.reason = count.error();
    return report;
  }
  report.outcome = Outcome::refreshed;
  report.count = *count;
  return report;
}

void Refresher::click(const Source& source, const std::string& station_uuid) {
  const std::vector<std::string> servers = last_base_.empty() ? bases(source) : std::vector<std::string>{last_base_};
  if (servers.empty()) return;
  fetch::DownloadRequest request{.url = servers.front() + "/json/url/" + escaped(station_uuid)};
  request.user_agent = options_.user_agent;
  request.ca_file = options_.ca_file;
  request.connect = kClickTime;
  request.total = kClickTime;
  request.most_octets = 65'536;
  (void)fetch::download(
      request, [](std::string_view) { return true; }, stop_);
}

}  // namespace joincast::directory
