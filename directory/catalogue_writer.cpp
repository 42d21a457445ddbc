// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/catalogue_writer.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "directory/numbering.h"
#include "directory/schema.h"
#include "directory/words.h"

namespace joincast::directory {
namespace {

constexpr std::uint32_t kDeadAfter = 3;
constexpr Duration kFirstRest = std::chrono::hours(1);
constexpr Duration kLongestRest = std::chrono::hours(24);

}  // namespace

class CatalogueWriter::Impl {
 public:
  explicit Impl(std::unique_ptr<store::Database> file)
      : database_(std::move(file)),
        numbering_(*database_),
        find_(database_->prepare("SELECT key, digest, listed, position FROM station WHERE directory = ? AND id = ?")),
        insert_(database_->prepare(
            "INSERT INTO station (listed, revision, digest, name, urls, homepage, icon, tags, country, country_name, "
            "language, codec, kbps, kind, votes, clicks, directory, id, key, position, number, origin) "
            "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")),
        update_(database_->prepare(
            "UPDATE station SET listed = 1, revision = ?, digest = ?, name = ?, urls = ?, homepage = ?, icon = ?, "
            "tags = ?, country = ?, country_name = ?, language = ?, codec = ?, kbps = ?, kind = ?, votes = ?, "
            "clicks = ? WHERE key = ?")),
        place_(database_->prepare("UPDATE station SET position = ? WHERE key = ?")),
        add_words_(database_->prepare("INSERT INTO words (rowid, name, tags, country, facets) VALUES (?, ?, ?, ?, ?)")),
        drop_words_(database_->prepare("DELETE FROM words WHERE rowid = ?")),
        move_words_(database_->prepare("INSERT INTO words (rowid, name, tags, country, facets) "
                                       "SELECT ?, name, tags, country, facets FROM words WHERE rowid = ?")),
        touch_(database_->prepare("UPDATE station SET revision = ? WHERE key = ?")) {
    database_->execute("PRAGMA cache_size = -16000");
    // Fewer and larger pieces of the index, which need less merging: octets of memory while a refresh goes on.
    database_->execute("INSERT INTO words (words, rank) VALUES ('hashsize', 16777216)");
  }

  /// What a new schema threw away: the full-text index.
  bool index_again() {
    std::vector<std::int64_t> keys;
    auto missing = database_->prepare("SELECT key FROM station WHERE position IS NULL AND name || urls <> ''");
    while (missing.step()) keys.push_back(missing.integer(0));
    if (keys.empty()) return database_->ok();
    store::Transaction transaction(*database_);
    auto row = database_->prepare(std::string(kEntryRows) + "WHERE s.key = ?");
    for (const std::int64_t key : keys) {
      if (!row.with(key).step()) continue;
      const Entry entry = read_entry(row, {});
      row.reset();
      directory_ = entry.directory;
      index(entry.station, key, !entry.gone);
    }
    return !transaction.commit();
  }

  store::Database& database() { return *database_; }
  Numbering& numbering() { return numbering_; }
  bool refreshing() const { return transaction_.has_value(); }

  bool begin(DirectoryId directory, std::string_view name) {
    database_->clear_error();
    transaction_.emplace(*database_);
    directory_ = directory;
    name_ = name;
    count_ = {};
    seen_.clear();
    newcomers_.clear();
    holders_.clear();
    revision_ = newest();
    auto last = database_->prepare("SELECT max(key) FROM station");
    first_new_key_ = last_key_ = last.step() ? last.integer(0) : 0;
    return database_->ok();
  }

  void add(const Station& station) {
    if (!refreshing() || !database_->ok()) return;
    const auto digest = static_cast<std::int64_t>(digest_of(station));
    const bool found = find_.with(unsigned{directory_}, station.id).step();
    const std::int64_t key = found ? find_.integer(0) : 0;
    const bool same = found && find_.integer(1) == digest && find_.integer(2) != 0;
    const std::int64_t position = found ? find_.integer(3) : 0;
    find_.reset();
    if (found && !see(key)) return;  // named twice
    ++count_.named;
    if (same) return;
    if (found) {
      change(station, key, position, digest);
    } else {
      insert(station, digest);
    }
  }

