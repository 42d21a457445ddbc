// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/station.h"

#include <QLocale>
#include <QStringBuilder>
#include <array>
#include <unordered_map>
#include <utility>

#include <unicode/uloc.h>

#include "libreceiver/service_reference.h"
#include "ui/model/folding.h"

namespace joincast::ui {
namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

const QLatin1String kOfDirectory("directory ");

QString keyOfGroup(const IpAddress& group, std::uint16_t port) {
  return QLatin1String("group ") + text(to_string(group)) + QLatin1String(" port ") + QString::number(port);
}

/// Words that many share are made and stored once. Dies with what it was asked about.
class Words {
 public:
  QString of(const std::string& word) {
    if (word.empty()) return {};
    const auto [known, fresh] = words_.try_emplace(word);
    if (fresh) known->second = text(word);
    return known->second;
  }

 private:
  std::unordered_map<std::string_view, QString> words_;
};

Station stationOf(const libreceiver::GuideItem& item, Words& words) {
  const guide::Entry& entry = item.entry;
  Station station;
  station.key = keyOf(item);
  station.reference = text(item.reference());
  if (item.numbered) station.number = text(to_string(entry.number));
  station.name = text(entry.name);
  station.genre = words.of(entry.genre);
  station.country = words.of(entry.country);
  station.language = words.of(entry.language);
  station.codec = words.of(entry.codec);
  station.title = text(entry.title);
  station.homepage = text(entry.link);
  station.icon = text(entry.icon);
  if (!item.told_by.empty()) station.headend = words.of(item.told_by.front().headend);
  station.description = text(item.description);
  station.kbps = entry.kbps;
  station.members = entry.members;
  station.television = entry.kind == guide::Kind::television;
  station.onAir = entry.on_air;
  station.encrypted = entry.encrypted;
  station.remembered = item.remembered();
  station.recommended = entry.favourite;
  return station;
}

const QString& written(const Station& station, Facet facet) {
  switch (facet) {
    case Facet::genre: return station.genre;
    case Facet::country: return station.country;
    case Facet::language: return station.language;
    case Facet::codec: break;
  }
  return station.codec;
}

/// What belongs to each of the texts that many share. Texts that share their characters too, as those of Words do, are
/// known by that alone; all of them must outlive it.
template <typename Value>
class ByText {
 public:
  template <typename Make>
  const Value& of(const QString& text, Make make) {
    const Value*& placed = byPlace_[text.constData()];
    if (placed) return *placed;
    const auto known = byText_.find(text);
    placed = &(known != byText_.end() ? known : byText_.emplace(text, make()).first)->second;
    return *placed;
  }

 private:
  std::unordered_map<QString, Value> byText_;  // whose values stay where they are
  QHash<const QChar*, const Value*> byPlace_;
};

/// Makes the index of one facet: each text that stations have is taken apart once.
class FacetMaker {
 public:
  FacetMaker(FacetIndex& index, Facet facet) : index_(index), facet_(facet) { index_.begin.push_back(0); }

  void add(const Station& station) {
    const QString& text = written(station, facet_);
    if (!text.isEmpty()) {
      const QList<std::uint32_t>& known = texts_.of(text, [&] { return valuesOf(text); });
      index_.values.insert(index_.values.end(), known.begin(), known.end());
    }
    index_.begin.push_back(static_cast<std::uint32_t>(index_.values.size()));
  }

 private:
  QList<std::uint32_t> valuesOf(const QString& text) {
    QList<std::uint32_t> values;
    if (facet_ == Facet::country) return {valueOf(countryName(text))};
    for (const QString& part : text.split(u','))
      if (const QString word = part.trimmed(); !word.isEmpty())
        if (const std::uint32_t value = valueOf(word); !values.contains(value)) values.append(value);
    return values;
  }

  std::uint32_t valueOf(const QString& name) {
    QString key = QString::fromStdString(folded(name));
    if (key.isEmpty()) key = name;
    const auto known = index_.known.constFind(key);
    if (known != index_.known.constEnd()) return *known;
    const auto value = static_cast<std::uint32_t>(index_.names.size());
    index_.names.append(name);
    index_.known.insert(key, value);
    return value;
  }

