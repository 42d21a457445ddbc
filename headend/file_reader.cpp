// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/file_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <utility>

#include "media/id3_reader.h"
#include "net/descriptor.h"

namespace joincast::headend {
namespace {

constexpr std::size_t kRead = 4'096;
constexpr std::size_t kStart = 12;              // octets that tell WAV and MP4 apart from the rest
constexpr std::size_t kMostTag = 1u << 22;      // octets of a tag that are looked at: pictures may stand in front
constexpr std::uint64_t kMaxUnknown = 262'144;  // octets of nothing known before it is given up
constexpr unsigned kM4aUnits = 8;               // of one read()
constexpr const char* kNothing = "holds nothing that can be sent";

/// Octets at a place of a regular file; fewer at its end or where it cannot be read there.
std::size_t read_at(int fd, std::int64_t place, std::span<std::uint8_t> out) {
  const ssize_t size = ::pread(fd, out.data(), out.size(), place);
  return size < 0 ? 0 : static_cast<std::size_t>(size);
}

}  // namespace

FileReader::FileReader(int fd, media::StreamFramer framer) : fd_(fd), framer_(std::move(framer)) {}

std::optional<media::StreamFramer> FileReader::take_framer() {
  if (framer_.container() != media::Container::ts) return std::nullopt;
  return std::move(framer_);
}

/// The last units of a transport stream wait for a clock that will not come.
bool FileReader::end(std::vector<media::FramerItem>& out) {
  framer_.splice();
  while (auto item = framer_.poll()) {
    played_ |= std::holds_alternative<payload::AccessUnit>(*item);
    out.push_back(std::move(*item));
  }
  return played_ ? false : fail_with(kNothing);
}

bool FileReader::fail_with(std::string why) {
  error_ = std::move(why);
  return false;
}

bool FileReader::begin(std::vector<media::FramerItem>& out) {
  struct stat info {};
  if (::fstat(fd_, &info) != 0) return fail_with(std::strerror(errno));
  if (S_ISDIR(info.st_mode)) return fail_with(std::strerror(EISDIR));
  if (!S_ISREG(info.st_mode)) return true;
  std::array<std::uint8_t, kStart> start{};
  if (media::looks_like_m4a(ByteView(start).first(read_at(fd_, 0, start)))) {
    auto opened = media::open_m4a(fd_);
    if (!opened) return fail_with(std::move(opened.error()));
    m4a_ = std::move(*opened);
    out.emplace_back(m4a_->metadata());
    out.emplace_back(media::StreamFormat{m4a_->format()});
    return true;
  }
  std::array<std::uint8_t, media::kId3v1Size> last{};
  const std::int64_t place = info.st_size - static_cast<std::int64_t>(last.size());
  if (place >= 0 && read_at(fd_, place, last) == last.size())
    if (auto said = media::parse_id3v1(last)) out.emplace_back(std::move(*said));
  return true;
}

bool FileReader::read(std::vector<media::FramerItem>& out) {
  if (!std::exchange(begun_, true) && !begin(out)) return false;
  if (m4a_) return take_m4a(out);
  std::array<std::uint8_t, kRead> buffer{};
  for (;;) {
    const ssize_t size = ::read(fd_, buffer.data(), buffer.size());
    if (size < 0 && errno == EINTR) continue;
    if (size < 0 && errno == EAGAIN) return true;
    if (size < 0) return fail_with(std::strerror(errno));
    if (size == 0) return end(out);
    return take(ByteView(buffer).first(static_cast<std::size_t>(size)), out);
  }
}

bool FileReader::take(ByteView octets, std::vector<media::FramerItem>& out) {
  if (wav_) return take_wav(octets, out);
  if (start_.size() < kStart) {
    start_.insert(start_.end(), octets.begin(), octets.end());
    if (start_.size() < kStart) return true;
    octets = start_;
    if (WavReader::recognises(octets)) {
      wav_.emplace();
      return take_wav(octets, out);
    }
  }
  if (tag_left_ != 0u) collect_tag(octets, out);
  framer_.push(octets);
  while (auto item = framer_.poll()) {
    played_ |= std::holds_alternative<payload::AccessUnit>(*item);
    out.push_back(std::move(*item));
  }
  if (!played_ && framer_.counters().garbage >= kMaxUnknown) return fail_with(kNothing);
  if (!played_) {
    if (std::string trouble = framer_.trouble(); !trouble.empty()) return fail_with(std::move(trouble));
  }
  return true;
}

/// The framer skips such a tag without reading it, and gives no unit before it has ended.
void FileReader::collect_tag(ByteView octets, std::vector<media::FramerItem>& out) {
  if (!tag_left_) tag_left_ = std::min(media::id3v2_size(octets), kMostTag);
  const std::size_t count = std::min(*tag_left_, octets.size());
  tag_.insert(tag_.end(), octets.begin(), octets.begin() + static_cast<std::ptrdiff_t>(count));
  *tag_left_ -= count;
  if (*tag_left_ != 0 || tag_.empty()) return;
  auto said = media::parse_id3v2(std::exchange(tag_, {}));
  if (said && !(*said == media::StreamMetadata{})) out.emplace_back(std::move(*said));
}

bool FileReader::take_wav(ByteView octets, std::vector<media::FramerItem>& out) {
  std::vector<payload::AccessUnit> units;
  if (!wav_->push(octets, units)) return fail_with(wav_->error());
  if (wav_->format() && wav_->format() != told_) {
    told_ = wav_->format();
    out.emplace_back(media::StreamFormat{*told_});
  }
  played_ |= !units.empty();
  for (payload::AccessUnit& unit : units) out.emplace_back(std::move(unit));
  return true;
}

bool FileReader::take_m4a(std::vector<media::FramerItem>& out) {
  for (unsigned i = 0; i < kM4aUnits; ++i) {
    auto unit = m4a_->next();
    if (!unit) return played_ ? false : fail_with(kNothing);
    played_ = true;
    out.emplace_back(std::move(*unit));
  }
  return true;
}

Result<void, std::string> check_file(const std::string& path, std::uint16_t programme) {
  // Without O_NONBLOCK a pipe that nobody writes would be waited for.
  const net::Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  if (file.value() < 0) return fail(std::string(std::strerror(errno)));
  struct stat info {};
  if (::fstat(file.value(), &info) != 0) return fail(std::string(std::strerror(errno)));
  if (!S_ISREG(info.st_mode)) return fail(std::string(S_ISDIR(info.st_mode) ? "is a folder" : "is no regular file"));
  FileReader reader(file.value(), media::StreamFramer({}, programme));
  std::vector<media::FramerItem> items;
  while (reader.read(items)) {
    for (const media::FramerItem& item : items)
      if (std::holds_alternative<payload::AccessUnit>(item)) return {};
    items.clear();
  }
  if (!reader.error().empty()) return fail(reader.error());
  return {};
}

}  // namespace joincast::headend
