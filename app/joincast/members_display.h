// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <string>

#include "app/joincast/hook_runner.h"
#include "libreceiver/member_event.h"

namespace joincast::app {

/// Tells a person or a program who joins and leaves.
class MembersDisplay {
 public:
  virtual ~MembersDisplay() = default;
  virtual void event(const libreceiver::WatchEvent& event) = 0;
  virtual void hook(const HookResult& result) = 0;
  virtual void say(const std::string& text) = 0;  ///< something about the program itself

  /// Every second, and soon after an event.
  virtual void figures(const libreceiver::MembershipSnapshot&) {}
  virtual void resized() {}
  virtual void suspend() {}
  virtual void resume() {}
  /// The last call: puts the terminal right again.
  virtual void end(const libreceiver::MembershipSnapshot& snapshot, int exit_code) = 0;
};

/// A table redrawn in place; standard output is a terminal.
std::unique_ptr<MembersDisplay> make_member_block(bool colour);
/// A line for each event; `once`: none, but a table at the end.
std::unique_ptr<MembersDisplay> make_member_lines(bool once);
/// One JSON object a line (docs/json.md); `once`: only what is known at the end.
std::unique_ptr<MembersDisplay> make_member_json(TimePoint began, bool once);

}  // namespace joincast::app