  FacetIndex& index_;
  Facet facet_;
  ByText<QList<std::uint32_t>> texts_;
};

void makeIndex(StationTable& table) {
  const std::size_t count = table.stations.size();
  table.folded.reserve(count * 48);
  table.foldedBegin.reserve(count + 1);
  table.byKey.reserve(static_cast<qsizetype>(count));
  ByText<std::string> shared;  // genres and countries, folded
  const auto appendShared = [&](const QString& words) {
    if (words.isEmpty()) return;
    table.folded += shared.of(words, [&words] {
      const QString name = countryName(words);
      return folded(words) + (name == words ? std::string() : folded(name));
    });
  };
  for (std::uint32_t at = 0; at < count; ++at) {
    const Station& station = table.stations[at];
    table.foldedBegin.push_back(static_cast<std::uint32_t>(table.folded.size()));
    appendFolded(table.folded, station.name);
    appendFolded(table.folded, station.title);
    appendShared(station.genre);
    appendShared(station.country);
    if (auto& known = table.byKey[station.key]; known == 0) known = at + 1;
  }
  for (std::uint32_t& known : table.byKey) --known;
  table.foldedBegin.push_back(static_cast<std::uint32_t>(table.folded.size()));
  for (std::size_t facet = 0; facet < kFacets; ++facet) {
    FacetMaker maker(table.facets[facet], static_cast<Facet>(facet));
    for (const Station& station : table.stations) maker.add(station);
  }
}

}  // namespace

QString keyOf(const libreceiver::GuideItem& item) {
  const guide::Entry& entry = item.entry;
  if (item.numbered && !entry.stable_id.empty()) return keyOfDirectory(entry.directory, text(entry.stable_id));
  if (item.numbered && item.places.empty()) return keyOfReference(text(to_string(entry.number)));
  if (item.numbered)
    return QLatin1String("number ") + text(to_string(entry.number)) + QLatin1String(" in ") +
           text(to_string(item.places.front().group));
  if (item.places.empty()) return keyOfReference(text(entry.name));
  return keyOfGroup(item.places.front().group, item.places.front().port);
}

QString keyOfReference(const QString& reference) { return QLatin1String("reference ") + reference; }

QString keyOfDirectory(std::uint8_t directory, const QString& id) {
  return kOfDirectory % QString::number(directory) % QLatin1String(": ") % id;
}

QString keyOfGroup(const QString& reference) {
  const auto parsed = libreceiver::parse_service_reference(reference.toStdString());
  return parsed && !parsed->number ? keyOfGroup(parsed->group, parsed->port) : QString();
}

std::optional<DirectoryId> directoryIdOf(const Station& station) {
  const qsizetype colon = station.key.indexOf(u':');
  if (!station.key.startsWith(kOfDirectory) || colon < 0) return std::nullopt;
  const QString number = station.key.sliced(kOfDirectory.size(), colon - kOfDirectory.size());
  return DirectoryId{static_cast<std::uint8_t>(number.toUShort()), station.key.mid(colon + 2)};
}

QString countryName(const QString& country) {
  if (country.size() != 2 || QLocale::codeToTerritory(country) == QLocale::AnyTerritory) return country;
  // Qt knows names of countries in English alone.
  const QLocale locale;
  const QByteArray language = locale.language() == QLocale::C ? "en" : locale.name().toLatin1();
  const QByteArray code = "und_" + country.toLatin1();
  std::array<char16_t, 128> name{};
  UErrorCode error = U_ZERO_ERROR;
  const int length = uloc_getDisplayCountry(code.constData(), language.constData(), name.data(), name.size(), &error);
  return U_SUCCESS(error) && length > 0 ? QString::fromUtf16(name.data(), length) : country;
}

Station stationOf(const libreceiver::GuideItem& item) {
  Words words;
  return stationOf(item, words);
}

StationTablePtr makeStationTable(const std::vector<libreceiver::GuideItem>& items, bool complete) {
  std::vector<Station> stations;
  stations.reserve(items.size());
  Words words;
  for (const libreceiver::GuideItem& item : items) stations.push_back(stationOf(item, words));
  return makeStationTable(std::move(stations), complete);
}

StationTablePtr makeStationTable(std::vector<Station> stations, bool complete) {
  auto table = std::make_shared<StationTable>();
  table->stations = std::move(stations);
  table->complete = complete;
  makeIndex(*table);
  return table;
}

}  // namespace joincast::ui
