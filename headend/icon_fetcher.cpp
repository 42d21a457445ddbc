// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/icon_fetcher.h"

#include <unordered_map>
#include <utility>
#include <variant>

#include "fetch/client.h"

namespace joincast::headend {
namespace {

constexpr Duration kLongest = std::chrono::seconds(20);  // of one file, from its request on

/// What the loop's thread still wants to hear; outlives the fetcher in tasks under way.
struct Desk {
  net::EventLoop& loop;
  IconFetcher::Done done;
  bool open = true;  ///< the loop's thread only
};

}  // namespace

class IconFetcher::Impl {
 public:
  Impl(net::EventLoop& loop, std::size_t most_octets, Done done, Policy policy)
      : most_octets_(most_octets),
        policy_(std::move(policy)),
        desk_(std::make_shared<Desk>(Desk{loop, std::move(done)})) {
    if (!policy_) policy_ = [](const Endpoint& to) { return !fetch::is_private(to.address); };
  }

  ~Impl() {
    desk_->open = false;
    client_.reset();  // ends the thread; only then nobody uses `files_`
  }

  void fetch(const std::string& url) {
    if (!client_) {
      fetch::ClientOptions options;
      options.address_policy = policy_;
      client_ = std::make_unique<fetch::Client>(std::move(options));
      running_ = client_.get();
    }
    client_->post([this, url] { open(url); });
  }

 private:
  /// One file that comes in; on the fetch thread.
  struct File final : fetch::StreamHandler {
    File(Impl& owner, std::string from) : impl(owner), url(std::move(from)) {}
    void handle(const fetch::StreamEvent& event) override {
      if (const auto* more = std::get_if<fetch::Octets>(&event)) {
        octets += as_text(more->octets);
        if (octets.size() > impl.most_octets_) impl.end(url, false);
      } else if (const auto* ended = std::get_if<fetch::Ended>(&event)) {
        impl.end(url, ended->reason == fetch::EndReason::end_of_stream);
      }
    }
    Impl& impl;
    std::string url;
    std::string octets;
    fetch::StreamId stream = 0;
    fetch::TimerId timer = 0;
  };

  void open(const std::string& url) {
    const auto [file, fresh] = files_.emplace(url, nullptr);
    if (!fresh) return;
    file->second = std::make_unique<File>(*this, url);
    fetch::Request request;
    request.url = url;
    file->second->stream = running_->open(request, *file->second);
    file->second->timer =
        running_->start_timer(std::chrono::steady_clock::now() + kLongest, [this, url] { end(url, false); });
  }

  /// The file goes when its handler has returned.
  void end(const std::string& url, bool whole) {
    auto found = files_.extract(url);
    if (found.empty()) return;
    std::shared_ptr<File> file = std::move(found.mapped());
    running_->close(file->stream);
    running_->cancel_timer(file->timer);
    running_->defer([file] {});
    std::string octets = whole ? file->octets : std::string();
    desk_->loop.post([desk = desk_, url, octets = std::move(octets)]() mutable {
      if (desk->open) desk->done(url, std::move(octets));
    });
  }

  std::size_t most_octets_;
  Policy policy_;
  std::shared_ptr<Desk> desk_;
  std::unordered_map<std::string, std::unique_ptr<File>> files_;  ///< the fetch thread only
  std::unique_ptr<fetch::Client> client_;
  fetch::Client* running_ = nullptr;  ///< the same, there until the thread has ended
};

IconFetcher::IconFetcher(net::EventLoop& loop, std::size_t most_octets, Done done, Policy policy)
    : impl_(std::make_unique<Impl>(loop, most_octets, std::move(done), std::move(policy))) {}
IconFetcher::~IconFetcher() = default;
void IconFetcher::fetch(const std::string& url) { impl_->fetch(url); }

}  // namespace joincast::headend
