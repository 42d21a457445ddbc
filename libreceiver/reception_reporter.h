// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>

#include "base/export.h"
#include "rtcp/receiver.h"
#include "rtp/receiver.h"
#include "sdp/rtp.h"

namespace joincast::libreceiver {

/// Makes of what the RTP path counted the blocks of an RTCP report: reception (RFC 3550 section 6.4.1), statistics
/// summary and, where something was lost or doubled, its run lengths (RFC 3611 sections 4.1, 4.2, 4.6).
class JOINCAST_EXPORT ReceptionReporter {
 public:
  static constexpr std::int64_t kLongest = 4096;  ///< packets that one extended report speaks about at most

  /// Begins a new interval. No blocks before the first packet of a source; of the extended ones those that the
  /// session description asks for. Loss runs that would be longer than it allows begin later.
  rtcp::ReceptionReports report(rtp::Receiver& receiver, const sdp::ExtendedReports& asked);

 private:
  std::uint32_t ssrc_ = 0;      // whom the last report was about
  std::int64_t reported_ = -1;  // its highest sequence number
};

}  // namespace joincast::libreceiver
