// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/hls_stream.h"

#include <algorithm>
#include <utility>

namespace joincast::fetch {
namespace {

constexpr unsigned kFromTheEnd = 3;  // target durations (RFC 8216 section 6.3.3)
constexpr unsigned kMaxFailedSegments = 3;
constexpr unsigned kMaxFailedReloads = 4;
constexpr unsigned kSilentTargets = 6;  // target durations without a new segment: the station is gone
constexpr std::uint64_t kMaxSegmentOctets = std::uint64_t{256} << 20;

TimePoint now() { return TimePoint{std::chrono::steady_clock::now()}; }

/// What framers expect of such octets.
std::string type_of(ContentKind kind, const std::string& said) {
  switch (kind) {
    case ContentKind::mpa: return "audio/mpeg";
    case ContentKind::adts: return "audio/aac";
    default: return said;
  }
}

}  // namespace

void HlsStream::Part::handle(const StreamEvent& event) {
  const auto alive = owner_.shared_from_this();
  if (!owner_.closed_) (owner_.*take_)(event);
}

HlsStream::HlsStream(Client& client, Request playlist, HlsMedia media, Headers head, StreamHandler& handler)
    : client_(client), playlist_(std::move(playlist)), head_(std::move(head)), handler_(handler), base_(playlist_.url) {
  if (!head_.url.empty()) base_ = head_.url;
  std::size_t first = 0;
  if (!media.ended) {
    Duration to_end{0};
    first = media.segments.size();
    while (first > 0 && to_end < kFromTheEnd * media.target) to_end += media.segments[--first].duration;
  }
  next_sequence_ = media.first;
  if (first < media.segments.size()) next_sequence_ = media.segments[first].sequence;
  grew_ = now();
  take_window(std::move(media));
}

void HlsStream::start() {
  if (!ended_) reload_at(now() + target_);
  next_segment();
}

void HlsStream::close() {
  closed_ = true;
  client_.close(std::exchange(segment_, 0));
  client_.close(std::exchange(reload_, 0));
  client_.cancel_timer(std::exchange(timer_, 0));
}

void HlsStream::pause() {
  paused_ = true;
  if (segment_ != 0) client_.pause(segment_);
}

void HlsStream::resume() {
  paused_ = false;
  if (segment_ != 0) return client_.resume(segment_);
  next_segment();
}

/// Adds what is new. A station that began anew counts from a lower number again.
void HlsStream::take_window(HlsMedia media) {
  target_ = media.target;
  ended_ = media.ended;
  const std::uint64_t end = media.segments.empty() ? media.first : media.segments.back().sequence + 1;
  if (end < next_sequence_ && end + media.segments.size() < next_sequence_) next_sequence_ = media.first;
  for (HlsSegment& segment : media.segments) {
    if (segment.sequence < next_sequence_) continue;
    next_sequence_ = segment.sequence + 1;
    grew_ = now();
    if (waiting_.size() >= kMaxHlsSegments) waiting_.pop_front();
    waiting_.push_back(std::move(segment));
  }
}

void HlsStream::next_segment() {
  if (closed_ || paused_ || segment_ != 0) return;
  if (waiting_.empty()) {
    if (ended_) finish(EndReason::end_of_stream, std::string(to_string(EndReason::end_of_stream)));
    return;
  }
  const HlsSegment segment = std::move(waiting_.front());
  waiting_.pop_front();
  Request request = playlist_;
  request.url = segment.url;  // empty where it was no web address: ends as a bad URL
  request.any_content = true;
  request.from_outside = playlist_.from_outside || head_.outside;
  if (segment.range) {
    request.range_offset = segment.range->offset;
    request.range_size = segment.range->size;
  }
  segment_known_ = false;
  segment_octets_ = 0;
  start_.clear();
  segment_ = client_.open(request, segment_part_);
  if (segment.title == title_ || kind_ == ContentKind::unknown) {
    if (kind_ == ContentKind::unknown) title_ = segment.title;
    return;
  }
  title_ = segment.title;
  emit(IcyMetadata{{{"StreamTitle", title_}}});
}

void HlsStream::take_segment(const StreamEvent& event) {
  if (const auto* headers = std::get_if<Headers>(&event)) {
    if (head_.content_type.empty() || kind_ == ContentKind::unknown) head_.content_type = headers->content_type;
  } else if (const auto* octets = std::get_if<Octets>(&event)) {
    segment_octets_ += octets->octets.size();
    if (segment_octets_ > kMaxSegmentOctets) return finish(EndReason::failed, "a segment is too large");
    take_octets(octets->octets);
  } else if (const auto* ended = std::get_if<Ended>(&event)) {
    segment_ = 0;
    segment_over(*ended);
  }
}

void HlsStream::take_octets(ByteView octets) {
  if (segment_known_) return give(octets);
  start_.insert(start_.end(), octets.begin(), octets.end());
  const ContentVerdict verdict = content_of(start_, false, head_.content_type, {});
  if (verdict.need_more && !names_addresses(verdict.kind)) return;
  if (!is_media(verdict.kind))
    return finish(EndReason::failed,
                  "its segments are " + std::string(to_string(verdict.kind)) + ", which is no sound");
  segment_known_ = true;
  failed_segments_ = 0;
  in_transport_ = verdict.kind == ContentKind::mpegts;
  if (in_transport_) transport_.restart();
  if (!in_transport_ && kind_ == ContentKind::unknown) begin_sound(verdict.kind);
  const Bytes held = std::exchange(start_, {});
  if (!closed_) give(held);
}

void HlsStream::begin_sound(ContentKind kind) {
  kind_ = kind;
  head_.content_type = type_of(kind_, head_.content_type);
  emit(head_);
  if (!closed_ && !title_.empty()) emit(IcyMetadata{{{"StreamTitle", title_}}});
}

void HlsStream::give(ByteView octets) {
  if (!in_transport_) return emit(Octets{octets});
  Bytes sound;
  transport_.push(octets, sound);
  if (transport_.silent()) return finish(EndReason::failed, "its transport stream has no AAC and no MPEG audio");
  if (sound.empty()) return;
  if (kind_ == ContentKind::unknown) begin_sound(transport_.kind());
  if (!closed_) emit(Octets{sound});
}

void HlsStream::segment_over(const Ended& ended) {
  const bool whole = ended.reason == EndReason::end_of_stream;
  if (whole && !segment_known_ && !start_.empty() && kind_ != ContentKind::unknown) {
    segment_known_ = is_media(content_of(start_, true, head_.content_type, {}).kind);
    const Bytes held = std::exchange(start_, {});
    if (segment_known_) give(held);
  }
  if (closed_) return;
  if (!segment_known_ && ++failed_segments_ >= kMaxFailedSegments)
    return finish(whole ? EndReason::failed : ended.reason,
                  "its segments cannot be had: " + (whole ? "no sound" : ended.text));
  next_segment();
}

void HlsStream::reload_at(TimePoint when) {
  timer_ = client_.start_timer(when, [alive = shared_from_this()] {
    HlsStream& self = *alive;
    self.timer_ = 0;
    self.text_.clear();
    Request request = self.playlist_;
    request.any_content = true;
    self.reload_ = self.client_.open(request, self.playlist_part_);
  });
}

void HlsStream::take_playlist(const StreamEvent& event) {
  if (const auto* headers = std::get_if<Headers>(&event)) {
    base_ = headers->url;
  } else if (const auto* octets = std::get_if<Octets>(&event)) {
    text_ += as_text(octets->octets);
    if (text_.size() <= kMaxPlaylistOctets) return;
    client_.close(std::exchange(reload_, 0));
    playlist_over({EndReason::failed, "its playlist is too long"});
  } else if (const auto* ended = std::get_if<Ended>(&event)) {
    reload_ = 0;
    playlist_over(*ended);
  }
}

void HlsStream::playlist_over(const Ended& ended) {
  auto media = ended.reason == EndReason::end_of_stream ? parse_hls_media(text_, base_) : std::nullopt;
  text_.clear();
  if (!media) {
    if (++failed_reloads_ >= kMaxFailedReloads)
      return finish(EndReason::failed, "its playlist cannot be read again: " + ended.text);
    return reload_at(now() + target_ / 2);
  }
  failed_reloads_ = 0;
  if (!media->obstacle.empty()) return finish(EndReason::failed, std::move(media->obstacle));
  const std::uint64_t before = next_sequence_;
  take_window(std::move(*media));
  if (!ended_) {
    const bool grew = next_sequence_ != before;
    if (!grew && now() - grew_ > kSilentTargets * target_ && waiting_.empty())
      return finish(EndReason::stalled, "its playlist no longer grows");
    reload_at(now() + (grew ? target_ : target_ / 2));
  }
  next_segment();
}

void HlsStream::emit(const StreamEvent& event) {
  if (!closed_) handler_.handle(event);
}

void HlsStream::finish(EndReason reason, std::string text) {
  if (closed_) return;
  close();
  handler_.handle(Ended{reason, std::move(text)});
}

}  // namespace joincast::fetch
