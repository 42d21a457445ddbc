// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/file_upstream.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <condition_variable>
#include <cstring>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/text.h"
#include "headend/wav_reader.h"
#include "media/stream_framer.h"
#include "net/descriptor.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kRead = 4'096;
constexpr std::size_t kMaxText = 1'024;
constexpr std::uint64_t kMaxUnknown = 262'144;  // octets of nothing known before it is given up

}  // namespace

class FileUpstream::Reader {
 public:
  Reader(UpstreamId id, FileUpstreamOptions options, UpstreamQueue& queue)
      : id_(id), options_(std::move(options)), queue_(queue), stop_event_(::eventfd(0, EFD_CLOEXEC)), thread_([this] {
          run();
        }) {}
  ~Reader() {
    {
      const std::lock_guard lock(mutex_);
      stops_ = true;
    }
    ::eventfd_write(stop_event_.value(), 1);
    wake_.notify_one();
    thread_.join();
  }

  void consumed(Duration media) noexcept {
    {
      const std::lock_guard lock(mutex_);
      ahead_ -= media;
    }
    wake_.notify_one();
  }
  bool ended() const noexcept { return ended_; }
  const std::string& error() const noexcept { return error_; }

 private:
  void run() {
    items_.emplace_back(UpstreamStateChange{});
    flush();
    do {
      if (!read_through()) break;
    } while (options_.loop && options_.path != "-" && played_);
    if (error_.empty() && !played_) error_ = "holds nothing that can be sent";
    if (!error_.empty()) items_.emplace_back(UpstreamStateChange{UpstreamState::failed, error_, 0});
    flush();
    ended_ = true;
  }

  /// Once from begin to end. False: no more of it.
  bool read_through() {
    net::Descriptor opened;
    if (options_.path != "-") {
      opened = net::Descriptor(::open(options_.path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
      if (opened.value() < 0) return fail_with(std::strerror(errno));
    }
    const int fd = options_.path == "-" ? STDIN_FILENO : opened.value();
    framer_.emplace();
    wav_.reset();
    start_.clear();
    for (std::array<std::uint8_t, kRead> buffer{};;) {
      if (!wait_for_room() || !wait_readable(fd)) return false;
      const ssize_t size = ::read(fd, buffer.data(), buffer.size());
      if (size < 0 && (errno == EINTR || errno == EAGAIN)) continue;
      if (size < 0) return fail_with(std::strerror(errno));
      if (size == 0) return true;
      if (!take(ByteView(buffer).first(static_cast<std::size_t>(size)))) return false;
      flush();
    }
  }

  bool fail_with(std::string why) {
    error_ = std::move(why);
    return false;
  }

  /// Until less is ahead than may be; false: it is to stop.
  bool wait_for_room() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stops_ || ahead_ <= options_.most_ahead; });
    return !stops_;
  }

  bool wait_readable(int fd) {
    std::array<pollfd, 2> watched{pollfd{fd, POLLIN, 0}, pollfd{stop_event_.value(), POLLIN, 0}};
    while (::poll(watched.data(), watched.size(), -1) < 0 && errno == EINTR) {
    }
    return watched[1].revents == 0;
  }

  bool take(ByteView octets) {
    if (wav_) return take_wav(octets);
    if (start_.size() < 12) {
      start_.insert(start_.end(), octets.begin(), octets.end());
      if (start_.size() < 12) return true;
      octets = start_;
      if (WavReader::recognises(octets)) {
        wav_.emplace();
        return take_wav(octets);
      }
    }
    framer_->push(octets);
    while (auto item = framer_->poll()) take_item(std::move(*item));
    if (!played_ && framer_->counters().garbage >= kMaxUnknown) return fail_with("holds nothing that can be sent");
    return true;
  }

  bool take_wav(ByteView octets) {
    std::vector<payload::AccessUnit> units;
    if (!wav_->push(octets, units)) return fail_with(wav_->error());
    if (wav_->format()) next_format_ = wav_->format();
    for (payload::AccessUnit& unit : units) give(std::move(unit));
    return true;
  }

  void take_item(media::FramerItem item) {
    if (auto* unit = std::get_if<payload::AccessUnit>(&item)) {
      give(std::move(*unit));
    } else if (auto* change = std::get_if<media::StreamFormat>(&item)) {
      next_format_ = std::move(change->format);
    } else {
      const auto& said = std::get<media::StreamMetadata>(item);
      const bool both = !said.artist.empty() && !said.title.empty();
      metadata_.title = cut_utf8(both ? said.artist + " - " + said.title : said.title + said.artist, kMaxText);
      metadata_.link = cut_utf8(said.url, kMaxText);
      metadata_.genre = cut_utf8(said.genre, kMaxText);
      metadata_changed_ = true;
    }
  }

  void give(payload::AccessUnit unit) {
    if (!std::exchange(played_, true)) {
      items_.emplace_back(UpstreamStateChange{UpstreamState::playing, {}, 0});
      metadata_changed_ |= !options_.title.empty();
    }
    if (next_format_ && next_format_ != format_) {
      if (!format_ || format_->clock_rate_hz != next_format_->clock_rate_hz) next_timestamp_ = 0;
      format_ = next_format_;
      items_.emplace_back(FormatChange{*format_, 0});
    }
    next_format_.reset();
    if (std::exchange(metadata_changed_, false)) {
      UpstreamMetadata told = metadata_;
      if (!options_.title.empty()) told.title = options_.title;
      items_.emplace_back(std::move(told));
    }
    unit.timestamp = next_timestamp_;
    next_timestamp_ += unit.duration;
    const Duration length = payload::ticks_to_time(unit.duration, format_ ? format_->clock_rate_hz : 0);
    {
      const std::lock_guard lock(mutex_);
      ahead_ += length;
    }
    items_.emplace_back(std::move(unit));
  }

  void flush() {
    if (!items_.empty()) queue_.push({id_, std::exchange(items_, {})});
  }

  const UpstreamId id_;
  const FileUpstreamOptions options_;
  UpstreamQueue& queue_;
  net::Descriptor stop_event_;

  std::optional<media::StreamFramer> framer_;
  std::optional<WavReader> wav_;
  Bytes start_;
  bool played_ = false;
  std::optional<payload::Format> format_, next_format_;  // as last given; goes out in front of the next unit
  std::int64_t next_timestamp_ = 0;
  UpstreamMetadata metadata_;
  bool metadata_changed_ = false;
  std::vector<UpstreamItem> items_;
  std::string error_;  // before ended_

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stops_ = false;
  Duration ahead_{};
  std::atomic<bool> ended_{false};
  std::thread thread_;  // the last: it uses all the others
};

FileUpstream::FileUpstream(UpstreamId id, FileUpstreamOptions options, UpstreamQueue& queue)
    : reader_(std::make_unique<Reader>(id, std::move(options), queue)) {}
FileUpstream::~FileUpstream() = default;
void FileUpstream::consumed(Duration media) noexcept { reader_->consumed(media); }
bool FileUpstream::ended() const noexcept { return reader_->ended(); }
const std::string& FileUpstream::error() const noexcept { return reader_->error(); }

}  // namespace joincast::headend
