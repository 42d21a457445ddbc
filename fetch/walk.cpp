// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/walk.h"

#include <algorithm>
#include <utility>

#include "fetch/url.h"
#include "playlist/text.h"

namespace joincast::fetch {

using playlist::clean_text;

namespace {

constexpr std::size_t kMaxBlocks = 64;  // of metadata, before it is known whether there is sound around them

TimePoint now() { return TimePoint{std::chrono::steady_clock::now()}; }

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + ' ' + std::string(count == 1 ? one : many);
}

std::string outcome_of(const CandidateList& list) {
  std::string outcome = "names " + counted(list.candidates.size(), "address", "addresses");
  if (list.left_out > 0) outcome += "; " + std::to_string(list.left_out) + " more are not tried";
  if (list.unusable > 0) outcome += "; " + std::to_string(list.unusable) + " are no web addresses";
  return outcome;
}

}  // namespace

Resolver::Walk::Walk(Client& client, ResolveRequest request, StreamHandler& handler,
                     std::function<void(const Step&)> on_step)
    : client_(client), request_(std::move(request)), handler_(handler), on_step_(std::move(on_step)) {
  tasks_.push_back({request_.url, {}, {}, 0, 0, request_.from_outside});
  if (request_.remembered.empty() || request_.remembered == request_.url) return;
  // Who named it is not remembered: it may not lead inside unless it stands on the very host of the URL.
  const bool elsewhere = url_host(request_.remembered) != url_host(request_.url);
  tasks_.push_back({request_.remembered, "what played last time", {}, 0, 0, request_.from_outside || elsewhere});
}

void Resolver::Walk::start() { go_on(); }

void Resolver::Walk::close() {
  closed_ = true;
  stop_asking();
  client_.cancel_timer(std::exchange(total_timer_, 0));
}

void Resolver::Walk::pause() {
  if (const auto hls = hls_) return hls->pause();
  if (phase_ == Phase::playing && stream_ != 0) client_.pause(stream_);
}

void Resolver::Walk::resume() {
  if (const auto hls = hls_) return hls->resume();
  if (phase_ == Phase::playing && stream_ != 0) client_.resume(stream_);
}

bool Resolver::Walk::reject(std::string_view reason) {
  if (closed_ || phase_ != Phase::playing) return false;
  report(StepResult::refused, clean_text(reason));
  last_refusal_ = {EndReason::failed, std::string(reason)};
  stop_asking();
  return go_on();
}

void Resolver::Walk::stop_asking() {
  client_.close(std::exchange(stream_, 0));
  client_.cancel_timer(std::exchange(document_timer_, 0));
  if (hls_) hls_->close();
  hls_.reset();
  phase_ = Phase::idle;
  body_ = {};
  blocks_.clear();
}

/// Asks the next address; false: there is none, or none may be asked.
bool Resolver::Walk::go_on() {
  while (!closed_ && !tasks_.empty() && requests_ < request_.walk.requests) {
    Task task = std::move(tasks_.back());
    tasks_.pop_back();
    if (asked_.insert(task.url).second) {
      ask(std::move(task));
      return true;
    }
  }
  return false;
}

void Resolver::Walk::ask(Task task) {
  ++requests_;
  task_ = std::move(task);
  step_ = {};
  step_.url = url_to_show(task_.url);
  step_.depth = task_.depth;
  step_.named_by = clean_text(task_.named_by);
  headers_ = {};
  asked_at_ = now();
  phase_ = Phase::asking;
  if (total_timer_ == 0)
    total_timer_ = client_.start_timer(asked_at_ + request_.walk.total, [self = weak_from_this()] {
      if (const auto walk = self.lock()) walk->time_is_up();
    });
  Request request{task_.url, request_.limits, request_.inside_allowed, task_.from_outside, true};
  stream_ = client_.open(request, *this);
}

