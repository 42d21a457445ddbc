// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <utility>

namespace joincast::net {

/// Takes signals of the process until destroyed; then what stood before is put back. A descriptor becomes readable
/// when one has come. At most kMost at once in a process, signals 1..63. Thread-safe.
class SignalSlot {
 public:
  static constexpr std::size_t kMost = 16;

  /// None: as many as are possible are in use, or the system has no descriptors left.
  static std::optional<SignalSlot> take(std::initializer_list<int> signals);

  SignalSlot(SignalSlot&& other) noexcept : index_(std::exchange(other.index_, kMost)) {}
  SignalSlot& operator=(SignalSlot&&) = delete;
  ~SignalSlot();

  int descriptor() const noexcept;

  /// The signals that came since the last call: bit n is signal n. Several of a kind count as one.
  std::uint64_t collect() noexcept;

 private:
  explicit SignalSlot(std::size_t index) noexcept : index_(index) {}

  std::size_t index_ = kMost;
};

}  // namespace joincast::net
