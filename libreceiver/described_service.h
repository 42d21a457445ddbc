// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/export.h"
#include "base/result.h"
#include "libreceiver/service_reference.h"
#include "rtp/srtp_key.h"

namespace joincast::libreceiver {

/// A service that somebody has a session description of: from a file or a page, and not by SAP.
struct DescribedService {
  ServiceReference reference;  ///< its group, its port and, where a source filter names one alone, its sender
  /// For Target::description. Without its keys, and without what held when it was written only: title, state, place of
  /// the item, rollover counter.
  std::string description;
  std::optional<rtp::SrtpKey> srtp_key;  ///< of `a=crypto` (RFC 4568)
};

/// Takes the first RTP medium that goes to a group, of audio if there is one. Of several `a=crypto` the first that we
/// can do counts: our suites, one key, no MKI, no parameters but WSH; a medium that has one is SRTP, whatever its
/// profile. The error is for people, and holds nothing of the text.
JOINCAST_EXPORT Result<DescribedService, std::string> read_description(std::string_view text);

/// Whether there may be a key in a session description, understood or not: then nobody else should be able to read it.
JOINCAST_EXPORT bool may_hold_key(std::string_view text) noexcept;

/// A session description without its keys; empty: it is none.
JOINCAST_EXPORT std::string without_keys(std::string_view description);

/// The same description with the key in it, as `a=crypto` of each RTP medium that goes to `group`. None: it is no
/// session description, or none of that group.
JOINCAST_EXPORT std::optional<std::string> with_key(std::string_view description, const IpAddress& group,
                                                    const rtp::SrtpKey& key);

}  // namespace joincast::libreceiver
