// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QComboBox>

#include "ui/model/facet_model.h"

namespace joincast::ui {

/// Lets a person choose one value of a facet, or all.
class FacetBox : public QComboBox {
  Q_OBJECT

 public:
  /// `name`: of the facet, for those who hear it; `all`: what stands there while nothing is chosen.
  FacetBox(Facet facet, const QString& name, const QString& all, QWidget* parent = nullptr);

  void setView(const StationViewPtr& view);  ///< choices and the chosen one; while it is open, later
  void showPopup() override;
  void hidePopup() override;

 Q_SIGNALS:
  void chosen(const QString& value);  ///< empty: all

 private:
  void take(const StationViewPtr& view);

  Facet facet_;
  FacetModel* values_;
  StationViewPtr waiting_;
  bool open_ = false;
};

}  // namespace joincast::ui
