// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/guide_client.h"

#include <utility>

#include "fetch/client.h"

namespace joincast::gateway {
namespace {

constexpr std::uint32_t kAtOnce = 1000;  // entries an answer
constexpr std::size_t kMostOctets = guide::PageLimits{}.octets;
constexpr std::string_view kFile = "/guide.json";

/// One answer being read, on the fetch thread.
class Answer final : public fetch::StreamHandler {
 public:
  using Done = std::function<void(std::string body, std::string trouble)>;

  Answer(fetch::Client& client, Done done) : client_(client), done_(std::move(done)) {}

  void open(const std::string& url) {
    fetch::Request request;
    request.url = url;
    request.any_content = true;
    id_ = client_.open(request, *this);
  }

  void handle(const fetch::StreamEvent& event) override {
    if (const auto* octets = std::get_if<fetch::Octets>(&event)) {
      if (body_.size() + octets->octets.size() > kMostOctets) return finish("the guide's answer is too long");
      body_ += as_text(octets->octets);
    } else if (const auto* ended = std::get_if<fetch::Ended>(&event)) {
      id_ = 0;
      finish(ended->reason == fetch::EndReason::end_of_stream ? std::string() : ended->text);
    }
  }

 private:
  void finish(std::string trouble) {
    if (id_ != 0) client_.close(std::exchange(id_, 0));
    if (done_) std::exchange(done_, nullptr)(std::move(body_), std::move(trouble));
  }

  fetch::Client& client_;
  Done done_;
  fetch::StreamId id_ = 0;
  std::string body_;
};

}  // namespace

struct GuideClient::Impl : std::enable_shared_from_this<Impl> {
  Impl(net::EventLoop& loop, std::string url, Calls calls)
      : loop_(loop), base_(base_of(url)), calls_(std::move(calls)), timer_(loop.timer([this] { ask(0); })) {}

  void ask(std::uint32_t offset);
  void answered(const std::string& body, const std::string& trouble);
  void failed(const std::string& trouble) {
    calls_.say(trouble);
    timer_.expires_at(loop_.now().mono + kRetry);
  }

  net::EventLoop& loop_;
  std::string base_;
  Calls calls_;
  std::uint64_t since_ = 0;
  net::Timer timer_;
  std::unique_ptr<Answer> answer_;  // used on the fetch thread; kept until that has ended
  fetch::Client client_;
};

void GuideClient::Impl::ask(std::uint32_t offset) {
  if (offset == 0) since_ = calls_.begin();
  std::string url = base_ + std::string(kFile) + "?limit=" + std::to_string(kAtOnce);
  if (offset != 0) url += "&offset=" + std::to_string(offset);
  if (since_ != 0) url += "&since=" + std::to_string(since_);
  const std::weak_ptr<Impl> weak = weak_from_this();
  net::EventLoop& loop = loop_;
  client_.post([this, weak, &loop, url = std::move(url)] {
    answer_ = std::make_unique<Answer>(client_, [weak, &loop](std::string body, std::string trouble) {
      loop.post([weak, body = std::move(body), trouble = std::move(trouble)] {
        if (const auto self = weak.lock()) self->answered(body, trouble);
      });
    });
    answer_->open(url);
  });
}

void GuideClient::Impl::answered(const std::string& body, const std::string& trouble) {
  if (!trouble.empty()) return failed(trouble);
  const auto page = guide::parse_page(body);
  if (!page) return failed("what is there is no guide");
  calls_.take(*page);
  if (page->next) return ask(*page->next);
  calls_.say({});
  timer_.expires_at(loop_.now().mono + kInterval);
}

GuideClient::GuideClient(net::EventLoop& loop, std::string url, Calls calls)
    : impl_(std::make_shared<Impl>(loop, std::move(url), std::move(calls))) {
  impl_->ask(0);
}

GuideClient::~GuideClient() = default;

std::string GuideClient::base_of(const std::string& url) {
  std::string base = url.substr(0, url.find_first_of("?#"));
  if (base.ends_with(kFile)) base.resize(base.size() - kFile.size());
  while (base.ends_with('/')) base.pop_back();
  return base;
}

}  // namespace joincast::gateway
