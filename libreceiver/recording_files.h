// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "base/export.h"
#include "libreceiver/file_name.h"
#include "libreceiver/file_syncer.h"
#include "libreceiver/output_folder.h"
#include "libreceiver/recorder.h"
#include "libreceiver/sidecar.h"
#include "media/container_writer.h"
#include "media/decoder.h"

namespace joincast::libreceiver {

/// Writes the parts of one service's recording into files, each with a JSON and a cue sidecar, or all of them to
/// standard output. Where there is no room it drops what comes, tries again, and goes on in a new file; what was
/// written stays as it is. Not thread-safe.
class JOINCAST_EXPORT RecordingFiles final : public RecordingSink {
 public:
  struct Settings {
    std::shared_ptr<const OutputFolder> folder;  ///< null: standard output
    std::string name;                            ///< pattern, checked; or a plain name where `plain_name`
    bool plain_name = false;                     ///< the user named the file himself
    std::string type;                            ///< extension that is wished; empty: what fits the format
    bool sidecars = true;
    std::string number;            ///< for names and sidecars: `8000:0001`, or the group
    std::string group;             ///< with its interface
    FileSyncer* syncer = nullptr;  ///< null: nothing is synced
    media::WriterOptions writer;
  };

  /// What happens to files, for people.
  struct Change {
    enum class Kind : std::uint8_t { began, renamed, ended, failed, recovered, refused };
    Kind kind = Kind::began;
    std::string path;     ///< of the file
    std::string message;  ///< what went wrong
    Duration length{};    ///< of the file that ended
    std::uint64_t octets = 0;
  };

  static constexpr Duration kRetry = std::chrono::seconds(2);     ///< between attempts where there is no room
  static constexpr Duration kRefresh = std::chrono::seconds(10);  ///< sidecars tell how far the file has come
  static constexpr Duration kSyncEvery = std::chrono::seconds(30);
  static constexpr std::uint64_t kEnoughRoom = 256u << 10;  ///< octets free before a new file is begun

  RecordingFiles(Settings settings, std::function<void(const Change&)> on_change);
  ~RecordingFiles() override;

  /// Names tell these from the next part on; so do sidecars, where the present one says something else already.
  void set_station(std::string station);
  void set_source(std::string source);
  /// The interface came back as another one.
  void set_group(std::string group) { settings_.group = std::move(group); }

  /// The end of an earlier recording of this service into this folder that was killed: when it wrote last. Its
  /// sidecar says so from now on. None: there was none, or it ended as it should. To be called once, first of all.
  std::optional<WallTime> recover();

  void begin_part(const Part& part, Now now) override;
  void note_gap(const GapNote& gap) override;
  void note_title(const TitleNote& title) override;
  void name_part(const Item& item, Now now) override;
  void write(std::span<const TimeShift::Frame* const> frames, Now now) override;
  void end_part(Now now) override;
  std::uint64_t octets() const override;
  std::optional<Duration> quietest(std::span<const TimeShift::Frame* const> frames, const payload::Format& format,
                                   Duration near) override;

  /// Sidecars and syncing. Call every second or so.
  void refresh(Now now);

  bool blocked() const noexcept { return blocked_since_.has_value(); }  ///< what comes is dropped
  bool broken() const noexcept { return broken_; }                      ///< for good: nobody reads standard output
  const std::string& error() const noexcept { return error_; }          ///< the last one, while it holds
  const std::string& path() const noexcept { return path_; }            ///< of the present file; empty: none
  Duration file_time() const;                                           ///< of the present file
  std::uint64_t octets_in_all() const;                                  ///< of all files so far
  std::uint32_t files() const noexcept { return files_; }               ///< begun so far

 private:
  struct File;
  void open(Now now);
  void close(Sidecar::State state, const std::string& why, Now now);
  void block(const std::string& why, Now now);
  bool has_room() const;
  void write_sidecars(Now now);
  Sidecar::Place place(std::int64_t timestamp, WallTime at) const;
  NameFields name_fields(std::uint32_t index) const;
  void rename(const std::string& name, Now now);
  void remember_path();
  void tell(Change change) const {
    if (on_change_) on_change_(change);
  }

  Settings settings_;
  std::function<void(const Change&)> on_change_;
  std::string station_, source_;
  std::string state_name_;
  net::Descriptor state_;  // what is being written, for whoever comes after a crash
  std::optional<Part> part_;
  std::unique_ptr<File> file_;
  std::string path_;
  std::vector<GapNote> pending_gaps_;  // of the file that will be opened
  struct Owed {                        // a sidecar for which there was no room
    net::Descriptor folder;
    Sidecar sidecar;
  };
  void pay();
  std::deque<Owed> owed_;
  std::optional<TimePoint> blocked_since_;
  TimePoint next_try_{};
  std::string error_;
  bool broken_ = false;
  bool type_told_ = false;
  std::uint32_t files_ = 0;
  std::uint64_t octets_before_ = 0;
};

}  // namespace joincast::libreceiver
