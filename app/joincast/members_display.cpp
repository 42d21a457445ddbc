// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/members_display.h"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "app/joincast/json_lines.h"
#include "app/joincast/live_block.h"
#include "app/joincast/member_words.h"

namespace joincast::app {
namespace {

using libreceiver::MembershipSnapshot;
using libreceiver::WatchEvent;

constexpr std::size_t kMostNotes = 12;

/// What cannot be heard, as it is told once for each interface and family.
class Notes {
 public:
  void take(const WatchEvent& event) {
    const auto* cannot = std::get_if<libreceiver::CannotHear>(&event.what);
    if (!cannot) return;
    std::string text = fmt::format("{}: {}", event.interface_name, cannot->text);
    if (std::find(texts_.begin(), texts_.end(), text) == texts_.end()) add(std::move(text));
  }
  void add(std::string text) {
    if (texts_.size() == kMostNotes) texts_.erase(texts_.begin());
    texts_.push_back(std::move(text));
  }
  const std::vector<std::string>& texts() const noexcept { return texts_; }

 private:
  std::vector<std::string> texts_;
};

void print(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
}

class BlockOfMembers final : public MembersDisplay {
 public:
  explicit BlockOfMembers(bool colour) : colour_(colour) {}

  void event(const WatchEvent& event) override { notes_.take(event); }
  void hook(const HookResult& result) override {
    if (auto text = in_words(result)) notes_.add(std::move(*text));
  }
  void say(const std::string& text) override { notes_.add(text); }
  void figures(const MembershipSnapshot& snapshot) override {
    block_.draw(table_of(snapshot, notes_.texts(), {LiveBlock::width(), LiveBlock::height(), colour_}));
  }
  void resized() override { block_.resized(); }
  void suspend() override { block_.suspend(); }
  void resume() override { block_.resume(); }
  void end(const MembershipSnapshot& snapshot, int) override {
    figures(snapshot);
    block_.end();
  }

 private:
  bool colour_;
  LiveBlock block_;
  Notes notes_;
};

class LinesOfMembers final : public MembersDisplay {
 public:
  explicit LinesOfMembers(bool once) : once_(once) {}

  void event(const WatchEvent& event) override {
    notes_.take(event);
    if (!once_) print(in_words(event));
  }
  void hook(const HookResult& result) override {
    if (const auto text = in_words(result)) say(*text);
  }
  void say(const std::string& text) override { fmt::print(stderr, "joincast: {}\n", text); }
  void end(const MembershipSnapshot& snapshot, int) override {
    if (!once_) return;
    for (const std::string& line : table_of(snapshot, notes_.texts(), {.width = 0})) print(line);
  }

 private:
  bool once_;
  Notes notes_;
};

class JsonOfMembers final : public MembersDisplay {
 public:
  JsonOfMembers(TimePoint began, bool once) : began_(began), once_(once) {}

  void event(const WatchEvent& event) override {
    if (!once_) print(to_json(event, since_began()));
  }
  void hook(const HookResult& result) override { print(to_json(result, since_began())); }
  void say(const std::string& text) override { fmt::print(stderr, "joincast: {}\n", text); }
  void end(const MembershipSnapshot& snapshot, int exit_code) override {
    for (const std::string& line : to_json(snapshot, since_began())) print(line);
    print(end_to_json(exit_code, {}, since_began()));
  }

 private:
  Duration since_began() const { return std::chrono::steady_clock::now() - began_; }

  TimePoint began_;
  bool once_;
};

}  // namespace

std::unique_ptr<MembersDisplay> make_member_block(bool colour) { return std::make_unique<BlockOfMembers>(colour); }
std::unique_ptr<MembersDisplay> make_member_lines(bool once) { return std::make_unique<LinesOfMembers>(once); }
std::unique_ptr<MembersDisplay> make_member_json(TimePoint began, bool once) {
  return std::make_unique<JsonOfMembers>(began, once);
}

}  // namespace joincast::app
