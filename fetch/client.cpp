// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/client.h"

#include <utility>

#include "fetch/loop.h"

namespace joincast::fetch {

Client::Client(ClientOptions options) : loop_(std::make_unique<Loop>(std::move(options))) {}
Client::~Client() = default;
void Client::post(std::function<void()> task) { loop_->post(std::move(task)); }
void Client::post_lazily(std::function<void()> task) { loop_->post_lazily(std::move(task)); }
StreamId Client::open(const Request& request, StreamHandler& handler) { return loop_->open(request, handler); }
void Client::close(StreamId id) { loop_->close(id); }
void Client::pause(StreamId id) { loop_->set_paused(id, true); }
void Client::resume(StreamId id) { loop_->set_paused(id, false); }
void Client::defer(std::function<void()> task) { loop_->defer(std::move(task)); }
TimerId Client::start_timer(TimePoint when, std::function<void()> callback) {
  return loop_->start_timer(when, std::move(callback));
}
void Client::cancel_timer(TimerId id) { loop_->cancel_timer(id); }
std::size_t Client::open_streams() const noexcept { return loop_->open_streams(); }

}  // namespace joincast::fetch
