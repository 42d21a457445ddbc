// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "libreceiver/statistics.h"

/// What `joincast monitor` tells of each service, for people and for programs (docs/json.md).
namespace joincast::app {

/// One service at one moment.
struct MonitorRow {
  std::string service;    ///< `8000:0001`, or the group where it has no number
  std::string group;      ///< with its interface
  std::string interface;  ///< name
  std::string station;    ///< `s=`; empty: not described
  std::string title;
  std::string state;   ///< `playing`, `waiting`, `stalled`, ...; what the headend says while nothing comes
  std::string reason;  ///< the headend's; empty: none
  libreceiver::Statistics figures;
  std::uint64_t socket_drops = 0;      ///< lost in this machine, part of what is missing
  double recent_loss = 0;              ///< share of what was expected lately (ten intervals), 0..1
  std::uint64_t stalls = 0;            ///< times that packets stopped coming
  std::uint64_t sources = 0;           ///< senders heard one after the other
  std::optional<std::size_t> members;  ///< hosts on the link, this one included; none: not known
};

struct MonitorTotals {
  std::size_t services = 0;
  std::size_t playing = 0;
  std::uint64_t bit_rate = 0;  ///< bits a second, of all
  std::uint64_t expected = 0;  ///< packets
  std::uint64_t missing = 0;   ///< packets
};
MonitorTotals totals_of(const std::vector<MonitorRow>& rows);

/// Those that need looking after first: nothing comes, not understood, lossy of late, lossy, unsteady.
void sort_worst_first(std::vector<MonitorRow>& rows);

struct MonitorTable {
  std::size_t width = 79;  ///< columns; zero: as wide as it becomes
  std::size_t height = 0;  ///< lines; zero: as many as it becomes
  bool colour = false;
  std::string keys;                ///< a last line for whoever sits in front of it; empty: none
  std::vector<std::string> notes;  ///< below the rows
};
/// Columns that find no room are left out, those that tell the least first; the title takes what is left.
std::vector<std::string> table_of(const std::vector<MonitorRow>& rows, const MonitorTable& how);

std::string in_words(const MonitorTotals& totals);  ///< `12 services, 11 playing, 1.5 Mbit/s, lost 3 of 4000 (0.08 %)`

/// `event`: `statistics`, or `summary` at the end.
std::string to_json(const MonitorRow& row, const char* event, WallTime time, Duration since_began);

std::string csv_header();                                  ///< without line end
std::string to_csv(const MonitorRow& row, WallTime time);  ///< as RFC 4180 quotes; without line end

}  // namespace joincast::app
