// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/monitor_display.h"

#include <fmt/format.h>

#include <chrono>

#include "app/joincast/event_words.h"
#include "app/joincast/json_lines.h"
#include "app/joincast/live_block.h"
#include "app/joincast/monitored_service.h"

namespace joincast::app {
namespace {

constexpr std::size_t kMostNotes = 4;

void print(const std::string& line) {
  std::puts(line.c_str());
  std::fflush(stdout);
}

void tell_on_error(const std::string& text) { fmt::print(stderr, "joincast: {}\n", text); }

class BlockOfServices final : public MonitorDisplay {
 public:
  explicit BlockOfServices(const MonitorBlock& how) : how_(how) {}

  void say(const std::string& text) override {
    if (notes_.size() == kMostNotes) notes_.erase(notes_.begin());
    notes_.push_back(text);
  }
  void figures(const std::vector<MonitorRow>& rows, WallTime) override {
    rows_ = rows;
    draw();
  }
  void toggle_order() override {
    how_.worst_first = !how_.worst_first;
    draw();
  }
  void resized() override {
    block_.resized();
    draw();
  }
  void suspend() override { block_.suspend(); }
  void resume() override {
    block_.resume();
    draw();
  }
  void end(const std::vector<MonitorRow>& rows, WallTime, int) override {
    rows_ = rows;
    how_.keys = false;
    block_.end(table(0));
  }

 private:
  void draw() { block_.draw(table(LiveBlock::height())); }

  /// `height` zero: with every service.
  std::vector<std::string> table(std::size_t height) const {
    auto rows = rows_;
    if (how_.worst_first) sort_worst_first(rows);
    MonitorTable how{LiveBlock::width(), height, how_.colour, {}, notes_};
    if (how_.keys) how.keys = how_.worst_first ? "s: in their order   q: quit" : "s: worst first   q: quit";
    return table_of(rows, how);
  }

  MonitorBlock how_;
  LiveBlock block_;
  std::vector<MonitorRow> rows_;
  std::vector<std::string> notes_;
};

class LinesOfServices final : public MonitorDisplay {
 public:
  explicit LinesOfServices(bool worst_first) : worst_first_(worst_first) {}

  void event(const MonitoredService& service, const libreceiver::Event& event) override {
    libreceiver::Snapshot none;
    if (const auto words = in_words(event, none, service.context()))
      print(fmt::format("{}  {}", service.name(), *words));
  }
  void say(const std::string& text) override { tell_on_error(text); }
  void figures(const std::vector<MonitorRow>&, WallTime) override {}
  void end(const std::vector<MonitorRow>& rows, WallTime, int) override {
    auto sorted = rows;
    if (worst_first_) sort_worst_first(sorted);
    for (const std::string& line : table_of(sorted, {.width = 0, .keys = {}, .notes = {}})) print(line);
  }

 private:
  bool worst_first_;
};

class JsonOfServices final : public MonitorDisplay {
 public:
  explicit JsonOfServices(TimePoint began) : began_(began) {}

  void say(const std::string& text) override { tell_on_error(text); }
  void figures(const std::vector<MonitorRow>& rows, WallTime time) override { tell(rows, "statistics", time); }
  void end(const std::vector<MonitorRow>& rows, WallTime time, int exit_code) override {
    tell(rows, "summary", time);
    print(end_to_json(exit_code, {}, since_began()));
  }

 private:
  void tell(const std::vector<MonitorRow>& rows, const char* event, WallTime time) const {
    for (const MonitorRow& row : rows) std::puts(to_json(row, event, time, since_began()).c_str());
    std::fflush(stdout);
  }
  Duration since_began() const { return std::chrono::steady_clock::now() - began_; }

  TimePoint began_;
};

class CsvOfServices final : public MonitorDisplay {
 public:
  explicit CsvOfServices(std::FILE* file) : file_(file) { put(csv_header()); }

  void say(const std::string& text) override { tell_on_error(text); }
  void figures(const std::vector<MonitorRow>& rows, WallTime time) override {
    for (const MonitorRow& row : rows) put(to_csv(row, time));
    std::fflush(file_);
  }
  void end(const std::vector<MonitorRow>& rows, WallTime time, int) override { figures(rows, time); }

 private:
  void put(const std::string& line) { std::fputs((line + "\r\n").c_str(), file_); }

  std::FILE* file_;
};

}  // namespace

std::unique_ptr<MonitorDisplay> make_monitor_block(const MonitorBlock& how) {
  return std::make_unique<BlockOfServices>(how);
}
std::unique_ptr<MonitorDisplay> make_monitor_lines(bool worst_first) {
  return std::make_unique<LinesOfServices>(worst_first);
}
std::unique_ptr<MonitorDisplay> make_monitor_json(TimePoint began) { return std::make_unique<JsonOfServices>(began); }
std::unique_ptr<MonitorDisplay> make_monitor_csv(std::FILE* file) { return std::make_unique<CsvOfServices>(file); }

}  // namespace joincast::app
