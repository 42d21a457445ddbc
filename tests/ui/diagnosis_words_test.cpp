// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/diagnosis_words.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "ui/view/why_dialog.h"

namespace joincast::ui {
namespace {

TEST(DiagnosisWords, AreAllFoundForTranslation) {
  std::set<std::string_view> known;
  for (const char* const sentence : translatableSentences()) known.insert(sentence);
  const auto expect = [&](std::string_view words) {
    EXPECT_TRUE(words.empty() || words == "%1" || known.count(words)) << words;
  };
  for (std::size_t standing = 0; standing < libreceiver::kStandings; ++standing)
    expect(libreceiver::words_of(static_cast<libreceiver::Standing>(standing)));
  for (std::size_t cause = 0; cause < libreceiver::kCauses; ++cause) {
    const libreceiver::CauseWords& words = libreceiver::words_of(static_cast<libreceiver::Cause>(cause));
    for (const auto part : {words.looked_at, words.found, words.means, words.remedy}) expect(part);
  }
}

TEST(DiagnosisWords, AreTheLibrarysWhereNothingIsTranslated) {
  EXPECT_EQ(translated("It is %1 s.", {std::int64_t{3}}), QStringLiteral("It is 3 s."));
}

TEST(DiagnosisWords, TakeWhatArgumentsSayLiterally) {
  EXPECT_EQ(translated("%1 and %2", {std::string("%2"), std::string("x")}), QStringLiteral("%2 and x"));
}

TEST(WhyDialog, EscapesWhatStrangersSay) {
  const libreceiver::Diagnosis diagnosis{libreceiver::Standing::nothing_comes,
                                         {{libreceiver::Cause::station_failed, {std::string("<img src=x>")}}}};
  const QString html = diagnosisHtml(diagnosis);
  EXPECT_FALSE(html.contains(QStringLiteral("<img")));
  EXPECT_TRUE(html.contains(QStringLiteral("&lt;img")));
}

TEST(WhyDialog, NumbersCausesAndListsWhatIsWellBehindThem) {
  const libreceiver::Diagnosis diagnosis{
      libreceiver::Standing::faulty,
      {{libreceiver::Cause::loss_even, {2.0}}, {libreceiver::Cause::interface_well, {std::string("eth0")}}}};
  const QString html = diagnosisHtml(diagnosis);
  EXPECT_TRUE(html.contains(QStringLiteral("1. 2.0 % were lost")));
  EXPECT_LT(html.indexOf(QStringLiteral("1. ")), html.indexOf(QStringLiteral("What is well")));
  EXPECT_FALSE(html.contains(QStringLiteral("2. It is up")));
}

}  // namespace
}  // namespace joincast::ui
