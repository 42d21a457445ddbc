// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QIcon>
#include <QStyledItemDelegate>
#include <array>

namespace joincast::ui {

/// Draws a row of a StationModel: its state as an icon beside the word, headings apart from stations.
class StationDelegate : public QStyledItemDelegate {
  Q_OBJECT

 public:
  explicit StationDelegate(QObject* parent = nullptr);

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

 private:
  std::array<QIcon, 8> states_;  // by Tuning
  QIcon onAir_, radio_, television_, star_, starFilled_;
};

}  // namespace joincast::ui