  Result<RefreshCount, std::string> commit(bool whole, std::string_view etag, std::string_view last_modified,
                                           WallTime now) {
    if (!refreshing()) return fail(std::string("no refresh has begun"));
    const std::string refused = refusal(whole);
    if (!refused.empty()) {
      cancel();
      note(directory_, name_, refused, now);
      return fail(refused);
    }
    number_newcomers();
    if (whole) mark_gone();
    count_tags();
    auto state = database_->prepare(
        "INSERT INTO directory (id, name, stations, whole, refreshed, tried, last_error, etag, last_modified) "
        "VALUES (?1, ?2, (SELECT count(*) FROM station WHERE directory = ?1 AND listed = 1), ?3, ?4, ?4, ?5, ?6, ?7) "
        "ON CONFLICT (id) DO UPDATE SET name = ?2, stations = excluded.stations, whole = ?3, refreshed = ?4, "
        "tried = ?4, last_error = ?5, etag = ?6, last_modified = ?7");
    // A copy that was cut short is asked for again in whole.
    state
        .with(unsigned{directory_}, name_, whole, to_column(now), whole ? "" : "cut short: only a part is known",
              whole ? etag : "", whole ? last_modified : "")
        .run();
    state = {};
    const auto error = transaction_->commit();
    transaction_.reset();
    if (error) return fail(error->message);
    return count_;
  }

  void cancel() {
    transaction_.reset();
    newcomers_ = {};
    database_->clear_error();
  }

  /// `reason` empty: it was found unchanged.
  void note(DirectoryId directory, std::string_view name, std::string_view reason, WallTime now) {
    database_->clear_error();
    auto state = database_->prepare(
        "INSERT INTO directory (id, name, tried, last_error) VALUES (?1, ?2, ?3, ?4) "
        "ON CONFLICT (id) DO UPDATE SET name = ?2, tried = ?3, last_error = ?4, "
        "refreshed = CASE WHEN ?4 = '' THEN ?3 ELSE refreshed END");
    state.with(unsigned{directory}, name, to_column(now), reason).run();
  }

  /// A station that was pinned or adopted before its directory named it has a row already.
  Numbering::Holder station(DirectoryId directory, std::string_view id) {
    Numbering::Holder holder = numbering_.station(directory, id);
    if (holder.key != 0) return holder;
    database_->prepare("INSERT INTO station (directory, id) VALUES (?, ?)").with(unsigned{directory}, id).run();
    return numbering_.station(directory, id);
  }

  void touch(std::int64_t key) { touch_.with(static_cast<std::int64_t>(newest() + 1), key).run(); }

  std::uint64_t newest() {
    auto newest = database_->prepare("SELECT max(revision) FROM station");
    return newest.step() ? static_cast<std::uint64_t>(newest.integer(0)) : 0;
  }

 private:
  /// False: it was seen before in this refresh.
  bool see(std::int64_t key) {
    const auto at = static_cast<std::size_t>(key);
    if (at >= seen_.size()) seen_.resize(std::max(at + 1, 2 * seen_.size()));
    if (seen_[at]) return false;
    return seen_[at] = true;
  }

  template <typename... Last>
  bool write(store::Statement& statement, const Station& s, std::int64_t digest, Last... last) {
    return statement
        .with(static_cast<std::int64_t>(++revision_), digest, s.name, joined(s.urls), s.homepage, s.icon,
              joined(s.tags), s.country, s.country_name, s.language, s.codec, s.kbps, static_cast<int>(s.kind), s.votes,
              s.clicks, last...)
        .run();
  }

  /// Gets the number of its id at once, where that is free: most are, and a row is written once only.
  void insert(const Station& station, std::int64_t digest) {
    const std::int64_t key = ++last_key_;
    const std::int64_t position = position_of(station, true, key);
    const ServiceNumber natural = natural_number(directory_, station.id);
    const auto holder = numbering_.key_of(natural);
    const bool free = holder == 0 && !numbering_.reserved(natural);
    if (!write(insert_, station, digest, unsigned{directory_}, station.id, key, position,
               free ? std::optional<std::int64_t>(natural.value()) : std::nullopt,
               static_cast<int>(free ? NumberOrigin::natural : NumberOrigin::none)))
      return;
    see(key);
    add_words(station, position);
    if (!free) newcomers_.push_back({natural.value(), key});
    // Of those that come in one answer the one with the least id keeps it: decided when all are there.
    if (holder > first_new_key_) holders_.push_back({natural.value(), holder});
    ++count_.added;
  }

  void change(const Station& station, std::int64_t key, std::int64_t position, std::int64_t digest) {
    write(update_, station, digest, key);
    if (position != 0) drop_words_.with(position).run();
    index(station, key);
    if (position == 0 && numbering_.station(directory_, station.id).number == 0)
      newcomers_.push_back({natural_number(directory_, station.id).value(), key});
    ++count_.changed;
  }

  void index(const Station& station, std::int64_t key, bool listed = true) {
    const std::int64_t position = position_of(station, listed, key);
    place_.with(position, key).run();
    add_words(station, position);
  }

  void add_words(const Station& station, std::int64_t position) {
    add_words_
        .with(position, station.name, joined(station.tags), station.country + ' ' + station.country_name,
              facets_of(directory_, station))
        .run();
  }

