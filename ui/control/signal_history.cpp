// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/signal_history.h"

#include <algorithm>

namespace joincast::ui {
namespace {

float ms(Duration time) { return static_cast<float>(static_cast<double>(time.count()) / 1e6); }

std::uint32_t grown(std::uint64_t now, std::uint64_t before) {
  return static_cast<std::uint32_t>(now > before ? now - before : 0);
}

double perCent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole);
}

bool lowIsBad(Metric metric) { return metric == Metric::bitrate || metric == Metric::buffer; }

/// Which line the figures beside the plot are of.
Line mainLine(Metric metric) {
  switch (metric) {
    case Metric::bitrate: return Line::bitrate;
    case Metric::loss: return Line::loss;
    case Metric::jitter: return Line::jitter;
    case Metric::buffer: return Line::queued;
    case Metric::spacing: break;
  }
  return Line::spacingMean;
}

/// The samples that fall into one point.
struct Bucket {
  double sum = 0, least = 0, most = 0;
  std::uint64_t count = 0, missing = 0, expected = 0;

  void add(double value) {
    least = count == 0 ? value : std::min(least, value);
    most = count == 0 ? value : std::max(most, value);
    sum += value;
    ++count;
  }
  double value(Line line) const {
    switch (line) {
      case Line::loss: return perCent(missing, expected);
      case Line::jitter:
      case Line::spacingMax: return most;
      case Line::queued:
      case Line::spacingMin: return least;
      case Line::bitrate:
      case Line::wanted:
      case Line::spacingMean: break;
    }
    return sum / static_cast<double>(count);
  }
};

}  // namespace

Metric metricOf(Line line) noexcept {
  switch (line) {
    case Line::bitrate: return Metric::bitrate;
    case Line::loss: return Metric::loss;
    case Line::jitter: return Metric::jitter;
    case Line::queued:
    case Line::wanted: return Metric::buffer;
    case Line::spacingMax:
    case Line::spacingMean:
    case Line::spacingMin: break;
  }
  return Metric::spacing;
}

void SignalHistory::add(const libreceiver::Snapshot& snapshot, TimePoint now) {
  if (!samples_.empty() && now < samples_.back().at + kStep) return;
  const libreceiver::Statistics& session = snapshot.session;
  Sample sample;
  sample.at = now;
  if (before_ && session.expected >= before_->expected) {
    sample.expected = grown(session.expected, before_->expected);
    sample.missing = std::min(grown(session.missing, before_->missing), sample.expected);
  }
  before_ = session;
  const auto set = [&sample](Line line, float value) { sample.values[static_cast<std::size_t>(line)] = value; };
  set(Line::bitrate, static_cast<float>(static_cast<double>(session.bit_rate) / 1e3));
  set(Line::loss, static_cast<float>(perCent(sample.missing, sample.expected)));
  set(Line::jitter, ms(session.jitter));
  set(Line::queued, ms(snapshot.sound.queued));
  set(Line::wanted, ms(snapshot.sound.wanted));
  set(Line::spacingMin, ms(session.spacing.min));
  set(Line::spacingMean, ms(session.spacing.mean));
  set(Line::spacingMax, ms(session.spacing.max));
  samples_.push_back(sample);
  while (samples_.front().at < now - kKept) samples_.pop_front();
}

void SignalHistory::clear() noexcept {
  samples_.clear();
  before_.reset();
}

std::deque<SignalHistory::Sample>::const_iterator SignalHistory::begin_of(Duration window, TimePoint now) const {
  return std::lower_bound(samples_.begin(), samples_.end(), now - window,
                          [](const Sample& sample, TimePoint from) { return sample.at < from; });
}

std::optional<SignalHistory::Figures> SignalHistory::figures(Metric metric, Duration window, TimePoint now) const {
  const auto begin = begin_of(window, now);
  if (begin == samples_.end()) return std::nullopt;
  const auto line = static_cast<std::size_t>(mainLine(metric));
  const auto worst = metric == Metric::spacing ? static_cast<std::size_t>(Line::spacingMax) : line;
  Bucket all, extreme;
  for (auto sample = begin; sample != samples_.end(); ++sample) {
    all.add(sample->values[line]);
    extreme.add(sample->values[worst]);
    all.missing += sample->missing;
    all.expected += sample->expected;
  }
  Figures figures;
  figures.current = samples_.back().values[line];
  figures.mean = metric == Metric::loss ? perCent(all.missing, all.expected) : all.sum / static_cast<double>(all.count);
  figures.worst = lowIsBad(metric) ? extreme.least : extreme.most;
  return figures;
}

std::vector<SignalHistory::Point> SignalHistory::points(Line line, Duration window, TimePoint now,
                                                        std::size_t most) const {
  std::vector<Point> points;
  if (most == 0) return points;
  const Duration step = window / static_cast<std::int64_t>(most);
  // Points stand still while time goes on: they begin at whole steps of the clock.
  std::int64_t number = 0;
  Bucket bucket;
  const auto finish = [&] {
    if (bucket.count == 0) return;
    const Duration ago = std::min(TimePoint{(number + 1) * step} - now, Duration{});
    points.push_back({static_cast<double>(ago.count()) / 1e9, bucket.value(line)});
    bucket = {};
  };
  for (auto sample = begin_of(window, now); sample != samples_.end(); ++sample) {
    const std::int64_t own = sample->at.time_since_epoch() / step;
    if (own != number) finish();
    number = own;
    bucket.add(sample->values[static_cast<std::size_t>(line)]);
    bucket.missing += sample->missing;
    bucket.expected += sample->expected;
  }
  finish();
  if (points.size() > most) points.erase(points.begin());  // the step at the edge, in part outside
  return points;
}

}  // namespace joincast::ui
