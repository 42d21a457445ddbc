// SPDX-License-Identifier: LGPL-2.1-or-later
#include "store/database.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <fstream>

#include "store/tokenizer.h"
#include "tests/lab/folder.h"

namespace joincast::store {
namespace {

using ::testing::HasSubstr;

constexpr std::array kOne = {Migration{"CREATE TABLE thing (key INTEGER PRIMARY KEY, name TEXT)"}};
constexpr std::array kTwo = {kOne[0], Migration{"ALTER TABLE thing ADD COLUMN size INTEGER DEFAULT 7"}};
constexpr std::array kBroken = {kOne[0], Migration{"CREATE TABLE half (a); CREATE NONSENSE"}};

class Store : public ::testing::Test {
 protected:
  Result<std::unique_ptr<Database>, Error> open(Migrations migrations, Access access = Access::write) const {
    return Database::open(path_, access, migrations);
  }
  static std::int64_t count(Database& database) {
    Statement asked = database.prepare("SELECT count(*) FROM thing");
    return asked.step() ? asked.integer(0) : -1;
  }

  lab::Folder folder_;
  std::string path_ = folder_ / "things.sqlite";
};

TEST_F(Store, KeepsValuesAndTheirKinds) {
  const auto database = open(kOne);
  ASSERT_TRUE(database) << database.error().message;
  Statement insert = (*database)->prepare("INSERT INTO thing (key, name) VALUES (?, ?)");
  EXPECT_TRUE(insert.with(std::int64_t{1} << 40, std::string_view("a\0b", 3)).run());
  EXPECT_EQ((*database)->last_key(), std::int64_t{1} << 40);
  EXPECT_TRUE(insert.with(2, std::nullopt).run());
  EXPECT_TRUE(insert.with(3, std::string_view()).run());
  Statement rows = (*database)->prepare("SELECT key, name FROM thing ORDER BY key DESC");
  ASSERT_TRUE(rows.step());
  EXPECT_EQ(rows.integer(0), std::int64_t{1} << 40);
  EXPECT_EQ(rows.text(1), std::string_view("a\0b", 3));
  ASSERT_TRUE(rows.step());
  EXPECT_EQ(rows.text(1), "");
  EXPECT_FALSE(rows.is_null(1));
  ASSERT_TRUE(rows.step());
  EXPECT_TRUE(rows.is_null(1));
  EXPECT_FALSE(rows.step());
  EXPECT_TRUE((*database)->ok());
}

TEST_F(Store, KeepsTheFirstErrorUntilItIsCleared) {
  const auto database = open(kOne);
  Statement wrong = (*database)->prepare("SELECT a FROM nowhere");
  EXPECT_FALSE(wrong.step());
  EXPECT_FALSE(wrong.with(1, "x").run());
  ASSERT_FALSE((*database)->ok());
  EXPECT_THAT((*database)->error()->message, HasSubstr("nowhere"));
  EXPECT_THAT((*database)->error()->message, HasSubstr(path_));
  (*database)->execute("also wrong");
  EXPECT_THAT((*database)->error()->message, HasSubstr("nowhere"));
  (*database)->clear_error();
  EXPECT_EQ(count(**database), 0);
}

TEST_F(Store, UndoesATransactionThatIsNotCommitted) {
  const auto database = open(kOne);
  {
    Transaction transaction(**database);
    (*database)->execute("INSERT INTO thing (name) VALUES ('a')");
    EXPECT_EQ(count(**database), 1);
  }
  EXPECT_EQ(count(**database), 0);
}

TEST_F(Store, UndoesATransactionInWhichAnythingFailed) {
  const auto database = open(kOne);
  {
    Transaction transaction(**database);
    (*database)->execute("INSERT INTO thing (name) VALUES ('a')");
    (*database)->execute("nonsense");
    const auto error = transaction.commit();
    ASSERT_TRUE(error);
    EXPECT_THAT(error->message, HasSubstr("nonsense"));
  }
  EXPECT_EQ(count(**database), 0);
}

TEST_F(Store, ReadersSeeWhatWasCommittedWhileAWriterWrites) {
  const auto writer = open(kOne);
  const auto reader = open(kOne, Access::read);
  ASSERT_TRUE(reader) << reader.error().message;
  Transaction transaction(**writer);
  (*writer)->execute("INSERT INTO thing (name) VALUES ('a')");
  EXPECT_EQ(count(**reader), 0);
  EXPECT_EQ(transaction.commit(), std::nullopt);
  EXPECT_EQ(count(**reader), 1);
}

TEST_F(Store, ReadersCannotWrite) {
  (void)open(kOne);
  const auto reader = open(kOne, Access::read);
  EXPECT_FALSE((*reader)->execute("INSERT INTO thing (name) VALUES ('a')"));
}

TEST_F(Store, BringsAnOlderSchemaUpToDateWithWhatIsInIt) {
  {
    const auto database = open(kOne);
    (*database)->execute("INSERT INTO thing (name) VALUES ('a')");
  }
  EXPECT_THAT(open(kTwo, Access::read).error().message, HasSubstr("older than version 2"));
  const auto database = open(kTwo);
  ASSERT_TRUE(database) << database.error().message;
  Statement rows = (*database)->prepare("SELECT name, size FROM thing");
  ASSERT_TRUE(rows.step());
  EXPECT_EQ(rows.text(0), "a");
  EXPECT_EQ(rows.integer(1), 7);
}

TEST_F(Store, LeavesTheOldVersionWhenAMigrationFails) {
  (void)open(kOne);
  EXPECT_FALSE(open(kBroken));
  const auto database = open(kTwo);
  EXPECT_TRUE(database) << database.error().message;
}

TEST_F(Store, RefusesANewerSchemaAndNamesFileAndVersions) {
  (void)open(kTwo);
  const auto refused = open(kOne);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr(path_));
  EXPECT_THAT(refused.error().message, HasSubstr("schema version 2"));
  EXPECT_THAT(refused.error().message, HasSubstr("up to 1"));
  EXPECT_TRUE(open(kTwo)) << "and leaves it as it is";
}

TEST_F(Store, RefusesAFileThatIsNoDatabase) {
  std::ofstream(path_) << std::string(4'096, 'x');
  const auto refused = open(kOne);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("not a database"));
}

TEST_F(Store, RefusesAFolderThatIsNotThere) {
  const auto refused = Database::open(folder_ / "nowhere/things.sqlite", Access::write, kOne);
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().message, HasSubstr("nowhere/things.sqlite"));
}

TEST_F(Store, TakesATextApartAsItsFullTextIndexDoes) {
  const auto database = open(kOne);
  const Tokenizer tokenizer(**database);
  EXPECT_EQ(tokenizer.words("Zlatý—I♥RADIO \"x\"", 8), (std::vector<std::string>{"zlaty", "i", "radio", "x"}));
  EXPECT_EQ(tokenizer.words("one two three", 2), (std::vector<std::string>{"one", "two"}));
  EXPECT_TRUE(tokenizer.words("♥ - ' \xff", 8).empty());
}

TEST_F(Store, HasWriteAheadAndFullTextSearch) {
  const auto database = open(kOne);
  Statement mode = (*database)->prepare("PRAGMA journal_mode");
  ASSERT_TRUE(mode.step());
  EXPECT_EQ(mode.text(0), "wal");
  EXPECT_TRUE((*database)->execute("CREATE VIRTUAL TABLE words USING fts5(name, prefix = '1 2')"));
}

}  // namespace
}  // namespace joincast::store
