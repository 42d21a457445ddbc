// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/opened_panel.h"

#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>
#include <utility>

#include "ui/view/icons.h"

namespace joincast::ui {

OpenedPanel::OpenedPanel(QWidget* parent) : QWidget(parent), title_(new QLabel(this)), list_(new QListWidget(this)) {
  title_->setTextFormat(Qt::PlainText);
  title_->setWordWrap(true);
  title_->setMargin(fontMetrics().averageCharWidth());
  title_->setText(tr("Open a playlist by the File menu, or drop it on the window: its stations are listed here."));
  list_->setAccessibleName(tr("Stations of the playlist"));
  list_->setUniformItemSizes(true);
  auto* const column = new QVBoxLayout(this);
  column->setContentsMargins({});
  column->setSpacing(0);
  column->addWidget(title_);
  column->addWidget(list_, 1);
  connect(list_, &QListWidget::itemActivated, this,
          [this](QListWidgetItem* item) { Q_EMIT playWished(stations_[static_cast<std::size_t>(list_->row(item))]); });
}

void OpenedPanel::setStations(const QString& title, std::vector<Station> stations, int others) {
  stations_ = std::move(stations);
  QString text = tr("%n station(s) of “%1”", nullptr, static_cast<int>(stations_.size())).arg(title);
  if (others > 0) text += QLatin1Char('\n') + tr("%n more cannot be played here.", nullptr, others);
  title_->setText(text);
  list_->clear();
  for (const Station& station : stations_) list_->addItem(station.name);
  setPlaying(playing_);
}

void OpenedPanel::setPlaying(const QString& key) {
  playing_ = key;
  for (int row = 0; row < list_->count(); ++row) {
    const bool plays = stations_[static_cast<std::size_t>(row)].key == key;
    QListWidgetItem* const item = list_->item(row);
    item->setIcon(plays ? icon("state-playing") : QIcon());
    item->setData(Qt::AccessibleTextRole, plays ? tr("%1, chosen").arg(item->text()) : item->text());
    if (plays) list_->setCurrentRow(row);
  }
}

}  // namespace joincast::ui
