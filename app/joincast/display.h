// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

#include "base/time.h"
#include "libreceiver/event.h"
#include "libreceiver/receiver.h"
#include "libreceiver/resolve.h"

namespace joincast::app {

/// Tells a person or a program what happens while a service plays. Times are since the program began.
class Display {
 public:
  virtual ~Display() = default;

  virtual void event(const libreceiver::Event& event, const libreceiver::Snapshot& snapshot) = 0;

  /// Called every tick(), with the figures of then.
  virtual void figures(const libreceiver::Snapshot& snapshot) = 0;
  virtual Duration tick() const noexcept = 0;

  /// What the user's keys did, for people; empty: forget what was said.
  virtual void say(const std::string& /*text*/) {}
  /// Shows more, or what the keys are.
  virtual void toggle_details() {}
  virtual void toggle_help() {}

  /// The window has another size.
  virtual void resized() {}

  /// The user stops the program for a while (Ctrl-Z): the terminal is the shell's until resume().
  virtual void suspend() {}
  virtual void resume() {}

  /// The last call: puts the terminal right again.
  virtual void end(const libreceiver::Snapshot& snapshot, int exit_code, const std::string& reason) = 0;
};

struct DisplayContext {
  libreceiver::Target target;
  std::string group;  ///< with its interface, for people
  TimePoint began{};  ///< when the program began
};

/// A block of lines redrawn in place; standard output is a terminal. `keys`: it is read by keys.
std::unique_ptr<Display> make_block_display(DisplayContext context, bool colour, bool keys);
/// A line for each event.
std::unique_ptr<Display> make_line_display(DisplayContext context);
/// One JSON object a line (docs/json.md).
std::unique_ptr<Display> make_json_display(DisplayContext context);

}  // namespace joincast::app
