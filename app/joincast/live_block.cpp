// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/live_block.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

namespace joincast::app {
namespace {

constexpr std::string_view kHideCursor = "\x1b[?25l", kShowCursor = "\x1b[?25h";
constexpr std::string_view kClearLine = "\x1b[K", kClearBelow = "\x1b[J";

winsize size_of(std::FILE* terminal) {
  winsize size{};
  if (ioctl(fileno(terminal), TIOCGWINSZ, &size) != 0) return {};
  return size;
}

}  // namespace

LiveBlock::LiveBlock(std::FILE* terminal, bool keys) : keys_(keys), terminal_(terminal) { resume(); }
LiveBlock::~LiveBlock() { put(std::string(kShowCursor)); }

std::size_t LiveBlock::width(std::FILE* terminal) {
  const winsize size = size_of(terminal);
  return size.ws_col < 2 ? 79 : size.ws_col - 1u;
}

std::size_t LiveBlock::height(std::FILE* terminal) {
  const winsize size = size_of(terminal);
  return size.ws_row < 2 ? 24 : size.ws_row - 1u;
}

void LiveBlock::draw(const std::vector<std::string>& lines) {
  std::string out;
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

void LiveBlock::resized() { put(std::string(kClearBelow)); }

void LiveBlock::suspend() {
  end();
  put(std::string(kShowCursor));
  quiet_.reset();
}

void LiveBlock::resume() {
  quiet_.emplace(fileno(terminal_), keys_);
  put(std::string(kHideCursor));
}

void LiveBlock::end() {
  if (drawn_ > 1) put(fmt::format("\x1b[{}B", drawn_ - 1));
  put("\n");
}

void LiveBlock::end(const std::vector<std::string>& lines) {
  std::string out;
  for (const std::string& line : lines) out.append(line).append(kClearLine).append("\n");
  put(out.append(kClearBelow));
}

void LiveBlock::put(const std::string& text) const {
  std::fwrite(text.data(), 1, text.size(), terminal_);
  std::fflush(terminal_);
}

}  // namespace joincast::app
