// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/loop.h"

#include <curl/curl.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace joincast::fetch {
namespace {

constexpr long kIdleConnections = 16;                         // kept for redirects and retries, over all streams
constexpr Duration kSoonest = std::chrono::milliseconds{50};  // between two looks at the limits
constexpr std::size_t kMany = 64;                             // endless answers that are looked at by tick
constexpr Duration kTick = std::chrono::milliseconds{8};
constexpr int kReadsInTurn = 8;  // of one stream, before others get theirs; by tick 16 Mbit/s of sound

// What libcurl needed for so many connections is given back to the system when they have settled.
constexpr std::size_t kFlood = 32;
constexpr Duration kSettled = std::chrono::seconds{5};

TimePoint now() { return TimePoint{std::chrono::steady_clock::now()}; }

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::system_category(), what);
  return result;
}

void initialise_curl_once() {
  static const CURLcode result = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (result != CURLE_OK) throw std::runtime_error(curl_easy_strerror(result));
}

}  // namespace

Client::Loop::Loop(ClientOptions options) {
  initialise_curl_once();
  shared_.options = std::move(options);
  shared_.request_headers = curl_slist_append(nullptr, "Icy-MetaData: 1");
  shared_.icy_status = curl_slist_append(nullptr, "ICY 200 OK");
  epoll_fd_ = checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  endless_fd_ = checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  wake_fd_ = checked(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC), "eventfd");
  epoll_event event{.events = EPOLLIN, .data = {.fd = wake_fd_}};
  checked(::epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, wake_fd_, &event), "epoll_ctl");
  event.data.fd = endless_fd_;
  checked(::epoll_ctl(epoll_fd_, EPOLL_CTL_ADD, endless_fd_, &event), "epoll_ctl");

  multi_ = curl_multi_init();
  curl_multi_setopt(multi_, CURLMOPT_SOCKETFUNCTION, &Loop::on_socket);
  curl_multi_setopt(multi_, CURLMOPT_SOCKETDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_TIMERFUNCTION, &Loop::on_timer);
  curl_multi_setopt(multi_, CURLMOPT_TIMERDATA, this);
  curl_multi_setopt(multi_, CURLMOPT_MAXCONNECTS, kIdleConnections);
  curl_multi_setopt(multi_, CURLMOPT_PIPELINING, CURLPIPE_NOTHING);

  // Signals are for the program's own thread.
  sigset_t all;
  sigset_t before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  thread_ = std::thread([this] { run(); });
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  pthread_setname_np(thread_.native_handle(), "fetch");
}

Client::Loop::~Loop() {
  {
    const std::scoped_lock lock(mutex_);
    stopping_ = true;
    wake();
  }
  thread_.join();
  for (auto& [id, transfer] : streams_) {
    transfer->silence();
    if (transfer->easy()) curl_multi_remove_handle(multi_, transfer->easy());
  }
  streams_.clear();
  curl_multi_cleanup(multi_);
  curl_slist_free_all(shared_.request_headers);
  curl_slist_free_all(shared_.icy_status);
  ::close(wake_fd_);
  ::close(endless_fd_);
  ::close(epoll_fd_);
}

/// With mutex_ held.
void Client::Loop::wake() noexcept {
  if (!std::exchange(woken_, true)) ::eventfd_write(wake_fd_, 1);
}

void Client::Loop::post(std::function<void()> task) {
  const std::scoped_lock lock(mutex_);
  wake();
  tasks_.push_back(std::move(task));
}

void Client::Loop::post_lazily(std::function<void()> task) {
  const std::scoped_lock lock(mutex_);
  if (!by_tick_) wake();
  tasks_.push_back(std::move(task));
}

void Client::Loop::run() {
  for (;;) {
    {
      const std::scoped_lock lock(mutex_);
      if (stopping_) return;
    }
    wait();
    run_tasks();
    run_timers();
    read_endless();
    if (now() >= curl_deadline_) {
      curl_deadline_ = kNever;
      drive(CURL_SOCKET_TIMEOUT, 0);
    }
    collect_ended();
    end_refused();
    check_limits();
    run_deferred();
  }
}

void Client::Loop::wait() {
  std::array<epoll_event, 256> events;
  const int count = ::epoll_wait(epoll_fd_, events.data(), static_cast<int>(events.size()), timeout_ms());
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    if (event.data.fd == wake_fd_) {
      eventfd_t ignored = 0;
      ::eventfd_read(wake_fd_, &ignored);
      continue;
    }
    if (event.data.fd == endless_fd_) continue;
    int mask = 0;
    if (event.events & (EPOLLIN | EPOLLHUP | EPOLLRDHUP)) mask |= CURL_CSELECT_IN;
    if (event.events & EPOLLOUT) mask |= CURL_CSELECT_OUT;
    if (event.events & EPOLLERR) mask |= CURL_CSELECT_ERR;
    drive(event.data.fd, mask);
  }
}

