// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/station_delegate.h"

#include <QStyle>
#include <QWidget>

#include "ui/model/station_model.h"
#include "ui/view/icons.h"

namespace joincast::ui {

StationDelegate::StationDelegate(QObject* parent)
    : QStyledItemDelegate(parent),
      states_{icon("state-silent"),  icon("state-asking"), icon("state-answered"), icon("state-buffering"),
              icon("state-playing"), icon("state-paused"), icon("state-stalled"),  icon("state-failed")},
      onAir_(icon("on-air")),
      radio_(icon("radio")),
      television_(icon("tv")),
      star_(icon("star")),
      starFilled_(icon("star-filled")) {}

void StationDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
  QStyledItemDelegate::initStyleOption(option, index);
  if (index.data(StationModel::kHeadingRole).toBool()) {
    option->backgroundBrush = option->palette.brush(QPalette::Button);
    return;
  }
  const auto tuning = static_cast<Tuning>(index.data(StationModel::kTuningRole).toInt());
  const auto decorate = [&](const QIcon& icon) {
    const int size = option->widget->style()->pixelMetric(QStyle::PM_SmallIconSize, option, option->widget);
    option->icon = icon;
    option->decorationSize = QSize(size, size);
    option->features |= QStyleOptionViewItem::HasDecoration;
  };
  switch (static_cast<StationColumn>(index.column())) {
    case StationColumn::name:
      option->font.setBold(tuning != Tuning::silent && tuning != Tuning::failed);
      return decorate(index.data(StationModel::kTelevisionRole).toBool() ? television_ : radio_);
    case StationColumn::favourite:
      option->text.clear();
      return decorate(index.data(StationModel::kFavouriteRole).toBool() ? starFilled_ : star_);
    case StationColumn::state:
      if (tuning != Tuning::silent) return decorate(states_[static_cast<std::size_t>(tuning)]);
      if (index.data(StationModel::kOnAirRole).toBool()) decorate(onAir_);
      return;
    default: return;
  }
}

}  // namespace joincast::ui