  /// Those of this answer that share a number are given theirs anew, all together.
  void number_newcomers() {
    std::sort(holders_.begin(), holders_.end(), [](const auto& a, const auto& b) { return a.key < b.key; });
    const auto same = [](const auto& a, const auto& b) { return a.key == b.key; };
    holders_.erase(std::unique(holders_.begin(), holders_.end(), same), holders_.end());
    for (const Numbering::Newcomer& holder : holders_) numbering_.clear(holder.key);
    newcomers_.insert(newcomers_.end(), holders_.begin(), holders_.end());
    count_.collided = numbering_.assign(directory_, std::exchange(newcomers_, {}));
    holders_ = {};
  }

  std::string refusal(bool whole) {
    if (!database_->ok()) return database_->error()->message;
    auto state = database_->prepare("SELECT whole, stations FROM directory WHERE id = ?");
    const bool known = state.with(unsigned{directory_}).step();
    const bool have_whole = known && state.integer(0) != 0;
    const bool have_any = known && state.integer(1) != 0;
    if (!whole && have_whole) return "the answer was cut short: the last whole copy stays";
    if (count_.named == 0 && have_any) return "the answer names no station: the last copy stays";
    return {};
  }

  void mark_gone() {
    std::vector<std::pair<std::int64_t, std::int64_t>> gone;  // key, position
    auto rows = database_->prepare("SELECT key, position FROM station WHERE directory = ? AND listed = 1");
    rows.with(unsigned{directory_});
    while (rows.step()) {
      const auto key = static_cast<std::size_t>(rows.integer(0));
      if (key >= seen_.size() || !seen_[key]) gone.emplace_back(rows.integer(0), rows.integer(1));
    }
    auto mark = database_->prepare("UPDATE station SET listed = 0, revision = ?, position = ? WHERE key = ?");
    for (const auto& [key, position] : gone) {
      const std::int64_t last = position_of({}, false, key);
      move_words_.with(last, position).run();
      drop_words_.with(position).run();
      mark.with(static_cast<std::int64_t>(++revision_), last, key).run();
    }
    count_.gone = gone.size();
  }

  void count_tags() {
    if (count_.added + count_.changed + count_.gone == 0) return;
    std::unordered_map<std::string, std::int64_t> counts;
    auto rows = database_->prepare("SELECT tags FROM station WHERE listed = 1 AND tags <> ''");
    while (rows.step())
      for (std::string& tag : split(rows.text(0))) ++counts[std::move(tag)];
    database_->execute("DELETE FROM tag");
    auto insert = database_->prepare("INSERT INTO tag (name, stations) VALUES (?, ?)");
    for (const auto& [tag, count] : counts) insert.with(tag, count).run();
  }

