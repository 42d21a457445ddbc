// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QTreeView>
#include <optional>

namespace joincast::ui {

class StationModel;

/// The rows of a StationModel. Keeps the current row and what is in sight by the stations' keys when the rows become
/// others. Letters that are typed here belong to the search.
class StationList : public QTreeView {
  Q_OBJECT

 public:
  explicit StationList(StationModel& model, QWidget* parent = nullptr);

  void begin();  ///< the first station is the current one if none is yet

 Q_SIGNALS:
  void stepped(const QModelIndex& index);  ///< by an arrow key
  void folded(int row, bool collapsed);    ///< a heading, by an arrow key or a click: it is wished to be so
  void typed(const QString& text);

 protected:
  void focusInEvent(QFocusEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyboardSearch(const QString& text) override;

 private:
  void remember();
  void restore();

  StationModel& model_;
  QString current_, top_;           // keys
  std::optional<QString> heading_;  // that is current
};

}  // namespace joincast::ui
