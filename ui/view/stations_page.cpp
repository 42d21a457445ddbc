// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/stations_page.h"

#include <QActionGroup>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QPushButton>
#include <QSettings>
#include <QSignalBlocker>
#include <QStackedLayout>
#include <QStyle>
#include <QTabBar>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>
#include <tuple>
#include <utility>

#include "ui/model/station_model.h"
#include "ui/view/facet_box.h"
#include "ui/view/station_list.h"
#include "ui/view/welcome.h"

namespace joincast::ui {
namespace {

const QString kColumns = QStringLiteral("stations/columns"), kGrouping = QStringLiteral("stations/grouping");

QString nameOf(Source source) {
  switch (source) {
    case Source::everything: return StationsPage::tr("Everything");
    case Source::onAir: return StationsPage::tr("On air");
    case Source::favourites: return StationsPage::tr("Favourites");
    case Source::history: return StationsPage::tr("History");
    case Source::radio: return StationsPage::tr("Radio");
    case Source::television: return StationsPage::tr("Television");
  }
  return {};
}

int section(StationColumn column) { return static_cast<int>(column); }

}  // namespace

StationsPage::StationsPage(StationModel& model, QWidget* parent)
    : QWidget(parent),
      model_(model),
      sources_(new QTabBar(this)),
      search_(new QLineEdit(this)),
      clear_(new QToolButton(this)),
      count_(new QLabel(this)),
      list_(new StationList(model, this)),
      stack_(new QStackedLayout),
      emptyText_(new QLabel(this)),
      emptyButton_(new QPushButton(this)),
      welcome_(new Welcome(this)),
      columns_(new QMenu(tr("&Columns"), this)),
      groupings_(new QMenu(tr("&Group by"), this)) {
  sources_->setAccessibleName(tr("What is listed"));
  sources_->setDrawBase(false);
  sources_->setExpanding(false);
  for (std::size_t source = 0; source < kSources; ++source) sources_->addTab(nameOf(static_cast<Source>(source)));
  search_->setPlaceholderText(tr("Search by name, title, genre or country"));
  search_->setClearButtonEnabled(true);
  search_->setAccessibleName(tr("Search"));
  search_->installEventFilter(this);
  list_->setAccessibleName(tr("Stations"));
  count_->setTextFormat(Qt::PlainText);
  makeBoxes();

  auto* const empty = new QWidget(this);
  emptyText_->setTextFormat(Qt::PlainText);
  emptyText_->setAlignment(Qt::AlignCenter);
  emptyText_->setWordWrap(true);
  auto* const middle = new QVBoxLayout(empty);
  middle->addStretch(2);
  middle->addWidget(emptyText_);
  middle->addWidget(emptyButton_, 0, Qt::AlignHCenter);
  middle->addStretch(3);
  stack_->addWidget(list_);
  stack_->addWidget(empty);
  stack_->addWidget(welcome_);

  auto* const filters = new QHBoxLayout;
  filters->addWidget(search_, 2);
  for (FacetBox* box : boxes_) filters->addWidget(box, 1);
  filters->addWidget(clear_);
  auto* const top = new QHBoxLayout;
  top->addWidget(sources_, 1);
  top->addWidget(count_);
  auto* const layout = new QVBoxLayout(this);
  layout->addLayout(top);
  layout->addLayout(filters);
  layout->addLayout(stack_, 1);

  emptyButton_->setText(tr("Show everything"));
  makeMenus();
  restore();
  connect(sources_, &QTabBar::currentChanged, this, [this](int tab) { setSource(static_cast<Source>(tab)); });
  connect(search_, &QLineEdit::textChanged, this, [this](const QString& words) {
    StationQuery query = query_;
    query.words = words;
    setQuery(query);
  });
  connect(list_, &QTreeView::activated, this, &StationsPage::activate);
  connect(list_, &QTreeView::clicked, this, [this](const QModelIndex& index) {
    const Station* const station = model_.stationAt(index.row());
    if (station && index.column() == section(StationColumn::favourite)) Q_EMIT favouriteWished(*station);
  });
  connect(list_, &StationList::stepped, this, [this](const QModelIndex& index) {
    const Station* const station = model_.stationAt(index.row());
    if (playing_ && station) Q_EMIT zapWished(*station);
  });
  connect(list_, &StationList::folded, this, &StationsPage::fold);
  connect(list_, &StationList::typed, this, [this](const QString& text) {
    focusSearch();
    search_->insert(text);
  });
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &StationsPage::currentChanged);
  connect(list_->header(), &QHeaderView::sortIndicatorChanged, this, [this](int column, Qt::SortOrder order) {
    StationQuery query = query_;
    query.sort = static_cast<StationColumn>(column);
    query.descending = order == Qt::DescendingOrder;
    setQuery(query);
  });
  list_->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(list_, &QTreeView::customContextMenuRequested, this, [this](const QPoint& where) {
    if (current() && !rowActions_.isEmpty()) QMenu::exec(rowActions_, list_->viewport()->mapToGlobal(where));
  });
  list_->header()->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(list_->header(), &QHeaderView::customContextMenuRequested, this,
          [this](const QPoint& where) { columns_->exec(list_->header()->mapToGlobal(where)); });
}

