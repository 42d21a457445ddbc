// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/poller.h"

#include <fcntl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace joincast::net {
namespace {

constexpr int kBatch = 64;              // descriptors served by one system call
constexpr std::uint64_t kWakerKey = 0;  // generations begin at 1, so that no entry has it

bool add_to(int epoll, int descriptor, std::uint32_t events, std::uint64_t key) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = key;
  return ::epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event) == 0;
}

timespec to_timespec(Duration time) {
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
  return {seconds.count(), (time - seconds).count()};
}

int to_milliseconds(Duration time) {
  constexpr std::int64_t kLongest = 1'000'000'000;
  return static_cast<int>(std::min(std::chrono::ceil<std::chrono::milliseconds>(time).count(), kLongest));
}

}  // namespace

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), waker_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (!epoll_ || !waker_ || !add_to(epoll_.value(), waker_.value(), EPOLLIN | EPOLLET, kWakerKey))
    throw std::system_error(errno, std::generic_category(), "event loop");
  ready_.reserve(kBatch);
}

bool Poller::add(const std::shared_ptr<Entry>& entry, int descriptor, bool writable) {
  std::uint32_t index = static_cast<std::uint32_t>(slots_.size());
  if (free_.empty()) {
    slots_.emplace_back();
  } else {
    index = free_.back();
    free_.pop_back();
  }
  Slot& slot = slots_[index];
  const std::uint64_t key = std::uint64_t{++slot.generation} << 32 | index;
  const std::uint32_t events = writable ? EPOLLOUT : EPOLLIN;

  entry->descriptor = descriptor;
  bool added = add_to(epoll_.value(), descriptor, events, key);
  if (!added && errno == EEXIST) {
    entry->copy = Descriptor(::fcntl(descriptor, F_DUPFD_CLOEXEC, 0));
    entry->descriptor = entry->copy.value();
    added = entry->copy && add_to(epoll_.value(), entry->descriptor, events, key);
  }
  if (!added) {
    free_.push_back(index);
    return false;
  }
  entry->key = key;
  slot.entry = entry;
  return true;
}

void Poller::remove(Entry& entry) noexcept {
  const std::uint64_t key = std::exchange(entry.key, 0);
  if (key == 0) return;
  ::epoll_ctl(epoll_.value(), EPOLL_CTL_DEL, entry.descriptor, nullptr);
  entry.copy.close();
  const auto index = static_cast<std::uint32_t>(key);
  free_.push_back(index);
  slots_[index].entry.reset();  // may end the entry
}

void Poller::wake() const noexcept {
  const std::uint64_t one = 1;
  (void)!::write(waker_.value(), &one, sizeof one);
}

std::size_t Poller::collect(TimePoint deadline) {
  std::array<epoll_event, kBatch> events;
  const TimePoint now = std::chrono::steady_clock::now();
  const Duration time = deadline > now ? deadline - now : Duration::zero();
  const timespec timeout = to_timespec(time);
  int count = -1;
  if (to_the_nanosecond_) {
    count = ::epoll_pwait2(epoll_.value(), events.data(), kBatch, deadline == kNever ? nullptr : &timeout, nullptr);
    to_the_nanosecond_ = count >= 0 || errno != ENOSYS;
  }
  if (!to_the_nanosecond_) {
    const int milliseconds = deadline == kNever ? -1 : to_milliseconds(time);
    count = ::epoll_wait(epoll_.value(), events.data(), kBatch, milliseconds);
  }
  ready_.clear();  // after a signal (EINTR) as well
  for (int i = 0; i < count; ++i)
    if (const std::uint64_t key = events[static_cast<std::size_t>(i)].data.u64; key != kWakerKey) ready_.push_back(key);
  return ready_.size();
}

std::shared_ptr<Poller::Entry> Poller::find(std::uint64_t key) const {
  const Slot& slot = slots_[static_cast<std::uint32_t>(key)];
  return slot.generation == key >> 32 ? slot.entry : nullptr;  // empty: it ended in this very turn
}

}  // namespace joincast::net
