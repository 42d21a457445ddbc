// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/bridge/record_side.h"

#include <QDir>
#include <algorithm>
#include <utility>

#include "libreceiver/output_folder.h"
#include "net/interfaces.h"

namespace joincast::ui {
namespace {

constexpr Duration kTick = std::chrono::milliseconds(500);

qint64 milliseconds(Duration time) { return std::chrono::duration_cast<std::chrono::milliseconds>(time).count(); }

/// The folder, made with its parents where it is not there.
Result<std::shared_ptr<const libreceiver::OutputFolder>, QString> folder_of(const std::string& path) {
  const QString name = QString::fromStdString(path);
  QDir().mkpath(name);
  auto opened = libreceiver::OutputFolder::open(path);
  if (opened) return std::make_shared<const libreceiver::OutputFolder>(std::move(*opened));
  return fail(RecordSide::tr("Recordings cannot be written into “%1”: %2. Choose another folder in the settings.")
                  .arg(name, QString::fromStdString(opened.error().message())));
}

}  // namespace

struct RecordSide::Service {
  Service(net::EventLoop& loop, const RecordRequest& asked, libreceiver::ServiceRecording::Setup setup)
      : request(asked), recording(loop, std::move(setup), [](const libreceiver::RecordingEvent&) {}) {}

  RecordRequest request;
  libreceiver::ServiceRecording recording;
  std::string path;  // of the last file
};

struct RecordSide::Song {
  Song(const RecordRequest& asked, libreceiver::RecordingFiles::Settings files, const libreceiver::TimeShift& kept,
       libreceiver::TimeShift::Index index, Now now)
      : request(asked), recording(std::move(files), asked.station.toStdString(), kept, index, now), seen(kept.end()) {}

  /// What was kept is another service's now: then the song ends with what was written.
  void follow(const libreceiver::TimeShift& kept, Now now) {
    if (kept.end() < seen) return recording.finish(now);
    seen = kept.end();
    recording.follow(kept, now);
  }

