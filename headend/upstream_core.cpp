// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/upstream_core.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kMaxText = 1024;          // octets of any text handed on
constexpr std::size_t kUsualBatch = 6;          // items of one read: one allocation
constexpr std::uint64_t kMaxUnknown = 262'144;  // octets of nothing known before a station is given up

/// More sound in front of the first block than this may well hold another item.
constexpr Duration kLongestFirstBlock = std::chrono::seconds(10);

TimePoint now() { return TimePoint{std::chrono::steady_clock::now()}; }

std::string capped(std::string_view text) { return std::string(cut_utf8(text, kMaxText)); }

bool is_web_link(std::string_view url) {
  const auto begins = [url](std::string_view scheme) {
    return url.size() > scheme.size() && std::ranges::equal(
                                             url.substr(0, scheme.size()), scheme, {}, [](char c) { return c | 0x20; },
                                             [](char c) { return c | 0x20; });
  };
  return (begins("http://") || begins("https://")) &&
         std::ranges::none_of(url, [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7f; });
}

}  // namespace

Upstream::Core::Core(UpstreamId id, UpstreamOptions options, fetch::Client& client,
                     std::shared_ptr<UpstreamQueue::Shared> queue, std::uint64_t seed)
    : id_(id),
      options_(std::move(options)),
      client_(client),
      queue_(std::move(queue)),
      plan_(options_.urls.size(), options_.first_url, {options_.retry_first, options_.retry_most, options_.settled},
            seed),
      remembered_(options_.urls.size()),
      most_ahead_ns_(options_.most_ahead.count()),
      most_ahead_octets_(static_cast<std::int64_t>(options_.most_ahead_octets)) {}

void Upstream::Core::start() {
  if (options_.urls.empty()) {
    give_state(UpstreamState::failed, "no address to read from");
    flush();
    return;
  }
  remembered_[plan_.url()] = options_.remembered;
  give_state(UpstreamState::connecting, {});
  flush();
  connect();
}

void Upstream::Core::stop() {
  source_.reset();
  client_.cancel_timer(std::exchange(retry_timer_, 0));
  client_.cancel_timer(std::exchange(sound_timer_, 0));
}

void Upstream::Core::connect() {
  framer_.reset();
  playing_since_.reset();
  fetch::ResolveRequest request;
  request.url = options_.urls[plan_.url()];
  request.remembered = remembered_[plan_.url()];
  request.limits = options_.limits;
  request.inside_allowed = options_.inside_redirects;
  request.from_outside = options_.from_outside;
  source_ = std::make_unique<fetch::Resolver>(client_, std::move(request), *this);
  source_->start();
}

void Upstream::Core::handle(const fetch::StreamEvent& event) {
  std::visit([this](const auto& what) { take(what); }, event);
  flush();
}

void Upstream::Core::take(const fetch::Headers& headers) {
  framer_.emplace(headers.content_type, options_.programme);
  station_link_ = is_web_link(headers.station_url) ? headers.station_url : std::string();
  declared_kbps_ = headers.bitrate_kbps;
  metaint_ = headers.metaint;
  octets_ = 0;
  given_ = {};
  title_of_before_ = metaint_ != 0 && !metadata_.title.empty();
  UpstreamMetadata metadata{{}, station_link_, headers.name, headers.genre, {}};
  if (title_of_before_) {
    metadata.title = metadata_.title;
    metadata.link = metadata_.link;
  }
  set_metadata(std::move(metadata));
  last_sound_ = now();
  watch_for_sound();
}

void Upstream::Core::take(const fetch::Octets& octets) {
  if (octets_ >= metaint_ && std::exchange(title_of_before_, false)) {  // the first block had nothing to say
    set_metadata({{}, station_link_, metadata_.station_name, metadata_.genre, {}});
    whole_connection_ = true;
  }
  octets_ += octets.octets.size();
  framer_->push(octets.octets);
  while (auto item = framer_->poll()) take_item(std::move(*item));
  if (!playing_since_ && framer_->counters().garbage >= kMaxUnknown) {
    return no_sound("sends nothing known as sound");
  }
  if (!playing_since_) {
    if (std::string trouble = framer_->trouble(); !trouble.empty()) return no_sound(std::move(trouble));
  }
  wait_if_ahead();
}

void Upstream::Core::take(const fetch::IcyMetadata& metadata) {
  UpstreamMetadata next = metadata_;
  if (const auto title = metadata.title()) next.title = capped(*title);
  if (const auto url = metadata.url()) next.link = is_web_link(*url) ? capped(*url) : station_link_;
  title_of_before_ = false;
  whole_connection_ = octets_ <= metaint_ && given_ <= kLongestFirstBlock;
  set_metadata(std::move(next));
}

void Upstream::Core::set_metadata(UpstreamMetadata next) {
  metadata_changed_ = metadata_changed_ || next != metadata_;
  metadata_ = std::move(next);
}

void Upstream::Core::take(const fetch::Ended& ended) { no_sound(ended.text); }

