// SPDX-License-Identifier: LGPL-2.1-or-later
#include "payload/h264.h"

#include "helpers.h"
#include "payload/binding.h"
#include "sdp/rtp.h"
#include "sdp/session.h"

namespace joincast::payload {
namespace {

constexpr std::size_t kMany = 64;

std::unique_ptr<Depacketizer> depacketizer(Bytes config = {}) {
  Format format = h264_format();
  format.config = std::move(config);
  return make_depacketizer(make_binding(96, format));
}

/// RFC 6184 section 5.6: the unit is the payload.
TEST(H264, TakesASingleUnitAsItIs) {
  const auto taker = depacketizer();
  const Bytes payload = {0x41, 0x9a, 0x12};  // importance 2, type 1: a slice
  const auto units = take(*taker, payload, 3000, false, true);
  ASSERT_EQ(units.size(), 1u);
  EXPECT_EQ(units[0].octets, (Bytes{0, 0, 0, 1, 0x41, 0x9a, 0x12}));
  EXPECT_EQ(units[0].timestamp, 3000);
  EXPECT_FALSE(units[0].after_loss);
}

/// RFC 6184 section 5.7.1.
TEST(H264, DividesAnAggregate) {
  const auto taker = depacketizer();
  const Bytes payload = {
      0x78,              // importance 3, type 24: STAP-A
      0x00, 0x02,        // size of the first unit
      0x67, 0x42,        // importance 3, type 7: sequence parameter set
      0x00, 0x03,        // size of the second
      0x68, 0xce, 0x31,  // importance 3, type 8: picture parameter set
  };
  const auto units = take(*taker, payload, 0, false, true);
  ASSERT_EQ(units.size(), 1u);
  EXPECT_EQ(units[0].octets, (Bytes{0, 0, 0, 1, 0x67, 0x42, 0, 0, 0, 1, 0x68, 0xce, 0x31}));
}

// RFC 6184 section 5.8: indicator (importance 3, type 28), header (start, end, reserved, type 5), a part of the unit.
const Bytes kFirst = {0x7c, 0x85, 0x11, 0x12};
const Bytes kMiddle = {0x7c, 0x05, 0x21};
const Bytes kLast = {0x7c, 0x45, 0x31, 0x32};

TEST(H264, JoinsFragments) {
  const auto taker = depacketizer();
  EXPECT_TRUE(take(*taker, kFirst, 90).empty());
  EXPECT_TRUE(take(*taker, kMiddle, 90).empty());
  const auto units = take(*taker, kLast, 90, false, true);
  ASSERT_EQ(units.size(), 1u);
  EXPECT_EQ(units[0].octets, (Bytes{0, 0, 0, 1, 0x65, 0x11, 0x12, 0x21, 0x31, 0x32}));
}

TEST(H264, LeavesOutAUnitOfWhichAFragmentWasLostAndSaysSo) {
  const auto taker = depacketizer();
  take(*taker, {0x41, 0x01}, 90);  // another slice of the same picture
  take(*taker, kFirst, 90);
  const auto units = take(*taker, kLast, 90, true, true);
  ASSERT_EQ(units.size(), 1u);
  EXPECT_EQ(units[0].octets, (Bytes{0, 0, 0, 1, 0x41, 0x01}));
  EXPECT_TRUE(units[0].after_loss);
}

TEST(H264, GathersAPictureUpToItsMarker) {
  const auto taker = depacketizer();
  EXPECT_TRUE(take(*taker, {0x41, 0x01}, 90).empty());
  const auto units = take(*taker, {0x41, 0x02}, 90, false, true);
  ASSERT_EQ(units.size(), 1u);
  EXPECT_EQ(units[0].octets, (Bytes{0, 0, 0, 1, 0x41, 0x01, 0, 0, 0, 1, 0x41, 0x02}));
}

TEST(H264, EndsAPictureWhoseMarkerWasLostAtTheNextTimestamp) {
  const auto taker = depacketizer();
  EXPECT_TRUE(take(*taker, {0x41, 0x01}, 90).empty());
  const auto units = take(*taker, {0x41, 0x02}, 3690, true);
  ASSERT_EQ(units.size(), 1u);
  EXPECT_EQ(units[0].timestamp, 90);
}

TEST(H264, PutsTheDescriptionsParameterSetsInFrontOfAPictureThatNeedsNoOther) {
  const auto taker = depacketizer({0, 2, 0x67, 0x42, 0, 1, 0x68});
  const auto slice = take(*taker, {0x41, 0x01}, 90, false, true);
  ASSERT_EQ(slice.size(), 1u);
  EXPECT_EQ(slice[0].octets, (Bytes{0, 0, 0, 1, 0x41, 0x01}));
  const auto whole = take(*taker, {0x65, 0x02}, 3690, false, true);
  ASSERT_EQ(whole.size(), 1u);
  EXPECT_EQ(whole[0].octets, (Bytes{0, 0, 0, 1, 0x67, 0x42, 0, 0, 0, 1, 0x68, 0, 0, 0, 1, 0x65, 0x02}));
}

TEST(H264, PrefersTheParameterSetsOfTheStream) {
  const auto taker = depacketizer({0, 2, 0x67, 0x42});
  take(*taker, {0x67, 0x64}, 90);
  const auto units = take(*taker, {0x65, 0x02}, 90, false, true);
  ASSERT_EQ(units.size(), 1u);
  EXPECT_EQ(units[0].octets, (Bytes{0, 0, 0, 1, 0x67, 0x64, 0, 0, 0, 1, 0x65, 0x02}));
}

TEST(H264, RefusesWhatIsNoUnit) {
  const auto taker = depacketizer();
  EXPECT_EQ(refusal(*taker, {}), ParseErrc::truncated);
  EXPECT_EQ(refusal(*taker, {0xc1, 0x01}), ParseErrc::bad_value);   // the forbidden bit
  EXPECT_EQ(refusal(*taker, {0x60, 0x01}), ParseErrc::wrong_type);  // type 0
  for (const int type : {25, 26, 27, 29, 30, 31})                   // interleaved, or not defined
    EXPECT_EQ(refusal(*taker, {static_cast<std::uint8_t>(0x60 | type), 0, 1, 2, 3}), ParseErrc::wrong_type);
  EXPECT_EQ(refusal(*taker, {0x78, 0x00, 0x05, 0x67}), ParseErrc::bad_length);  // more than there is
  EXPECT_EQ(refusal(*taker, {0x78, 0x00, 0x01, 0x7c}), ParseErrc::wrong_type);  // a fragment in an aggregate
  EXPECT_EQ(refusal(*taker, {0x7c, 0x85}), ParseErrc::truncated);               // a fragment of nothing
  EXPECT_EQ(refusal(*taker, {0x7c, 0xc5, 0x01}), ParseErrc::bad_value);         // beginning and end in one
  EXPECT_EQ(refusal(*taker, kMiddle), ParseErrc::missing);                      // no beginning
}

TEST(H264, LeavesOutAPictureThatIsTooLarge) {
  const auto taker = depacketizer();
  const Bytes part = patterned({0x7c, 0x05}, 60'000);
  take(*taker, kFirst, 90);
  bool refused = false;
  for (std::size_t i = 0; i < kMany; ++i) refused = refused || !taker->push({part, 90, false, false});
  EXPECT_TRUE(refused);
  EXPECT_TRUE(take(*taker, kLast, 90, false, true).empty());
  EXPECT_EQ(take(*taker, {0x41, 0x01}, 3690, false, true).size(), 1u);
}

TEST(H264, ReadsNothingBeyondAnyTruncation) {
  const Bytes aggregate = {0x78, 0x00, 0x02, 0x67, 0x42, 0x00, 0x03, 0x68, 0xce, 0x31};
  for (const Bytes& whole : {aggregate, kFirst, kMiddle, kLast})
    for (std::size_t size = 0; size < whole.size(); ++size) {
      const auto taker = depacketizer();
      take(*taker, kFirst, 0);
      for (const AccessUnit& unit :
           take(*taker, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(size)), 0, false, true))
        EXPECT_LE(unit.octets.size(), 4 * whole.size());
    }
}

/// The example of RFC 6184 section 8.2.1.
TEST(H264, IsBoundWithItsParameterSets) {
  sdp::Media media;
  media.type = "video";
  media.formats = {"98"};
  sdp::set_rtpmap(media, {98, "H264", 90'000, 0});
  sdp::set_fmtp(media, 98, "profile-level-id=42A01E;packetization-mode=1;sprop-parameter-sets=Z0IACpZTBYmI,aMljiA==");
  const auto binding = bind(media, 98);
  ASSERT_TRUE(binding);
  EXPECT_EQ(binding->format.codec, Codec::h264);
  EXPECT_EQ(binding->format.config, (Bytes{0, 9, 0x67, 0x42, 0x00, 0x0a, 0x96, 0x53, 0x05, 0x89, 0x88,  //
                                           0, 4, 0x68, 0xc9, 0x63, 0x88}));
  EXPECT_EQ(h264_sets_to_text(binding->format.config), "Z0IACpZTBYmI,aMljiA==");
}

TEST(H264, IsNotTakenApartWhereItIsInterleaved) {
  sdp::Media media;
  media.formats = {"98"};
  sdp::set_rtpmap(media, {98, "H264", 90'000, 0});
  sdp::set_fmtp(media, 98, "packetization-mode=2");
  const auto binding = bind(media, 98);
  ASSERT_TRUE(binding);
  EXPECT_EQ(binding->format.codec, Codec::unknown);
  EXPECT_EQ(binding->format.encoding_name, "H264");
}

TEST(H264, DoesWithoutParameterSetsThatCannotBeRead) {
  EXPECT_FALSE(parse_h264_sets("Z0IACpZTBYmI,*"));
  EXPECT_FALSE(parse_h264_sets(std::string(8192, 'A')));
  EXPECT_FALSE(parse_h264_sets(","));
}

}  // namespace
}  // namespace joincast::payload
