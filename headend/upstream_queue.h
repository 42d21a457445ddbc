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

 private:
  int wake_fd_;
  std::mutex mutex_;
  std::vector<UpstreamBatch> batches_;
};

}  // namespace joincast::headend
