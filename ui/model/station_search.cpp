// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/station_search.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>

#include "ui/model/folding.h"
#include "ui/model/station_order.h"

namespace joincast::ui {
namespace {

constexpr std::uint32_t kAny = std::numeric_limits<std::uint32_t>::max();
constexpr std::uint32_t kUnknown = kAny - 1;  // a value that no station has
constexpr std::uint32_t kLookUp = 4'096;      // stations between two looks whether somebody still waits

bool belongs(const StationPool& pool, std::uint32_t at, Source source) {
  switch (source) {
    case Source::everything: return true;
    case Source::onAir: return pool.at(at).onAir;
    case Source::favourites: return pool.favouriteAt(at) != nullptr;
    case Source::history: return pool.heardAt(at) != 0;
    case Source::radio: return !pool.at(at).television;
    case Source::television: return pool.at(at).television;
  }
  return false;
}

std::uint32_t valueOf(const QStringList& values, const QString& wanted) {
  if (wanted.isEmpty()) return kAny;
  const qsizetype exact = values.indexOf(wanted);
  if (exact >= 0) return static_cast<std::uint32_t>(exact);
  const std::string key = folded(wanted);
  for (qsizetype i = 0; i < values.size(); ++i)
    if (folded(values[i]) == key) return static_cast<std::uint32_t>(i);
  return kUnknown;
}

/// What is left of a query when all texts have been looked up.
class Sieve {
 public:
  Sieve(const StationPool& pool, const StationQuery& query)
      : pool_(pool), source_(query.source), words_(foldedWords(query.words)) {
    for (std::size_t facet = 0; facet < kFacets; ++facet) {
      const QStringList& values = pool.values(static_cast<Facet>(facet));
      wanted_[facet] = valueOf(values, query.filters[facet]);
      counts_[facet].resize(static_cast<std::size_t>(values.size()));
    }
  }

  /// Whether the station is let through. Counts the values that it would be let through with.
  bool take(std::uint32_t at) {
    if (!belongs(pool_, at, source_) || !fits(pool_.foldedOf(at), words_)) return false;
    std::size_t misses = 0, missed = 0;
    for (std::size_t facet = 0; facet < kFacets; ++facet) {
      if (wanted_[facet] == kAny) continue;
      bool has = false;
      pool_.eachValue(static_cast<Facet>(facet), at, [&](std::uint32_t value) { has |= value == wanted_[facet]; });
      if (has) continue;
      ++misses;
      missed = facet;
    }
    if (misses > 1) return false;
    for (std::size_t facet = 0; facet < kFacets; ++facet)
      if (misses == 0 || facet == missed)
        pool_.eachValue(static_cast<Facet>(facet), at, [&](std::uint32_t value) { ++counts_[facet][value]; });
    return misses == 0;
  }

  std::vector<StationView::FacetCount> counts(Facet facet) const {
    const auto which = static_cast<std::size_t>(facet);
    const auto& counts = counts_[which];
    std::vector<std::uint32_t> values;
    for (std::uint32_t value = 0; value < counts.size(); ++value)
      if (counts[value] != 0 || value == wanted_[which]) values.push_back(value);
    const auto more = [&](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; };
    if (values.size() > StationSearch::kMostValues) {
      std::ranges::nth_element(values, values.begin() + StationSearch::kMostValues, more);
      const std::uint32_t wanted = wanted_[which];
      if (wanted < counts.size() &&
          std::find(values.begin() + StationSearch::kMostValues, values.end(), wanted) != values.end())
        values[0] = wanted;
      values.resize(StationSearch::kMostValues);
    }
    std::vector<std::pair<std::string, std::uint32_t>> order;
    for (const std::uint32_t value : values) order.emplace_back(folded(name(facet, value)), value);
    std::ranges::sort(order);
    std::vector<StationView::FacetCount> result;
    for (const auto& [key, value] : order) result.push_back({name(facet, value), counts[value]});
    return result;
  }

 private:
  const QString& name(Facet facet, std::uint32_t value) const {
    return pool_.values(facet)[static_cast<qsizetype>(value)];
  }

