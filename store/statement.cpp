// SPDX-License-Identifier: LGPL-2.1-or-later
#include <sqlite3.h>

#include <utility>

#include "store/database.h"

namespace joincast::store {

Statement::~Statement() { sqlite3_finalize(statement_); }

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), statement_(std::exchange(other.statement_, nullptr)) {}

Statement& Statement::operator=(Statement&& other) noexcept {
  std::swap(database_, other.database_);
  std::swap(statement_, other.statement_);
  return *this;
}

bool Statement::step() {
  if (!statement_) return false;
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) database_->fail_with(code);
  sqlite3_reset(statement_);
  return false;
}

bool Statement::run() {
  if (!statement_) return false;
  int code = SQLITE_ROW;
  while (code == SQLITE_ROW) code = sqlite3_step(statement_);
  if (code != SQLITE_DONE) database_->fail_with(code);
  sqlite3_reset(statement_);
  return code == SQLITE_DONE;
}

void Statement::reset() noexcept {
  if (statement_) sqlite3_reset(statement_);
}

std::int64_t Statement::integer(int column) const noexcept { return sqlite3_column_int64(statement_, column); }

std::string_view Statement::text(int column) const noexcept {
  const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
  if (!text) return {};
  return {text, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
}

bool Statement::is_null(int column) const noexcept { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

void Statement::bind(int parameter, std::int64_t value) {
  if (!statement_) return;
  if (const int code = sqlite3_bind_int64(statement_, parameter, value); code != SQLITE_OK) database_->fail_with(code);
}

void Statement::bind(int parameter, std::string_view value) {
  if (!statement_) return;
  const char* data = value.data() ? value.data() : "";
  const int code = sqlite3_bind_text64(statement_, parameter, data, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  if (code != SQLITE_OK) database_->fail_with(code);
}

void Statement::bind(int parameter, std::nullopt_t) {
  if (!statement_) return;
  if (const int code = sqlite3_bind_null(statement_, parameter); code != SQLITE_OK) database_->fail_with(code);
}

}  // namespace joincast::store
