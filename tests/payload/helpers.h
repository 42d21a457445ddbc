// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <cstring>
#include <memory>
#include <vector>

#include "payload/depacketizer.h"
#include "payload/packetizer.h"

namespace joincast::payload {

inline std::vector<Payload> drain(Packetizer& packetizer) {
  std::vector<Payload> payloads;
  while (auto payload = packetizer.poll()) payloads.push_back(std::move(*payload));
  return payloads;
}

inline std::vector<AccessUnit> drain(Depacketizer& depacketizer) {
  std::vector<AccessUnit> units;
  while (auto unit = depacketizer.poll()) units.push_back(std::move(*unit));
  return units;
}

/// One packet in, its units out. The octets are a heap block of their own, so that ASan sees every overread.
inline std::vector<AccessUnit> take(Depacketizer& depacketizer, const Bytes& octets, std::int64_t timestamp = 0,
                                    bool lost_before = false, bool marker = false) {
  const auto block = std::make_unique<std::uint8_t[]>(octets.size());
  if (!octets.empty()) std::memcpy(block.get(), octets.data(), octets.size());
  (void)depacketizer.push({{block.get(), octets.size()}, timestamp, marker, lost_before});
  return drain(depacketizer);
}

/// The code of the error with which a packet is refused; fails the test if it is not.
inline ParseErrc refusal(Depacketizer& depacketizer, const Bytes& octets) {
  const auto result = depacketizer.push({octets, 0, false, false});
  EXPECT_FALSE(result.has_value());
  return result ? ParseErrc::truncated : result.error().code;
}

/// Sends each unit, with a flush at the end, and takes the packets apart again, but for those at `lost`.
inline std::vector<AccessUnit> round_trip(const Binding& binding, const std::vector<AccessUnit>& units,
                                          const PacketizerSettings& settings = {}, std::vector<std::size_t> lost = {}) {
  const auto packetizer = make_packetizer(binding, settings);
  const auto depacketizer = make_depacketizer(binding);
  for (const AccessUnit& unit : units) EXPECT_TRUE(packetizer->push(unit));
  packetizer->flush();
  std::vector<AccessUnit> result;
  bool lost_before = false;
  std::size_t index = 0;
  for (const Payload& payload : drain(*packetizer)) {
    EXPECT_LE(payload.octets.size(), settings.max_payload);
    if (std::find(lost.begin(), lost.end(), index++) != lost.end()) {
      lost_before = true;
      continue;
    }
    for (AccessUnit& unit : take(*depacketizer, payload.octets, payload.timestamp, lost_before, payload.marker))
      result.push_back(std::move(unit));
    lost_before = false;
  }
  return result;
}

/// `front`, and distinct octets behind it up to `size`.
inline Bytes patterned(Bytes front, std::size_t size) {
  while (front.size() < size) front.push_back(static_cast<std::uint8_t>(front.size() * 7 + 1));
  front.resize(size);
  return front;
}

}  // namespace joincast::payload