  const StationPool& pool_;
  Source source_;
  std::vector<std::string> words_;
  std::array<std::uint32_t, kFacets> wanted_{};
  std::array<std::vector<std::uint32_t>, kFacets> counts_;
};

/// Which group each station is in, and the groups in their order; the one of those without is last.
struct Grouped {
  QStringList names;
  std::vector<std::uint32_t> groupOf;  // by place in `found`
};

Grouped group(const StationPool& pool, const std::vector<std::uint32_t>& found, Grouping grouping) {
  Grouped grouped;
  QHash<QString, std::uint32_t> known;
  std::vector<QString> names;
  for (const std::uint32_t at : found) {
    QString name;
    if (grouping == Grouping::headend) {
      name = pool.at(at).headend;
    } else {
      const auto facet = static_cast<Facet>(static_cast<int>(grouping) - 1);
      pool.eachValue(facet, at, [&](std::uint32_t value) {
        if (name.isEmpty()) name = pool.values(facet)[static_cast<qsizetype>(value)];
      });
    }
    const auto there = known.constFind(name);
    const auto number = there != known.constEnd() ? *there : static_cast<std::uint32_t>(names.size());
    if (there == known.constEnd()) {
      known.insert(name, number);
      names.push_back(name);
    }
    grouped.groupOf.push_back(number);
  }
  std::vector<std::uint32_t> order(names.size());
  std::iota(order.begin(), order.end(), 0u);
  std::vector<std::string> texts;
  for (const QString& name : names) texts.push_back(name.isEmpty() ? std::string("\xff") : folded(name));
  std::ranges::sort(order, {}, [&texts](std::uint32_t at) -> const std::string& { return texts[at]; });
  std::vector<std::uint32_t> place(names.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    grouped.names.append(names[order[i]]);
  }
  for (std::uint32_t& one : grouped.groupOf) one = place[one];
  return grouped;
}

void layOut(StationView& view, const std::vector<std::uint32_t>& found) {
  if (view.query.grouping == Grouping::none) {
    view.rows.assign(found.begin(), found.end());
  } else {
    const Grouped grouped = group(*view.pool, found, view.query.grouping);
    std::vector<std::vector<std::uint32_t>> members(static_cast<std::size_t>(grouped.names.size()));
    for (std::size_t i = 0; i < found.size(); ++i) members[grouped.groupOf[i]].push_back(found[i]);
    for (std::size_t i = 0; i < members.size(); ++i) {
      const QString& name = grouped.names[static_cast<qsizetype>(i)];
      const bool collapsed = view.query.collapsed.contains(name);
      view.groups.push_back({name, static_cast<std::uint32_t>(members[i].size()), collapsed});
      view.rows.push_back(-1 - static_cast<std::int32_t>(i));
      if (!collapsed) view.rows.insert(view.rows.end(), members[i].begin(), members[i].end());
    }
  }
  view.rowOf.assign(view.pool->size(), -1);
  for (std::size_t row = 0; row < view.rows.size(); ++row)
    if (view.rows[row] >= 0) view.rowOf[static_cast<std::size_t>(view.rows[row])] = static_cast<std::int32_t>(row);
}

bool showsTheSame(const StationView& a, const StationView& b, std::size_t row) {
  if (a.rows[row] < 0) {
    const auto group = static_cast<std::size_t>(-1 - a.rows[row]);
    return a.groups[group].count == b.groups[group].count;
  }
  const auto one = static_cast<std::uint32_t>(a.rows[row]), other = static_cast<std::uint32_t>(b.rows[row]);
  return (a.pool->favouriteAt(one) != nullptr) == (b.pool->favouriteAt(other) != nullptr) &&
         a.pool->heardAt(one) == b.pool->heardAt(other) && a.pool->at(one) == b.pool->at(other);
}

/// Which of the same rows show something else; none: too many.
std::optional<std::vector<std::int32_t>> changedRows(const StationView& before, const StationView& now) {
  std::vector<std::int32_t> changed;
  if (before.pool == now.pool && before.groups.empty()) return changed;
  for (std::size_t row = 0; row < now.rows.size(); ++row) {
    if (showsTheSame(before, now, row)) continue;
    if (changed.size() == StationSearch::kMostChanged) return std::nullopt;
    changed.push_back(static_cast<std::int32_t>(row));
  }
  return changed;
}

bool sameRows(const StationView& a, const StationView& b) {
  if (a.rows.size() != b.rows.size() || a.groups.size() != b.groups.size()) return false;
  for (std::size_t i = 0; i < a.groups.size(); ++i)
    if (a.groups[i].name != b.groups[i].name || a.groups[i].collapsed != b.groups[i].collapsed) return false;
  for (std::size_t row = 0; row < a.rows.size(); ++row) {
    const std::int32_t one = a.rows[row], other = b.rows[row];
    if ((one < 0) != (other < 0) || (one < 0 && one != other)) return false;
    if (one >= 0 && (a.pool != b.pool || one != other) &&
        a.pool->at(static_cast<std::uint32_t>(one)).key != b.pool->at(static_cast<std::uint32_t>(other)).key)
      return false;
  }
  return true;
}

}  // namespace

bool StationQuery::narrows() const {
  return !words.trimmed().isEmpty() ||
         std::ranges::any_of(filters, [](const QString& filter) { return !filter.isEmpty(); });
}

Emptiness StationView::emptiness() const {
  if (found != 0) return Emptiness::none;
  if (sources[static_cast<std::size_t>(query.source)] != 0) return Emptiness::nothingFits;
  switch (query.source) {
    case Source::favourites: return Emptiness::noFavourites;
    case Source::history: return Emptiness::noHistory;
    default: break;
  }
  if (pool->size() == 0) return Emptiness::looking;
  return query.source == Source::onAir ? Emptiness::nothingOnAir : Emptiness::noneOfKind;
}

int StationView::rowOfKey(const QString& key) const {
  const auto station = pool->find(key);
  return station ? rowOf[*station] : -1;
}

void StationSearch::hold(StationTablePtr table) { held_.push_back(std::move(table)); }

void StationSearch::setSources(StationSources sources) {
  pool_ = std::make_shared<StationPool>(std::move(sources));
  held_.push_back(pool_);
  nameRank_.clear();
  ordered_.reset();
}

const std::vector<std::uint32_t>& StationSearch::order(StationColumn column, bool descending) {
  const std::pair wanted(column, descending);
  if (ordered_ == wanted) return order_;
  if (nameRank_.empty()) nameRank_ = rankByName(*pool_);
  order_ = orderBy(*pool_, column, descending, nameRank_);
  ordered_ = wanted;
  return order_;
}

StationViewPtr StationSearch::find(const StationQuery& query) {
  return find(query, [] { return false; });
}

StationViewPtr StationSearch::find(const StationQuery& query, const std::function<bool()>& outdated) {
  auto view = std::make_shared<StationView>();
  view->query = query;
  view->pool = pool_;
  Sieve sieve(*pool_, query);
  std::vector<std::uint32_t> found;
  std::uint32_t seen = 0;
  for (const std::uint32_t at : order(query.sort, query.descending)) {
    if (++seen % kLookUp == 0 && outdated()) return nullptr;
    for (std::size_t source = 0; source < kSources; ++source)
      view->sources[source] += belongs(*pool_, at, static_cast<Source>(source)) ? 1u : 0u;
    if (sieve.take(at)) found.push_back(at);
  }
  view->found = static_cast<std::uint32_t>(found.size());
  layOut(*view, found);
  for (std::size_t facet = 0; facet < kFacets; ++facet) view->facets[facet] = sieve.counts(static_cast<Facet>(facet));
  if (last_ && sameRows(*last_, *view)) {
    if (auto changed = changedRows(*last_, *view)) {
      view->sameRowsAs = last_.get();
      view->changed = std::move(*changed);
    }
  }
  last_ = view;
  held_.push_back(view);
  return view;
}

void StationSearch::sweep() {
  while (std::erase_if(held_, [](const std::shared_ptr<const void>& one) { return one.use_count() == 1; }) != 0) {
  }
}

}  // namespace joincast::ui