  RecordRequest request;
  libreceiver::SongRecording recording;
  libreceiver::TimeShift::Index seen;
};

RecordSide::RecordSide(net::EventLoop& loop, libreceiver::Receiver& receiver, Calls calls)
    : loop_(loop), receiver_(receiver), calls_(std::move(calls)), ticker_(loop.timer([this] { tick(); })) {}

RecordSide::~RecordSide() {
  for (const auto& one : services_) one->recording.finish();
  for (const auto& one : songs_) one->recording.finish(loop_.now());
}

void RecordSide::record(const RecordRequest& request) {
  const auto refuse = [&](const QString& why) { calls_.on_end(request.id, {}, why); };
  const auto folder = folder_of(request.wishes.output);
  if (!folder) return refuse(folder.error());
  const auto interfaces = net::list_interfaces();
  if (!interfaces) return refuse(QString::fromStdString(interfaces.error().message()));
  auto target = libreceiver::resolve(request.service.reference, request.service.wishes, *interfaces);
  if (!target) return refuse(QString::fromStdString(target.error().message));
  target->description = request.service.description;
  target->srtp_key = request.service.srtp_key;

  libreceiver::ServiceRecording::Setup setup;
  setup.reference = request.service.reference;
  setup.looked_for = request.service.wishes;
  setup.group = net::to_string(target->group, *interfaces);
  setup.target = std::move(*target);
  if (request.station != QString::fromStdString(to_string(request.service.reference)))
    setup.station = request.station.toStdString();
  setup.patience = {};
  setup.wishes = request.wishes;
  setup.folder = *folder;
  setup.name =
      request.wishes.name.empty() ? libreceiver::default_recording_name(request.wishes.split) : request.wishes.name;
  setup.type = request.wishes.type;
  setup.syncer = &syncer_;
  setup.tool = "joincast-browser " JOINCAST_VERSION;
  services_.push_back(std::make_unique<Service>(loop_, request, std::move(setup)));
  if (const auto error = services_.back()->recording.open()) {
    services_.pop_back();
    return refuse(RecordSide::tr("Joining failed: %1.").arg(QString::fromStdString(error.message())));
  }
  tick();
}

void RecordSide::record_song(const RecordRequest& request, const libreceiver::Target& target) {
  const libreceiver::TimeShift& kept = receiver_.time_shift();
  if (kept.first() == kept.end())
    return calls_.on_end(request.id, {},
                         RecordSide::tr("There is nothing to record yet: nothing of this song was kept."));
  const auto folder = folder_of(request.wishes.output);
  if (!folder) return calls_.on_end(request.id, {}, folder.error());
  const auto interfaces = net::list_interfaces();
  libreceiver::RecordingFiles::Settings files;
  files.folder = *folder;
  files.name = "{service} {date} {time} {title}";
  files.number = libreceiver::short_name(target);
  if (interfaces) files.group = net::to_string(target.group, *interfaces);
  files.syncer = &syncer_;
  const auto heard = std::min(receiver_.heard(), kept.end() - 1);
  songs_.push_back(std::make_unique<Song>(request, std::move(files), kept, heard, loop_.now()));
  tick();
}

void RecordSide::end(quint64 id) {
  for (const auto& one : services_)
    if (one->request.id == id) one->recording.finish();
  for (const auto& one : songs_)
    if (one->request.id == id) {
      one->follow(receiver_.time_shift(), loop_.now());
      one->recording.finish(loop_.now());
    }
  tick();
}

void RecordSide::end_songs() {
  for (const auto& one : songs_) {
    one->follow(receiver_.time_shift(), loop_.now());
    one->recording.finish(loop_.now());
  }
  if (!songs_.empty()) tick();
}

void RecordSide::tick() {
  const Now now = loop_.now();
  for (const auto& one : services_) {
    one->recording.tick(now);
    if (std::string path = one->recording.status().path; !path.empty()) one->path = std::move(path);
  }
  for (const auto& one : songs_)
    if (!one->recording.done()) one->follow(receiver_.time_shift(), now);
  tell();
  std::erase_if(services_, [this](const auto& one) {
    if (!one->recording.ended()) return false;
    calls_.on_end(one->request.id, QString::fromStdString(one->path), QString::fromStdString(one->recording.reason()));
    return true;
  });
  std::erase_if(songs_, [this](const auto& one) {
    if (!one->recording.done()) return false;
    calls_.on_end(one->request.id, QString::fromStdString(one->recording.path()),
                  QString::fromStdString(one->recording.error()));
    return true;
  });
  if (!services_.empty() || !songs_.empty())
    ticker_.expires_at(now.mono + kTick);
  else
    tell();
}

void RecordSide::tell() {
  RunningRecordings running;
  for (const auto& one : services_) {
    libreceiver::RecordingStatus status = one->recording.status();
    if (status.ended) continue;
    RunningRecording row;
    row.id = one->request.id;
    row.kind = one->request.kind;
    row.station = status.station.empty() ? one->request.station : QString::fromStdString(status.station);
    if (status.item) row.title = QString::fromStdString(status.item->title);
    row.path = QString::fromStdString(status.path);
    row.trouble = QString::fromStdString(status.error);
    row.lengthMs = milliseconds(status.totals.media);
    row.octets = status.octets;
    row.lost = status.totals.lost_packets;
    row.gaps = status.totals.gaps;
    row.waiting = !status.recording;
    row.blocked = status.blocked;
    running.push_back(std::move(row));
  }
  for (const auto& one : songs_) {
    if (one->recording.done()) continue;
    RunningRecording row;
    row.id = one->request.id;
    row.kind = RunningRecording::Kind::song;
    row.station = one->request.station;
    row.path = QString::fromStdString(one->recording.path());
    row.trouble = QString::fromStdString(one->recording.error());
    row.lengthMs = milliseconds(one->recording.length());
    running.push_back(std::move(row));
  }
  if (running == told_) return;
  told_ = running;
  calls_.on_change(std::move(running));
}

}  // namespace joincast::ui
