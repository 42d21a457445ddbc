// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

#include "gateway/backlog.h"

namespace joincast::gateway {

/// A frame of so many equal octets.
inline Piece piece(std::uint8_t octet, std::size_t size, std::shared_ptr<const libreceiver::Item> item = nullptr,
                   std::int64_t timestamp = 0) {
  payload::AccessUnit unit;
  unit.octets = Bytes(size, octet);
  unit.timestamp = timestamp;
  unit.duration = 960;
  return {std::make_shared<const payload::AccessUnit>(std::move(unit)), std::move(item), {}};
}

inline std::shared_ptr<const libreceiver::Item> item(std::string title) {
  return std::make_shared<const libreceiver::Item>(libreceiver::Item{std::move(title), {}, {}});
}

}  // namespace joincast::gateway
