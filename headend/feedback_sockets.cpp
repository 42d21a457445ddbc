// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/feedback_sockets.h"

#include <set>

#include "headend/description.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kReceiveBuffer = 4 * 1024 * 1024;  // octets: some second of ten thousand reports

}  // namespace

std::vector<std::string> FeedbackSockets::serve(const std::vector<Link>& links) {
  std::set<Place> wanted;
  for (const Link& link : links) {
    for (const LinkPrefix& prefix : link.prefixes) wanted.emplace(prefix.source, link.interface);
    if (link.source_specific_v6) wanted.emplace(*link.source_specific_v6, link.interface);
    if (link.source_v4) wanted.emplace(*link.source_v4, link.interface);
  }
  std::erase_if(sockets_, [&wanted](const auto& open) { return !wanted.contains(open.first); });
  std::erase_if(troubles_, [&wanted](const auto& trouble) { return !wanted.contains(trouble.first); });
  std::vector<std::string> news;
  for (const Place& place : wanted) {
    if (sockets_.contains(place)) continue;
    net::UnicastOptions options;
    options.address = place.first;
    options.interface = place.second;
    options.port = kRtcpPort;
    options.receive_buffer = kReceiveBuffer;
    auto socket = net::UnicastReceiver::open(loop_, options, handler_);
    if (socket) {
      sockets_.emplace(place, std::move(*socket));
      troubles_.erase(place);
      continue;
    }
    std::string trouble = "receivers cannot report to " + to_string(place.first) + " port " +
                          std::to_string(kRtcpPort) + ": " + socket.error().message();
    if (troubles_[place] == trouble) continue;
    troubles_[place] = trouble;
    news.push_back(std::move(trouble));
  }
  return news;
}

std::uint64_t FeedbackSockets::dropped() const noexcept {
  std::uint64_t drops = 0;
  for (const auto& [place, socket] : sockets_) drops += socket.counters().drops;
  return drops;
}

}  // namespace joincast::headend
