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
#include <filesystem>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

#include "base/text.h"
#include "headend/file_reader.h"
#include "net/descriptor.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kMaxText = 1'024;

}  // namespace

class FileUpstream::Reader {
 public:
  Reader(UpstreamId id, FileUpstreamOptions options, UpstreamQueue& queue)
      : id_(id),
        options_(std::move(options)),
        queue_(queue),
        stop_event_(::eventfd(0, EFD_CLOEXEC)),
        most_ahead_(options_.most_ahead),
        thread_([this] { run(); }) {}
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
  void set_most_ahead(Duration media) noexcept {
    {
      const std::lock_guard lock(mutex_);
      most_ahead_ = media;
    }
    wake_.notify_one();
  }
  bool ended() const noexcept { return ended_; }
  const std::string& error() const noexcept { return error_; }

 private:
  void run() {
    items_.emplace_back(UpstreamStateChange{});
    flush();
    bool again = true;
    while (again && !stopping()) {
      played_ = false;
      for (const std::string& path : options_.paths)
        if (!stopping()) play(path);
      again = options_.loop && (played_ || (options_.retry > Duration{} && wait_to_retry()));
    }
    ended_ = true;
  }

  /// One file from begin to end.
  void play(const std::string& path) {
    const bool standard_input = path == "-";
    net::Descriptor opened;
    if (!standard_input) {
      opened = net::Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY));
      if (!opened) return give_up(path, std::strerror(errno));
    }
    const int fd = standard_input ? STDIN_FILENO : opened.value();
    if (!transport_) metadata_ = {};  // it tells only what changes
    if (options_.name_untitled && metadata_.title.empty())
      metadata_.title = cut_utf8(guess_utf8(std::filesystem::path(path).stem().string()), kMaxText);
    metadata_changed_ = true;
    FileReader reader(fd, transport_ ? std::move(*transport_) : media::StreamFramer({}, options_.programme));
    transport_.reset();
    std::vector<media::FramerItem> items;
    while (wait_for_room() && wait_readable(fd)) {
      items.clear();
      const bool more = reader.read(items);
      for (media::FramerItem& item : items) take(std::move(item));
      flush();
      if (more) continue;
      if (!reader.error().empty()) give_up(path, reader.error());
      if (options_.paths.size() == 1) transport_ = reader.take_framer();
      return;
    }
  }

  void give_up(const std::string& path, std::string why) {
    error_ = (path == "-" ? "standard input" : path) + ": " + why;
    playing_ = false;
    items_.emplace_back(UpstreamStateChange{UpstreamState::failed, std::move(why), 0});
    flush();
  }

  bool stopping() {
    const std::lock_guard lock(mutex_);
    return stops_;
  }

  /// False: it is to stop.
  bool wait_to_retry() {
    std::unique_lock lock(mutex_);
    return !wake_.wait_for(lock, options_.retry, [this] { return stops_; });
  }

  /// Until less is ahead than may be; false: it is to stop.
  bool wait_for_room() {
    std::unique_lock lock(mutex_);
    wake_.wait(lock, [this] { return stops_ || ahead_ <= most_ahead_; });
    return !stops_;
  }

  bool wait_readable(int fd) {
    std::array<pollfd, 2> watched{pollfd{fd, POLLIN, 0}, pollfd{stop_event_.value(), POLLIN, 0}};
    while (::poll(watched.data(), watched.size(), -1) < 0 && errno == EINTR) {
    }
    return watched[1].revents == 0;
  }

  void take(media::FramerItem item) {
    if (auto* unit = std::get_if<payload::AccessUnit>(&item)) {
      give(std::move(*unit));
    } else if (auto* change = std::get_if<media::StreamFormat>(&item)) {
      next_format_ = std::move(change->format);
    } else {
      const auto& said = std::get<media::StreamMetadata>(item);
      const bool both = !said.artist.empty() && !said.title.empty();
      std::string title(cut_utf8(both ? said.artist + " - " + said.title : said.title + said.artist, kMaxText));
      if (!title.empty() || !options_.name_untitled) metadata_.title = std::move(title);
      if (!said.station_name.empty()) metadata_.station_name = cut_utf8(said.station_name, kMaxText);
      metadata_.link = cut_utf8(said.url, kMaxText);
      metadata_.genre = cut_utf8(said.genre, kMaxText);
      metadata_changed_ = true;
    }
  }

  void give(payload::AccessUnit unit) {
    if (!std::exchange(playing_, true)) items_.emplace_back(UpstreamStateChange{UpstreamState::playing, {}, 0});
    played_ = true;
    if (next_format_ && next_format_ != format_) {
      if (!format_ || format_->clock_rate_hz != next_format_->clock_rate_hz) next_timestamp_ = 0;
      format_ = next_format_;
      items_.emplace_back(FormatChange{*format_, 0});
    }
    next_format_.reset();
    if (std::exchange(metadata_changed_, false)) {
      UpstreamMetadata told = metadata_;
      if (!options_.title.empty()) told.title = options_.title;
      if (!(told == told_)) items_.emplace_back(told_ = std::move(told));
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

  std::optional<media::StreamFramer> transport_;         // of the only file, which begins anew
  bool playing_ = false;                                 // as last told
  bool played_ = false;                                  // in this round
  std::optional<payload::Format> format_, next_format_;  // as last given; goes out in front of the next unit
  std::int64_t next_timestamp_ = 0;
  UpstreamMetadata metadata_;
  UpstreamMetadata told_;  // last
  bool metadata_changed_ = false;
  std::vector<UpstreamItem> items_;
  std::string error_;  // before ended_

  std::mutex mutex_;
  std::condition_variable wake_;
  bool stops_ = false;
  Duration ahead_{};
  Duration most_ahead_;
  std::atomic<bool> ended_{false};
  std::thread thread_;  // the last: it uses all the others
};

FileUpstream::FileUpstream(UpstreamId id, FileUpstreamOptions options, UpstreamQueue& queue)
    : reader_(std::make_unique<Reader>(id, std::move(options), queue)) {}
FileUpstream::~FileUpstream() = default;
void FileUpstream::consumed(Duration media) noexcept { reader_->consumed(media); }
void FileUpstream::set_most_ahead(Duration media) noexcept { reader_->set_most_ahead(media); }
bool FileUpstream::ended() const noexcept { return reader_->ended(); }
const std::string& FileUpstream::error() const noexcept { return reader_->error(); }

}  // namespace joincast::headend
