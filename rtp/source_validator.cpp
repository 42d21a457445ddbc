// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/source_validator.h"

namespace joincast::rtp {

SourceValidator::Verdict SourceValidator::update(std::uint16_t sequence) noexcept {
  const bool in_sequence = started_ && sequence == static_cast<std::uint16_t>(highest_ + 1);
  if (!is_valid()) {
    missing_ = static_cast<std::uint16_t>((in_sequence ? missing_ : settings_.min_sequential) - 1);
    started_ = true;
    highest_ = sequence;
    return missing_ == 0 ? Verdict::validated : Verdict::probation;
  }

  const auto ahead = static_cast<std::uint16_t>(sequence - highest_);
  if (ahead < settings_.max_dropout) {
    highest_ = sequence;
  } else if (ahead <= 0x1'0000 - settings_.max_misorder) {
    if (sequence != restart_at_) {
      restart_at_ = static_cast<std::uint16_t>(sequence + 1);
      return Verdict::doubtful;
    }
    highest_ = sequence;
    restart_at_ = kNoRestart;
    return Verdict::restarted;
  }
  restart_at_ = kNoRestart;
  return Verdict::valid;
}

}  // namespace joincast::rtp