void Resolver::Walk::time_is_up() {
  total_timer_ = 0;
  stop_asking();
  const auto tenths = std::chrono::duration_cast<std::chrono::milliseconds>(request_.walk.total).count() / 100;
  const std::string fraction = tenths % 10 == 0 ? std::string() : '.' + std::to_string(tenths % 10);
  const std::string text = "no sound within " + std::to_string(tenths / 10) + fraction + " s";
  report(StepResult::refused, text);
  give_up(EndReason::first_octet_timeout, text);
}

void Resolver::Walk::handle(const StreamEvent& event) {
  if (!closed_) std::visit([this](const auto& what) { take(what); }, event);
}

void Resolver::Walk::take(const Headers& headers) {
  if (phase_ == Phase::starting_hls) {
    headers_ = headers;
    return play({hls_->kind(), false, step_.why + "; its segments are " + std::string(to_string(hls_->kind()))});
  }
  headers_ = headers;
  step_.final_url = headers.url;
  document_timer_ = client_.start_timer(now() + request_.walk.document, [self = weak_from_this()] {
    const auto walk = self.lock();
    if (!walk) return;
    walk->document_timer_ = 0;
    walk->refuse(EndReason::first_octet_timeout, "does not come to an end in time");
  });
}

void Resolver::Walk::take(const Octets& octets) {
  if (phase_ == Phase::playing) return emit(octets);
  body_.insert(body_.end(), octets.octets.begin(), octets.octets.end());
  if (body_.size() > kMaxPlaylistOctets)
    return refuse(EndReason::playlist, "is longer than " + std::to_string(kMaxPlaylistOctets >> 20) + " MiB");
  if (phase_ == Phase::asking) judge(false);
}

void Resolver::Walk::take(const IcyMetadata& metadata) {
  if (phase_ == Phase::playing) return emit(metadata);
  if (blocks_.size() < kMaxBlocks) blocks_.push_back({body_.size(), metadata});
}

void Resolver::Walk::take(const Ended& ended) {
  stream_ = 0;
  if (phase_ == Phase::playing) return emit(ended);
  if (ended.reason != EndReason::end_of_stream || phase_ == Phase::starting_hls)
    return refuse(ended.reason, ended.text);
  judge(true);
}

void Resolver::Walk::judge(bool whole) {
  const ContentVerdict verdict = content_of(body_, whole, headers_.content_type, headers_.url);
  step_.kind = verdict.kind;
  step_.why = clean_text(verdict.why);
  if (names_addresses(verdict.kind)) {
    phase_ = Phase::reading;
    if (whole) read_document(verdict);
  } else if (!verdict.need_more || whole) {
    if (is_media(verdict.kind)) return play(verdict);
    const std::string kind(to_string(verdict.kind));
    refuse(EndReason::failed,
           verdict.kind == ContentKind::empty ? "sends nothing" : "sends " + kind + ", which is no sound");
  }
}

std::string Resolver::Walk::base() const {
  return url_to_show(task_.url) == headers_.url ? task_.url : headers_.url;  // with its password where it is the same
}

void Resolver::Walk::read_document(const ContentVerdict& verdict) {
  if (verdict.kind == ContentKind::hls_media) return begin_hls();
  const EndReason reason = verdict.kind == ContentKind::html ? EndReason::web_page : EndReason::playlist;
  CandidateList list = read_candidates(verdict.kind, as_text(body_), base());
  const std::string said = list.problem.empty() ? std::string() : ": " + clean_text(list.problem);
  if (list.candidates.empty()) {
    const std::string what =
        reason == EndReason::web_page ? "sends a web page that names no sound" : "names no address";
    return refuse(reason, what + said);
  }
  if (task_.depth >= request_.walk.depth)
    return refuse(reason, "is nested deeper than " + std::to_string(request_.walk.depth));
  report(StepResult::names, outcome_of(list) + said);
  last_refusal_ = {reason, "names nothing that was not asked before"};
  several_ = true;
  stop_asking();
  add_tasks(std::move(list));
  if (!closed_ && !go_on()) give_up(last_refusal_.reason, last_refusal_.text);
}

