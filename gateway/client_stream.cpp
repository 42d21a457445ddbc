// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/client_stream.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace joincast::gateway {
namespace {

using media::FileType;
using payload::Codec;

constexpr Duration kPage = std::chrono::milliseconds(200);  // of sound in an Ogg page: later would be heard late

bool is_ogg(FileType type) noexcept { return type == FileType::ogg_opus || type == FileType::ogg_vorbis; }

}  // namespace

std::optional<FileType> stream_type(const payload::Format& format) noexcept {
  switch (format.codec) {
    case Codec::mpa: return FileType::mp3;
    case Codec::aac: return FileType::aac;
    case Codec::opus: return FileType::ogg_opus;
    case Codec::vorbis: return FileType::ogg_vorbis;
    case Codec::mp2t: return FileType::ts;
    case Codec::l16:
    case Codec::l24:
    case Codec::pcmu:
    case Codec::pcma: return FileType::wav;
    default: return std::nullopt;
  }
}

std::string_view mime_type(FileType type) noexcept {
  switch (type) {
    case FileType::mp3: return "audio/mpeg";
    case FileType::aac: return "audio/aac";
    case FileType::ts: return "video/mp2t";
    case FileType::wav: return "audio/wav";
    default: return media::info(type).mime;
  }
}

bool takes_icy(FileType type) noexcept { return type == FileType::mp3 || type == FileType::aac; }

Result<std::unique_ptr<ClientStream>, std::string> ClientStream::make(Settings settings) {
  const auto type = stream_type(settings.format);
  if (!type)
    return fail("its format (" + std::string(to_string(settings.format.codec)) +
                ") has no container that players read over HTTP");
  std::unique_ptr<ClientStream> stream(new ClientStream(std::move(settings), *type));
  if (std::string trouble = stream->open(nullptr); !trouble.empty()) return fail(std::move(trouble));
  stream->writer_.reset();
  return stream;
}

ClientStream::ClientStream(Settings settings, FileType type)
    : settings_(std::move(settings)), type_(type), backlog_(settings_.most_octets) {
  if (settings_.icy && takes_icy(type_)) icy_.emplace();
}

/// A writer for what comes; the error, if there is none.
std::string ClientStream::open(const libreceiver::Item* item) {
  media::Tags tags;
  if (is_ogg(type_)) {
    tags.station = settings_.station;
    if (item) {
      tags.title = item->title;
      tags.link = item->link;
    }
  }
  media::WriterOptions options;
  options.flush_after = kPage;
  auto writer = media::make_container_writer(settings_.format, type_, tags, *this, options);
  if (!writer) return writer.error();
  writer_ = std::move(*writer);
  return {};
}

std::size_t ClientStream::read(std::span<std::uint8_t> room) {
  std::size_t filled = 0;
  while (filled < room.size()) {
    if (taken_ == out_.size()) {
      out_.clear();
      taken_ = 0;
      const auto piece = backlog_.pop();
      if (!piece) break;
      take(*piece);
      continue;
    }
    const std::size_t now = std::min(room.size() - filled, out_.size() - taken_);
    std::memcpy(room.data() + filled, out_.data() + taken_, now);
    filled += now;
    taken_ += now;
  }
  return filled;
}

void ClientStream::take(const Piece& piece) {
  const bool other_item = piece.item && (!item_ || *piece.item != *item_);
  if (other_item) {
    item_ = piece.item;
    if (icy_) icy_->set_title(item_->title, item_->link);
    if (writer_ && is_ogg(type_)) {
      (void)writer_->finish();
      writer_.reset();
    }
  }
  if (!writer_ && !open(item_.get()).empty()) return;
  (void)writer_->put(*piece.unit);
  if (!is_ogg(type_)) (void)writer_->flush();
}

media::ByteSink::Took ClientStream::write(std::span<const ByteView> pieces) {
  Took took;
  for (const ByteView piece : pieces) {
    if (icy_)
      icy_->write(piece, out_);
    else
      out_.insert(out_.end(), piece.begin(), piece.end());
    took.octets += piece.size();
  }
  return took;
}

}  // namespace joincast::gateway
