// SPDX-License-Identifier: LGPL-2.1-or-later
#include <chrono>
#include <utility>

#include "app/joincast/display.h"
#include "app/joincast/event_words.h"
#include "app/joincast/live_block.h"
#include "app/joincast/status_block.h"

namespace joincast::app {
namespace {

class BlockDisplay final : public Display {
 public:
  BlockDisplay(DisplayContext context, bool colour, bool keys)
      : context_(std::move(context)), colour_(colour), block_(stdout, keys) {
    status_.keys = keys;
    status_.service = context_.target.number ? to_string(*context_.target.number) : context_.group;
    status_.group = context_.group;
  }

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
    block_.resized();
    draw();
  }

  void say(const std::string& text) override {
    status_.said = text;
    draw();
  }
  void toggle_details() override {
    status_.details = !status_.details;
    draw();
  }
  void toggle_help() override {
    status_.help = !status_.help;
    draw();
  }

  void end(const libreceiver::Snapshot& snapshot, int, const std::string& reason) override {
    status_.help = status_.details = status_.keys = false;
    figures(snapshot);
    block_.end();
    if (!reason.empty()) block_.put(reason + "\n");
  }

  void suspend() override { block_.suspend(); }
  void resume() override {
    block_.resume();
    draw();
  }

 private:
  void draw() { block_.draw(render(status_, LiveBlock::width(), colour_)); }

  DisplayContext context_;
  bool colour_;
  LiveBlock block_;
  Status status_;
};

}  // namespace

std::unique_ptr<Display> make_block_display(DisplayContext context, bool colour, bool keys) {
  return std::make_unique<BlockDisplay>(std::move(context), colour, keys);
}

}  // namespace joincast::app