StationsPage::~StationsPage() {
  const QSignalBlocker quiet(this);
  setSource(Source::everything);  // columns of the history's own are not those that were chosen
  QSettings settings;
  settings.setValue(kColumns, list_->header()->saveState());
  settings.setValue(kGrouping, static_cast<int>(query_.grouping));
}

QTreeView& StationsPage::list() noexcept { return *list_; }

void StationsPage::makeBoxes() {
  const std::array names = {tr("Genre"), tr("Country"), tr("Language"), tr("Codec")};
  const std::array alls = {tr("All genres"), tr("All countries"), tr("All languages"), tr("All codecs")};
  for (std::size_t facet = 0; facet < kFacets; ++facet) {
    boxes_[facet] = new FacetBox(static_cast<Facet>(facet), names[facet], alls[facet], this);
    connect(boxes_[facet], &FacetBox::chosen, this, [this, facet](const QString& value) {
      StationQuery query = query_;
      query.filters[facet] = value;
      setQuery(query);
    });
  }
  clear_->setText(tr("Clear filters"));
  clear_->setEnabled(false);
  connect(clear_, &QToolButton::clicked, this, &StationsPage::clearFilters);
}

void StationsPage::makeMenus() {
  for (int column = 0; column < kStationColumns; ++column) {
    QAction* const action = columns_->addAction(StationModel::columnName(static_cast<StationColumn>(column)));
    action->setCheckable(true);
    action->setEnabled(column != section(StationColumn::name));
    const int digit = (column + 1) % 10;  // Alt+1 to Alt+0, then with Shift
    action->setShortcut(QKeySequence(
        QKeyCombination(column < 10 ? Qt::KeyboardModifiers(Qt::AltModifier) : Qt::AltModifier | Qt::ShiftModifier,
                        Qt::Key(Qt::Key_0 + digit))));
    connect(action, &QAction::toggled, this,
            [this, column](bool shown) { list_->header()->setSectionHidden(column, !shown); });
  }
  connect(columns_, &QMenu::aboutToShow, this, &StationsPage::checkColumns);
  auto* const group = new QActionGroup(this);
  const std::array names = {tr("&Nothing"), tr("&Genre"), tr("&Country"), tr("&Language"), tr("&Headend")};
  for (std::size_t grouping = 0; grouping < names.size(); ++grouping) {
    QAction* const action = groupings_->addAction(names[grouping]);
    action->setCheckable(true);
    action->setChecked(grouping == 0);
    action->setShortcut(QKeySequence(QKeyCombination(Qt::CTRL, Qt::Key_G),
                                     QKeyCombination(Qt::Key(Qt::Key_0 + static_cast<int>(grouping)))));
    group->addAction(action);
    connect(action, &QAction::triggered, this, [this, grouping] { setGrouping(static_cast<Grouping>(grouping)); });
  }
}

void StationsPage::checkColumns() {
  for (int column = 0; column < kStationColumns; ++column) {
    QAction* const action = columns_->actions().at(column);
    const QSignalBlocker quiet(action);
    action->setChecked(!list_->header()->isSectionHidden(column));
  }
}

void StationsPage::restore() {
  const QSettings settings;
  QHeaderView* const header = list_->header();
  header->setSectionsClickable(true);
  header->setSortIndicatorShown(true);
  header->setStretchLastSection(true);
  if (!header->restoreState(settings.value(kColumns).toByteArray())) {
    const int letter = fontMetrics().averageCharWidth();
    const std::array<int, kStationColumns> widths = {32, 4, 13, 32, 18, 18, 14, 7, 7, 11, 18, 20};
    for (int column = 0; column < kStationColumns; ++column)
      header->resizeSection(column, letter * widths[static_cast<std::size_t>(column)]);
    for (const StationColumn column : {StationColumn::language, StationColumn::headend, StationColumn::heard})
      header->setSectionHidden(section(column), true);
    header->moveSection(header->visualIndex(section(StationColumn::favourite)), 0);
    header->setSortIndicator(section(StationColumn::name), Qt::AscendingOrder);
  }
  checkColumns();
  query_.sort = static_cast<StationColumn>(std::clamp(header->sortIndicatorSection(), 0, kStationColumns - 1));
  query_.descending = header->sortIndicatorOrder() == Qt::DescendingOrder;
  const int grouping = settings.value(kGrouping).toInt();
  if (grouping > 0 && grouping < groupings_->actions().size()) {
    groupings_->actions().at(grouping)->setChecked(true);
    query_.grouping = static_cast<Grouping>(grouping);
  }
}

const Station* StationsPage::current() const { return model_.stationAt(list_->currentIndex().row()); }

void StationsPage::setQuery(StationQuery query) {
  if (query == query_) return;
  query_ = std::move(query);
  clear_->setEnabled(query_.narrows());
  Q_EMIT queryWished(query_);
}

void StationsPage::setGrouping(Grouping grouping) {
  StationQuery query = query_;
  query.grouping = grouping;
  query.collapsed.clear();
  setQuery(query);
}

