// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/signal_report.h"

#include <QCoreApplication>
#include <QStringList>

#include "ui/model/diagnosis_words.h"
#include "ui/model/signal_facts.h"
#include "ui/model/signal_words.h"

namespace joincast::ui {
namespace {

class Report {
  Q_DECLARE_TR_FUNCTIONS(SignalReport)

 public:
  void heading(const QString& text) { lines_ += {QString(), text, QString(text.size(), QLatin1Char('='))}; }
  void line(const QString& text) { lines_ += text; }
  void fact(const QString& name, const QString& value) { lines_ += tr("%1: %2").arg(name, value); }
  void facts(const QList<Fact>& facts) {
    for (const Fact& one : facts)
      if (one.heading)
        heading(one.name);
      else
        fact(one.name, one.value);
  }
  void minute(const SignalController& signal);
  void diagnosis(const libreceiver::Diagnosis& diagnosis);
  QString text() const { return lines_.join(QLatin1Char('\n')) + QLatin1Char('\n'); }

 private:
  QStringList lines_;
};

void Report::minute(const SignalController& signal) {
  heading(tr("The last minute"));
  const auto add = [&](const QString& name, Metric metric, QString (*words)(double)) {
    const auto figures = signal.history().figures(metric, std::chrono::minutes(1), signal.now());
    fact(name,
         figures
             ? tr("%1 now, %2 mean, %3 worst").arg(words(figures->current), words(figures->mean), words(figures->worst))
             : tr("nothing yet"));
  };
  const auto ms = [](double value) { return milliseconds(Duration(static_cast<std::int64_t>(value * 1e6))); };
  add(tr("Bitrate"), Metric::bitrate, kilobits);
  add(tr("Loss"), Metric::loss, perCent);
  add(tr("Jitter"), Metric::jitter, ms);
  add(tr("Sound in stock"), Metric::buffer, ms);
  add(tr("Time between packets"), Metric::spacing, ms);
}

void Report::diagnosis(const libreceiver::Diagnosis& diagnosis) {
  heading(tr("Diagnosis"));
  line(translated(libreceiver::words_of(diagnosis.standing)));
  for (const libreceiver::Finding& finding : diagnosis.findings) {
    const libreceiver::CauseWords& words = libreceiver::words_of(finding.cause);
    QStringList sentences;
    for (const std::string_view part : {words.looked_at, words.found, words.means, words.remedy})
      if (!part.empty()) sentences += translated(part, finding.arguments);
    line(QStringLiteral("- ") + sentences.join(QLatin1Char(' ')));
  }
}

}  // namespace

QString signalReport(const SignalController& signal, const QDateTime& at, const QString& program) {
  Report report;
  report.line(Report::tr("%1, report of %2").arg(program, at.toString(Qt::ISODate)));
  report.fact(Report::tr("Station"), signal.name().isEmpty() ? Report::tr("none") : signal.name());
  if (!signal.reference().isEmpty()) report.fact(Report::tr("Service"), signal.reference());
  if (!signal.uri().isEmpty()) report.fact(Report::tr("Address"), signal.uri());
  report.diagnosis(signal.diagnosis());
  if (signal.target()) report.minute(signal);
  report.facts(membershipFacts(signal));
  report.facts(rtcpFacts(signal));
  report.facts(counterFacts(signal));
  if (!signal.description().isEmpty()) {
    report.heading(Report::tr("Session description"));
    report.line(QString(signal.description()).remove(QLatin1Char('\r')).trimmed());
  }
  return report.text();
}

}  // namespace joincast::ui
