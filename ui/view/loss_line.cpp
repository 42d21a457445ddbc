// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/loss_line.h"

#include <QApplication>
#include <QPainter>
#include <algorithm>

#include "ui/model/recordings_model.h"

namespace joincast::ui {

void LossLine::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QStyleOptionViewItem item = option;
  initStyleOption(&item, index);
  const int band = item.fontMetrics.height() / 2;  // below the words
  const QVariant places = index.data(RecordingsModel::kPlacesRole);
  const QStyle& style = item.widget ? *item.widget->style() : *QApplication::style();
  // The whole cell is the row's, the words stand above the line.
  const QRect whole = item.rect;
  const QString words = item.text;
  item.text.clear();
  style.drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
  const bool selected = item.state & QStyle::State_Selected;
  const QColor ink = item.palette.color(selected ? QPalette::HighlightedText : QPalette::Text);
  const int margin = style.pixelMetric(QStyle::PM_FocusFrameHMargin, &item, item.widget) + 1;
  const QRect inner = whole.adjusted(margin, 0, -margin, 0);
  painter->save();
  painter->setPen(ink);
  const QRect above = places.isValid() ? inner.adjusted(0, 0, 0, -band) : inner;
  painter->drawText(above, Qt::AlignLeft | Qt::AlignVCenter,
                    item.fontMetrics.elidedText(words, Qt::ElideRight, inner.width()));
  if (places.isValid()) {
    const double dot = std::max(1.0, item.fontMetrics.lineWidth() * 1.0);
    const double y = inner.bottom() - band / 2.0;
    QColor faint = ink;
    faint.setAlphaF(0.45f);
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->fillRect(QRectF(inner.left(), y, inner.width(), dot), faint);
    for (const QVariant& place : places.toList()) {
      const double x = inner.left() + place.toDouble() * (inner.width() - 2 * dot);
      painter->fillRect(QRectF(x, y - band / 3.0, 2 * dot, 2 * band / 3.0 + dot), ink);
    }
  }
  painter->restore();
}

QSize LossLine::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
  QSize size = QStyledItemDelegate::sizeHint(option, index);
  size.rheight() += option.fontMetrics.height() / 2;
  return size.expandedTo({option.fontMetrics.averageCharWidth() * 18, 0});
}

}  // namespace joincast::ui
