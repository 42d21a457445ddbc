// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/client.h"

namespace joincast::fetch {

class Client::Loop {};

Client::Client(ClientOptions) : loop_(std::make_unique<Loop>()) {}
Client::~Client() = default;
void Client::post(std::function<void()>) {}
StreamId Client::open(const Request&, StreamHandler&) { return 0; }
void Client::close(StreamId) {}
void Client::pause(StreamId) {}
void Client::resume(StreamId) {}
TimerId Client::start_timer(TimePoint, std::function<void()>) { return 0; }
void Client::cancel_timer(TimerId) {}
std::size_t Client::open_streams() const noexcept { return 0; }

}  // namespace joincast::fetch
