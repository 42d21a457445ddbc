// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/monitored_service.h"

#include "app/joincast/words.h"

namespace joincast::app {
namespace {

constexpr std::size_t kLately = 10;  // intervals

std::string_view name_of(libreceiver::SrtpTrouble::Kind kind) noexcept {
  using Kind = libreceiver::SrtpTrouble::Kind;
  switch (kind) {
    case Kind::wrong_key: return "wrong key";
    case Kind::no_key: return "no key";
    case Kind::in_clear: return "in clear";
    case Kind::no_library: break;
  }
  return "no SRTP";
}

}  // namespace

MonitoredService::MonitoredService(net::EventLoop& loop, DisplayContext context,
                                   const libreceiver::SessionRunner::Options& options, Handler on_event)
    : context_(std::move(context)), on_event_(std::move(on_event)), runner_(loop, options, *this) {}

std::error_code MonitoredService::start() {
  if (const auto error = runner_.start(context_.target)) return error;
  runner_.settle();
  return {};
}

void MonitoredService::tick() {
  const auto figures = runner_.statistics();
  if (!lately_.empty() && figures.expected < lately_.back().first) lately_.clear();  // another source
  lately_.emplace_back(figures.expected, figures.missing);
  if (lately_.size() > kLately + 1) lately_.pop_front();
}

MonitorRow MonitoredService::row() const {
  MonitorRow row;
  row.service = name();
  row.group = context_.group;
  row.interface = context_.target.interface;
  row.station = station_;
  if (const auto item = runner_.item()) row.title = item->title;
  row.figures = runner_.statistics();
  const bool comes = row.figures.phase == libreceiver::Phase::playing;
  row.state = !comes && !station_state_.empty() ? station_state_ : std::string(name_of(row.figures.phase));
  if (!comes) row.reason = reason_;
  if (locked_ && !comes) {
    row.state = name_of(locked_->kind);
    row.reason = locked_->message;
  }
  row.socket_drops = runner_.socket_drops();
  row.stalls = stalls_;
  row.sources = sources_;
  if (lately_.size() > 1) {
    const auto expected = lately_.back().first - lately_.front().first;
    const auto missing = lately_.back().second - std::min(lately_.front().second, lately_.back().second);
    if (expected) row.recent_loss = static_cast<double>(missing) / static_cast<double>(expected);
  }
  return row;
}

std::string MonitoredService::name() const { return libreceiver::short_name(context_.target); }

void MonitoredService::handle_unit(libreceiver::Session::Unit unit, Now) {
  taken_ = libreceiver::Session::Position{unit.stream, unit.unit.timestamp + unit.unit.duration};
}

void MonitoredService::handle_event(const libreceiver::Event& event) {
  if (const auto* described = std::get_if<libreceiver::Described>(&event.what)) station_ = described->name;
  if (const auto* state = std::get_if<libreceiver::StateChanged>(&event.what)) {
    station_state_ = state->state == sdp::State::playing ? std::string() : std::string(to_string(state->state));
    reason_ = state->reason;
  }
  if (const auto* trouble = std::get_if<libreceiver::SrtpTrouble>(&event.what)) locked_ = *trouble;
  if (std::holds_alternative<libreceiver::Bound>(event.what)) locked_.reset();
  if (std::holds_alternative<libreceiver::MediaCame>(event.what)) ++sources_;
  if (std::holds_alternative<libreceiver::Stalled>(event.what)) ++stalls_;
  on_event_(*this, event);
}

}  // namespace joincast::app
