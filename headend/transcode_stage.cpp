// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/transcode_stage.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>

#include "media/transcoder.h"

namespace joincast::headend {
namespace {

constexpr std::uint32_t kBitsPerSecond = 128'000;

struct Amount {
  Duration media{};
  std::size_t octets = 0;
};

/// Media and octets of a batch; `rate_hz` follows its formats.
Amount amount_of(const UpstreamBatch& batch, std::uint32_t& rate_hz) {
  Amount amount;
  for (const UpstreamItem& item : batch.items) {
    if (const auto* change = std::get_if<FormatChange>(&item)) rate_hz = change->format.clock_rate_hz;
    const auto* unit = std::get_if<payload::AccessUnit>(&item);
    if (!unit) continue;
    amount.media += payload::ticks_to_time(unit->duration, rate_hz);
    amount.octets += unit->octets.size();
  }
  return amount;
}

/// A batch in which the station went on without a word: what came before may still wait at the core.
bool in_mid_stream(const UpstreamBatch& batch) {
  return std::none_of(batch.items.begin(), batch.items.end(),
                      [](const UpstreamItem& item) { return std::holds_alternative<UpstreamStateChange>(item); });
}

bool needs_work(const UpstreamBatch& batch, const ServiceConfig& service) {
  return std::any_of(batch.items.begin(), batch.items.end(), [&service](const UpstreamItem& item) {
    const auto* change = std::get_if<FormatChange>(&item);
    return change && transcoded_to(change->format, service);
  });
}

/// What one upstream's units go through, on the worker's thread.
class Path {
 public:
  void process(UpstreamBatch& batch, const ServiceConfig& service) {
    std::vector<UpstreamItem> out;
    for (UpstreamItem& item : batch.items) {
      if (auto* change = std::get_if<FormatChange>(&item))
        take_format(std::move(*change), service, out);
      else if (auto* unit = std::get_if<payload::AccessUnit>(&item))
        take_unit(std::move(*unit), out);
      else
        out.push_back(std::move(item));
    }
    batch.items = std::move(out);
  }

 private:
  void take_format(FormatChange change, const ServiceConfig& service, std::vector<UpstreamItem>& out) {
    transcoder_.reset();
    told_.reset();
    const auto to = transcoded_to(change.format, service);
    if (!to) {
      out.push_back(std::move(change));
      return;
    }
    auto transcoder = media::make_transcoder(change.format, *to, kBitsPerSecond);
    drops_ = !transcoder;
    if (transcoder)
      transcoder_ = std::move(*transcoder);
    else
      out.push_back(UpstreamStateChange{UpstreamState::failed, transcoder.error(), 0});
  }

  void take_unit(payload::AccessUnit unit, std::vector<UpstreamItem>& out) {
    if (drops_) return;
    if (!transcoder_) {
      out.push_back(std::move(unit));
      return;
    }
    units_.clear();
    transcoder_->transcode(unit, units_);
    for (payload::AccessUnit& done : units_) {
      if (told_ != transcoder_->output()) {
        told_ = transcoder_->output();
        out.push_back(FormatChange{*told_, kBitsPerSecond / 1'000});
      }
      out.push_back(std::move(done));
    }
  }

  std::unique_ptr<media::Transcoder> transcoder_;
  std::optional<payload::Format> told_;  ///< the output format as given out
  std::vector<payload::AccessUnit> units_;
  bool drops_ = false;  ///< the format cannot be read
};

}  // namespace

std::optional<payload::Codec> transcoded_to(const payload::Format& format, const ServiceConfig& service) noexcept {
  if (format.codec == payload::Codec::vorbis && service.vorbis == VorbisAs::opus) return payload::Codec::opus;
  if (format.codec == payload::Codec::flac)
    return service.flac == FlacAs::l16 ? payload::Codec::l16 : payload::Codec::opus;
  return std::nullopt;
}

class TranscodeStage::Worker {
 public:
  explicit Worker(UpstreamQueue& done) : done_(done), thread_([this] { run(); }) {}
  ~Worker() {
    {
      const std::lock_guard lock(mutex_);
      ends_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  struct Job {
    UpstreamBatch batch;
    ServiceConfig service;
    bool forget = false;  ///< the upstream is gone
  };

  void submit(Job job) {
    {
      const std::lock_guard lock(mutex_);
      jobs_.push_back(std::move(job));
    }
    wake_.notify_one();
  }

 private:
  void run() {
    std::unordered_map<UpstreamId, Path> paths;
    for (;;) {
      std::unique_lock lock(mutex_);
      wake_.wait(lock, [this] { return ends_ || !jobs_.empty(); });
      if (ends_) return;
      Job job = std::move(jobs_.front());
      jobs_.pop_front();
      lock.unlock();
      if (job.forget) {
        paths.erase(job.batch.upstream);
        continue;
      }
      paths[job.batch.upstream].process(job.batch, job.service);
      done_.push(std::move(job.batch));
    }
  }

  UpstreamQueue& done_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Job> jobs_;
  bool ends_ = false;
  std::thread thread_;  // the last: it uses all the others
};

TranscodeStage::TranscodeStage(Duration most_ahead, Taken taken) : most_ahead_(most_ahead), taken_(std::move(taken)) {}
TranscodeStage::~TranscodeStage() = default;

std::optional<UpstreamBatch> TranscodeStage::route(UpstreamBatch batch, const ServiceConfig& service) {
  auto stream = streams_.find(batch.upstream);
  if (stream == streams_.end()) {
    if (!needs_work(batch, service)) return batch;
    stream = streams_.emplace(batch.upstream, Stream{}).first;
    stream->second.service = service;
    if (!worker_) worker_ = std::make_unique<Worker>(done_);
    if (in_mid_stream(batch)) taken_(batch.upstream, most_ahead_, 0);  // the core's word on it will count here
  }
  const UpstreamId upstream = batch.upstream;
  stream->second.waiting.push_back(std::move(batch));
  pump(upstream, stream->second);
  return std::nullopt;
}

void TranscodeStage::pump(UpstreamId upstream, Stream& stream) {
  while (!stream.waiting.empty() && stream.ahead + stream.in_work < most_ahead_) {
    const Amount amount = amount_of(stream.waiting.front(), stream.in_rate_hz);
    stream.submitted.push_back(amount.media);
    stream.in_work += amount.media;
    worker_->submit({std::move(stream.waiting.front()), stream.service});
    stream.waiting.pop_front();
    taken_(upstream, amount.media, amount.octets);
  }
}

std::vector<UpstreamBatch> TranscodeStage::finished() {
  std::vector<UpstreamBatch> batches = done_.take();
  for (const UpstreamBatch& batch : batches) {
    const auto stream = streams_.find(batch.upstream);
    if (stream == streams_.end()) continue;
    stream->second.in_work -= stream->second.submitted.front();
    stream->second.submitted.pop_front();
    stream->second.ahead += amount_of(batch, stream->second.out_rate_hz).media;
    pump(batch.upstream, stream->second);
  }
  return batches;
}

bool TranscodeStage::consumed(UpstreamId upstream, Duration media) {
  const auto stream = streams_.find(upstream);
  if (stream == streams_.end()) return false;
  stream->second.ahead = std::max(Duration{}, stream->second.ahead - media);
  pump(upstream, stream->second);
  return true;
}

void TranscodeStage::forget(UpstreamId upstream) {
  if (streams_.erase(upstream) == 0) return;
  UpstreamBatch batch;
  batch.upstream = upstream;
  worker_->submit({std::move(batch), {}, true});
}

}  // namespace joincast::headend
