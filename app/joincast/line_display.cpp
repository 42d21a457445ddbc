// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>

#include <cstdio>
#include <utility>

#include "app/joincast/display.h"
#include "app/joincast/event_words.h"
#include "app/joincast/words.h"

namespace joincast::app {
namespace {

class LineDisplay final : public Display {
 public:
  explicit LineDisplay(DisplayContext context) : context_(std::move(context)) {}

  void event(const libreceiver::Event& event, const libreceiver::Snapshot& snapshot) override {
    if (const auto line = in_words(event, snapshot, context_)) print(*line);
  }

  void figures(const libreceiver::Snapshot& snapshot) override {
    if (snapshot.session.source) print(summary(snapshot));
  }
  Duration tick() const noexcept override { return std::chrono::seconds(10); }

  void end(const libreceiver::Snapshot& snapshot, int, const std::string& reason) override {
    if (snapshot.session.source) print(summary(snapshot));
    if (!reason.empty()) print(reason);
  }

 private:
  static std::string summary(const libreceiver::Snapshot& snapshot) {
    const auto& session = snapshot.session;
    return fmt::format("{} packets, lost {}, jitter {:.2f} ms, {}, buffer {}, other receivers {}", session.packets,
                       loss(session), milliseconds(session.jitter), bit_rate(session.bit_rate),
                       in_milliseconds(snapshot.sound.queued), session.receivers);
  }

  static void print(const std::string& line) {
    fmt::print("{}\n", line);
    std::fflush(stdout);
  }

  DisplayContext context_;
};

}  // namespace

std::unique_ptr<Display> make_line_display(DisplayContext context) {
  return std::make_unique<LineDisplay>(std::move(context));
}

}  // namespace joincast::app
