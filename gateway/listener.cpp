// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/listener.h"

#include <utility>

namespace joincast::gateway {
namespace {

http::Answer refuse(unsigned status, std::string text) {
  http::Answer answer;
  answer.status = status;
  answer.body = std::make_shared<const std::string>(std::move(text));
  return answer;
}

}  // namespace

Listener::Listener(std::shared_ptr<Relay> relay, Settings settings, TimePoint now)
    : relay_(std::move(relay)), settings_(std::move(settings)), asked_(now), now_(now) {}

void Listener::push(const Piece& piece) {
  if (stream_ && !ended_) stream_->push(piece);
}

void Listener::tick(Now now) {
  now_ = now.mono;
  if (!stream_ && (relay_->sound() || relay_->refusal(now_ - asked_))) wake();
}

void Listener::end() {
  ended_ = true;
  wake();
}

std::optional<http::Answer> Listener::head() {
  if (ended_) return refuse(503, "The service changed while you waited; ask again.\n");
  if (auto refusal = relay_->refusal(now_ - asked_); refusal && !relay_->sound())
    return refuse(refusal->status, std::move(refusal->text));
  if (const auto& sound = relay_->sound()) return begin(*sound);
  return std::nullopt;
}

std::optional<http::Answer> Listener::begin(const Sound& sound) {
  const auto type = stream_type(sound.format);
  auto stream = ClientStream::make({sound.format, sound.station, settings_.icy, settings_.most_octets});
  if (!type || !stream) return refuse(501, "The service cannot be sent: " + (stream ? "" : stream.error()) + ".\n");
  stream_ = std::move(*stream);
  for (const Piece& piece : relay_->recent()) stream_->push(piece);

  http::Answer answer;
  answer.content_type = mime_type(*type);
  if (!sound.station.empty()) answer.headers.emplace_back("icy-name", sound.station);
  if (!sound.genre.empty()) answer.headers.emplace_back("icy-genre", sound.genre);
  if (sound.kbps != 0) answer.headers.emplace_back("icy-br", std::to_string(sound.kbps));
  if (settings_.icy && takes_icy(*type))
    answer.headers.emplace_back("icy-metaint", std::to_string(IcyInterleaver::kInterval));
  return answer;
}

std::size_t Listener::read(std::span<std::uint8_t> room) {
  const std::size_t got = stream_->read(room);
  octets_ += got;
  return got;
}

void Listener::closed() noexcept {
  if (const auto relay = std::exchange(relay_, nullptr)) relay->remove(*this);
}

ClientStatus Listener::status(TimePoint now) const {
  ClientStatus status;
  status.from = settings_.from;
  status.agent = settings_.agent;
  status.since = now - asked_;
  status.waiting = !stream_;
  status.octets = octets_;
  if (stream_) {
    status.dropped = stream_->dropped();
    status.behind = stream_->waiting();
  }
  return status;
}

}  // namespace joincast::gateway
