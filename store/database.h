// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/result.h"
#include "store/error.h"
#include "store/migration.h"

struct sqlite3;
struct sqlite3_stmt;

namespace joincast::store {

class Database;

/// A prepared statement of one database, which outlives it. Columns and parameters are taken by position. After a
/// failure step() is false; the database keeps the first error.
class JOINCAST_EXPORT Statement {
 public:
  Statement() = default;
  ~Statement();
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&& other) noexcept;

  /// Parameters from the first to the last, as far as given; begins anew.
  template <typename... Values>
  Statement& with(const Values&... values) {
    reset();
    int at = 0;
    (bind(++at, values), ...);
    return *this;
  }

  /// The next row. False: there is none, or an error.
  bool step();
  /// Runs to the end; whatever rows come are not looked at. False: an error.
  bool run();
  /// Ends the reading of rows, so that nothing is held open.
  void reset() noexcept;

  std::int64_t integer(int column) const noexcept;   ///< from 0; NULL is zero
  std::string_view text(int column) const noexcept;  ///< valid until the next step() or reset(); NULL is empty
  bool is_null(int column) const noexcept;

  void bind(int parameter, std::int64_t value);      ///< from 1
  void bind(int parameter, std::string_view value);  ///< copied
  void bind(int parameter, std::nullopt_t);          ///< NULL
  template <typename Value>
  void bind(int parameter, const std::optional<Value>& value) {
    value ? bind(parameter, *value) : bind(parameter, std::nullopt);
  }
  void bind(int parameter, int value) { bind(parameter, std::int64_t{value}); }
  void bind(int parameter, unsigned value) { bind(parameter, std::int64_t{value}); }
  void bind(int parameter, bool value) { bind(parameter, std::int64_t{value}); }
  void bind(int parameter, const std::string& value) { bind(parameter, std::string_view(value)); }
  void bind(int parameter, const char* value) { bind(parameter, std::string_view(value)); }

 private:
  friend class Database;
  Statement(Database& database, sqlite3_stmt* statement) noexcept : database_(&database), statement_(statement) {}

  Database* database_ = nullptr;
  sqlite3_stmt* statement_ = nullptr;
};

enum class Access : std::uint8_t {
  write,  ///< creates the file if need be, and brings its schema to the newest version
  read,   ///< of a file that exists and has the newest schema; other connections may write meanwhile
};

/// One connection to an SQLite file in write-ahead mode: many readers and one writer do not wait for each other. For
/// one thread at a time. An error is kept: ask ok() once per group of statements, as of a ByteReader.
class JOINCAST_EXPORT Database {
 public:
  /// Refuses a file whose schema is newer than the last of `migrations`, naming both versions, and one that is no
  /// database. Migrations run in one transaction: the file has the old version or the new one.
  static Result<std::unique_ptr<Database>, Error> open(const std::string& path, Access access, Migrations migrations);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// A text that is wrong SQL gives a statement that never has a row, and an error.
  Statement prepare(std::string_view sql);
  /// One or more statements without parameters. False: an error.
  bool execute(const char* sql);

  bool ok() const noexcept { return !error_; }
  const std::optional<Error>& error() const noexcept { return error_; }  ///< the first since clear_error()
  void clear_error() noexcept { error_.reset(); }

  std::int64_t last_key() const noexcept;      ///< of the row inserted last
  std::int64_t changed_rows() const noexcept;  ///< by the statement that ran last
  const std::string& path() const noexcept { return path_; }

 private:
  friend class Statement;
  friend class Tokenizer;
  friend class Transaction;
  explicit Database(std::string path) : path_(std::move(path)) {}
  std::optional<Error> prepare_file(Access access, Migrations migrations);
  void fail_with(int code);

  std::string path_;
  sqlite3* handle_ = nullptr;
  std::optional<Error> error_;
};

/// All or nothing: what was done since it began is undone unless commit() was called, after a kill -9 too.
class JOINCAST_EXPORT Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  /// Undoes everything and tells the reason when any statement since the beginning failed.
  std::optional<Error> commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace joincast::store
