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

/// The same, from as late on as it takes to need no more than `most` octets; zero: any number.
RunLengthBlock loss_runs(rtcp::StatisticsSummaryBlock range, std::vector<bool> came, std::size_t most) {
  for (;;) {
    RunLengthBlock block = run_lengths(RunLengthBlock::Kind::loss, range, came);
    if (most == 0 || rtcp::encoded_size(block) <= most || came.size() < 2) return block;
    const std::size_t half = came.size() / 2;
    came.erase(came.begin(), came.begin() + static_cast<std::ptrdiff_t>(half));
    range.begin_seq = static_cast<std::uint16_t>(range.begin_seq + half);
  }
}

}  // namespace

rtcp::ReceptionReports ReceptionReporter::report(rtp::Receiver& receiver, const sdp::ExtendedReports& asked) {
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
  if (quiet || asked == sdp::ExtendedReports{}) return reports;

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
  if (asked.summary) reports.extended.emplace_back(summary);
  // Without a loss the summary says as much; where it is not asked for, the runs have to.
  if (asked.loss_runs && (summary.lost || !asked.summary))
    reports.extended.emplace_back(loss_runs(summary, came, asked.longest_loss_runs));
  if (asked.duplicate_runs && summary.duplicates)
    reports.extended.emplace_back(run_lengths(RunLengthBlock::Kind::duplicate, summary, single));
  return reports;
}

}  // namespace joincast::libreceiver
