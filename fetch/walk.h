// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "fetch/candidate.h"
#include "fetch/hls_stream.h"
#include "fetch/resolver.h"

namespace joincast::fetch {

/// The resolver's working part: one address at a time, the candidates of the deepest list first.
class Resolver::Walk final : public StreamHandler, public std::enable_shared_from_this<Walk> {
 public:
  Walk(Client& client, ResolveRequest request, StreamHandler& handler, std::function<void(const Step&)> on_step);

  void start();
  void pause();
  void resume();
  bool reject(std::string_view reason);
  void close();

  const std::string& found_url() const noexcept { return found_.url; }
  const std::string& found_title() const noexcept { return found_.title; }
  std::uint32_t found_kbps() const noexcept { return found_.kbps; }
  ContentKind found_kind() const noexcept { return found_kind_; }
  Duration longest_silence() const noexcept { return hls_ ? hls_->longest_silence() : Duration{0}; }

  void handle(const StreamEvent& event) override;

 private:
  enum class Phase : std::uint8_t { idle, asking, reading, starting_hls, playing };

  /// An address to be asked.
  struct Task {
    std::string url;
    std::string named_by;
    std::string title;
    std::uint32_t kbps = 0;
    unsigned depth = 0;
    bool from_outside = false;
  };

  /// A piece of what came before it was known to be sound: a block stands behind so many octets.
  struct Block {
    std::size_t behind;
    IcyMetadata metadata;
  };

  bool go_on();
  void ask(Task task);
  void take(const Headers& headers);
  void take(const Octets& octets);
  void take(const IcyMetadata& metadata);
  void take(const Ended& ended);
  void judge(bool whole);
  void read_document(const ContentVerdict& verdict);
  void add_tasks(CandidateList list);
  void begin_hls();
  void play(const ContentVerdict& verdict);
  void hand_over();
  void refuse(EndReason reason, std::string outcome);
  void give_up(EndReason reason, std::string text);
  void report(StepResult result, std::string outcome);
  void emit(const StreamEvent& event);
  void stop_asking();
  void time_is_up();
  std::string base() const;

  Client& client_;
  const ResolveRequest request_;
  StreamHandler& handler_;
  const std::function<void(const Step&)> on_step_;

  std::vector<Task> tasks_;  // the next one at the back
  std::unordered_set<std::string> asked_;
  std::size_t requests_ = 0;
  bool several_ = false;  // something named others
  Ended last_refusal_;

  Phase phase_ = Phase::idle;
  Task task_;  // the one that is being asked
  Step step_;
  TimePoint asked_at_{};
  StreamId stream_ = 0;
  Headers headers_;
  Bytes body_;
  std::vector<Block> blocks_;
  std::shared_ptr<HlsStream> hls_;
  Task found_;
  ContentKind found_kind_{};

  TimerId document_timer_ = 0;
  TimerId total_timer_ = 0;
  bool closed_ = false;
};

}  // namespace joincast::fetch
