// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/signal_page.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QSettings>
#include <QStackedWidget>
#include <QTabWidget>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/control/signal_controller.h"
#include "ui/model/description_model.h"
#include "ui/model/fact_model.h"
#include "ui/model/listener_model.h"
#include "ui/model/signal_facts.h"
#include "ui/view/copy_view.h"
#include "ui/view/elided_label.h"
#include "ui/view/icons.h"
#include "ui/view/signal_plot.h"

namespace joincast::ui {
namespace {

const QString kWindowKey = QStringLiteral("signal/minutes");

QLabel* emptyLabel(QWidget* parent) {
  auto* const label = new QLabel(parent);
  label->setAlignment(Qt::AlignCenter);
  label->setWordWrap(true);
  label->setMargin(2 * label->fontMetrics().height());
  return label;
}

CopyView* factView(FactModel* model, const QString& name, QWidget* parent) {
  auto* const view = new CopyView(parent);
  view->setModel(model);
  view->setAccessibleName(name);
  view->header()->setSectionResizeMode(FactModel::kName, QHeaderView::ResizeToContents);
  return view;
}

}  // namespace

SignalPage::SignalPage(SignalController& signal, QWidget* parent)
    : QWidget(parent),
      signal_(signal),
      title_(new ElidedLabel(this)),
      window_(new QComboBox(this)),
      tabs_(new QTabWidget(this)),
      description_(new DescriptionModel(this)),
      listeners_(new ListenerModel(this)),
      forgiven_(new QLabel(this)),
      drawing_(new QTimer(this)),
      looking_(new QTimer(this)) {
  makeActions();
  for (FactModel*& model : facts_) model = new FactModel(this);
  for (const int minutes : {1, 5, 30}) window_->addItem(tr("%n minute(s)", nullptr, minutes), minutes);
  window_->setCurrentIndex(std::max(0, window_->findData(QSettings().value(kWindowKey, 1))));
  window_->setAccessibleName(tr("Time shown"));
  title_->setTextFormat(Qt::PlainText);
  QFont large = title_->font();
  large.setBold(true);
  title_->setFont(large);

  auto* const head = new QHBoxLayout;
  head->addWidget(title_, 1);
  auto* const time = new QLabel(tr("&Time shown:"), this);
  time->setBuddy(window_);
  head->addWidget(time);
  head->addWidget(window_);
  for (QAction* action : {why_, copyReport_}) {
    auto* const button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
    head->addWidget(button);
  }
  tabs_->setDocumentMode(true);
  tabs_->setAccessibleName(tr("Signal"));
  tabs_->addTab(page(makePlots(), emptyLabel(this)), tr("&Plots"));
  tabs_->addTab(page(makeDescription(), emptyLabel(this)), tr("Session &description"));
  tabs_->addTab(page(factView(facts_[0], tr("Membership and interface"), this), emptyLabel(this)),
                tr("&Membership and interface"));
  tabs_->addTab(page(makeRtcp(), emptyLabel(this)), tr("RT&CP"));
  tabs_->addTab(page(factView(facts_[2], tr("Counters"), this), emptyLabel(this)), tr("C&ounters"));
  auto* const layout = new QVBoxLayout(this);
  layout->addLayout(head);
  layout->addWidget(tabs_, 1);

  drawing_->setInterval(kDrawEvery);
  looking_->setInterval(kLookEvery);
  connect(drawing_, &QTimer::timeout, this, &SignalPage::drawNext);
  connect(looking_, &QTimer::timeout, &signal_, &SignalController::lookWished);
  connect(&signal_, &SignalController::serviceChanged, this, &SignalPage::showService);
  connect(&signal_, &SignalController::descriptionChanged, this, &SignalPage::showDescription);
  connect(&signal_, &SignalController::lookChanged, this, &SignalPage::showFacts);
  connect(tabs_, &QTabWidget::currentChanged, this, &SignalPage::showFacts);
  connect(window_, &QComboBox::currentIndexChanged, this, [this] {
    QSettings().setValue(kWindowKey, window_->currentData());
    for (std::size_t plot = 0; plot < kMetrics; ++plot) drawNext();
  });
  showService();
  showDescription();
}

void SignalPage::makeActions() {
  const auto add = [this](const QString& text, const QKeySequence& shortcut) {
    auto* const action = new QAction(text, this);
    action->setShortcut(shortcut);
    return action;
  };
  why_ = add(tr("&Why?"), Qt::Key_F1);
  why_->setIcon(icon("why"));
  why_->setToolTip(tr("Why the service is heard, or is not (F1)"));
  copyDescription_ = add(tr("Copy session &description of what plays"), Qt::CTRL | Qt::SHIFT | Qt::Key_D);
  saveDescription_ = add(tr("&Save session description of what plays (.sdp)…"), Qt::CTRL | Qt::Key_S);
  copyUri_ = add(tr("Copy rtp:// &address of what plays"), Qt::CTRL | Qt::SHIFT | Qt::Key_U);
  copyReport_ = add(tr("Copy &report"), Qt::CTRL | Qt::ALT | Qt::Key_R);
  copyReport_->setIcon(icon("copy"));
  copyReport_->setToolTip(tr("Everything that is known of the service, as plain text for a mail"));
}

QWidget* SignalPage::page(QWidget* content, QLabel* empty) {
  auto* const stack = new QStackedWidget(this);
  stack->addWidget(empty);
  stack->addWidget(content);
  stacks_.append(stack);
  return stack;
}

QWidget* SignalPage::makePlots() {
  auto* const plots = new QWidget(this);
  auto* const column = new QVBoxLayout(plots);
  for (std::size_t metric = 0; metric < kMetrics; ++metric) {
    plots_[metric] = new SignalPlot(static_cast<Metric>(metric), plots);
    column->addWidget(plots_[metric], plots_[metric]->leastLines());
  }
  return plots;
}

QWidget* SignalPage::makeDescription() {
  auto* const whole = new QWidget(this);
  auto* const view = new CopyView(whole);
  view->setModel(description_);
  view->setAccessibleName(tr("Session description"));
  view->header()->setSectionResizeMode(DescriptionModel::kNumber, QHeaderView::ResizeToContents);
  view->setColumnWidth(DescriptionModel::kText, 60 * view->fontMetrics().averageCharWidth());
  auto* const buttons = new QHBoxLayout;
  forgiven_->setWordWrap(true);
  buttons->addWidget(forgiven_, 1);
  for (QAction* action : {copyDescription_, saveDescription_, copyUri_}) {
    auto* const button = new QToolButton(whole);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setFocusPolicy(Qt::TabFocus);
    button->setAccessibleName(QString(action->text()).remove(QLatin1Char('&')));
    buttons->addWidget(button);
  }
  auto* const column = new QVBoxLayout(whole);
  column->addLayout(buttons);
  column->addWidget(view, 1);
  return whole;
}

QWidget* SignalPage::makeRtcp() {
  auto* const whole = new QWidget(this);
  auto* const listeners = new CopyView(whole);
  listeners->setModel(listeners_);
  listeners->setAccessibleName(tr("Other receivers"));
  listeners->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  auto* const name = new QLabel(tr("Other receivers, as they report"), whole);
  auto* const column = new QVBoxLayout(whole);
  column->setContentsMargins({});
  column->addWidget(factView(facts_[1], tr("RTCP"), whole), 3);
  column->addWidget(name);
  column->addWidget(listeners, 2);
  return whole;
}

Duration SignalPage::window() const { return std::chrono::minutes(window_->currentData().toInt()); }

void SignalPage::showService() {
  const bool joined = signal_.target().has_value();
  title_->setText(signal_.name().isEmpty() ? tr("Nothing plays") : signal_.name());
  const QString why = !signal_.asked() ? tr("Nothing plays: choose a station, and its signal is shown here.")
                                       : tr("The station could not be joined. “Why?” tells more.");
  for (QStackedWidget* stack : stacks_) {
    qobject_cast<QLabel*>(stack->widget(0))->setText(why);
    stack->setCurrentIndex(joined ? 1 : 0);
  }
  copyUri_->setEnabled(joined);
  copyReport_->setEnabled(signal_.asked());
  if (isVisible()) showFacts();
  for (std::size_t plot = 0; plot < kMetrics; ++plot) drawNext();
  showDescription();
}

void SignalPage::showDescription() {
  const bool any = !signal_.description().isEmpty();
  description_->setText(signal_.description());
  copyDescription_->setEnabled(any);
  saveDescription_->setEnabled(any);
  constexpr int kDescriptionTab = 1;
  QStackedWidget* const stack = stacks_[kDescriptionTab];
  if (signal_.target() && !any)
    qobject_cast<QLabel*>(stack->widget(0))->setText(tr("No announcement has come yet: nothing says what is sent."));
  stack->setCurrentIndex(any ? 1 : 0);
  if (description_->refused())
    forgiven_->setText(tr("Nothing can be made of this description."));
  else if (description_->faults() == 0)
    forgiven_->setText(tr("Nothing had to be forgiven."));
  else
    forgiven_->setText(tr("%n thing(s) had to be forgiven.", nullptr, description_->faults()));
}

void SignalPage::showFacts() {
  switch (tabs_->currentIndex()) {
    case 2: facts_[0]->setFacts(membershipFacts(signal_)); break;
    case 3:
      facts_[1]->setFacts(rtcpFacts(signal_));
      listeners_->setListeners(signal_.host().rtcp.receivers);
      break;
    case 4: facts_[2]->setFacts(counterFacts(signal_)); break;
    default: break;
  }
}

void SignalPage::drawNext() {
  if (tabs_->currentIndex() != 0 || !signal_.target()) return;
  plots_[next_]->show(signal_.history(), window(), signal_.now());
  next_ = (next_ + 1) % kMetrics;
}

void SignalPage::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  drawing_->start();
  looking_->start();
  Q_EMIT signal_.lookWished();
  showFacts();
  for (std::size_t plot = 0; plot < kMetrics; ++plot) drawNext();
}

void SignalPage::hideEvent(QHideEvent* event) {
  drawing_->stop();
  looking_->stop();
  QWidget::hideEvent(event);
}

}  // namespace joincast::ui
