// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/why_dialog.h"

#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QTextBrowser>
#include <QVBoxLayout>

#include "ui/model/diagnosis_words.h"
#include "ui/view/elided_label.h"

namespace joincast::ui {
namespace {

class Words {
  Q_DECLARE_TR_FUNCTIONS(WhyDialog)
};

QString row(const QString& name, std::string_view words, const libreceiver::Finding& finding) {
  if (words.empty()) return {};
  return QStringLiteral("<p style=\"margin-top:2px;margin-bottom:2px\"><i>%1</i> %2</p>")
      .arg(name, translated(words, finding.arguments).toHtmlEscaped());
}

}  // namespace

QString diagnosisHtml(const libreceiver::Diagnosis& diagnosis) {
  QString html;
  bool well = false;
  int number = 0;
  for (const libreceiver::Finding& finding : diagnosis.findings) {
    const libreceiver::CauseWords& words = libreceiver::words_of(finding.cause);
    const QString found = translated(words.found, finding.arguments).toHtmlEscaped();
    if (words.means.empty()) {  // nothing to be done: one line each
      if (!well) html += QStringLiteral("<h4>%1</h4>").arg(Words::tr("What is well"));
      well = true;
      html += QStringLiteral("<p style=\"margin-top:2px;margin-bottom:2px\">✓ %1 %2</p>")
                  .arg(translated(words.looked_at, finding.arguments).toHtmlEscaped(), found);
      continue;
    }
    html += QStringLiteral("<h4>%1. %2</h4>").arg(++number).arg(found);
    html += row(Words::tr("Looked at:"), words.looked_at, finding);
    html += row(Words::tr("It means:"), words.means, finding);
    html += row(Words::tr("What to do:"), words.remedy, finding);
  }
  return html;
}

WhyDialog::WhyDialog(QWidget* parent)
    : QDialog(parent), station_(new ElidedLabel(this)), standing_(new QLabel(this)), findings_(new QTextBrowser(this)) {
  setWindowTitle(tr("Why?"));
  station_->setTextFormat(Qt::PlainText);
  standing_->setTextFormat(Qt::PlainText);
  standing_->setWordWrap(true);
  standing_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  QFont large = standing_->font();
  large.setPointSizeF(1.25 * large.pointSizeF());
  large.setBold(true);
  standing_->setFont(large);
  findings_->setOpenLinks(false);
  findings_->setAccessibleName(tr("Findings, the likeliest first"));
  findings_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);

  auto* const buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
  auto* const again = buttons->addButton(tr("&Look again"), QDialogButtonBox::ActionRole);
  auto* const copy = buttons->addButton(tr("Copy &report"), QDialogButtonBox::ActionRole);
  connect(again, &QPushButton::clicked, this, &WhyDialog::lookWished);
  connect(copy, &QPushButton::clicked, this, &WhyDialog::reportWished);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
  auto* const column = new QVBoxLayout(this);
  column->addWidget(station_);
  column->addWidget(standing_);
  column->addWidget(findings_, 1);
  column->addWidget(buttons);
  resize(72 * fontMetrics().averageCharWidth(), 32 * fontMetrics().height());
}

void WhyDialog::setDiagnosis(const QString& station, const libreceiver::Diagnosis& diagnosis) {
  station_->setVisible(!station.isEmpty());
  station_->setText(station);
  standing_->setText(translated(libreceiver::words_of(diagnosis.standing)));
  const QString html = diagnosisHtml(diagnosis);
  if (html != findings_->property("shown").toString()) findings_->setHtml(html);
  findings_->setProperty("shown", html);
}

}  // namespace joincast::ui
