// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/service_number.h"
#include "directory/number.h"
#include "store/database.h"

namespace joincast::directory {

/// Which station has which number, in the catalogue's table. Each change stands in the transaction that is open.
class Numbering {
 public:
  explicit Numbering(store::Database& database);

  void reserve(std::vector<ServiceNumber> numbers);

  /// A station that needs one.
  struct Newcomer {
    std::uint32_t natural = 0;  ///< ServiceNumber::value()
    std::int64_t key = 0;
  };
  /// Each gets its natural number, or a probed one where that is taken; of several that ask for the same one, the one
  /// with the least id, so that the order in which a directory names them does not matter. How many were probed.
  std::size_t assign(DirectoryId directory, std::vector<Newcomer> newcomers);

  struct Holder {
    std::int64_t key = 0;  ///< zero: nobody
    NumberOrigin origin = NumberOrigin::none;
    std::uint32_t number = 0;  ///< zero: none
    DirectoryId directory = 0;
    std::string id;
  };
  Holder holder_of(ServiceNumber number);
  std::int64_t key_of(ServiceNumber number);  ///< of who has it; zero: nobody
  Holder station(DirectoryId directory, std::string_view id);
  bool reserved(ServiceNumber number) const;
  void clear(std::int64_t key);  ///< takes the station's number away

  /// Takes the number from its holder, who is probed anew.
  void give(const Holder& to, ServiceNumber number, NumberOrigin origin);

 private:
  bool taken(std::uint32_t number);
  void probe(DirectoryId directory, std::string_view id, std::int64_t key);
  void set(std::int64_t key, std::uint32_t number, NumberOrigin origin);
  std::string id_of(std::int64_t key);

  store::Database& database_;
  store::Statement by_number_;
  store::Statement by_id_;
  store::Statement keys_;
  store::Statement ids_;
  store::Statement set_;
  store::Statement clear_;
  std::vector<ServiceNumber> reserved_;  // in order
};

}  // namespace joincast::directory
