// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-resolve/finding.h"

#include <future>
#include <memory>
#include <utility>

namespace joincast::app {
namespace {

constexpr Duration kTitlePatience = std::chrono::seconds(2);
constexpr std::size_t kHeadOctets = 64;  // of sound, to tell what an Ogg stream holds

TimePoint now() { return TimePoint{std::chrono::steady_clock::now()}; }

std::string codec_of(fetch::ContentKind kind, std::string_view start) {
  if (kind != fetch::ContentKind::ogg) return std::string(fetch::to_string(kind));
  if (start.find("OpusHead") != std::string_view::npos) return "Opus";
  if (start.find("\x01vorbis") != std::string_view::npos) return "Vorbis";
  if (start.find("\x7f"
                 "FLAC") != std::string_view::npos)
    return "FLAC";
  return "Ogg";
}

/// Lives on the client's thread but for the waiting.
class Walker final : public fetch::StreamHandler {
 public:
  Walker(fetch::Client& client, const fetch::ResolveRequest& request) : client_(client), request_(request) {}

  Finding wait() {
    auto done = done_.get_future();
    client_.post([this] {
      began_ = now();
      resolver_ = std::make_unique<fetch::Resolver>(
          client_, request_, *this, [this](const fetch::Step& step) { finding_.steps.push_back(step); });
      resolver_->start();
    });
    Finding finding = done.get();
    std::promise<void> gone;
    client_.post([this, &gone] {
      client_.cancel_timer(timer_);
      resolver_.reset();
      gone.set_value();
    });
    gone.get_future().wait();
    return finding;
  }

  void handle(const fetch::StreamEvent& event) override {
    std::visit([this](const auto& what) { take(what); }, event);
  }

 private:
  void take(const fetch::Headers& headers) {
    Found found;
    found.url = resolver_->found_url();
    found.final_url = headers.url;
    found.kind = resolver_->found_kind();
    found.kbps = headers.bitrate_kbps;
    found.name = headers.name;
    found.genre = headers.genre;
    waits_for_title_ = headers.metaint != 0;
    finding_.found = std::move(found);
  }

  void take(const fetch::Octets& octets) {
    if (start_.empty()) {
      finding_.found->to_sound = now() - began_;
      timer_ = client_.start_timer(now() + kTitlePatience, [this] { finish(); });
    }
    if (start_.size() < kHeadOctets) start_ += as_text(octets.octets).substr(0, kHeadOctets);
    if (!waits_for_title_ && start_.size() >= kHeadOctets) finish();
  }

  void take(const fetch::IcyMetadata& metadata) {
    if (const auto title = metadata.title()) finding_.found->title = *title;
    waits_for_title_ = false;
  }

  void take(const fetch::Ended& ended) {
    if (start_.empty()) finding_.found.reset();
    if (!finding_.found) finding_.reason = ended.text;
    finish();
  }

  void finish() {
    if (std::exchange(finished_, true)) return;
    if (finding_.found) finding_.found->codec = codec_of(finding_.found->kind, start_);
    resolver_->close();
    done_.set_value(std::move(finding_));
  }

  fetch::Client& client_;
  const fetch::ResolveRequest request_;
  std::unique_ptr<fetch::Resolver> resolver_;
  TimePoint began_{};
  fetch::TimerId timer_ = 0;
  Finding finding_;
  std::string start_;
  bool waits_for_title_ = false;
  bool finished_ = false;
  std::promise<Finding> done_;
};

}  // namespace

Finding resolve(const fetch::ResolveRequest& request) {
  fetch::Client client;
  return Walker(client, request).wait();
}

}  // namespace joincast::app
