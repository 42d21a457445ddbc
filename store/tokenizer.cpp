// SPDX-License-Identifier: LGPL-2.1-or-later
#include "store/tokenizer.h"

#include <sqlite3.h>

#include <array>

#include "store/database.h"

namespace joincast::store {

struct Tokenizer::Impl {
  fts5_tokenizer methods{};
  Fts5Tokenizer* made = nullptr;
};

Tokenizer::Tokenizer(Database& database) : impl_(std::make_unique<Impl>()) {
  fts5_api* api = nullptr;
  sqlite3_stmt* asked = nullptr;
  if (sqlite3_prepare_v2(database.handle_, "SELECT fts5(?1)", -1, &asked, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(asked, 1, &api, "fts5_api_ptr", nullptr);
    sqlite3_step(asked);
  }
  sqlite3_finalize(asked);
  void* context = nullptr;
  if (!api || api->xFindTokenizer(api, "unicode61", &context, &impl_->methods) != SQLITE_OK) return;
  std::array<const char*, 2> options = {"remove_diacritics", "2"};
  impl_->methods.xCreate(context, options.data(), static_cast<int>(options.size()), &impl_->made);
}

Tokenizer::~Tokenizer() {
  if (impl_->made) impl_->methods.xDelete(impl_->made);
}

std::vector<std::string> Tokenizer::words(std::string_view text, std::size_t most) const {
  struct Found {
    std::vector<std::string> words;
    std::size_t most;
  } found{{}, most};
  const auto take = [](void* to, int, const char* token, int size, int, int) {
    auto& into = *static_cast<Found*>(to);
    if (into.words.size() == into.most) return SQLITE_DONE;
    into.words.emplace_back(token, static_cast<std::size_t>(size));
    return SQLITE_OK;
  };
  if (impl_->made)
    impl_->methods.xTokenize(impl_->made, &found, FTS5_TOKENIZE_QUERY, text.data(), static_cast<int>(text.size()),
                             take);
  return std::move(found.words);
}

}  // namespace joincast::store
