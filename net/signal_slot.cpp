// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/signal_slot.h"

#include <signal.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <mutex>

namespace joincast::net {
namespace {

constexpr int kSignals = 64;

/// What the handler may touch. Its descriptor is never closed: a handler in another thread may just be writing to it.
struct Shared {
  std::atomic<int> descriptor{-1};
  std::atomic<std::uint64_t> wanted{0};
  std::atomic<std::uint64_t> came{0};
};
static_assert(std::atomic<std::uint64_t>::is_always_lock_free);

struct Table {
  std::mutex mutex;
  std::array<bool, SignalSlot::kMost> taken{};
  std::array<int, kSignals> users{};  // by signal
  std::array<struct sigaction, kSignals> before{};
};

std::array<Shared, SignalSlot::kMost> slots;
Table table;

constexpr std::uint64_t bit(int number) { return std::uint64_t{1} << number; }

void on_signal(int number) {
  const int saved = errno;
  for (Shared& slot : slots) {
    if ((slot.wanted.load() & bit(number)) == 0) continue;
    slot.came.fetch_or(bit(number));
    const std::uint64_t one = 1;
    (void)!::write(slot.descriptor.load(), &one, sizeof one);
  }
  errno = saved;
}

void begin(int number) {
  if (table.users[static_cast<std::size_t>(number)]++ > 0) return;
  struct sigaction action {};
  action.sa_handler = &on_signal;
  action.sa_flags = SA_RESTART;
  ::sigfillset(&action.sa_mask);
  ::sigaction(number, &action, &table.before[static_cast<std::size_t>(number)]);
}

void end(int number) {
  if (--table.users[static_cast<std::size_t>(number)] > 0) return;
  ::sigaction(number, &table.before[static_cast<std::size_t>(number)], nullptr);
}

}  // namespace

std::optional<SignalSlot> SignalSlot::take(std::initializer_list<int> signals) {
  const std::lock_guard lock(table.mutex);
  std::size_t index = 0;
  while (index < kMost && table.taken[index]) ++index;
  if (index == kMost) return std::nullopt;
  Shared& slot = slots[index];
  if (slot.descriptor.load() < 0) slot.descriptor = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (slot.descriptor.load() < 0) return std::nullopt;

  table.taken[index] = true;
  slot.came = 0;
  std::uint64_t wanted = 0;
  for (const int number : signals)
    if (number > 0 && number < kSignals) wanted |= bit(number);
  slot.wanted = wanted;
  for (int number = 1; number < kSignals; ++number)
    if (wanted & bit(number)) begin(number);
  return SignalSlot(index);
}

SignalSlot::~SignalSlot() {
  if (index_ == kMost) return;
  const std::lock_guard lock(table.mutex);
  const std::uint64_t wanted = slots[index_].wanted.load();
  for (int number = 1; number < kSignals; ++number)
    if (wanted & bit(number)) end(number);
  slots[index_].wanted = 0;
  collect();
  table.taken[index_] = false;
}

int SignalSlot::descriptor() const noexcept { return slots[index_].descriptor.load(); }

std::uint64_t SignalSlot::collect() noexcept {
  std::uint64_t count = 0;
  (void)!::read(descriptor(), &count, sizeof count);
  return slots[index_].came.exchange(0);
}

}  // namespace joincast::net
