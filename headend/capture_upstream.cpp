// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/capture_upstream.h"

#include <atomic>
#include <mutex>
#include <thread>
#include <utility>

#include "media/capture.h"
#include "media/transcoder.h"

namespace joincast::headend {
namespace {

constexpr Duration kPatience = std::chrono::milliseconds(100);
constexpr Duration kBeyond = std::chrono::milliseconds(500);

}  // namespace

class CaptureUpstream::Listener {
 public:
  Listener(UpstreamId id, CaptureOptions options, UpstreamQueue& queue)
      : id_(id), options_(std::move(options)), queue_(queue), most_ahead_(options_.most_ahead), thread_([this] {
          run();
        }) {}
  ~Listener() {
    stops_ = true;
    thread_.join();
  }

  void consumed(Duration media) noexcept { ahead_ -= media.count(); }
  void set_most_ahead(Duration media) noexcept { most_ahead_ = media; }
  bool ended() const noexcept { return ended_; }
  const std::string& error() const noexcept { return error_; }

 private:
  void run() {
    push(UpstreamStateChange{});
    error_ = listen();
    if (!error_.empty()) push(UpstreamStateChange{UpstreamState::failed, error_, 0});
    ended_ = true;
  }

  /// Why it ended; empty: as it should.
  std::string listen() {
    const media::AudioFormat format{options_.sample_rate_hz, options_.channels};
    const auto encoder = media::make_encoder(options_.codec, format, options_.bits_per_second);
    if (!encoder) return encoder.error();
    const auto device = media::open_capture(options_.device, (*encoder)->input());
    if (!device) return device.error();
    Duration silent{};
    media::AudioFrame frame;
    while (!stops_) {
      switch ((*device)->read(frame, kPatience)) {
        case media::AudioSource::Heard::gone: return "the sound device is gone";
        case media::AudioSource::Heard::nothing:
          silent += kPatience;
          if (silent >= options_.silent_is_gone) return "the sound device gives nothing any more";
          break;
        case media::AudioSource::Heard::sound:
          silent = {};
          send(frame, **encoder);
          break;
      }
    }
    return {};
  }

  void send(const media::AudioFrame& frame, media::Encoder& encoder) {
    if (Duration(ahead_) > most_ahead_.load() + kBeyond) return;
    std::vector<payload::AccessUnit> units;
    encoder.encode(frame, units);
    if (units.empty()) return;
    std::vector<UpstreamItem> items;
    if (!std::exchange(played_, true)) {
      items.emplace_back(UpstreamStateChange{UpstreamState::playing, {}, 0});
      items.emplace_back(FormatChange{encoder.format(), 0});
      UpstreamMetadata said;
      said.title = options_.title;
      if (!said.title.empty()) items.emplace_back(std::move(said));
    }
    for (payload::AccessUnit& unit : units) {
      ahead_ += payload::ticks_to_time(unit.duration, encoder.format().clock_rate_hz).count();
      items.emplace_back(std::move(unit));
    }
    queue_.push({id_, std::move(items)});
  }

  void push(UpstreamItem item) {
    std::vector<UpstreamItem> items;
    items.push_back(std::move(item));
    queue_.push({id_, std::move(items)});
  }

  const UpstreamId id_;
  const CaptureOptions options_;
  UpstreamQueue& queue_;
  bool played_ = false;
  std::string error_;  // before ended_
  std::atomic<Duration::rep> ahead_{0};
  std::atomic<Duration> most_ahead_;
  std::atomic<bool> stops_{false};
  std::atomic<bool> ended_{false};
  std::thread thread_;  // the last: it uses all the others
};

CaptureUpstream::CaptureUpstream(UpstreamId id, CaptureOptions options, UpstreamQueue& queue)
    : listener_(std::make_unique<Listener>(id, std::move(options), queue)) {}
CaptureUpstream::~CaptureUpstream() = default;
void CaptureUpstream::consumed(Duration media) noexcept { listener_->consumed(media); }
void CaptureUpstream::set_most_ahead(Duration media) noexcept { listener_->set_most_ahead(media); }
bool CaptureUpstream::ended() const noexcept { return listener_->ended(); }
const std::string& CaptureUpstream::error() const noexcept { return listener_->error(); }

}  // namespace joincast::headend
