// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/backlog.h"

#include <utility>

namespace joincast::gateway {

void Backlog::push(Piece piece) {
  octets_ += piece.unit->octets.size();
  pieces_.push_back(std::move(piece));
  while (octets_ > most_octets_) drop_oldest();
}

std::optional<Piece> Backlog::pop() {
  if (pieces_.empty()) return std::nullopt;
  Piece piece = std::move(pieces_.front());
  pieces_.pop_front();
  octets_ -= piece.unit->octets.size();
  if (std::exchange(gap_, false) && !piece.unit->after_loss) {
    auto unit = std::make_shared<payload::AccessUnit>(*piece.unit);
    unit->after_loss = true;
    piece.unit = std::move(unit);
  }
  return piece;
}

void Backlog::drop_oldest() {
  octets_ -= pieces_.front().unit->octets.size();
  pieces_.pop_front();
  ++dropped_;
  gap_ = true;
}

}  // namespace joincast::gateway
