// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/station_order.h"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <string>

#include "base/service_number.h"
#include "ui/model/folding.h"

namespace joincast::ui {
namespace {

constexpr std::uint32_t kNothing = std::numeric_limits<std::uint32_t>::max();

/// Ranks of texts, equal ones alike.
std::vector<std::uint32_t> rankTexts(const std::vector<std::string>& texts) {
  std::vector<std::uint32_t> order(texts.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::sort(order, {}, [&texts](std::uint32_t at) -> const std::string& { return texts[at]; });
  std::vector<std::uint32_t> ranks(texts.size());
  std::uint32_t rank = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i != 0 && texts[order[i]] != texts[order[i - 1]]) ++rank;
    ranks[order[i]] = rank;
  }
  return ranks;
}

/// What a station is sorted by; kNothing: it has nothing there.
std::vector<std::uint32_t> facetKeys(const StationPool& pool, Facet facet) {
  const std::vector<std::uint32_t> ranks = rankValues(pool.values(facet));
  std::vector<std::uint32_t> keys(pool.size(), kNothing);
  for (std::uint32_t at = 0; at < pool.size(); ++at)
    pool.eachValue(facet, at, [&](std::uint32_t value) {
      if (keys[at] == kNothing) keys[at] = ranks[value];
    });
  return keys;
}

template <typename TextOf>
std::vector<std::uint32_t> textKeys(const StationPool& pool, TextOf textOf) {
  QHash<QString, std::uint32_t> known;
  std::vector<std::string> texts;
  std::vector<std::uint32_t> keys(pool.size(), kNothing);
  for (std::uint32_t at = 0; at < pool.size(); ++at) {
    const QString& text = textOf(pool.at(at));
    if (text.isEmpty()) continue;
    const auto there = known.constFind(text);
    keys[at] = there != known.constEnd() ? *there : static_cast<std::uint32_t>(texts.size());
    if (there != known.constEnd()) continue;
    known.insert(text, static_cast<std::uint32_t>(texts.size()));
    texts.push_back(folded(text));
  }
  const std::vector<std::uint32_t> ranks = rankTexts(texts);
  for (std::uint32_t& key : keys)
    if (key != kNothing) key = ranks[key];
  return keys;
}

template <typename KeyOf>
std::vector<std::uint32_t> plainKeys(const StationPool& pool, KeyOf keyOf) {
  std::vector<std::uint32_t> keys(pool.size());
  for (std::uint32_t at = 0; at < pool.size(); ++at) keys[at] = keyOf(at);
  return keys;
}

std::vector<std::uint32_t> keysOf(const StationPool& pool, StationColumn column) {
  switch (column) {
    case StationColumn::name: break;
    case StationColumn::favourite:
      return plainKeys(pool, [&](std::uint32_t at) { return pool.favouriteAt(at) ? 0 : kNothing; });
    case StationColumn::state:
      return plainKeys(pool, [&](std::uint32_t at) { return pool.at(at).onAir ? 0 : kNothing; });
    case StationColumn::title: return textKeys(pool, [](const Station& one) -> const QString& { return one.title; });
    case StationColumn::genre: return facetKeys(pool, Facet::genre);
    case StationColumn::country: return facetKeys(pool, Facet::country);
    case StationColumn::language: return facetKeys(pool, Facet::language);
    case StationColumn::codec: return facetKeys(pool, Facet::codec);
    case StationColumn::rate:
      return plainKeys(pool, [&](std::uint32_t at) { return pool.at(at).kbps ? pool.at(at).kbps : kNothing; });
    case StationColumn::number:
      return plainKeys(pool, [&](std::uint32_t at) {
        const auto number = parse_service_number(pool.at(at).number.toStdString());
        return number ? number->group_id() & 0x7fff'ffffu : kNothing;
      });
    case StationColumn::headend:
      return textKeys(pool, [](const Station& one) -> const QString& { return one.headend; });
    case StationColumn::heard:
      return plainKeys(pool, [&](std::uint32_t at) {
        return pool.heardAt(at) ? static_cast<std::uint32_t>(std::min(pool.heardAt(at) / 1000, qint64{0xffff'fffe}))
                                : kNothing;
      });
  }
  return {};
}

}  // namespace

std::vector<std::uint32_t> rankValues(const QStringList& values) {
  std::vector<std::string> texts;
  texts.reserve(static_cast<std::size_t>(values.size()));
  for (const QString& value : values) texts.push_back(folded(value));
  return rankTexts(texts);
}

std::vector<std::uint32_t> rankByName(const StationPool& pool) {
  std::vector<std::uint32_t> order(pool.size());
  std::iota(order.begin(), order.end(), 0u);
  std::ranges::sort(order, [&pool](std::uint32_t a, std::uint32_t b) {
    const auto comparison = pool.foldedOf(a).compare(pool.foldedOf(b));
    return comparison != 0 ? comparison < 0 : a < b;
  });
  std::vector<std::uint32_t> ranks(pool.size());
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
  return ranks;
}

std::vector<std::uint32_t> orderBy(const StationPool& pool, StationColumn column, bool descending,
                                   const std::vector<std::uint32_t>& nameRank) {
  std::vector<std::uint64_t> keyed(pool.size());
  const std::vector<std::uint32_t> keys = keysOf(pool, column);
  std::vector<std::uint32_t> byRank(pool.size());
  for (std::uint32_t at = 0; at < pool.size(); ++at) {
    byRank[nameRank[at]] = at;
    std::uint32_t key = keys.empty() ? 0 : keys[at];
    if (descending && key != kNothing) key = kNothing - 1 - key;
    const std::uint32_t rank = descending && keys.empty() ? pool.size() - 1 - nameRank[at] : nameRank[at];
    keyed[at] = std::uint64_t{key} << 32 | rank;
  }
  std::ranges::sort(keyed);
  std::vector<std::uint32_t> order(pool.size());
  for (std::size_t i = 0; i < keyed.size(); ++i) {
    const auto rank = static_cast<std::uint32_t>(keyed[i]);
    order[i] = byRank[descending && keys.empty() ? pool.size() - 1 - rank : rank];
  }
  return order;
}

}  // namespace joincast::ui
