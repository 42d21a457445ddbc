// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/player.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace joincast::libreceiver {
namespace {

constexpr Duration kReopen = std::chrono::seconds(1);  // between two attempts to open a sink that refused

AudioFrame silence(const AudioFormat& format, Duration duration) {
  AudioFrame frame;
  frame.format = format;
  const auto count = static_cast<std::size_t>(duration.count() * format.sample_rate_hz / 1'000'000'000);
  frame.samples.resize(count * format.channels);
  return frame;
}

}  // namespace

Player::Player(Receiver::SinkMaker make_sink, float volume, Callbacks callbacks, Screen::Maker make_video)
    : make_sink_(std::move(make_sink)),
      volume_(volume),
      callbacks_(std::move(callbacks)),
      screen_(make_video ? std::make_unique<Screen>(std::move(make_video), Screen::Callbacks{callbacks_.window_closed,
                                                                                             callbacks_.video_failed})
                         : nullptr),
      thread_([this] { run(); }) {}

Player::~Player() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void Player::begin(const Session::Stream& stream) { enqueue(stream); }

void Player::play(Session::Unit unit) { enqueue(std::move(unit)); }

void Player::warm_up(Session::Unit unit) { enqueue(WarmUp{std::move(unit)}); }

void Player::set_live(bool live) { enqueue(Live{live}); }

void Player::set_volume(float volume) {
  {
    const std::lock_guard lock(mutex_);
    new_volume_ = volume;
  }
  wake_.notify_one();
}

void Player::flush() {
  {
    const std::lock_guard lock(mutex_);
    if (!swallows_) std::erase_if(queue_, [](const Command& one) { return !std::holds_alternative<Live>(one); });
    mark_.reset();
    ++flushes_;
  }
  enqueue(Flush{});
}

void Player::set_title(std::string title) {
  if (screen_) screen_->set_title(std::move(title));
}

VideoStatistics Player::video_statistics() const { return screen_ ? screen_->statistics() : VideoStatistics{}; }

void Player::enqueue(Command command) {
  bool wake = true;
  {
    const std::lock_guard lock(mutex_);
    if (queue_.size() >= kMostQueued) {
      const auto oldest = std::find_if(queue_.begin(), queue_.end(),
                                       [](const Command& one) { return std::holds_alternative<Session::Unit>(one); });
      if (oldest != queue_.end()) queue_.erase(oldest);
      ++statistics_.dropped_units;
    }
    queue_.push_back(std::move(command));
    wake = has_work(std::chrono::steady_clock::now());
  }
  if (wake) wake_.notify_one();
}

/// The lock held.
bool Player::has_work(TimePoint now) const {
  if (queue_.empty()) return false;
  return now >= rests_until_ || !std::holds_alternative<Session::Unit>(queue_.front());
}

/// How much sound of a stream waits behind the timestamp `end`; the lock held.
Duration Player::undecoded(std::uint32_t stream, std::int64_t end, std::uint32_t clock_rate_hz) const {
  const auto* last = queue_.empty() ? nullptr : std::get_if<Session::Unit>(&queue_.back());
  if (!last || last->stream != stream || clock_rate_hz == 0) return {};
  const std::int64_t ticks = last->unit.timestamp + last->unit.duration - end;
  return std::clamp(Duration(ticks * 1'000'000'000 / clock_rate_hz), Duration::zero(), StockKeeper::kMost);
}

std::optional<Session::Position> Player::position(TimePoint now) const {
  const std::lock_guard lock(mutex_);
  if (!mark_) return std::nullopt;
  const Duration ahead = std::max(mark_->queued - (now - mark_->at), Duration::zero());
  const auto ticks = static_cast<std::int64_t>(std::chrono::duration<double>(ahead).count() * mark_->clock_rate_hz);
  return Session::Position{mark_->stream, mark_->end - ticks};
}

std::optional<Duration> Player::ahead(TimePoint now) const {
  const std::lock_guard lock(mutex_);
  if (!paced_) return std::nullopt;
  return all_ahead(now);
}

bool Player::swallows() const {
  const std::lock_guard lock(mutex_);
  return swallows_;
}

Duration Player::idle(TimePoint now) const {
  const std::lock_guard lock(mutex_);
  if (!paced_ || !mark_) return {};
  return std::max(all_ahead(now) - mark_->period - kAhead - kRead, Duration::zero());
}

/// Sound that was not heard yet, decoded or not; the lock held.
Duration Player::all_ahead(TimePoint now) const {
  Duration all = mark_ ? std::max(mark_->queued - (now - mark_->at), Duration::zero()) : Duration::zero();
  std::uint32_t rate = mark_ ? mark_->clock_rate_hz : 0;
  for (const Command& one : queue_) {
    if (const auto* stream = std::get_if<Session::Stream>(&one)) rate = stream->format.clock_rate_hz;
    if (const auto* unit = std::get_if<Session::Unit>(&one)) all += payload::ticks_to_time(unit->unit.duration, rate);
  }
  return all;
}

SoundStatistics Player::statistics() const {
  const std::lock_guard lock(mutex_);
  SoundStatistics now = statistics_;
  if (!mark_) return now;
  now.queued = std::max(mark_->queued - (std::chrono::steady_clock::now() - mark_->at), Duration::zero()) +
               undecoded(mark_->stream, mark_->end, mark_->clock_rate_hz);
  return now;
}

void Player::run() {
  if (auto loaded = media::preload_decoders(); !loaded) fail_once(loaded.error());
  auto sink = make_sink_();
  if (sink) {
    sink_ = std::move(*sink);
    sink_->set_volume(volume_);
  } else {
    fail_once(sink.error(), true);
  }
  std::unique_lock lock(mutex_);
  paced_ = sink_ && sink_->real_time();
  swallows_ = sink_ && !paced_;
  while (!stop_) {
    const TimePoint now = std::chrono::steady_clock::now();
    if (const auto volume = std::exchange(new_volume_, std::nullopt)) {
      if (sink_) sink_->set_volume(*volume);
    } else if (has_work(now)) {
      rests_until_ = {};  // once awake, all of it
      epoch_ = flushes_;
      const Command command = std::move(queue_.front());
      queue_.pop_front();
      lock.unlock();
      std::visit([this](const auto& one) { perform(one); }, command);
      lock.lock();
      if (queue_.empty() && std::holds_alternative<Session::Unit>(command)) rest();
    } else if (now < rests_until_) {
      wake_.wait_until(lock, rests_until_);
    } else {
      wake_.wait(lock);
    }
  }
}

/// Lets units wait for as long as the device has enough; the lock held.
void Player::rest() {
  if (transport_) return;  // pictures take longer than that
  if (mark_ && sink_ && sink_->real_time()) rests_until_ = std::chrono::steady_clock::now() + sink_->lasts() - kAhead;
}

void Player::perform(const Session::Stream& stream) {
  stream_ = stream.number;
  stock_.restart();
  if (decoder_ && stream.format == format_) {
    decoder_->reset();
    return;
  }
  pictures_.reset();
  format_ = stream.format;
  if (screen_) screen_->flush();
  transport_ = nullptr;
  if (format_.codec == payload::Codec::mp2t) {
    auto transport = std::make_unique<media::TransportDecoder>(screen_ != nullptr);
    transport_ = transport.get();
    decoder_ = std::move(transport);
    return;
  }
  if (format_.codec == payload::Codec::h264) {
    decoder_.reset();
    auto pictures = screen_ ? media::make_video_decoder(media::VideoCodec::h264)
                            : Result<std::unique_ptr<media::VideoDecoder>, std::string>(
                                  fail("there is no sound in it, and pictures are not wanted"));
    if (pictures) pictures_ = std::move(*pictures);
    if (!pictures) fail_once(pictures.error());
    return;
  }
  auto decoder = media::make_decoder(format_);
  decoder_ = decoder ? std::move(*decoder) : nullptr;
  if (!decoder) fail_once(decoder.error());
}

void Player::perform(const Session::Unit& unit) {
  if (pictures_) return watch(unit);
  if (!decoder_ || !sink_) return;
  Duration behind{};
  {
    const std::lock_guard lock(mutex_);
    behind = undecoded(unit.stream, unit.unit.timestamp + unit.unit.duration, format_.clock_rate_hz);
  }
  frames_.clear();
  decoder_->decode(unit.unit, frames_);
  for (std::size_t i = 0; i < frames_.size(); ++i) {
    if (frames_[i].frame_count() != 0) write(frames_[i], behind);
    if (transport_ && screen_)
      screen_->sound_at(transport_->ends()[i], std::chrono::steady_clock::now() + sink_->queued());
  }
  if (transport_ && screen_) screen_->show(transport_->take_pictures());
  if (transport_ && !transport_->trouble().empty()) fail_once(transport_->trouble());
  const TimePoint now = std::chrono::steady_clock::now();
  const Duration queued = sink_->queued();

  const std::lock_guard lock(mutex_);
  statistics_.frames += frames_.size();
  statistics_.damaged_units = decoder_->damaged_units();
  statistics_.underruns = std::max(sink_->underruns(), stock_.refills());
  statistics_.drift_ppm = drift_ppm_;
  statistics_.wanted = stock_.wanted();
  if (frames_.empty() || flushes_ != epoch_) return;
  mark_ =
      Mark{unit.stream, unit.unit.timestamp + unit.unit.duration, format_.clock_rate_hz, now, queued, sink_->period()};
}

/// Pictures without sound: they keep their own time.
void Player::watch(const Session::Unit& unit) {
  std::vector<VideoFrame> frames;
  pictures_->decode(unit.unit.octets, unit.unit.timestamp, frames);
  if (frames.empty()) return;
  screen_->show(std::move(frames));
  if (std::exchange(sounding_, stream_) != stream_) callbacks_.sound_began(stream_);
}

void Player::perform(const Flush&) {
  if (sink_) sink_->flush();
  if (screen_) screen_->flush();
  stock_.restart();
}

void Player::perform(const WarmUp& warm_up) {
  if (!decoder_) return;
  frames_.clear();
  decoder_->decode(warm_up.unit.unit, frames_);
}

void Player::perform(const Live& live) {
  live_ = live.live;
  stock_.restart();
}

bool Player::prepare_sink(const AudioFormat& format) {
  if (open_ == format) return true;
  const TimePoint now = std::chrono::steady_clock::now();
  if (now < next_open_) return false;
  resampler_.reset();
  if (auto opened = sink_->open(format); !opened) {
    fail_once(opened.error(), true);
    next_open_ = now + kReopen;
    return false;
  }
  open_ = format;
  if (!sink_->real_time()) return true;
  auto resampler = media::make_resampler(format, format);
  if (resampler) resampler_ = std::move(*resampler);
  return true;
}

/// `undecoded`: how much sound waits behind this frame.
void Player::write(const AudioFrame& frame, Duration undecoded) {
  if (!prepare_sink(frame.format)) return;
  if (sink_->real_time() && !live_) {
    if (resampler_) resampler_->set_drift(0);
    drift_ppm_ = 0;
  } else if (sink_->real_time()) {
    const StockKeeper::Stock stock{sink_->queued() + undecoded, frame.duration(), sink_->period()};
    const Duration lumps = transport_ && screen_ ? kBesidePictures : Duration::zero();
    const auto advice = stock_.advise(std::chrono::steady_clock::now(), stock, needed_.load() + lumps);
    if (advice.silence > Duration::zero()) sink_->write(silence(frame.format, advice.silence));
    if (resampler_) resampler_->set_drift(advice.drift_ppm);
    drift_ppm_ = advice.drift_ppm;
  }
  if (resampler_) {
    const AudioFrame converted = resampler_->convert(frame);
    if (converted.frame_count() != 0) sink_->write(converted);
  } else {
    sink_->write(frame);
  }
  if (std::exchange(sounding_, stream_) != stream_) callbacks_.sound_began(stream_);
}

void Player::fail_once(const std::string& message, bool device) {
  if (std::exchange(last_failure_, message) != message) callbacks_.sound_failed(message, device);
}

}  // namespace joincast::libreceiver
