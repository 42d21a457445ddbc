// SPDX-License-Identifier: LGPL-2.1-or-later
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <optional>
#include <utility>

#include "app/joincast/display.h"
#include "app/joincast/event_words.h"
#include "app/joincast/quiet_terminal.h"
#include "app/joincast/status_block.h"

namespace joincast::app {
namespace {

constexpr std::string_view kHideCursor = "\x1b[?25l", kShowCursor = "\x1b[?25h";
constexpr std::string_view kClearLine = "\x1b[K", kClearBelow = "\x1b[J";

/// One column less than the terminal has: in the last one the cursor would stand on the character just written.
std::size_t usable_width() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 2) return 79;
  return size.ws_col - 1u;
}

class BlockDisplay final : public Display {
 public:
  BlockDisplay(DisplayContext context, bool colour) : context_(std::move(context)), colour_(colour) {
    status_.service = context_.target.number ? to_string(*context_.target.number) : context_.group;
    status_.group = context_.group;
    resume();
  }
  ~BlockDisplay() override { put(std::string(kShowCursor)); }

  void event(const libreceiver::Event& event, const libreceiver::Snapshot& snapshot) override {
    if (const auto* described = std::get_if<libreceiver::Described>(&event.what)) status_.station = described->name;
    if (const auto* state = std::get_if<libreceiver::StateChanged>(&event.what)) {
      status_.state = state->state;
      status_.reason = state->reason;
    }
    if (const auto* failed = std::get_if<libreceiver::SoundFailed>(&event.what)) status_.reason = failed->message;
    if (const auto* failed = std::get_if<libreceiver::Unplayable>(&event.what)) status_.reason = failed->reason;
    if (!std::holds_alternative<libreceiver::ItemChanged>(event.what))
      if (auto line = in_words(event, snapshot, context_)) status_.last_event = std::move(*line);
    figures(snapshot);
  }

  void figures(const libreceiver::Snapshot& snapshot) override {
    status_.snapshot = snapshot;
    status_.since_began = std::chrono::steady_clock::now() - context_.began;
    draw();
  }
  Duration tick() const noexcept override { return std::chrono::milliseconds(500); }
  void resized() override {
    put(std::string(kClearBelow));
    draw();
  }

  void end(const libreceiver::Snapshot& snapshot, int, const std::string& reason) override {
    figures(snapshot);
    step_below();
    if (!reason.empty()) put(reason + "\n");
  }

  void suspend() override {
    step_below();
    put(std::string(kShowCursor));
    quiet_.reset();
  }
  void resume() override {
    quiet_.emplace(STDOUT_FILENO);
    put(std::string(kHideCursor));
    if (drawn_ != 0) draw();
  }

 private:
  void step_below() const {
    if (drawn_ > 1) put(fmt::format("\x1b[{}B", drawn_ - 1));
    put("\n");
  }

  /// The cursor rests at the beginning of the first line.
  void draw() {
    std::string out;
    const auto lines = render(status_, usable_width(), colour_);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i) out += "\n";
      out += lines[i];
      out += kClearLine;
    }
    out += kClearBelow;
    out += lines.size() > 1 ? fmt::format("\r\x1b[{}A", lines.size() - 1) : "\r";
    drawn_ = lines.size();
    put(out);
  }

  static void put(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
    std::fflush(stdout);
  }

  DisplayContext context_;
  bool colour_;
  std::optional<QuietTerminal> quiet_;
  Status status_;
  std::size_t drawn_ = 0;
};

}  // namespace

std::unique_ptr<Display> make_block_display(DisplayContext context, bool colour) {
  return std::make_unique<BlockDisplay>(std::move(context), colour);
}

}  // namespace joincast::app
