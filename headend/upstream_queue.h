// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <mutex>
#include <vector>

#include "headend/upstream.h"

namespace joincast::headend {

class UpstreamQueue::Shared {
 public:
  Shared();
  ~Shared();
  Shared(const Shared&) = delete;
  Shared& operator=(const Shared&) = delete;

  int wake_fd() const noexcept { return wake_fd_; }
  void push(UpstreamBatch batch);
  std::vector<UpstreamBatch> take();

  /// Fetch thread: collects batches, so that those of one round of the loop cost one lock and one wake.
  /// True for the first one since flush(): it must be called when the round is over.
  bool collect(UpstreamBatch batch);
  void flush();

 private:
  int wake_fd_;
  std::mutex mutex_;
  std::vector<UpstreamBatch> batches_;
  std::vector<UpstreamBatch> collected_;  // fetch thread only
};

}  // namespace joincast::headend
