// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <bitset>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "media/ts_packet.h"
#include "media/ts_section.h"
#include "media/ts_tables.h"

namespace joincast::media {

/// Takes one programme out of a transport stream: its streams with the packets that carry its clock, and tables that
/// know of nothing else. Null packets, other programmes and other tables are dropped; the time of day stays.
/// Sans I/O; holds some sections and a counter for each PID.
class TsProgramme {
 public:
  using Packet = std::span<const std::uint8_t, kTsPacket>;

  /// `number`: as in its association table, 1 to 65,535; zero: the first that stands there.
  explicit TsProgramme(std::uint16_t number = 0) : wanted_(number) {}

  /// Takes a packet, and appends what of it, or instead of it, belongs to the programme: none or more packets.
  /// Nothing of the programme comes before its map.
  void take(Packet packet, Bytes& out);

  /// What follows begins elsewhere (a file anew): the clock is told to jump, the counters run on.
  void splice();

  /// The table and the map in packets, as they stand: for whoever begins here. Empty: they have not come.
  void write_tables(Bytes& out);

  /// The clock in the packet last taken, if it was the programme's.
  std::optional<std::int64_t> pcr() const noexcept { return pcr_; }
  bool jumps() const noexcept { return jumps_; }  ///< the clock is said to jump in that packet

  bool found() const noexcept { return !map_.empty(); }                       ///< its map has come
  const std::string& title() const noexcept { return title_; }                ///< of what is on; empty: none told
  const std::string& service_name() const noexcept { return service_name_; }  ///< empty: not told
  /// Why there will be nothing: "has no programme 7, but 1, 2, 3"; empty: nothing is wrong.
  const std::string& trouble() const noexcept { return trouble_; }

 private:
  /// The counter of a PID as it was sent on.
  struct Counter {
    std::uint8_t offset = 0;  // from theirs to ours
    std::uint8_t last = 0;    // ours
    bool anew = true;         // the next packet decides the offset
  };

  void take_pat(ByteView section, Bytes& out);
  void choose(const TsPat& pat);
  void take_pmt(ByteView section, Bytes& out);
  void take_sdt(ByteView section, Bytes& out);
  void take_eit(ByteView section, Bytes& out);
  void pass(Packet packet, const TsPacketView& view, Bytes& out);

  const std::uint16_t wanted_;
  std::optional<TsPat::Programme> programme_;
  std::uint16_t stream_ = 0;  // transport_stream_id
  std::uint8_t version_ = 0;  // of our table
  std::uint16_t pcr_pid_ = kTsNullPid;
  std::bitset<kTsPids> kept_;
  Bytes map_;                             // its section as it came
  std::vector<TsPat::Programme> others_;  // of the table's sections so far
  std::string trouble_, title_, service_name_;

  TsSections pat_, pmt_, sdt_, eit_;
  TsSectionWriter pat_out_{kPatPid}, pmt_out_, sdt_out_{kSdtPid}, eit_out_{kEitPid};
  std::map<std::uint16_t, Counter> counters_;
  bool tell_jump_ = true;  // in the next packet with a clock
  std::optional<std::int64_t> pcr_;
  bool jumps_ = false;
};

}  // namespace joincast::media
