// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/reception_reporter.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace joincast::libreceiver {
namespace {

using rtcp::RunLengthBlock;

RunLengthBlock run_lengths(RunLengthBlock::Kind kind, const rtcp::StatisticsSummaryBlock& range,
                           const std::vector<bool>& bits) {
  RunLengthBlock block;
  block.kind = kind;
  block.ssrc = range.ssrc;
  block.begin_seq = range.begin_seq;
  block.end_seq = range.end_seq;
  block.chunks = rtcp::to_chunks(bits);
  return block;
}

}  // namespace

rtcp::ReceptionReports ReceptionReporter::report(rtp::Receiver& receiver) {
  rtcp::ReceptionReports reports;
  rtp::ReceptionStatistics& statistics = receiver.statistics();
  const auto source = receiver.selector().chosen();
  if (!source || !statistics.started()) return reports;

  const std::int64_t highest = statistics.highest_sequence();
  const bool same = source->ssrc == ssrc_ && reported_ < highest && reported_ >= statistics.first_sequence();
  const bool quiet = source->ssrc == ssrc_ && reported_ == highest;
  const std::int64_t begin = std::max(same ? reported_ + 1 : statistics.first_sequence(), highest + 1 - kLongest);
  ssrc_ = source->ssrc;
  reported_ = highest;

  const rtp::ReceptionReport taken = statistics.take_report();
  rtcp::ReportBlock block;
  block.ssrc = source->ssrc;
  block.fraction_lost = taken.fraction_lost;
  block.lost = taken.lost;
  block.highest_seq = taken.highest_seq;
  block.jitter = taken.jitter;
  reports.blocks.push_back(block);
  if (quiet) return reports;

  std::vector<bool> came;
  std::vector<bool> single;
  for (std::int64_t sequence = begin; sequence <= highest; ++sequence) {
    came.push_back(statistics.came(sequence).value_or(false));
    single.push_back(!statistics.came_again(sequence).value_or(false));
  }
  const rtp::TransitSummary transit = statistics.take_transit_summary();
  rtcp::StatisticsSummaryBlock summary;
  summary.has_loss = summary.has_duplicates = summary.has_jitter = true;
  summary.ssrc = source->ssrc;
  summary.begin_seq = static_cast<std::uint16_t>(begin);
  summary.end_seq = static_cast<std::uint16_t>(highest + 1);
  summary.lost = static_cast<std::uint32_t>(std::count(came.begin(), came.end(), false));
  summary.duplicates = static_cast<std::uint32_t>(std::count(single.begin(), single.end(), false));
  summary.min_jitter = transit.min;
  summary.max_jitter = transit.max;
  summary.mean_jitter = transit.mean;
  summary.dev_jitter = transit.deviation;
  reports.extended.emplace_back(summary);
  if (summary.lost) reports.extended.emplace_back(run_lengths(RunLengthBlock::Kind::loss, summary, came));
  if (summary.duplicates) reports.extended.emplace_back(run_lengths(RunLengthBlock::Kind::duplicate, summary, single));
  return reports;
}

}  // namespace joincast::libreceiver
