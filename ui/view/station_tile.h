// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QString>
#include <QWidget>

namespace joincast::ui {

/// A station's picture where it has none: its first letter on a colour that is always the same for that name.
class StationTile : public QWidget {
  Q_OBJECT

 public:
  explicit StationTile(QWidget* parent = nullptr);

  void setName(const QString& name);  ///< empty: no station, an empty tile

  QSize sizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  QString name_;
};

}  // namespace joincast::ui
