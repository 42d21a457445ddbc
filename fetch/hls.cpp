// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/hls.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <deque>
#include <map>
#include <utility>

#include "base/text.h"
#include "fetch/candidate_collector.h"
#include "fetch/url.h"
#include "playlist/text.h"

namespace joincast::fetch {

using playlist::begins_with_word;
using playlist::clean_text;
using playlist::take_line;
using playlist::trim;
using playlist::without_mark;

namespace {

constexpr double kLongestSegment = 3600;                       // s
constexpr std::uint64_t kLongestTarget = 600;                  // s
constexpr std::uint64_t kMostOctets = std::uint64_t{1} << 40;  // of a range, and where it may begin
constexpr std::size_t kMaxAttributes = 64;

using Attributes = std::vector<std::pair<std::string_view, std::string_view>>;

std::uint64_t number(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// `BANDWIDTH=64000,CODECS="mp4a.40.5,mp4a.40.2"` (RFC 8216 section 4.2)
Attributes attributes_of(std::string_view text) {
  Attributes out;
  while (!text.empty() && out.size() < kMaxAttributes) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) break;
    const std::string_view name = trim(text.substr(0, equals));
    text.remove_prefix(equals + 1);
    std::size_t end = 0;
    std::string_view value;
    if (text.starts_with('"')) {
      end = std::min(text.find('"', 1), text.size());
      value = text.substr(1, end - 1);
      end = std::min(text.find(',', end), text.size());
    } else {
      end = std::min(text.find(','), text.size());
      value = trim(text.substr(0, end));
    }
    out.emplace_back(name, value);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::string_view value_of(const Attributes& attributes, std::string_view name) {
  const auto found = std::ranges::find(attributes, name, &Attributes::value_type::first);
  return found == attributes.end() ? std::string_view() : found->second;
}

/// Behind `#EXT-X-NAME:`; nothing when the line is another.
std::optional<std::string_view> tag(std::string_view line, std::string_view name) {
  if (!line.starts_with(name)) return std::nullopt;
  const std::string_view rest = line.substr(name.size());
  if (!rest.empty() && rest[0] != ':') return std::nullopt;
  return rest.empty() ? rest : rest.substr(1);
}

/// Reads a media playlist line by line.
class MediaReader {
 public:
  explicit MediaReader(std::string_view base) : base_(base) {}

  std::optional<HlsMedia> read(std::string_view text) {
    if (!trim(take_line(text)).starts_with("#EXTM3U")) return std::nullopt;
    while (!text.empty()) {
      const std::string_view line = trim(take_line(text));
      if (line.empty()) continue;
      line[0] == '#' ? take_tag(line) : take_segment(line);
    }
    if (media_.target == Duration{0}) return std::nullopt;
    std::uint64_t sequence = media_.first + dropped_;
    for (HlsSegment& segment : kept_) {
      segment.sequence = sequence++;
      media_.segments.push_back(std::move(segment));
    }
    return std::move(media_);
  }

 private:
  void take_tag(std::string_view line) {
    if (const auto target = tag(line, "#EXT-X-TARGETDURATION")) {
      media_.target = std::chrono::seconds{std::clamp<std::uint64_t>(number(trim(*target)), 1, kLongestTarget)};
    } else if (const auto first = tag(line, "#EXT-X-MEDIA-SEQUENCE")) {
      media_.first = number(trim(*first));
    } else if (const auto information = tag(line, "#EXTINF")) {
      take_information(*information);
    } else if (const auto range = tag(line, "#EXT-X-BYTERANGE")) {
      take_range(trim(*range));
    } else if (tag(line, "#EXT-X-DISCONTINUITY")) {
      next_.discontinuity = true;
    } else if (tag(line, "#EXT-X-ENDLIST")) {
      media_.ended = true;
    } else if (const auto key = tag(line, "#EXT-X-KEY")) {
      const std::string_view method = value_of(attributes_of(*key), "METHOD");
      encryption_ = method == "NONE" ? std::string() : clean_text(method.empty() ? "unknown" : method);
    } else if (tag(line, "#EXT-X-MAP")) {
      mapped_ = true;
    }
  }

  /// `#EXTINF:9.984,Mara Venn - Glass & Iron`
  void take_information(std::string_view text) {
    double seconds = 0;
    std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (!(seconds >= 0)) seconds = 0;
    next_.duration =
        std::chrono::duration_cast<Duration>(std::chrono::duration<double>(std::min(seconds, kLongestSegment)));
    const std::size_t comma = text.find(',');
    if (comma != std::string_view::npos) next_.title = clean_text(text.substr(comma + 1));
  }

  /// `#EXT-X-BYTERANGE:75232@0`; without the offset it follows the one before.
  void take_range(std::string_view text) {
    const std::size_t at = text.find('@');
    HlsRange range{at == std::string_view::npos ? range_end_ : number(text.substr(at + 1)), number(text.substr(0, at))};
    if (range.size == 0 || range.size > kMostOctets || range.offset > kMostOctets) return;
    range_end_ = range.offset + range.size;
    next_.range = range;
  }

  void take_segment(std::string_view location) {
    HlsSegment segment = std::exchange(next_, {});
    if (mapped_) media_.obstacle = "its segments are MP4 (EXT-X-MAP)";
    if (!encryption_.empty()) media_.obstacle = "its segments are encrypted (" + encryption_ + ')';
    segment.url = resolve_url(base_, location).value_or("");
    kept_.push_back(std::move(segment));
    if (kept_.size() <= kMaxHlsSegments) return;
    kept_.pop_front();
    ++dropped_;
  }

  std::string_view base_;
  HlsMedia media_;
  std::deque<HlsSegment> kept_;
  std::uint64_t dropped_ = 0;
  HlsSegment next_;
  std::uint64_t range_end_ = 0;
  std::string encryption_;  // the method that holds; empty: none
  bool mapped_ = false;
};

// Ranks, best first: what there is in the variant decides before its rate.
constexpr int kSoundAlone = 0;
constexpr int kRendition = 1;
constexpr int kNotSaid = 2;
constexpr int kWithPictures = 3;
constexpr int kOfNoUse = 4;
constexpr int kRankStep = 1'000'000;

int rank_of(int category, std::uint32_t kbps) {
  const std::uint32_t capped = std::min(kbps, 500'000u);
  const std::uint32_t distance = capped <= kBestHlsKbps ? kBestHlsKbps - capped : capped;
  return category * kRankStep + static_cast<int>(distance);
}

struct Codecs {
  ContentKind sound = ContentKind::unknown;
  bool pictures = false;
  bool any = false;
};

Codecs codecs_of(std::string_view text) {
  Codecs codecs;
  while (!text.empty()) {
    const std::size_t comma = std::min(text.find(','), text.size());
    const std::string_view codec = trim(text.substr(0, comma));
    const ContentKind kind = kind_of_codec(codec);
    for (const std::string_view video : {"avc", "hvc", "hev", "vp0", "vp8", "vp9", "av01", "dvh", "mp4v"})
      codecs.pictures = codecs.pictures || begins_with_word(codec, video);
    if (is_media(kind)) codecs.sound = kind;
    codecs.any = codecs.any || !codec.empty();
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return codecs;
}

class MasterReader {
 public:
  explicit MasterReader(std::string_view base) : collector_(base) {}

  CandidateList read(std::string_view text) {
    std::optional<Attributes> variant;
    while (!text.empty()) {
      const std::string_view line = trim(take_line(text));
      if (const auto stream = tag(line, "#EXT-X-STREAM-INF")) {
        variant = attributes_of(*stream);
      } else if (const auto rendition = tag(line, "#EXT-X-MEDIA")) {
        take_rendition(attributes_of(*rendition));
      } else if (!line.empty() && line[0] != '#') {
        if (variant) take_variant(*variant, line);
        variant.reset();
      }
    }
    return collector_.take();
  }

 private:
  void take_rendition(const Attributes& attributes) {
    const std::string_view location = value_of(attributes, "URI");
    if (value_of(attributes, "TYPE") != "AUDIO" || location.empty()) return;
    Candidate candidate;
    candidate.title = value_of(attributes, "NAME");
    candidate.why = "audio rendition " + clean_text(candidate.title);
    const bool preferred = value_of(attributes, "DEFAULT") == "YES";
    candidate.rank = kRendition * kRankStep + (preferred ? 0 : 1);
    collector_.add(location, std::move(candidate));
  }

  void take_variant(const Attributes& attributes, std::string_view location) {
    const Codecs codecs = codecs_of(value_of(attributes, "CODECS"));
    const bool pictures = codecs.pictures || !value_of(attributes, "RESOLUTION").empty();
    std::string_view rate = value_of(attributes, "AVERAGE-BANDWIDTH");
    if (rate.empty()) rate = value_of(attributes, "BANDWIDTH");
    Candidate candidate;
    candidate.kbps = static_cast<std::uint32_t>(std::min<std::uint64_t>(number(rate) / 1000, 500'000));
    candidate.declared = codecs.sound;
    int category = kNotSaid;
    if (codecs.any) category = codecs.sound == ContentKind::unknown ? kOfNoUse : pictures ? kWithPictures : kSoundAlone;
    if (!codecs.any && pictures) category = kWithPictures;
    candidate.why = category == kSoundAlone ? "variant of sound alone" : "variant";
    candidate.rank = rank_of(category, candidate.kbps);
    collector_.add(location, std::move(candidate));
  }

  CandidateCollector collector_;
};

}  // namespace

std::optional<HlsMedia> parse_hls_media(std::string_view text, std::string_view base) {
  return MediaReader(base).read(without_mark(text));
}

CandidateList read_hls_master(std::string_view text, std::string_view base) {
  return MasterReader(base).read(without_mark(text));
}

}  // namespace joincast::fetch
