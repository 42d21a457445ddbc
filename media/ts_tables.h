// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"

namespace joincast::media {

/// Sections here are whole: is_whole_section() said so. What does not hold what its kind of table must is not read.

/// Whether these octets are one section with a head of eight octets, its own length and a right checksum.
bool is_whole_section(ByteView section) noexcept;

/// One section of a programme association table (ISO/IEC 13818-1 section 2.4.4.3).
struct TsPat {
  struct Programme {
    std::uint16_t number = 0;  ///< never 0
    std::uint16_t pid = 0;     ///< of its map

    friend bool operator==(const Programme&, const Programme&) = default;
  };
  std::uint16_t stream = 0;  ///< transport_stream_id
  std::uint8_t version = 0;  ///< 0 to 31
  std::uint8_t section = 0, last_section = 0;
  std::vector<Programme> programmes;
};
std::optional<TsPat> parse_pat(ByteView section);

/// A table of one programme, in one section.
Bytes encode_pat(std::uint16_t stream, std::uint8_t version, TsPat::Programme programme);

/// A programme's map (ISO/IEC 13818-1 section 2.4.4.8).
struct TsPmt {
  struct Stream {
    std::uint8_t type = 0;  ///< table 2-34: 0x02 MPEG-2 video, 0x03 MPEG-1 audio, 0x1b H.264, ...
    std::uint16_t pid = 0;
    Bytes descriptors{};

    friend bool operator==(const Stream&, const Stream&) = default;
  };
  std::uint16_t programme = 0;
  std::uint8_t version = 0;
  std::uint16_t pcr_pid = 0;  ///< kTsNullPid: it has no clock
  std::vector<Stream> streams;
};
std::optional<TsPmt> parse_pmt(ByteView section);

/// What a service description table (EN 300 468 section 5.2.3) of the actual stream says of a service.
struct TsService {
  std::string name;  ///< UTF-8 without controls; may be empty
  Bytes section;     ///< a table with this service alone
};
std::optional<TsService> find_service(ByteView sdt_section, std::uint16_t service);

/// What an event information table (EN 300 468 section 5.2.4) says of what is on, or follows.
struct TsEvent {
  std::uint16_t service = 0;
  bool present = true;  ///< false: following
  std::string name;     ///< UTF-8 without controls; empty: nothing is on, or it is not told
};
/// None: this is no present/following section of the actual stream.
std::optional<TsEvent> parse_event(ByteView eit_section);

/// Text as DVB has it (EN 300 468 annex A) in UTF-8 without controls: the first octets tell the character table,
/// ISO 6937 else; a line's end becomes a space. Empty where the table is not known here.
std::string dvb_text(ByteView octets);

}  // namespace joincast::media
