// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast-browser/schedule_book.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <utility>

#include "app/joincast/schedule.h"
#include "app/joincast/schedule_lock.h"
#include "app/joincast/schedule_text.h"
#include "app/joincast/settings.h"

namespace joincast::app {
namespace {

QString schedule_path() {
  return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
         QStringLiteral("/joincast/schedule.toml");
}

ProgrammeText text_of(const ui::Programme& programme) {
  return {programme.service.toStdString(), programme.days, programme.at, programme.until, programme.seconds,
          programme.name.toStdString()};
}

class TomlBook final : public ui::ScheduleBook {
 public:
  TomlBook() : path_(schedule_path()), lock_(path_.toStdString()) {}

  QString path() const override { return path_; }

  Reading read() override {
    stamp_ = stamp();
    Reading reading;
    const std::string text = contents();
    if (text.find("[[programme]]") == text.npos) return reading;
    auto schedule = parse_schedule(text, path_.toStdString());
    if (!schedule) {
      reading.trouble = QString::fromStdString(schedule.error());
      return reading;
    }
    for (const Programme& one : schedule->programmes) reading.programmes.push_back(shown(one));
    return reading;
  }

  bool hasChanged() override { return stamp() != stamp_; }

  QString add(const ui::Programme& programme, const QString& folder) override {
    return write(add_programme(contents(), text_of(programme), folder.toStdString()));
  }
  QString replace(int index, const ui::Programme& programme) override {
    return write(replace_programme(contents(), static_cast<std::size_t>(index), text_of(programme)));
  }
  QString remove(int index) override { return write(remove_programme(contents(), static_cast<std::size_t>(index))); }

  bool own() override { return lock_.take(); }
  void disown() override { lock_.release(); }

  Times next(const ui::Programme& programme, WallTime moment) const override {
    Programme times;
    times.days = programme.days;
    times.at = programme.at;
    times.until = programme.until;
    times.duration = std::chrono::seconds(programme.seconds);
    const Occurrence one = next_occurrence(times, moment);
    return {one.begins, one.ends};
  }

 private:
  ui::Programme shown(const Programme& one) const {
    ui::Programme programme;
    programme.service = QString::fromStdString(to_string(one.service.reference));
    programme.days = one.days;
    programme.at = one.at;
    programme.until = one.until;
    programme.seconds = static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(one.duration).count());
    if (one.wishes.name != libreceiver::default_recording_name(one.wishes.split))
      programme.name = QString::fromStdString(one.wishes.name);
    programme.request.reference = one.service.reference;
    programme.request.wishes = one.service.wishes;
    if (const auto settings = load_settings()) complete(one.service.reference, *settings, programme.request.wishes);
    programme.wishes = one.wishes;
    if (!programme.wishes.output.starts_with('/'))  // as the unit has it, whose folder that is
      programme.wishes.output = QDir::home().filePath(QString::fromStdString(one.wishes.output)).toStdString();
    return programme;
  }

  std::string contents() const {
    QFile file(path_);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
  }

  /// Only what can be read again is written.
  QString write(const std::optional<std::string>& text) {
    const QString by_hand = QCoreApplication::translate(
        "joincast::ui::ScheduleBook",
        "The schedule “%1” is written in a way that cannot be changed here. Edit it by hand.");
    if (!text) return by_hand.arg(path_);
    const bool any = text->find("[[programme]]") != text->npos;
    if (const auto read = parse_schedule(*text, path_.toStdString()); any && !read)
      return QString::fromStdString(read.error());
    QDir().mkpath(QFileInfo(path_).absolutePath());
    QSaveFile file(path_);
    if (file.open(QIODevice::WriteOnly) && file.write(text->data(), static_cast<qint64>(text->size())) >= 0 &&
        file.commit())
      return {};
    return QCoreApplication::translate("joincast::ui::ScheduleBook", "The schedule “%1” cannot be written: %2.")
        .arg(path_, file.errorString());
  }

  std::pair<QDateTime, qint64> stamp() const {
    const QFileInfo info(path_);
    return {info.lastModified(), info.size()};
  }

  const QString path_;
  ScheduleLock lock_;
  std::pair<QDateTime, qint64> stamp_;
};

}  // namespace

std::unique_ptr<ui::ScheduleBook> make_schedule_book() { return std::make_unique<TomlBook>(); }

}  // namespace joincast::app
