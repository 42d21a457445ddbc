// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/listening_settings_page.h"

#include <QCheckBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLabel>
#include <QSpinBox>
#include <QVBoxLayout>

#include "ui/control/listening_settings.h"

namespace joincast::ui {
namespace {

class Page : public QWidget {
  Q_OBJECT

 public:
  Page(ListeningSettings& settings, QWidget* parent) : QWidget(parent), settings_(settings) {
    auto* const column = new QVBoxLayout(this);
    QVBoxLayout* box = group(tr("Sound"));
    check(box, tr("Play all stations &equally loud"),
          tr("Measures each station while it plays and remembers how loud it is."), settings.evenLoudness(),
          &ListeningSettings::setEvenLoudness);
    box = group(tr("Starting"));
    check(box, tr("&Play the last station when Joincast starts"), {}, settings.playOnStart(),
          &ListeningSettings::setPlayOnStart);
    box = group(tr("Going back in time"));
    addKept(box);
    box = group(tr("Desktop"));
    check(box, tr("&Keep the computer awake while something plays"), {}, settings.staysAwake(),
          &ListeningSettings::setStaysAwake);
    check(box, tr("Show an &icon in the system tray"), {}, settings.tray(), &ListeningSettings::setTray);
    check(box, tr("&Notify me of each new title"), {}, settings.notifications(), &ListeningSettings::setNotifications);
    column->addStretch();
  }

 private:
  QVBoxLayout* group(const QString& title) {
    auto* const box = new QGroupBox(title, this);
    layout()->addWidget(box);
    return new QVBoxLayout(box);
  }

  void check(QVBoxLayout* box, const QString& text, const QString& hint, bool on,
             void (ListeningSettings::*set)(bool)) {
    auto* const check = new QCheckBox(text, this);
    check->setChecked(on);
    check->setToolTip(hint);
    check->setAccessibleDescription(hint);
    box->addWidget(check);
    connect(check, &QCheckBox::toggled, &settings_, [this, set](bool checked) { (settings_.*set)(checked); });
  }

  void addKept(QVBoxLayout* box) {
    auto* const minutes = new QSpinBox(this);
    minutes->setRange(0, ListeningSettings::kMostKept);
    minutes->setSingleStep(10);
    minutes->setValue(settings_.keepMinutes());
    minutes->setSuffix(tr(" min"));
    minutes->setSpecialValueText(tr("nothing"));
    minutes->setAccessibleName(tr("Minutes that can be heard again"));
    auto* const form = new QFormLayout;
    form->addRow(tr("Keep what was &heard for"), minutes);
    box->addLayout(form);
    auto* const hint = new QLabel(tr("A change holds from the next start on."), this);
    hint->setForegroundRole(QPalette::PlaceholderText);
    box->addWidget(hint);
    connect(minutes, &QSpinBox::valueChanged, &settings_, &ListeningSettings::setKeepMinutes);
  }

  ListeningSettings& settings_;
};

}  // namespace

QWidget* makeListeningSettingsPage(ListeningSettings& settings, QWidget* parent) { return new Page(settings, parent); }

}  // namespace joincast::ui

#include "listening_settings_page.moc"
