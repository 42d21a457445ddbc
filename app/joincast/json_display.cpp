// SPDX-License-Identifier: LGPL-2.1-or-later
#include <chrono>
#include <cstdio>
#include <utility>

#include "app/joincast/display.h"
#include "app/joincast/json_lines.h"

namespace joincast::app {
namespace {

class JsonDisplay final : public Display {
 public:
  explicit JsonDisplay(DisplayContext context) : context_(std::move(context)) {}

  void event(const libreceiver::Event& event, const libreceiver::Snapshot& snapshot) override {
    print(to_json(event, snapshot, context_));
  }
  void figures(const libreceiver::Snapshot& snapshot) override { print(to_json(snapshot, since_began())); }
  Duration tick() const noexcept override { return std::chrono::seconds(1); }

  void end(const libreceiver::Snapshot& snapshot, int exit_code, const std::string& reason) override {
    figures(snapshot);
    print(end_to_json(exit_code, reason, since_began()));
  }

 private:
  Duration since_began() const { return std::chrono::steady_clock::now() - context_.began; }

  static void print(const std::string& line) {
    std::puts(line.c_str());
    std::fflush(stdout);
  }

  DisplayContext context_;
};

}  // namespace

std::unique_ptr<Display> make_json_display(DisplayContext context) {
  return std::make_unique<JsonDisplay>(std::move(context));
}

}  // namespace joincast::app
