// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "base/bytes.h"
#include "base/export.h"
#include "payload/format.h"

namespace joincast::media {

/// What a stream's octets are packed in.
enum class Container : std::uint8_t { unknown, mpa, adts, ogg, flac, ts };

/// Comments that stand in the stream itself (Vorbis comments of Ogg and FLAC, the tables of a transport stream), in
/// UTF-8; empty: not said.
struct StreamMetadata {
  std::string title;
  std::string artist;
  std::string album;
  std::string url;           ///< the comment CONTACT, WEBSITE or URL that looks like http(s)
  std::string station_name;  ///< the comments SERVER_NAME, STATION or ORGANIZATION
  std::string genre;

  friend bool operator==(const StreamMetadata&, const StreamMetadata&) = default;
};

/// The access units behind it are of this format, until the next one. Their timestamps begin at zero with
/// it and run on without gaps.
struct StreamFormat {
  payload::Format format;
};

using FramerItem = std::variant<StreamFormat, StreamMetadata, payload::AccessUnit>;
using FramerQueue = std::deque<FramerItem>;

/// What a framer saw; all from the start.
struct FramerCounters {
  std::uint64_t octets = 0;        ///< taken in
  std::uint64_t access_units = 0;  ///< given out
  std::uint64_t garbage = 0;       ///< octets that belong to no frame, page or tag
  std::uint64_t resyncs = 0;       ///< times that good frames ended in garbage
  std::uint64_t bad_checksums = 0;
  std::uint64_t skipped_tags = 0;  ///< ID3 tags, APE tags, Xing and LAME information frames
  std::uint64_t refused = 0;  ///< frames or pages that are of no use here: free format, unknown codec, over a limit
};

/// Cuts the octets of one container into access units.
class Framer {
 public:
  virtual ~Framer() = default;

  /// Takes all of `octets` and appends what is complete.
  virtual void push(ByteView octets, FramerQueue& out) = 0;

  /// Octets in a row that made no sense, up to now: the container may have changed.
  virtual std::size_t lost_octets() const noexcept = 0;

  /// What follows is the same again from its beginning (a file in a loop). What waits is given out.
  virtual void splice(FramerQueue&) {}

  /// Why nothing will come, for people; empty: nothing is wrong.
  virtual std::string trouble() const { return {}; }

  /// Since the start of this framer.
  const FramerCounters& counters() const noexcept { return counters_; }

 protected:
  FramerCounters counters_;
};

/// Cuts the octets of a radio station into access units: finds out by content what they are (the content
/// type only breaks ties), finds it out again when they turn into something else, and puts formats,
/// comments and access units out in their order in the stream. Holds at most 64 KiB, with Ogg 1 MiB, with a transport
/// stream what lies between two values of its clock; takes any octets whatever. Sans I/O.
class JOINCAST_EXPORT StreamFramer {
 public:
  /// `content_type`: as the server says, lower case, without parameters; empty: unknown.
  /// `programme`: which one to take of a transport stream, 1 to 65,535; zero: the first.
  explicit StreamFramer(std::string_view content_type = {}, std::uint16_t programme = 0);
  ~StreamFramer();
  StreamFramer(StreamFramer&&) noexcept;
  StreamFramer& operator=(StreamFramer&&) noexcept;

  /// Takes all of it; then poll() until nothing comes.
  void push(ByteView octets);
  std::optional<FramerItem> poll();

  /// See Framer::splice() and trouble().
  void splice();
  std::string trouble() const { return framer_ ? framer_->trouble() : std::string(); }

  Container container() const noexcept { return container_; }
  FramerCounters counters() const noexcept;

 private:
  void take_head(ByteView octets);
  void forget_head(std::size_t count);
  void drop_framer();

  std::uint16_t programme_ = 0;
  Container hint_ = Container::unknown;
  Container container_ = Container::unknown;
  std::unique_ptr<Framer> framer_;
  Bytes head_;                // not yet recognised
  std::size_t sniff_at_ = 0;  // octets of head at which to look again
  std::size_t to_skip_ = 0;   // of a tag, still to come
  FramerQueue out_;
  FramerCounters before_;  // of framers that are gone
};

/// What the octets at the start of a stream are: unknown when more are needed or nothing fits.
/// `hint` decides between what is equally likely.
JOINCAST_EXPORT Container sniff_container(ByteView start, Container hint = Container::unknown) noexcept;

/// `audio/mpeg` is mpa, `audio/aacp` is adts, `application/ogg` is ogg, ...; unknown for all others.
JOINCAST_EXPORT Container container_of_type(std::string_view content_type) noexcept;

}  // namespace joincast::media
