// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "fetch/resolver.h"
#include "tests/fetch/scripted_server.h"

namespace joincast::fetch {

/// MPEG 1 layer III, 128 kb/s, 44.1 kHz.
inline std::string mp3_frames(std::size_t frames) {
  std::string out;
  for (std::size_t i = 0; i < frames; ++i) out += std::string("\xff\xfb\x90\x00", 4) + std::string(413, '\x01');
  return out;
}

/// ADTS, AAC-LC, 44.1 kHz, 100 octets a frame; `fill` tells segments apart.
inline std::string adts_frames(std::size_t frames, char fill) {
  std::string out;
  for (std::size_t i = 0; i < frames; ++i)
    out += std::string("\xff\xf1\x50\x80\x0c\x9f\xfc", 7) + std::string(93, fill);
  return out;
}

inline std::string answer(const std::string& type, const std::string& body) {
  return "HTTP/1.0 200 OK\r\nContent-Type: " + type + "\r\n\r\n" + body;
}

/// A server whose answers stand under their paths; 404 for all others.
class Site {
 public:
  using Answer = std::function<std::string()>;

  std::string url(const std::string& path) const { return server_.url(path); }
  std::uint16_t port() const { return server_.port(); }
  void put(const std::string& path, Answer answer) {
    const std::scoped_lock lock(mutex_);
    answers_[path] = std::move(answer);
  }
  void put(const std::string& path, const std::string& type, const std::string& body) {
    put(path, [all = answer(type, body)] { return all; });
  }
  std::size_t requests() const { return server_.requests().size(); }
  std::size_t requests(const std::string& path) const {
    std::size_t count = 0;
    for (const std::string& request : server_.requests()) count += request.starts_with("GET " + path + " ") ? 1 : 0;
    return count;
  }

 private:
  std::string answer_to(const std::string& request) {
    const std::size_t begin = request.find(' ') + 1;
    const std::string path = request.substr(begin, request.find(' ', begin) - begin);
    const std::scoped_lock lock(mutex_);
    const auto found = answers_.find(path);
    return found == answers_.end() ? "HTTP/1.0 404 Not Here\r\n\r\n" : found->second();
  }

  std::mutex mutex_;
  std::map<std::string, Answer> answers_;
  ScriptedServer server_{[this](Connection& client) { client.send(answer_to(client.read_request())); }};
};

/// One walk, and what came of it.
class WalkRecord final : public StreamHandler {
 public:
  WalkRecord(Client& client, ResolveRequest request) : client_(client) {
    run([&] {
      resolver_ = std::make_unique<Resolver>(client_, std::move(request), *this, [this](const Step& step) {
        const std::scoped_lock lock(mutex_);
        steps.push_back(step);
      });
      resolver_->start();
    });
  }
  ~WalkRecord() override {
    run([this] { resolver_.reset(); });
  }

  void handle(const StreamEvent& event) override {
    if (on_event && on_event(event)) return;
    const std::scoped_lock lock(mutex_);
    if (const auto* head = std::get_if<Headers>(&event)) headers = *head;
    if (const auto* octets = std::get_if<Octets>(&event)) sound += as_text(octets->octets);
    if (const auto* block = std::get_if<IcyMetadata>(&event)) titles.emplace_back(block->title().value_or("-"));
    if (const auto* end = std::get_if<Ended>(&event)) ended = *end;
    changed_.notify_all();
  }

  bool until(const std::function<bool()>& done) {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::minutes{1}, done);
  }
  Ended end() {
    until([this] { return ended.has_value(); });
    return ended.value_or(Ended{EndReason::failed, "the test's patience is over"});
  }
  void run(const std::function<void()>& task) {
    std::mutex mutex;
    std::condition_variable changed;
    bool done = false;
    client_.post([&] {
      task();
      const std::scoped_lock lock(mutex);
      done = true;
      changed.notify_one();
    });
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return done; });
  }
  Resolver& resolver() { return *resolver_; }

  std::function<bool(const StreamEvent&)> on_event;  ///< on the fetch thread; true: it is not kept
  std::vector<Step> steps;
  std::optional<Headers> headers;
  std::string sound;
  std::vector<std::string> titles;
  std::optional<Ended> ended;

 private:
  Client& client_;
  std::unique_ptr<Resolver> resolver_;
  std::mutex mutex_;
  std::condition_variable changed_;
};

class ResolverTest : public ::testing::Test {
 protected:
  ResolveRequest walking(const std::string& path) const {
    ResolveRequest request;
    request.url = site_.url(path);
    request.limits.headers = std::chrono::seconds(30);
    request.limits.first_octet = std::chrono::seconds(30);
    return request;
  }

  Site site_;
  Client client_;
};

}  // namespace joincast::fetch