void StationsPage::setSource(Source source) {
  if (source == query_.source) return;
  const QSignalBlocker quiet(sources_);
  sources_->setCurrentIndex(static_cast<int>(source));
  StationQuery query = query_;
  if (source == Source::history) {
    sortBefore_ = {query.sort, query.descending};
    heardBefore_ = !list_->header()->isSectionHidden(section(StationColumn::heard));
    query.sort = StationColumn::heard;
    query.descending = true;
    list_->header()->setSectionHidden(section(StationColumn::heard), false);
  } else if (query.source == Source::history) {
    std::tie(query.sort, query.descending) = sortBefore_;
    list_->header()->setSectionHidden(section(StationColumn::heard), !heardBefore_);
  }
  checkColumns();
  query.source = source;
  const QSignalBlocker header(list_->header());
  list_->header()->setSortIndicator(section(query.sort), query.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
  list_->header()->viewport()->update();
  setQuery(query);
}

void StationsPage::clearFilters() {
  StationQuery query = query_;
  query.words.clear();
  query.filters = {};
  const QSignalBlocker quiet(search_);
  search_->clear();
  setQuery(query);
}

void StationsPage::step(const QString& key, int direction) {
  int row = model_.rowOf(key);
  if (row < 0) row = list_->currentIndex().row();
  row = row < 0 && direction < 0 ? model_.rowCount() - 1 : row + direction;
  while (model_.headingAt(row)) row += direction;
  const Station* const station = model_.stationAt(row);
  if (!station) return;
  list_->setCurrentIndex(model_.index(row, 0));
  Q_EMIT zapWished(*station);
}

void StationsPage::focusSearch() {
  search_->setFocus(Qt::ShortcutFocusReason);
  search_->selectAll();
}

void StationsPage::showFound(StationViewPtr view) {
  model_.setView(view);
  for (FacetBox* box : boxes_) box->setView(view);
  for (std::size_t source = 0; source < kSources; ++source)
    sources_->setTabToolTip(static_cast<int>(source),
                            tr("%n station(s)", nullptr, static_cast<int>(view->sources[source])));
  count_->setText(tr("%n station(s)", nullptr, static_cast<int>(view->found)));
  showEmpty(*view);
  Q_EMIT currentChanged();
}

void StationsPage::showEmpty(const StationView& view) {
  const Emptiness emptiness = view.emptiness();
  if (emptiness == Emptiness::looking) return stack_->setCurrentWidget(welcome_);
  stack_->setCurrentIndex(emptiness == Emptiness::none ? 0 : 1);
  emptyButton_->disconnect(this);
  const auto offer = [this](const QString& label, auto action) {
    emptyButton_->setText(label);
    connect(emptyButton_, &QPushButton::clicked, this, action);
  };
  emptyButton_->setVisible(emptiness != Emptiness::none);
  const auto everything = [this] {
    clearFilters();
    setSource(Source::everything);
  };
  switch (emptiness) {
    case Emptiness::none:
    case Emptiness::looking: return;
    case Emptiness::nothingFits:
      emptyText_->setText(tr("No station fits."));
      return offer(tr("Clear filters"), &StationsPage::clearFilters);
    case Emptiness::noFavourites:
      emptyText_->setText(tr("There are no favourites yet.\nA click on the star of a station, or %1, keeps it here.")
                              .arg(QKeySequence(Qt::CTRL | Qt::Key_D).toString(QKeySequence::NativeText)));
      break;
    case Emptiness::noHistory:
      emptyText_->setText(tr("Nothing was played yet.\nWhat you listen to is listed here, with the time."));
      break;
    case Emptiness::nothingOnAir:
      emptyText_->setText(tr("Nobody listens just now.\nA station is sent as soon as somebody wants it: play one."));
      break;
    case Emptiness::noneOfKind: emptyText_->setText(tr("No headend offers anything of this kind.")); break;
  }
  offer(tr("Show everything"), everything);
}

void StationsPage::activate(const QModelIndex& index) {
  if (const auto* const group = model_.headingAt(index.row())) return fold(index.row(), !group->collapsed);
  if (const Station* const station = model_.stationAt(index.row())) Q_EMIT playWished(*station);
}

void StationsPage::fold(int row, bool collapsed) {
  const auto* const group = model_.headingAt(row);
  if (!group) return;
  StationQuery query = query_;
  if (collapsed)
    query.collapsed.insert(group->name);
  else
    query.collapsed.remove(group->name);
  setQuery(query);
}

bool StationsPage::eventFilter(QObject* watched, QEvent* event) {
  if (watched != search_ || event->type() != QEvent::KeyPress) return QWidget::eventFilter(watched, event);
  switch (static_cast<QKeyEvent*>(event)->key()) {
    case Qt::Key_Escape: search_->clear(); return true;
    case Qt::Key_Down:
    case Qt::Key_Return:
    case Qt::Key_Enter:
      list_->begin();
      list_->setFocus(Qt::TabFocusReason);
      return true;
    default: return QWidget::eventFilter(watched, event);
  }
}

}  // namespace joincast::ui
