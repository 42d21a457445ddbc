// SPDX-License-Identifier: LGPL-2.1-or-later
#include "discovery/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace joincast::discovery {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// Strings as on the wire, each behind its length.
Bytes txt(std::initializer_list<std::string_view> strings) {
  Bytes out;
  for (const std::string_view text : strings) {
    out.push_back(static_cast<std::uint8_t>(text.size()));
    out.insert(out.end(), text.begin(), text.end());
  }
  return out;
}

ParseErrc error_of(const Bytes& octets) {
  const auto record = parse_txt(octets);
  return record ? ParseErrc::encrypted : record.error().code;
}

Record whole() {
  return {{*parse_prefix("2001:db8:d0be:f00d::/64")},
          parse_address("ff3e:40:2001:db8:d0be:f00d:8000:0"),
          parse_address("239.195.1.0"),
          "/guide.json",
          Family::ipv4,
          1'792'345'678'901};
}

TEST(Record, IsWrittenStringByString) {
  const Bytes octets = encode_txt({{}, {}, parse_address("239.195.1.0"), "/g", {}, 258});
  EXPECT_THAT(octets, ElementsAre(9, 't', 'x', 't', 'v', 'e', 'r', 's', '=', '1',                                 //
                                  18, 'g', 'r', 'o', 'u', 'p', '4', '=', '2', '3', '9', '.', '1', '9', '5', '.',  //
                                  '1', '.', '0',                                                                  //
                                  7, 'p', 'a', 't', 'h', '=', '/', 'g',                                           //
                                  7, 'r', 'e', 'v', '=', '2', '5', '8'));
}

TEST(Record, IsReadWhole) {
  const Bytes octets = txt({"txtvers=1", "prefix=2001:db8:d0be:f00d::/64", "group=ff3e:40:2001:db8:d0be:f00d:8000:0",
                            "group4=239.195.1.0", "path=/guide.json", "family=4", "rev=1792345678901"});
  EXPECT_EQ(parse_txt(octets).value(), whole());
  EXPECT_EQ(encode_txt(whole()), octets);
}

TEST(Record, MayBeNearlyEmpty) {
  const Record record = parse_txt(txt({"txtvers=1"})).value();
  EXPECT_EQ(record, Record{});
  EXPECT_EQ(parse_txt(encode_txt({})).value(), Record{});
}

TEST(Record, HasSeveralPrefixes) {
  const Record record = parse_txt(txt({"txtvers=1", "prefix=2001:db8::/64,fd00:1::/64"})).value();
  EXPECT_THAT(record.prefixes, ElementsAre(*parse_prefix("2001:db8::/64"), *parse_prefix("fd00:1::/64")));
  EXPECT_EQ(error_of(txt({"txtvers=1", "prefix=1::/64,2::/64,3::/64,4::/64,5::/64"})), ParseErrc::over_limit);
}

TEST(Record, PassesOverWhatItDoesNotKnow) {
  EXPECT_EQ(parse_txt(txt({"", "=1", "colour=red", "txtvers=1", "flag"})).value(), Record{});
}

TEST(Record, TheFirstOfSeveralCounts) {
  EXPECT_EQ(parse_txt(txt({"txtvers=1", "rev=7", "rev=8"})).value().revision, 7u);
}

TEST(Record, UpperCaseIsLowerCase) { EXPECT_EQ(parse_txt(txt({"TxtVers=1", "REV=7"})).value().revision, 7u); }

TEST(Record, IsOfVersionOne) {
  EXPECT_EQ(error_of({}), ParseErrc::missing);
  EXPECT_EQ(error_of(txt({"rev=7"})), ParseErrc::missing);
  EXPECT_EQ(error_of(txt({"txtvers=2"})), ParseErrc::unsupported_version);
  EXPECT_EQ(error_of(txt({"txtvers"})), ParseErrc::unsupported_version);
}

TEST(Record, AWrongValueSpoilsIt) {
  for (const std::string_view prefix : {"prefix=x", "prefix=192.0.2.0/24", "prefix=2001:db8::/48", "prefix=ff3e::/64"})
    EXPECT_EQ(error_of(txt({"txtvers=1", prefix})), ParseErrc::bad_address) << prefix;
  for (const std::string_view group : {"group=2001:db8::1", "group=239.1.1.1", "group4=192.0.2.1", "group4=ff3e::1"})
    EXPECT_EQ(error_of(txt({"txtvers=1", group})), ParseErrc::bad_address) << group;
  for (const std::string_view value :
       {"path=", "path=guide", "path=//evil.example/", "path=/a b", "path=/a\r\nHost: b", "path=/\xc3\xa4", "family=5",
        "rev=", "rev=-1", "rev=1x", "rev=99999999999999999999"})
    EXPECT_EQ(error_of(txt({"txtvers=1", value})), ParseErrc::bad_value) << value;
  EXPECT_EQ(error_of(txt({"txtvers=1", "path=/" + std::string(128, 'a')})), ParseErrc::bad_value);
}

TEST(Record, IsNotLongerThanAPacket) {
  Bytes octets = txt({"txtvers=1"});
  while (octets.size() + 101 <= Record::kMostTxt) {
    octets.push_back(100);
    octets.insert(octets.end(), 100, 'x');
  }
  EXPECT_TRUE(parse_txt(octets));
  octets.insert(octets.end(), 101, 0);
  EXPECT_EQ(error_of(octets), ParseErrc::over_limit);
}

TEST(Record, EndsAnywhereWithoutHarm) {
  const Bytes octets = encode_txt(whole());
  for (std::size_t size = 0; size < octets.size(); ++size) {
    const Bytes part(octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(size));
    const auto record = parse_txt(part);
    if (record) {
      EXPECT_EQ(parse_txt(encode_txt(*record)).value(), *record);
    }
  }
  const Bytes torn(octets.begin(), octets.end() - 1);
  EXPECT_EQ(error_of(torn), ParseErrc::truncated);
}

TEST(Record, WhatDoesNotFitIsNotWritten) {
  Record record = whole();
  record.path = "//evil.example/";
  record.prefixes.assign(9, *parse_prefix("2001:db8:aaaa:bbbb::/64"));
  const Record read = parse_txt(encode_txt(record)).value();
  EXPECT_THAT(read.path, IsEmpty());
  EXPECT_EQ(read.prefixes.size(), Record::kMostPrefixes);
}

}  // namespace
}  // namespace joincast::discovery
