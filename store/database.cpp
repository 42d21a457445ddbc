// SPDX-License-Identifier: LGPL-2.1-or-later
#include "store/database.h"

#include <sqlite3.h>

#include <utility>

namespace joincast::store {
namespace {

constexpr int kBusyMs = 10'000;  // another writer, or the first reader of a log that a crash left

std::string quoted(const std::string& path) { return '"' + path + '"'; }

Error newer(const std::string& path, std::int64_t version, std::size_t known) {
  return {0, quoted(path) + " has schema version " + std::to_string(version) +
                 ", made by a newer program; this one knows " + "versions up to " + std::to_string(known) +
                 ": use the newer program, or move the file away"};
}

}  // namespace

Result<std::unique_ptr<Database>, Error> Database::open(const std::string& path, Access access, Migrations migrations) {
  auto database = std::unique_ptr<Database>(new Database(path));
  const int flags = SQLITE_OPEN_NOMUTEX |
                    (access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE);
  if (const int code = sqlite3_open_v2(path.c_str(), &database->handle_, flags, nullptr); code != SQLITE_OK) {
    database->fail_with(code);
    return fail(*database->error_);
  }
  sqlite3_extended_result_codes(database->handle_, 1);
  sqlite3_busy_timeout(database->handle_, kBusyMs);
  if (auto error = database->prepare_file(access, migrations)) return fail(std::move(*error));
  return database;
}

Database::~Database() { sqlite3_close_v2(handle_); }

std::optional<Error> Database::prepare_file(Access access, Migrations migrations) {
  // A log in memory of its own would lose what a kill -9 interrupts; `normal` loses nothing to a kill, and at a power
  // cut only the last transactions.
  execute(access == Access::write ? "PRAGMA journal_mode = wal; PRAGMA synchronous = normal; PRAGMA foreign_keys = on"
                                  : "PRAGMA query_only = on");
  const auto version = [this] {
    Statement asked = prepare("PRAGMA user_version");
    return asked.step() ? asked.integer(0) : -1;
  };
  const std::int64_t found = version();
  if (!ok()) return error_;
  const auto known = static_cast<std::int64_t>(migrations.size());
  if (found > known) return newer(path_, found, migrations.size());
  if (found == known) return std::nullopt;
  if (access == Access::read)
    return Error{0, quoted(path_) + " has schema version " + std::to_string(found) + ", older than version " +
                        std::to_string(known) + ": start the headend on it once"};
  Transaction transaction(*this);
  for (std::int64_t i = version(); i < known; ++i) execute(migrations[static_cast<std::size_t>(i)].sql);
  execute(("PRAGMA user_version = " + std::to_string(known)).c_str());
  return transaction.commit();
}

void Database::fail_with(int code) {
  if (error_) return;
  const std::string text = handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  error_ = Error{code, quoted(path_) + ": " + text};
}

Statement Database::prepare(std::string_view sql) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &statement, nullptr);
  if (code != SQLITE_OK) fail_with(code);
  return {*this, statement};
}

bool Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail_with(code);
  return code == SQLITE_OK;
}

std::int64_t Database::last_key() const noexcept { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Database::changed_rows() const noexcept { return sqlite3_changes64(handle_); }

Transaction::Transaction(Database& database) : database_(database) { database_.execute("BEGIN IMMEDIATE"); }

Transaction::~Transaction() {
  if (open_) sqlite3_exec(database_.handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

std::optional<Error> Transaction::commit() {
  if (database_.ok() && database_.execute("COMMIT")) {
    open_ = false;
    return std::nullopt;
  }
  return database_.error();
}

}  // namespace joincast::store
