// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/record_options.h"

#include <CLI/CLI.hpp>
#include <vector>

#include "app/cli/help_style.h"
#include "app/joincast/exit_code.h"
#include "app/joincast/record_place.h"
#include "app/joincast/service_options.h"
#include "app/joincast/when.h"
#include "libreceiver/file_name.h"

namespace joincast::app {
namespace {

constexpr std::string_view kSpanExpected = "expected a span such as 90, 45m or 1h30m";
constexpr std::string_view kMomentExpected = "expected 20:00, 2026-11-21 20:00, or the same with seconds or a T";

}  // namespace

struct RecordCommand::Impl {
  CLI::App* command = nullptr;
  RawService service;
  ServiceOptions finding;
  RecordOptions options;
  std::vector<std::string> services;
  std::string split, duration, at, until, title_offset, quiet, time_shift = "30m", stall_after;
  double silence = 0;
  bool no_sidecars = false;
  bool no_reports = false;

  void add_files();
  void add_times();
  Result<void, Refusal> understand_files(RecordingWishes& wishes) const;
  Result<void, Refusal> understand_times(RecordOptions& result) const;
};

RecordCommand::RecordCommand(CLI::App& app) : impl_(std::make_unique<Impl>()) {
  impl_->command = app.add_subcommand("record", "write services into files, as they come");
  CLI::App& command = *impl_->command;
  command.add_option("SERVICE", impl_->services, "the services to record");
  impl_->service.patience = 0;
  add_finding_options(command, impl_->service, impl_->finding);
  impl_->add_files();
  impl_->add_times();
  command.add_option("--schedule", impl_->options.schedule, "record what this file says, week after week")
      ->type_name("FILE");
  command.add_option("--stall-after", impl_->stall_after, "tell when nothing, or silence, came for so long")
      ->type_name("SPAN");
  cli::take_number(
      *command.add_option("--silence", impl_->silence, "decode, and take sound below so many dBFS for silence"), -120,
      -1);
  command.add_option("--exec-on-stall", impl_->options.exec_on_stall, "and run this command")->type_name("CMD");
  command.add_flag("--no-reports", impl_->no_reports, "send no RTCP");
  command.add_flag("--json", impl_->options.json, "one JSON object a line instead of text");
}

RecordCommand::~RecordCommand() = default;

void RecordCommand::Impl::add_files() {
  RecordingWishes& wishes = options.wishes;
  command->add_option("-o,--output", wishes.output, "folder, file, or - for standard output")
      ->type_name("PATH")
      ->capture_default_str();
  command->add_option("--name", wishes.name, "pattern of file names, as in '{service}/{date} {title}'")
      ->type_name("PATTERN");
  command->add_option("--format", wishes.type, "mp3, aac, m4a, opus, ogg, ts, wav or flac instead of what fits")
      ->type_name("KIND");
  command->add_option("--split", split, "a new file for each of the titles, each span or each size")->type_name("HOW");
  command->add_flag("--skip-first", wishes.skip_first, "leave out the song that had already begun");
  command->add_option("--songs", wishes.songs, "end after so many whole songs");
  command->add_option("--title-offset", title_offset, "titles of this station come so much too early (or -too late)")
      ->type_name("SPAN");
  command->add_option("--quiet-cut", quiet, "cut where it is quietest within so much of the change")->type_name("SPAN");
  command->add_flag("--no-sidecars", no_sidecars, "write no .json and .cue files");
}

void RecordCommand::Impl::add_times() {
  command->add_option("--duration", duration, "end after so long")->type_name("SPAN");
  command->add_option("--at", at, "begin then")->type_name("TIME");
  command->add_option("--until", until, "end then")->type_name("TIME");
  command->add_flag("--from-song-start", options.wishes.from_song_start,
                    "begin where the song began that plays at --at, or when SIGUSR1 or Enter comes");
  command->add_option("--time-shift", time_shift, "how much is remembered for that")
      ->type_name("SPAN")
      ->capture_default_str();
}

bool RecordCommand::parsed() const { return impl_->command->parsed(); }

Result<RecordOptions, Refusal> RecordCommand::understand() const {
  RecordOptions result = impl_->options;
  if (impl_->services.empty() == result.schedule.empty())
    return fail(Refusal{kUsage, "joincast: record: expected the services to record, or --schedule FILE\n"});
  for (const std::string& text : impl_->services) {
    RawService raw = impl_->service;
    raw.service = text;
    ServiceOptions service = impl_->finding;
    if (auto understood = app::understand(raw, service); !understood) return fail(understood.error());
    result.services.push_back(std::move(service));
  }
  if (auto understood = impl_->understand_files(result.wishes); !understood) return fail(understood.error());
  if (auto understood = impl_->understand_times(result); !understood) return fail(understood.error());
  const bool one_file = result.wishes.output == "-";
  if (one_file && impl_->services.size() != 1)
    return wrong_value("--output", "-", "standard output takes one service alone");
  if (one_file && result.json)
    return wrong_value("--output", "-", "not together with --json, which goes there as well");
  result.reports = !impl_->no_reports;
  return result;
}

Result<void, Refusal> RecordCommand::Impl::understand_files(RecordingWishes& wishes) const {
  if (!split.empty() && !parse_split(split, wishes)) return wrong_value("--split", split, kSplitExpected);
  if (wishes.name.empty()) wishes.name = libreceiver::default_recording_name(wishes.split);
  if (const auto checked = libreceiver::check_name_pattern(wishes.name); !checked)
    return wrong_value("--name", wishes.name, checked.error());
  if (!wishes.type.empty() && !is_container(wishes.type))
    return wrong_value("--format", wishes.type, "expected mp3, aac, m4a, opus, ogg, ts, wav or flac");
  if ((wishes.skip_first || wishes.songs) && wishes.split != libreceiver::Split::titles)
    return wrong_value(wishes.skip_first ? "--skip-first" : "--songs", "", "only with --split titles");
  if (!title_offset.empty()) {
    const auto offset = parse_span(title_offset, true);
    if (!offset || std::chrono::abs(*offset) > std::chrono::minutes(5))
      return wrong_value("--title-offset", title_offset, "expected seconds, at most five minutes, as in 2.5 or -3");
    wishes.title_offset = *offset;
  }
  if (!quiet.empty()) {
    const auto radius = parse_span(quiet);
    if (!radius || *radius > std::chrono::seconds(30))
      return wrong_value("--quiet-cut", quiet, "expected seconds, at most 30");
    wishes.quiet_radius = *radius;
  }
  wishes.sidecars = !no_sidecars;
  return {};
}

Result<void, Refusal> RecordCommand::Impl::understand_times(RecordOptions& result) const {
  RecordingWishes& wishes = result.wishes;
  const WallTime now = std::chrono::system_clock::now();
  const struct {
    const char* option;
    const std::string& text;
    Duration& value;
  } spans[] = {{"--duration", duration, wishes.duration},
               {"--time-shift", time_shift, wishes.time_shift},
               {"--stall-after", stall_after, result.stall_after}};
  for (const auto& [option, text, value] : spans) {
    if (text.empty()) continue;
    const auto span = parse_span(text);
    if (!span || *span == Duration::zero()) return wrong_value(option, text, kSpanExpected);
    value = *span;
  }
  if (!at.empty()) {
    wishes.at = parse_moment(at, now);
    if (!wishes.at) return wrong_value("--at", at, kMomentExpected);
  }
  if (!until.empty()) {
    wishes.until = parse_moment(until, wishes.at.value_or(now));
    if (!wishes.until) return wrong_value("--until", until, kMomentExpected);
    if (*wishes.until <= std::max(now, wishes.at.value_or(now)))
      return wrong_value("--until", until, "that is past, or before --at");
  }
  if (silence != 0) result.silence_dbfs = static_cast<float>(silence);
  return {};
}

bool parse_split(std::string_view text, RecordingWishes& wishes) {
  using libreceiver::Split;
  if (text == "titles" || text == "title") {
    wishes.split = Split::titles;
    return true;
  }
  if (const auto span = parse_span(text); span && *span >= std::chrono::seconds(1)) {
    wishes.split = Split::duration;
    wishes.split_duration = *span;
    return true;
  }
  if (const auto size = parse_size(text); size && *size >= 10'000) {
    wishes.split = Split::size;
    wishes.split_octets = *size;
    return true;
  }
  return false;
}


}  // namespace joincast::app
