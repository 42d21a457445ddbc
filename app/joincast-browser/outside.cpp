// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-browser/outside.h"

#include <optional>
#include <string_view>
#include <utility>

#include "app/joincast-guide/http_get.h"
#include "discovery/browser.h"

namespace joincast::app {
namespace {

constexpr std::string_view kGuidePath = "/guide.json";

ui::FoundHeadend found(const discovery::HeadendEvent& event) {
  const discovery::Headend& headend = event.headend;
  ui::FoundHeadend found{headend.name, headend.interface, headend.record.prefixes, {}, headend.record.revision, false};
  found.gone = event.kind == discovery::HeadendEvent::Kind::gone;
  if (const std::string url = discovery::guide_url(headend); url.ends_with(kGuidePath))
    found.guide = url.substr(0, url.size() - kGuidePath.size());
  return found;
}

class RealOutside final : public ui::Outside {
 public:
  explicit RealOutside(net::EventLoop& loop) : loop_(loop), http_(loop, {}) {}

  void get(const std::string& url, libreceiver::GuideClient::Done done) override { http_.get(url, std::move(done)); }

  void find_headends(std::function<void(const ui::FoundHeadend&)> on_headend,
                     std::function<void(const std::string&)> on_note) override {
    discovery::Browser::Calls calls;
    calls.on_event = [on_headend = std::move(on_headend)](const discovery::HeadendEvent& event) {
      on_headend(found(event));
    };
    calls.on_note = std::move(on_note);
    browser_.emplace(loop_, discovery::Wanted::any, std::move(calls));
  }

 private:
  net::EventLoop& loop_;
  HttpGet http_;
  std::optional<discovery::Browser> browser_;
};

}  // namespace

std::unique_ptr<ui::Outside> make_outside(net::EventLoop& loop) { return std::make_unique<RealOutside>(loop); }

}  // namespace joincast::app