  std::unique_ptr<store::Database> database_;
  Numbering numbering_;
  store::Statement find_;
  store::Statement insert_;
  store::Statement update_;
  store::Statement place_;
  store::Statement add_words_;
  store::Statement drop_words_;
  store::Statement move_words_;
  store::Statement touch_;
  std::optional<store::Transaction> transaction_;
  DirectoryId directory_ = 0;
  std::string name_;
  RefreshCount count_;
  std::vector<bool> seen_;                      // by key
  std::vector<Numbering::Newcomer> newcomers_;  // without a number yet
  std::vector<Numbering::Newcomer> holders_;    // newcomers with a number that others of them want
  std::uint64_t revision_ = 0;
  std::int64_t first_new_key_ = 0;  // keys above are of this refresh
  std::int64_t last_key_ = 0;
};

CatalogueWriter::CatalogueWriter(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CatalogueWriter::~CatalogueWriter() = default;

Result<std::unique_ptr<CatalogueWriter>, std::string> CatalogueWriter::open(const std::string& path) {
  auto database = store::Database::open(path, store::Access::write, catalogue_schema());
  if (!database) return fail(database.error().message);
  auto impl = std::make_unique<Impl>(std::move(*database));
  if (!impl->database().ok() || !impl->index_again()) return fail(impl->database().error()->message);
  return std::unique_ptr<CatalogueWriter>(new CatalogueWriter(std::move(impl)));
}

void CatalogueWriter::reserve(std::vector<ServiceNumber> numbers) { impl_->numbering().reserve(std::move(numbers)); }

std::optional<std::string> CatalogueWriter::pin(const Pin& pin) {
  if (impl_->refreshing()) return "a refresh is under way";
  impl_->database().clear_error();
  store::Transaction transaction(impl_->database());
  const auto holder = impl_->station(pin.directory, pin.id);
  if (holder.number != pin.number.value() || holder.origin != NumberOrigin::pinned) {
    const auto before = impl_->numbering().holder_of(pin.number);
    impl_->numbering().give(holder, pin.number, NumberOrigin::pinned);
    impl_->touch(holder.key);
    if (before.key != 0 && before.key != holder.key) impl_->touch(before.key);
  }
  if (const auto error = transaction.commit()) return error->message;
  return std::nullopt;
}

bool CatalogueWriter::adopt(DirectoryId directory, std::string_view id, ServiceNumber number) {
  Numbering& numbering = impl_->numbering();
  if (impl_->refreshing() || number.directory() != directory || numbering.reserved(number)) return false;
  if (id.empty() || id.size() > StationLimits::kId) return false;
  impl_->database().clear_error();
  store::Transaction transaction(impl_->database());
  const auto holder = impl_->station(directory, id);
  if (holder.number == number.value()) return false;
  // A station that has the number of its id, or an older headend's, keeps it.
  if (holder.number != 0 && holder.origin != NumberOrigin::probed) return false;
  const auto rival = numbering.holder_of(number);
  if (rival.origin == NumberOrigin::pinned || rival.origin == NumberOrigin::adopted) return false;
  // Only in a collision do two headends differ: who holds the number of its id gives it up to a true rival alone.
  if (rival.origin == NumberOrigin::natural && natural_number(directory, id) != number) return false;
  numbering.give(holder, number, NumberOrigin::adopted);
  impl_->touch(holder.key);
  if (rival.key != 0) impl_->touch(rival.key);
  return !transaction.commit();
}

bool CatalogueWriter::begin(DirectoryId directory, std::string_view name) { return impl_->begin(directory, name); }
void CatalogueWriter::add(const Station& station) { impl_->add(station); }
void CatalogueWriter::cancel() { impl_->cancel(); }

Result<RefreshCount, std::string> CatalogueWriter::commit(bool whole, std::string_view etag,
                                                          std::string_view last_modified, WallTime now) {
  return impl_->commit(whole, etag, last_modified, now);
}

void CatalogueWriter::note_unchanged(DirectoryId directory, std::string_view name, WallTime now) {
  impl_->note(directory, name, "", now);
}

void CatalogueWriter::note_failed(DirectoryId directory, std::string_view name, std::string_view reason, WallTime now) {
  impl_->note(directory, name, reason, now);
}

void CatalogueWriter::note_sound(ServiceNumber number, Duration after, std::string_view url, WallTime now) {
  const auto key = impl_->numbering().holder_of(number).key;
  if (key == 0) return;
  const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(after).count();
  store::Transaction transaction(impl_->database());
  auto before = impl_->database().prepare("SELECT in_row FROM health WHERE station = ?");
  const bool was_dead = before.with(key).step() && before.integer(0) >= kDeadAfter;
  before.reset();
  impl_->database()
      .prepare(
          "INSERT INTO health (station, starts, first_sound_ms, last_sound, url) VALUES (?1, 1, ?2, ?3, ?4) "
          "ON CONFLICT (station) DO UPDATE SET starts = starts + 1, in_row = 0, retry_at = NULL, last_sound = ?3, "
          "url = ?4, first_sound_ms = CASE first_sound_ms WHEN 0 THEN ?2 ELSE (3 * first_sound_ms + ?2) / 4 END")
      .with(key, static_cast<std::int64_t>(ms), to_column(now), url)
      .run();
  if (was_dead) impl_->touch(key);
  (void)transaction.commit();
}

void CatalogueWriter::note_failure(ServiceNumber number, WallTime now) {
  const auto key = impl_->numbering().holder_of(number).key;
  if (key == 0) return;
  store::Transaction transaction(impl_->database());
  auto before = impl_->database().prepare("SELECT in_row FROM health WHERE station = ?");
  const std::int64_t in_row = 1 + (before.with(key).step() ? before.integer(0) : 0);
  before.reset();
  Duration rest{};
  if (in_row >= kDeadAfter)
    rest = std::min(kFirstRest * (1 << std::min<std::int64_t>(in_row - kDeadAfter, 5)), kLongestRest);
  impl_->database()
      .prepare(
          "INSERT INTO health (station, starts, failures, in_row, retry_at) VALUES (?1, 1, 1, 1, NULL) "
          "ON CONFLICT (station) DO UPDATE SET starts = starts + 1, failures = failures + 1, in_row = ?2, "
          "retry_at = ?3")
      .with(key, in_row, to_column(now + rest))
      .run();
  if (in_row == kDeadAfter) impl_->touch(key);
  (void)transaction.commit();
}

std::vector<DirectoryState> CatalogueWriter::directories() { return read_directories(impl_->database()); }

}  // namespace joincast::directory
