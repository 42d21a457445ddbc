// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QAbstractTableModel>
#include <vector>

#include "libreceiver/rtcp_facts.h"

namespace joincast::ui {

/// The other receivers of a service, as they report by RTCP.
class ListenerModel : public QAbstractTableModel {
  Q_OBJECT

 public:
  enum Column : int { kAddress, kSsrc, kName, kLoss, kLost, kJitter, kHeard, kColumns };
  using Receiver = libreceiver::RtcpFacts::Receiver;

  using QAbstractTableModel::QAbstractTableModel;

  void setListeners(std::vector<Receiver> listeners);

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  std::vector<Receiver> listeners_;
};

}  // namespace joincast::ui