void Resolver::Walk::add_tasks(CandidateList list) {
  std::ranges::reverse(list.candidates);
  for (Candidate& candidate : list.candidates) {
    std::string title = candidate.title.empty() ? list.title : std::move(candidate.title);
    const std::uint32_t kbps = candidate.kbps != 0 ? candidate.kbps : task_.kbps;
    tasks_.push_back({std::move(candidate.url), std::move(candidate.why),
                      title.empty() ? task_.title : std::move(title), kbps, task_.depth + 1, headers_.outside});
  }
}

void Resolver::Walk::begin_hls() {
  auto media = parse_hls_media(as_text(body_), base());
  if (!media) return refuse(EndReason::playlist, "is no whole HLS playlist");
  if (!media->obstacle.empty()) return refuse(EndReason::playlist, std::move(media->obstacle));
  if (media->segments.empty()) return refuse(EndReason::playlist, "has no segments");
  client_.cancel_timer(std::exchange(document_timer_, 0));
  body_ = {};
  phase_ = Phase::starting_hls;
  Headers head = headers_;
  head.content_type.clear();
  Request request{task_.url, request_.limits, request_.inside_allowed, task_.from_outside, true};
  const auto hls = std::make_shared<HlsStream>(client_, std::move(request), std::move(*media), std::move(head), *this);
  hls_ = hls;
  hls->start();
}

void Resolver::Walk::play(const ContentVerdict& verdict) {
  client_.cancel_timer(std::exchange(document_timer_, 0));
  client_.cancel_timer(std::exchange(total_timer_, 0));
  phase_ = Phase::playing;
  found_ = task_;
  found_kind_ = verdict.kind;
  step_.kind = hls_ ? ContentKind::hls_media : verdict.kind;
  step_.why = clean_text(verdict.why);
  if (headers_.bitrate_kbps == 0) headers_.bitrate_kbps = task_.kbps;
  if (headers_.name.empty()) headers_.name = clean_text(task_.title);
  report(StepResult::media, "sends " + std::string(to_string(verdict.kind)));
  hand_over();
}

/// What was held back, as it stood in the stream.
void Resolver::Walk::hand_over() {
  const Bytes body = std::exchange(body_, {});
  const std::vector<Block> blocks = std::exchange(blocks_, {});
  const std::size_t request = requests_;
  const auto still = [this, request] { return !closed_ && phase_ == Phase::playing && requests_ == request; };
  emit(headers_);
  std::size_t given = 0;
  const auto give_up_to = [&](std::size_t end) {
    if (end > given && still()) emit(Octets{ByteView(body).subspan(given, end - given)});
    given = end;
  };
  for (const Block& block : blocks) {
    give_up_to(block.behind);
    if (still()) emit(block.metadata);
  }
  give_up_to(body.size());
  if (still() && stream_ == 0 && !hls_)
    emit(Ended{EndReason::end_of_stream, std::string(to_string(EndReason::end_of_stream))});
}

/// This address gives no sound: the next one.
void Resolver::Walk::refuse(EndReason reason, std::string outcome) {
  stop_asking();
  last_refusal_ = {reason, outcome};
  report(StepResult::refused, std::move(outcome));
  if (!closed_ && !go_on()) give_up(last_refusal_.reason, last_refusal_.text);
}

void Resolver::Walk::give_up(EndReason reason, std::string text) {
  const bool beyond = !tasks_.empty() && requests_ >= request_.walk.requests;
  if (several_ || requests_ > 1) {
    text = "none of " + counted(requests_, "address", "addresses") + " gave sound; the last: " + text;
    if (beyond) text += "; more are not tried";
  }
  close();
  handler_.handle(Ended{reason, std::move(text)});
}

void Resolver::Walk::report(StepResult result, std::string outcome) {
  step_.result = result;
  step_.outcome = std::move(outcome);
  step_.took = now() - asked_at_;
  if (on_step_) on_step_(step_);
}

void Resolver::Walk::emit(const StreamEvent& event) {
  if (!closed_) handler_.handle(event);
}

}  // namespace joincast::fetch