int Client::Loop::timeout_ms() const {
  TimePoint next = std::min(curl_deadline_, shared_.limits_deadline);
  if (by_tick_ || !readable_.empty()) next = std::min(next, next_look_);
  if (!timers_.empty()) next = std::min(next, timers_.begin()->first);
  if (!refused_.empty() || !deferred_.empty()) return 0;
  if (next == kNever) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - now());
  return static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 60'000));
}

void Client::Loop::run_tasks() {
  std::vector<std::function<void()>> tasks;
  {
    const std::scoped_lock lock(mutex_);
    tasks.swap(tasks_);
    woken_ = false;
  }
  for (auto& task : tasks) task();
}

void Client::Loop::run_timers() {
  const TimePoint time = now();
  while (!timers_.empty() && timers_.begin()->first <= time) {
    auto node = timers_.extract(timers_.begin());
    timer_ids_.erase(node.mapped().first);
    node.mapped().second();
  }
}

void Client::Loop::drive(int socket, int events) {
  int running = 0;
  in_curl_ = true;
  curl_multi_socket_action(multi_, socket, events, &running);
  in_curl_ = false;
  drop_closed();
  adopt_endless();
}

void Client::Loop::drop_closed() {
  for (auto& transfer : dropped_)
    if (transfer->easy()) curl_multi_remove_handle(multi_, transfer->easy());
  dropped_.clear();
}

/// Those whose header has just been read. What libcurl had read with the header has been handled.
void Client::Loop::adopt_endless() {
  for (const StreamId id : std::exchange(shared_.endless, {})) {
    const auto found = streams_.find(id);
    if (found == streams_.end() || !found->second->connected()) continue;
    epoll_event event{.events = EPOLLIN | EPOLLRDHUP | EPOLLET, .data = {.u64 = id}};
    if (!found->second->adopt(multi_) || ::epoll_ctl(endless_fd_, EPOLL_CTL_ADD, found->second->socket(), &event) != 0)
      take_out(id)->finish({EndReason::failed, "too many open files"});
    if (++adopted_ == kFlood)
      start_timer(now() + kSettled, [this] {
        adopted_ = 0;
        ::malloc_trim(0);
      });
  }
}

void Client::Loop::choose_waking() {
  const bool by_tick = streams_.size() > kMany;
  if (by_tick == by_tick_) return;
  {
    const std::scoped_lock lock(mutex_);
    by_tick_ = by_tick;
    if (!tasks_.empty()) wake();  // posted lazily
  }
  epoll_event event{.events = EPOLLIN, .data = {.fd = endless_fd_}};
  ::epoll_ctl(epoll_fd_, by_tick ? EPOLL_CTL_DEL : EPOLL_CTL_ADD, endless_fd_, &event);
}

void Client::Loop::queue(Transfer& transfer) {
  if (!std::exchange(transfer.queued, true)) readable_.push_back(transfer.id());
}

void Client::Loop::read_endless() {
  choose_waking();
  const TimePoint time = now();
  if (by_tick_ && time < next_look_) return;
  next_look_ = by_tick_ ? time + kTick : time;
  std::array<epoll_event, 256> events;
  for (int count = static_cast<int>(events.size()); count == static_cast<int>(events.size());) {
    count = ::epoll_wait(endless_fd_, events.data(), static_cast<int>(events.size()), 0);
    for (int i = 0; i < count; ++i) {
      const epoll_event& event = events[static_cast<std::size_t>(i)];
      const auto found = streams_.find(event.data.u64);
      if (found == streams_.end()) continue;
      if (event.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) found->second->closing = true;
      queue(*found->second);
    }
  }
  for (const StreamId id : std::exchange(readable_, {})) {
    const auto found = streams_.find(id);
    if (found == streams_.end()) continue;
    found->second->queued = false;
    if (!found->second->paused()) read(*found->second);
  }
}

void Client::Loop::read(Transfer& transfer) {
  const StreamId id = transfer.id();
  auto result = Transfer::Read::more;
  in_curl_ = true;
  for (int i = 0; i < kReadsInTurn && result == Transfer::Read::more && !transfer.paused(); ++i)
    result = transfer.read(buffer_);
  in_curl_ = false;
  drop_closed();
  switch (result) {
    case Transfer::Read::drained: return;
    case Transfer::Read::more:
      if (const auto found = streams_.find(id); found != streams_.end()) queue(*found->second);
      return;
    case Transfer::Read::ended: return end(id, CURLE_OK);
    case Transfer::Read::failed: return end(id, CURLE_RECV_ERROR);
    case Transfer::Read::refused: return end(id, CURLE_WRITE_ERROR);
  }
}

