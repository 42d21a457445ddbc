// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/icy.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"

namespace joincast::gateway {
namespace {

constexpr std::size_t kUnit = 16;               // octets that the length counts
constexpr std::size_t kMostText = 255 * kUnit;  // octets
constexpr std::size_t kMostTitle = 3 * 1024;    // octets, so that a link has room
constexpr std::string_view kApostrophe = "’";   // not the octet that ends a title

/// Players look for `';`.
std::string harmless(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at)
    if (text.substr(at).starts_with("';"))
      out += kApostrophe;
    else
      out += text[at];
  if (out.ends_with('\'')) out.replace(out.size() - 1, 1, kApostrophe);
  return out;
}

}  // namespace

Bytes icy_block(std::string_view title, std::string_view link) {
  std::string text = "StreamTitle='" + std::string(cut_utf8(harmless(title), kMostTitle)) + "';";
  const std::string url = link.empty() ? std::string() : "StreamUrl='" + harmless(link) + "';";
  if (text.size() + url.size() <= kMostText) text += url;
  const std::size_t units = (text.size() + kUnit - 1) / kUnit;
  Bytes block(1 + units * kUnit);
  block[0] = static_cast<std::uint8_t>(units);
  std::copy(text.begin(), text.end(), block.begin() + 1);
  return block;
}

void IcyInterleaver::set_title(std::string_view title, std::string_view link) {
  Bytes block = icy_block(title, link);
  if (block == block_) return;
  block_ = std::move(block);
  told_ = false;
}

void IcyInterleaver::write(ByteView sound, Bytes& out) {
  while (!sound.empty()) {
    if (left_ == 0) {
      if (std::exchange(told_, true))
        out.push_back(0);
      else
        out.insert(out.end(), block_.begin(), block_.end());
      left_ = interval_;
    }
    const std::size_t now = std::min(left_, sound.size());
    out.insert(out.end(), sound.begin(), sound.begin() + static_cast<std::ptrdiff_t>(now));
    sound = sound.subspan(now);
    left_ -= now;
  }
}

}  // namespace joincast::gateway
