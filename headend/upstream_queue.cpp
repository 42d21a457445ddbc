// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/upstream_queue.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <iterator>
#include <system_error>
#include <utility>

namespace joincast::headend {

UpstreamQueue::Shared::Shared() : wake_fd_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (wake_fd_ < 0) throw std::system_error(errno, std::system_category(), "eventfd");
}

UpstreamQueue::Shared::~Shared() { ::close(wake_fd_); }

void UpstreamQueue::Shared::push(UpstreamBatch batch) {
  const std::scoped_lock lock(mutex_);
  if (batches_.empty()) ::eventfd_write(wake_fd_, 1);
  batches_.push_back(std::move(batch));
}

bool UpstreamQueue::Shared::collect(UpstreamBatch batch) {
  collected_.push_back(std::move(batch));
  return collected_.size() == 1;
}

void UpstreamQueue::Shared::flush() {
  if (collected_.empty()) return;
  {
    const std::scoped_lock lock(mutex_);
    if (batches_.empty()) ::eventfd_write(wake_fd_, 1);
    std::ranges::move(collected_, std::back_inserter(batches_));
  }
  collected_.clear();
}

std::vector<UpstreamBatch> UpstreamQueue::Shared::take() {
  const std::scoped_lock lock(mutex_);
  eventfd_t ignored = 0;
  ::eventfd_read(wake_fd_, &ignored);
  return std::exchange(batches_, {});
}

UpstreamQueue::UpstreamQueue() : shared_(std::make_shared<Shared>()) {}
UpstreamQueue::~UpstreamQueue() = default;
int UpstreamQueue::wake_fd() const noexcept { return shared_->wake_fd(); }
void UpstreamQueue::push(UpstreamBatch batch) { shared_->push(std::move(batch)); }
std::vector<UpstreamBatch> UpstreamQueue::take() { return shared_->take(); }

}  // namespace joincast::headend