/// The stream is gone before its handler hears of it.
void Client::Loop::end(StreamId id, int code) {
  if (const auto transfer = take_out(id)) transfer->finish(code);
}

std::unique_ptr<Transfer> Client::Loop::take_out(StreamId id) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return nullptr;
  std::unique_ptr<Transfer> transfer = std::move(found->second);
  streams_.erase(found);
  if (transfer->easy()) curl_multi_remove_handle(multi_, transfer->easy());
  return transfer;
}

/// Streams that libcurl is done with.
void Client::Loop::collect_ended() {
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    end(Transfer::of(message->easy_handle)->id(), message->data.result);
  }
}

void Client::Loop::end_refused() {
  while (!refused_.empty()) {
    const Refused refused = std::move(refused_.front());
    refused_.erase(refused_.begin());
    refused.handler->handle(refused.ended);
  }
}

void Client::Loop::check_limits() {
  const TimePoint time = now();
  if (time < shared_.limits_deadline) return;
  std::vector<std::pair<StreamId, Ended>> passed;
  TimePoint next = kNever;
  for (auto& [id, transfer] : streams_) {
    if (auto ended = transfer->expired(time)) {
      passed.emplace_back(id, std::move(*ended));
    } else {
      next = std::min(next, transfer->deadline());
    }
  }
  shared_.limits_deadline = next == kNever ? kNever : std::max(next, time + kSoonest);
  for (const auto& [id, ended] : passed) {
    if (const auto transfer = take_out(id)) transfer->finish(ended);  // else closed by the handler of another
  }
}

void Client::Loop::run_deferred() {
  std::vector<std::function<void()>> tasks;
  tasks.swap(deferred_);
  for (auto& task : tasks) task();
}

StreamId Client::Loop::open(const Request& request, StreamHandler& handler) {
  const StreamId id = ++last_stream_;
  if (streams_.size() >= shared_.options.max_streams) {
    refused_.push_back({id, &handler, {EndReason::failed, "too many streams at once"}});
    return id;
  }
  auto transfer = std::make_unique<Transfer>(id, request, handler, shared_, now());
  curl_multi_add_handle(multi_, transfer->easy());
  streams_.emplace(id, std::move(transfer));
  return id;
}

void Client::Loop::close(StreamId id) {
  std::erase_if(refused_, [id](const Refused& refused) { return refused.id == id; });
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  found->second->silence();
  if (in_curl_) {
    dropped_.push_back(std::move(found->second));
    streams_.erase(found);
  } else {
    take_out(id);
  }
}

void Client::Loop::set_paused(StreamId id, bool paused) {
  const auto found = streams_.find(id);
  if (found == streams_.end()) return;
  found->second->set_paused(paused, now());
  if (!paused && found->second->socket() >= 0) queue(*found->second);
}

TimerId Client::Loop::start_timer(TimePoint when, std::function<void()> callback) {
  const TimerId id = ++last_timer_;
  timer_ids_.emplace(id, timers_.emplace(when, std::pair{id, std::move(callback)}));
  return id;
}

void Client::Loop::cancel_timer(TimerId id) {
  const auto found = timer_ids_.find(id);
  if (found == timer_ids_.end()) return;
  timers_.erase(found->second);
  timer_ids_.erase(found);
}

int Client::Loop::on_socket(void* easy, int socket, int what, void* self, void*) noexcept {
  const int epoll = static_cast<Loop*>(self)->epoll_fd_;
  epoll_event event{.events = 0, .data = {.fd = socket}};
  Transfer* const transfer = Transfer::of(easy);
  if (what & CURL_POLL_IN) event.events |= EPOLLIN;
  if (transfer && (what & CURL_POLL_IN)) transfer->reads_from(socket);
  if (transfer && what == CURL_POLL_REMOVE) transfer->reads_no_longer_from(socket);
  if (what & CURL_POLL_OUT) event.events |= EPOLLOUT;
  if (what == CURL_POLL_REMOVE) {
    ::epoll_ctl(epoll, EPOLL_CTL_DEL, socket, nullptr);  // fails when libcurl closed it first: gone as well
  } else if (::epoll_ctl(epoll, EPOLL_CTL_MOD, socket, &event) != 0 && errno == ENOENT) {
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, socket, &event);
  }
  return 0;
}

int Client::Loop::on_timer(void*, long timeout_ms, void* self) noexcept {
  auto& deadline = static_cast<Loop*>(self)->curl_deadline_;
  deadline = timeout_ms < 0 ? kNever : now() + std::chrono::milliseconds{timeout_ms};
  return 0;
}

}  // namespace joincast::fetch
