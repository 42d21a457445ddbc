// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/numbering.h"

#include <algorithm>
#include <utility>

namespace joincast::directory {
namespace {

constexpr std::uint32_t kMostProbes = 1u << 24;

}  // namespace

Numbering::Numbering(store::Database& database)
    : database_(database),
      by_number_(database.prepare("SELECT key, origin, number, directory, id FROM station WHERE number = ?")),
      by_id_(database.prepare("SELECT key, origin, number, directory, id FROM station WHERE directory = ? AND id = ?")),
      keys_(database.prepare("SELECT key FROM station WHERE number = ?")),
      ids_(database.prepare("SELECT id FROM station WHERE key = ?")),
      set_(database.prepare("UPDATE station SET number = ?, origin = ? WHERE key = ?")),
      clear_(database.prepare("UPDATE station SET number = NULL, origin = 0 WHERE key = ?")) {}

void Numbering::reserve(std::vector<ServiceNumber> numbers) {
  std::sort(numbers.begin(), numbers.end());
  reserved_ = std::move(numbers);
}

bool Numbering::reserved(ServiceNumber number) const {
  return std::binary_search(reserved_.begin(), reserved_.end(), number);
}

bool Numbering::taken(std::uint32_t number) {
  return reserved(ServiceNumber(number)) || key_of(ServiceNumber(number)) != 0;
}

std::int64_t Numbering::key_of(ServiceNumber number) {
  const std::int64_t key = keys_.with(number.value()).step() ? keys_.integer(0) : 0;
  keys_.reset();
  return key;
}

void Numbering::clear(std::int64_t key) { clear_.with(key).run(); }

void Numbering::set(std::int64_t key, std::uint32_t number, NumberOrigin origin) {
  set_.with(number, static_cast<int>(origin), key).run();
}

std::string Numbering::id_of(std::int64_t key) {
  std::string id;
  if (ids_.with(key).step()) id = ids_.text(0);
  ids_.reset();
  return id;
}

void Numbering::probe(DirectoryId directory, std::string_view id, std::int64_t key) {
  for (std::uint32_t attempt = 1; attempt < kMostProbes && database_.ok(); ++attempt) {
    const std::uint32_t number = probed_number(directory, id, attempt).value();
    if (!taken(number)) return set(key, number, NumberOrigin::probed);
  }
}

std::size_t Numbering::assign(DirectoryId directory, std::vector<Newcomer> newcomers) {
  std::sort(newcomers.begin(), newcomers.end(), [](const Newcomer& a, const Newcomer& b) {
    return std::pair{a.natural, a.key} < std::pair{b.natural, b.key};
  });
  std::vector<std::pair<std::string, std::int64_t>> late;
  for (std::size_t i = 0; i < newcomers.size();) {
    std::size_t end = i + 1;
    while (end < newcomers.size() && newcomers[end].natural == newcomers[i].natural) ++end;
    std::vector<std::pair<std::string, std::int64_t>> rivals;
    const bool free = !taken(newcomers[i].natural);
    if (free && end == i + 1) {
      set(newcomers[i].key, newcomers[i].natural, NumberOrigin::natural);
    } else {
      for (std::size_t j = i; j < end; ++j) rivals.emplace_back(id_of(newcomers[j].key), newcomers[j].key);
      std::sort(rivals.begin(), rivals.end());
      if (free) {
        set(rivals.front().second, newcomers[i].natural, NumberOrigin::natural);
        rivals.erase(rivals.begin());
      }
      std::move(rivals.begin(), rivals.end(), std::back_inserter(late));
    }
    i = end;
  }
  std::sort(late.begin(), late.end());
  for (const auto& [id, key] : late) probe(directory, id, key);
  return late.size();
}

namespace {

Numbering::Holder read_holder(store::Statement& row) {
  Numbering::Holder holder;
  if (row.step()) {
    holder.key = row.integer(0);
    holder.origin = static_cast<NumberOrigin>(row.integer(1));
    holder.number = static_cast<std::uint32_t>(row.integer(2));
    holder.directory = static_cast<DirectoryId>(row.integer(3));
    holder.id = row.text(4);
  }
  row.reset();
  return holder;
}

}  // namespace

Numbering::Holder Numbering::holder_of(ServiceNumber number) { return read_holder(by_number_.with(number.value())); }

Numbering::Holder Numbering::station(DirectoryId directory, std::string_view id) {
  return read_holder(by_id_.with(unsigned{directory}, id));
}

void Numbering::give(const Holder& to, ServiceNumber number, NumberOrigin origin) {
  const Holder before = holder_of(number);
  if (before.key != 0 && before.key != to.key) clear_.with(before.key).run();
  set(to.key, number.value(), origin);
  if (before.key != 0 && before.key != to.key) probe(before.directory, before.id, before.key);
}

}  // namespace joincast::directory
