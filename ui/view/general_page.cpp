// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/view/general_page.h"

#include <QApplication>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLibraryInfo>
#include <QSettings>
#include <QTranslator>
#include <memory>

#include "ui/view/appearance.h"

// Resources of a static library are there once asked for; Qt's macro wants no namespace around it.
static void wantTranslations() { Q_INIT_RESOURCE(translations); }

namespace joincast::ui {
namespace {

const QString kScheme = QStringLiteral("look/scheme");
const QString kLanguage = QStringLiteral("look/language");

QString text(const char* english) { return QCoreApplication::translate("GeneralPage", english); }

/// Some classes of ours are known to Qt with their namespace, and others without.
class Texts final : public QTranslator {
 public:
  using QTranslator::QTranslator;

  QString translate(const char* context, const char* source, const char* note, int count) const override {
    const QString found = QTranslator::translate(context, source, note, count);
    if (!found.isNull()) return found;
    const QByteArray name(context);
    const QByteArray other = name.startsWith("joincast::ui::") ? name.mid(14) : "joincast::ui::" + name;
    return QTranslator::translate(other.constData(), source, note, count);
  }
};

bool load(const QLocale& locale, const QString& file, const QString& folder) {
  auto translator = std::make_unique<Texts>(qApp);
  if (!translator->load(locale, file, QStringLiteral("_"), folder)) return false;
  return QCoreApplication::installTranslator(translator.release());  // the application's now
}

}  // namespace

QString rememberedLanguage() { return QSettings().value(kLanguage).toString(); }

void speakRememberedLanguage() {
  wantTranslations();
  const QString language = rememberedLanguage();
  const QLocale locale = language.isEmpty() ? QLocale::system() : QLocale(language);
  QLocale::setDefault(locale);
  load(locale, QStringLiteral("qtbase"), QLibraryInfo::path(QLibraryInfo::TranslationsPath));
  const QString ours = QStringLiteral("joincast"), folder = QStringLiteral(":/joincast/translations");
  if (!load(locale, ours, folder)) load(QLocale(QLocale::English), ours, folder);  // what is counted, in one and many
}

void applyRememberedScheme(Appearance& appearance) {
  const QString scheme = QSettings().value(kScheme).toString();
  appearance.setScheme(scheme == QStringLiteral("dark")       ? Scheme::dark
                       : scheme == QStringLiteral("light")    ? Scheme::light
                       : scheme == QStringLiteral("contrast") ? Scheme::contrast
                                                              : Scheme::system);
}

QWidget* makeGeneralPage(Appearance& appearance, QWidget* parent) {
  auto* const page = new QWidget(parent);
  auto* const scheme = new QComboBox(page);
  scheme->addItem(text(QT_TRANSLATE_NOOP("GeneralPage", "As the system")), QStringLiteral("system"));
  scheme->addItem(text(QT_TRANSLATE_NOOP("GeneralPage", "Light")), QStringLiteral("light"));
  scheme->addItem(text(QT_TRANSLATE_NOOP("GeneralPage", "Dark")), QStringLiteral("dark"));
  scheme->addItem(text(QT_TRANSLATE_NOOP("GeneralPage", "High contrast")), QStringLiteral("contrast"));
  scheme->setCurrentIndex(static_cast<int>(appearance.scheme()));
  scheme->setAccessibleName(text(QT_TRANSLATE_NOOP("GeneralPage", "Appearance")));
  auto* const language = new QComboBox(page);
  language->addItem(text(QT_TRANSLATE_NOOP("GeneralPage", "As the system")), QString());
  language->addItem(QStringLiteral("English"), QStringLiteral("en"));
  language->addItem(QStringLiteral("Deutsch"), QStringLiteral("de"));
  language->setCurrentIndex(std::max(0, language->findData(rememberedLanguage())));
  language->setAccessibleName(text(QT_TRANSLATE_NOOP("GeneralPage", "Language")));
  auto* const later = new QLabel(
      text(QT_TRANSLATE_NOOP("GeneralPage", "The language changes when Joincast is started the next time.")), page);
  later->setWordWrap(true);
  later->hide();
  auto* const form = new QFormLayout(page);
  form->addRow(text(QT_TRANSLATE_NOOP("GeneralPage", "&Appearance:")), scheme);
  form->addRow(text(QT_TRANSLATE_NOOP("GeneralPage", "&Language:")), language);
  form->addRow(later);
  QObject::connect(scheme, &QComboBox::currentIndexChanged, page, [scheme, &appearance] {
    QSettings().setValue(kScheme, scheme->currentData());
    applyRememberedScheme(appearance);
  });
  QObject::connect(language, &QComboBox::currentIndexChanged, page, [language, later] {
    QSettings().setValue(kLanguage, language->currentData());
    later->show();
  });
  return page;
}

}  // namespace joincast::ui
