// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "app/joincast/quiet_terminal.h"

namespace joincast::app {

/// Lines on a terminal that are redrawn in place. The cursor is hidden and rests at the beginning of
/// the first one; what is typed meanwhile is not shown.
class LiveBlock {
 public:
  /// `keys`: each can be read at once.
  explicit LiveBlock(std::FILE* terminal = stdout, bool keys = false);
  ~LiveBlock();
  LiveBlock(const LiveBlock&) = delete;
  LiveBlock& operator=(const LiveBlock&) = delete;

  /// One column less than the terminal has: in the last one the cursor would stand on the character just written.
  static std::size_t width(std::FILE* terminal = stdout);
  /// As many lines as may be drawn.
  static std::size_t height(std::FILE* terminal = stdout);

  void draw(const std::vector<std::string>& lines);  ///< no more than height(), none wider than width()
  void resized();                                    ///< to be followed by draw()
  void suspend();                                    ///< the terminal is the shell's until resume()
  void resume();                                     ///< to be followed by draw()
  void end();                                        ///< below the block the terminal goes on
  void end(const std::vector<std::string>& lines);   ///< below these, however many, which take its place
  void put(const std::string& text) const;

 private:
  bool keys_;
  std::FILE* terminal_;
  std::optional<QuietTerminal> quiet_;
  std::size_t drawn_ = 0;
};

}  // namespace joincast::app
