// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <QString>
#include <deque>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "libreceiver/diagnosis.h"
#include "libreceiver/receiver.h"
#include "libreceiver/resolve.h"
#include "ui/bridge/host_look.h"
#include "ui/bridge/outside.h"
#include "ui/control/signal_history.h"

namespace joincast::ui {

/// How the service that plays is received: gathers what is told of it, and answers why it is heard or not. Facts come
/// in through slots, wishes go out as signals.
class SignalController : public QObject {
  Q_OBJECT

 public:
  using Clock = std::function<TimePoint()>;

  /// `clock`: the machine's monotonic one; another in tests.
  explicit SignalController(Clock clock = {}, QObject* parent = nullptr);

  bool asked() const noexcept { return asked_; }                    ///< for a service
  const QString& name() const noexcept { return name_; }            ///< of the station; empty: nothing is asked for
  const QString& reference() const noexcept { return reference_; }  ///< what joins it, as it was asked for
  const std::optional<libreceiver::Target>& target() const noexcept { return target_; }
  const libreceiver::Snapshot& snapshot() const noexcept { return snapshot_; }
  const SignalHistory& history() const noexcept { return history_; }
  const HostLook& host() const noexcept { return host_; }
  const QString& description() const noexcept { return description_; }  ///< as announced; empty: none
  /// `rtp://[ff3e::8000:1]:5004`, as others can use it; empty: nothing is joined.
  QString uri() const;
  TimePoint now() const { return clock_(); }

  libreceiver::DiagnosisFacts facts() const;
  libreceiver::Diagnosis diagnosis() const { return libreceiver::diagnose(facts()); }
  libreceiver::RecentFigures recent() const;  ///< of the last minute

 public Q_SLOTS:
  void setStation(const QString& name, const QString& reference);  ///< empty ones: nothing is asked for
  void setName(const QString& name);                               ///< the same service's, as it is known now
  void handleJoined(const joincast::libreceiver::Target& target);
  void handleFailure(const QString& message);
  void handleEvent(const joincast::libreceiver::Event& event);
  void handleFigures(const joincast::libreceiver::Snapshot& snapshot);
  void handleHeadend(const joincast::ui::FoundHeadend& headend);
  void handleLook(const joincast::ui::HostLook& look);

 Q_SIGNALS:
  void serviceChanged();      ///< another, or none
  void figuresChanged();      ///< several times a second while something plays
  void descriptionChanged();  ///< another text
  void lookChanged();         ///< host() is another

  void lookWished();  ///< answered by handleLook()

 private:
  void forget();
  void note(const libreceiver::Event& event);

  Clock clock_;
  QString name_, reference_;
  bool asked_ = false;
  std::optional<libreceiver::Target> target_;
  libreceiver::Snapshot snapshot_;
  SignalHistory history_;
  std::deque<std::pair<TimePoint, libreceiver::Snapshot>> kept_;  // some of the last minute
  HostLook host_;
  std::optional<net::HostCounters> at_join_;
  QString description_;
  QString failure_;
  TimePoint asked_at_{};
  std::optional<TimePoint> first_came_, last_came_;        // packets of this service
  std::optional<std::pair<Group, TimePoint>> other_came_;  // of the one before
  std::vector<FoundHeadend> headends_;
  libreceiver::DiagnosisFacts told_;  // what events say: of the rest of it nothing is used
};

}  // namespace joincast::ui
