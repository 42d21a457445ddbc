// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: recorder SERVICE FOLDER [INTERFACE]
//
// Records a service as it comes, each song into a file of its own with sidecars, until Ctrl-C.
#include <joincast/libreceiver/recorder.h>
#include <joincast/libreceiver/recording_files.h>
#include <joincast/libreceiver/resolve.h>
#include <joincast/libreceiver/session_runner.h>

#include <csignal>
#include <cstdio>

using namespace joincast;
using namespace joincast::libreceiver;

/// Hands what the session yields to the recorder, which hands its parts to the files.
class Recording final : public SessionRunner::Client {
 public:
  Recording(net::EventLoop& loop, std::shared_ptr<const OutputFolder> folder, const Target& target)
      : loop_(loop),
        files_(file_settings(folder, target), tell),
        recorder_(settings(), files_),
        runner_(loop, {}, *this) {
    timer_ = loop.timer([this] { tick(); });
  }

  std::error_code start(const Target& target) {
    if (const auto error = runner_.start(target)) return error;
    recorder_.start(loop_.now());
    runner_.settle();
    tick();
    return {};
  }

  void finish() {
    recorder_.finish(loop_.now());
    runner_.stop();
  }

 private:
  static Recorder::Settings settings() {
    Recorder::Settings settings;
    settings.split = Split::titles;
    return settings;
  }

  static RecordingFiles::Settings file_settings(std::shared_ptr<const OutputFolder> folder, const Target& target) {
    RecordingFiles::Settings settings;
    settings.folder = std::move(folder);
    settings.name = "{service}/{date} {time} {title}";
    settings.number = short_name(target);
    settings.group = to_string(target.group.address) + '%' + target.interface;
    return settings;
  }

  static void tell(const RecordingFiles::Change& change) {
    using Kind = RecordingFiles::Change::Kind;
    const char* what = change.kind == Kind::began ? "begins" : change.kind == Kind::ended ? "ends" : "trouble";
    std::printf("%s: %s %s\n", what, change.path.c_str(), change.message.c_str());
    std::fflush(stdout);
  }

  /// Every second: sidecars, and what waits for late titles.
  void tick() {
    const Now now = loop_.now();
    recorder_.handle_turn(now);
    files_.refresh(now);
    timer_.expires_at(now.mono + std::chrono::seconds(1));
  }

  void handle_stream(const Session::Stream& stream, Now) override { recorder_.handle_stream(stream); }
  void handle_unit(Session::Unit unit, Now now) override {
    heard_ = Session::Position{unit.stream, unit.unit.timestamp + unit.unit.duration};
    recorder_.handle_unit(std::move(unit), now);
  }
  void handle_announced(const Session::Announced& announced, Now now) override {
    recorder_.handle_announced(announced, now);
  }
  void handle_turn(Now now) override { recorder_.handle_turn(now); }
  std::optional<Session::Position> position(TimePoint) override { return heard_; }
  void handle_event(const Event& event) override {
    if (const auto* described = std::get_if<Described>(&event.what)) files_.set_station(described->name);
  }

  net::EventLoop& loop_;
  RecordingFiles files_;
  Recorder recorder_;
  SessionRunner runner_;
  net::Timer timer_;
  std::optional<Session::Position> heard_;
};

int main(int argc, char** argv) {
  const auto reference = parse_service_reference(argc > 2 ? argv[1] : "");
  const auto interfaces = net::list_interfaces();
  if (!reference || !interfaces) return std::puts("usage: recorder SERVICE FOLDER [INTERFACE]"), 2;
  Wishes wishes;
  if (argc > 3) wishes.interface = argv[3];
  const auto target = resolve(*reference, wishes, *interfaces);
  if (!target) return std::printf("%s\n", target.error().message.c_str()), 3;
  auto folder = OutputFolder::open(argv[2]);
  if (!folder) return std::printf("%s: %s\n", argv[2], folder.error().message().c_str()), 1;

  net::EventLoop loop;
  Recording recording(loop, std::make_shared<const OutputFolder>(std::move(*folder)), *target);
  if (const auto error = recording.start(*target)) return std::printf("%s\n", error.message().c_str()), 1;
  const auto signals = loop.watch_signals({SIGINT, SIGTERM}, [&](int) { loop.stop(); });
  loop.run();
  recording.finish();
}
