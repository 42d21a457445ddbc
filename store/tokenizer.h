// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/export.h"

namespace joincast::store {

class Database;

/// What a full-text table makes of a text: a question put together from these words has exactly one word in each pair
/// of quotes, as an index without positions (`detail = none`) needs it.
class JOINCAST_EXPORT Tokenizer {
 public:
  /// FTS5's `unicode61 remove_diacritics 2`. The database outlives it; one without FTS5 gives no words.
  explicit Tokenizer(Database& database);
  ~Tokenizer();
  Tokenizer(const Tokenizer&) = delete;
  Tokenizer& operator=(const Tokenizer&) = delete;

  /// The first words of a text, folded to lower case without diacritics.
  std::vector<std::string> words(std::string_view text, std::size_t most) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::store