void Upstream::Core::take_item(media::FramerItem item) {
  if (auto* unit = std::get_if<payload::AccessUnit>(&item)) {
    give(std::move(*unit));
  } else if (auto* change = std::get_if<media::StreamFormat>(&item)) {
    next_format_ = std::move(change->format);
    after_loss_ = true;
  } else {
    const auto& comments = std::get<media::StreamMetadata>(item);
    UpstreamMetadata next = metadata_;
    next.title = comments.artist.empty() || comments.title.empty() ? comments.title + comments.artist
                                                                   : comments.artist + " - " + comments.title;
    next.title = capped(next.title);
    next.link = is_web_link(comments.url) ? capped(comments.url) : station_link_;
    if (next.station_name.empty()) next.station_name = capped(comments.station_name);
    if (!comments.genre.empty()) next.genre = capped(comments.genre);
    set_metadata(std::move(next));
  }
}

/// Formats and metadata go out only in front of a unit: so many of them cannot fill memory.
void Upstream::Core::give(payload::AccessUnit unit) {
  last_sound_ = now();
  if (!playing_since_) {
    playing_since_ = last_sound_;
    remembered_[plan_.url()] = source_->found_url();
    give_state(UpstreamState::playing, {});
  }
  if (next_format_ && next_format_ != format_) {
    if (!format_ || format_->clock_rate_hz != next_format_->clock_rate_hz) next_timestamp_ = 0;
    after_loss_ = false;
    format_ = next_format_;
    const bool video = format_->codec == payload::Codec::mp2t;
    most_ahead_octets_ = static_cast<std::int64_t>(video ? options_.most_ahead_video : options_.most_ahead_octets);
    items_.emplace_back(FormatChange{*format_, declared_kbps_});
  }
  next_format_.reset();
  if (std::exchange(metadata_changed_, false)) {
    UpstreamMetadata told = metadata_;
    if (whole_connection_) told.since = given_;
    items_.emplace_back(std::move(told));
  }
  whole_connection_ = false;
  unit.timestamp = next_timestamp_;
  next_timestamp_ += unit.duration;
  if (std::exchange(after_loss_, false)) unit.after_loss = true;
  const Duration length = payload::ticks_to_time(unit.duration, format_ ? format_->clock_rate_hz : 0);
  given_ += length;
  ahead_ns_ += length.count();
  ahead_octets_ += static_cast<std::int64_t>(unit.octets.size());
  if (items_.empty()) items_.reserve(kUsualBatch);
  items_.emplace_back(std::move(unit));
}

void Upstream::Core::give_state(UpstreamState state, std::string reason) {
  state_ = state;
  UpstreamStateChange change{state, capped(reason), plan_.url()};
  if (state == UpstreamState::playing) change.played_url = source_->found_url();
  items_.emplace_back(std::move(change));
}

void Upstream::Core::flush() {
  if (items_.empty()) return;
  if (queue_->collect({id_, std::exchange(items_, {})})) client_.defer([queue = queue_] { queue->flush(); });
}

/// What was found is no sound, or no longer: what else the URL leads to comes first, if this never played.
void Upstream::Core::no_sound(std::string reason) {
  client_.cancel_timer(std::exchange(sound_timer_, 0));
  waiting_ = false;
  if (!playing_since_ && source_->reject(reason)) return framer_.reset();
  source_->close();
  attempt_over(std::move(reason));
}

/// The connection is gone. What it was decides where and when to try again.
void Upstream::Core::attempt_over(std::string reason) {
  const Duration played = playing_since_ ? now() - *playing_since_ : Duration{0};
  if (state_ == UpstreamState::playing) give_state(UpstreamState::stalled, reason);
  const RetryPlan::Attempt next = plan_.after(played);
  if (next.new_round && played == Duration{0}) give_state(UpstreamState::failed, std::move(reason));
  flush();
  retry_timer_ = client_.start_timer(now() + next.wait, [this] {
    retry_timer_ = 0;
    connect();
  });
}

/// Octets that never become a frame are no station.
void Upstream::Core::watch_for_sound() {
  const Duration patience = std::max(options_.no_sound, source_->longest_silence());
  sound_timer_ = client_.start_timer(last_sound_ + patience, [this, patience] {
    sound_timer_ = 0;
    if (waiting_) last_sound_ = now();
    if (now() < last_sound_ + patience) return watch_for_sound();
    no_sound(playing_since_ ? "stalled" : "sends nothing that can be played");
    flush();
  });
}

bool Upstream::Core::too_far_ahead() const noexcept {
  return ahead_ns_ > most_ahead_ns_ || ahead_octets_ > most_ahead_octets_;
}

bool Upstream::Core::near_enough() const noexcept {
  return ahead_ns_ <= most_ahead_ns_ / 8 * 7 && ahead_octets_ <= most_ahead_octets_ / 8 * 7;
}

void Upstream::Core::wait_if_ahead() {
  if (waiting_ || !too_far_ahead()) return;
  waiting_ = true;
  source_->pause();
  // It may all have been consumed before waiting_ was seen.
  if (near_enough() && waiting_.exchange(false)) source_->resume();
}

void Upstream::Core::set_most_ahead(Duration media) noexcept {
  most_ahead_ns_ = media.count();
  consumed({}, 0);  // a station that waits may go on
}

void Upstream::Core::consumed(Duration media, std::size_t octets) noexcept {
  ahead_ns_ -= media.count();
  ahead_octets_ -= static_cast<std::int64_t>(octets);
  if (!waiting_ || !near_enough() || !waiting_.exchange(false)) return;
  client_.post_lazily([self = shared_from_this()] {
    if (self->source_) self->source_->resume();
  });
}

}  // namespace joincast::headend
