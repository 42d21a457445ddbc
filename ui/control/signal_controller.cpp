// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/signal_controller.h"

#include <algorithm>
#include <chrono>
#include <type_traits>
#include <variant>

namespace joincast::ui {
namespace {

using namespace std::chrono_literals;

constexpr Duration kMinute = 60s;
constexpr Duration kKeepEvery = 5s;
constexpr int kLinkScope = 2;  // RFC 4291 section 2.7

}  // namespace

SignalController::SignalController(Clock clock, QObject* parent) : QObject(parent), clock_(std::move(clock)) {
  if (!clock_) clock_ = [] { return TimePoint{std::chrono::steady_clock::now().time_since_epoch()}; };
}

void SignalController::setStation(const QString& name, const QString& reference) {
  if (name == name_ && reference == reference_) return;
  name_ = name;
  reference_ = reference;
  asked_ = !reference.isEmpty();
  forget();
  Q_EMIT serviceChanged();
  Q_EMIT descriptionChanged();
}

void SignalController::setName(const QString& name) {
  if (name == name_) return;
  name_ = name;
  Q_EMIT serviceChanged();
}

void SignalController::forget() {
  if (target_ && last_came_) other_came_ = {target_->group, *last_came_};
  target_.reset();
  snapshot_ = {};
  history_.clear();
  kept_.clear();
  host_ = {};
  at_join_.reset();
  description_.clear();
  failure_.clear();
  asked_at_ = clock_();
  first_came_.reset();
  last_came_.reset();
  told_ = {};
}

void SignalController::handleJoined(const libreceiver::Target& target) {
  forget();
  asked_ = true;
  target_ = target;
  description_ = QString::fromStdString(target.description);
  Q_EMIT serviceChanged();
  Q_EMIT descriptionChanged();
  Q_EMIT lookWished();
}

void SignalController::handleFailure(const QString& message) {
  failure_ = message;
  asked_ = true;
  Q_EMIT serviceChanged();
}

void SignalController::handleEvent(const libreceiver::Event& event) {
  using namespace libreceiver;
  const QString before = description_;
  std::visit(
      [this](const auto& what) {
        using What = std::decay_t<decltype(what)>;
        if constexpr (std::is_same_v<What, Described>) {
          description_ = QString::fromStdString(what.text);
        } else if constexpr (std::is_same_v<What, StateChanged>) {
          told_.state = what.state;
          told_.state_reason = what.reason;
        } else if constexpr (std::is_same_v<What, SenderLeft>) {
          told_.sender_left = true;
        } else if constexpr (std::is_same_v<What, MediaCame> || std::is_same_v<What, Resumed>) {
          told_.sender_left = false;
          first_came_ = clock_();
        } else if constexpr (std::is_same_v<What, Unplayable>) {
          told_.unplayable = what.reason;
        } else if constexpr (std::is_same_v<What, Bound>) {
          told_.unplayable.clear();
        } else if constexpr (std::is_same_v<What, SoundFailed>) {
          told_.sound_failure = what.message;
        } else if constexpr (std::is_same_v<What, SoundBegan>) {
          told_.sound_failure.clear();
          told_.srtp.reset();
        } else if constexpr (std::is_same_v<What, SrtpTrouble>) {
          told_.srtp = what.kind;
        }
      },
      event.what);
  if (description_ != before) Q_EMIT descriptionChanged();
}

void SignalController::handleFigures(const libreceiver::Snapshot& snapshot) {
  if (!target_) return;
  const TimePoint now = clock_();
  if (snapshot.session.packets != snapshot_.session.packets && snapshot.session.packets != 0) {
    if (!first_came_) first_came_ = now;
    last_came_ = now;
  }
  snapshot_ = snapshot;
  history_.add(snapshot, now);
  if (kept_.empty() || now - kept_.back().first >= kKeepEvery) kept_.emplace_back(now, snapshot);
  while (kept_.size() > 1 && now - kept_.front().first > kMinute) kept_.pop_front();
  Q_EMIT figuresChanged();
}

void SignalController::handleHeadend(const FoundHeadend& headend) {
  std::erase_if(headends_, [&](const FoundHeadend& known) {
    return known.name == headend.name && known.interface == headend.interface;
  });
  if (!headend.gone) headends_.push_back(headend);
}

void SignalController::handleLook(const HostLook& look) {
  host_ = look;
  if (!at_join_) at_join_ = look.counters;
  Q_EMIT lookChanged();
}

QString SignalController::uri() const {
  if (!target_) return {};
  const auto bracketed = [](const IpAddress& address, const std::string& zone = {}) {
    return address.is_v6() ? "[" + to_string(address) + zone + "]" : to_string(address) + zone;
  };
  const IpAddress& group = target_->group.address;
  // Elsewhere the interface has another name; only a group of this link means nothing without (RFC 6874).
  const bool link_only = group.is_v6() && (group.octets()[1] & 0xf) <= kLinkScope;
  std::string uri = "rtp://";
  if (target_->source) uri += bracketed(*target_->source) + "@";
  uri += bracketed(group, link_only ? "%25" + target_->interface : std::string());
  uri += ":" + std::to_string(target_->port);
  return QString::fromStdString(uri);
}

libreceiver::RecentFigures SignalController::recent() const {
  if (kept_.empty()) return {};
  return libreceiver::recent_figures(kept_.front().second, snapshot_, clock_() - kept_.front().first);
}

libreceiver::DiagnosisFacts SignalController::facts() const {
  libreceiver::DiagnosisFacts facts = told_;
  const TimePoint now = clock_();
  facts.asked = asked_;
  facts.failure = failure_.toStdString();
  facts.target = target_;
  facts.interface = host_.interface;
  facts.in_system = host_.membership;
  facts.querier = host_.querier;
  if (host_.counters && at_join_) facts.host = growth(*host_.counters, *at_join_);
  facts.since_join = now - asked_at_;
  for (const FoundHeadend& headend : headends_)
    facts.headend_prefixes.insert(facts.headend_prefixes.end(), headend.prefixes.begin(), headend.prefixes.end());
  if (target_ && other_came_ && other_came_->first.interface == target_->group.interface &&
      other_came_->first != target_->group)
    facts.other_came = now - other_came_->second;
  facts.now = snapshot_;
  facts.recent = recent();
  if (first_came_ && last_came_) facts.played = std::max(*last_came_ - *first_came_, Duration{});
  facts.described = !description_.isEmpty();
  return facts;
}

}  // namespace joincast::ui
