// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

#include "base/export.h"

namespace joincast::rtp {

/// Whether the packets of one SSRC are a stream or noise (RFC 3550 appendix A.1).
class JOINCAST_EXPORT SourceValidator {
 public:
  struct Settings {
    std::uint16_t min_sequential = 2;  ///< packets in sequence until a source counts; 1: no probation
    std::uint16_t max_dropout = 3000;  ///< a forward jump from here on is a restart, or noise
    std::uint16_t max_misorder = 100;  ///< this many packets back is still an old packet
  };

  enum class Verdict : std::uint8_t {
    probation,  ///< not yet a source: hold the packet
    validated,  ///< this packet ended the probation: what was held counts as well
    valid,
    restarted,  ///< two packets in sequence far from the others: the numbers begin anew with the packet before
    doubtful,   ///< far from the others: noise, or the first packet after a restart
  };

  SourceValidator() noexcept = default;
  explicit SourceValidator(const Settings& settings) noexcept : settings_(settings) {}

  Verdict update(std::uint16_t sequence) noexcept;

  bool is_valid() const noexcept { return started_ && missing_ == 0; }
  std::uint16_t highest() const noexcept { return highest_; }  ///< in wire units; meaningless before the first packet

 private:
  Settings settings_;
  bool started_ = false;
  std::uint16_t missing_ = 0;  // packets in sequence still wanted
  std::uint16_t highest_ = 0;
  std::uint32_t restart_at_ = kNoRestart;  // the number that would confirm a restart

  static constexpr std::uint32_t kNoRestart = 0x1'0000;
};

}  // namespace joincast::rtp
