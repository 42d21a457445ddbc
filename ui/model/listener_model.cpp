// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/listener_model.h"

#include <algorithm>

#include "ui/model/signal_words.h"

namespace joincast::ui {

void ListenerModel::setListeners(std::vector<Receiver> listeners) {
  const bool same =
      std::equal(listeners.begin(), listeners.end(), listeners_.begin(), listeners_.end(),
                 [](const Receiver& a, const Receiver& b) { return a.ssrc == b.ssrc && a.address == b.address; });
  if (!same) beginResetModel();
  listeners_ = std::move(listeners);
  if (!same) return endResetModel();
  if (!listeners_.empty()) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
}

int ListenerModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(listeners_.size());
}

int ListenerModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : kColumns; }

QVariant ListenerModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  if (role == Qt::TextAlignmentRole && index.column() >= kLoss)
    return QVariant::fromValue(Qt::Alignment(Qt::AlignRight | Qt::AlignVCenter));
  if (role != Qt::DisplayRole) return {};
  const Receiver& one = listeners_[static_cast<std::size_t>(index.row())];
  const QString nothing = QStringLiteral("–");
  switch (index.column()) {
    case kAddress: return QString::fromStdString(to_string(one.address));
    case kSsrc: return hex(one.ssrc);
    case kName: return QString::fromStdString(one.cname);
    case kLoss: return one.reports ? perCent(100 * one.fraction_lost) : nothing;
    case kLost: return one.reports ? QString::number(one.lost) : nothing;
    case kJitter: return one.reports ? milliseconds(one.jitter) : nothing;
    default: return tr("%1 ago").arg(age(one.since_heard));
  }
}

QVariant ListenerModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
  switch (section) {
    case kAddress: return tr("Address");
    case kSsrc: return tr("SSRC");
    case kName: return tr("Name (CNAME)");
    case kLoss: return tr("Loss");
    case kLost: return tr("Lost in all");
    case kJitter: return tr("Jitter");
    default: return tr("Heard");
  }
}

}  // namespace joincast::ui
