// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "app/joincast/monitor_row.h"
#include "libreceiver/event.h"

namespace joincast::app {

class MonitoredService;

/// Tells a person or a program how services are.
class MonitorDisplay {
 public:
  virtual ~MonitorDisplay() = default;

  /// Something that happened to a service.
  virtual void event(const MonitoredService& /*service*/, const libreceiver::Event& /*event*/) {}
  virtual void say(const std::string& text) = 0;  ///< something about the program itself

  /// Every interval, in the order as given.
  virtual void figures(const std::vector<MonitorRow>& rows, WallTime time) = 0;
  virtual void toggle_order() {}
  virtual void resized() {}
  virtual void suspend() {}
  virtual void resume() {}
  /// The last call: puts the terminal right again, tells the summary.
  virtual void end(const std::vector<MonitorRow>& rows, WallTime time, int exit_code) = 0;
};

struct MonitorBlock {
  bool colour = false;
  bool keys = false;  ///< there is somebody to press them
  bool worst_first = false;
};
/// A table redrawn in place; standard output is a terminal.
std::unique_ptr<MonitorDisplay> make_monitor_block(const MonitorBlock& how);
/// A line for each event, and the table at the end.
std::unique_ptr<MonitorDisplay> make_monitor_lines(bool worst_first);
/// One JSON object a line (docs/json.md).
std::unique_ptr<MonitorDisplay> make_monitor_json(TimePoint began);
/// Comma-separated values to `file`, which stays the caller's.
std::unique_ptr<MonitorDisplay> make_monitor_csv(std::FILE* file);

}  // namespace joincast::app
