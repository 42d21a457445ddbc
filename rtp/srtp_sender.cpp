// SPDX-License-Identifier: LGPL-2.1-or-later
#include "rtp/srtp_context.h"
#include "rtp/srtp_session.h"

namespace joincast::rtp {
namespace {

constexpr std::size_t kMostOctets = 65'535;

/// Makes room behind the packet, lets libsrtp use it, takes the rest back.
template <typename Protect>
bool protect(Bytes& packet, Protect&& one) {
  const std::size_t size = packet.size();
  if (size > kMostOctets) return false;
  packet.resize(size + SRTP_MAX_TRAILER_LEN + sizeof(std::uint32_t));
  int length = static_cast<int>(size);
  if (one(packet.data(), &length) != srtp_err_status_ok) return false;
  packet.resize(static_cast<std::size_t>(length));
  return true;
}

}  // namespace

struct SrtpSender::Impl {
  SrtpContext context;
};

SrtpSender::SrtpSender(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
SrtpSender::~SrtpSender() = default;

Result<std::unique_ptr<SrtpSender>, std::string> SrtpSender::make(const SrtpKey& key) {
  if (auto ready = srtp_is_ready(); !ready) return fail(std::move(ready.error()));
  auto impl = std::make_unique<Impl>(Impl{make_context(key, {ssrc_any_outbound, 0})});
  if (!impl->context) return fail("libsrtp does not know " + std::string(to_string(key.suite)));
  return std::unique_ptr<SrtpSender>(new SrtpSender(std::move(impl)));
}

bool SrtpSender::protect_rtp(Bytes& packet) {
  return protect(packet, [this](void* octets, int* size) { return srtp_protect(impl_->context.get(), octets, size); });
}

bool SrtpSender::protect_rtcp(Bytes& packet) {
  return protect(packet,
                 [this](void* octets, int* size) { return srtp_protect_rtcp(impl_->context.get(), octets, size); });
}

std::uint32_t SrtpSender::rollover_count(std::uint32_t ssrc) const noexcept {
  std::uint32_t count = 0;
  return srtp_get_stream_roc(impl_->context.get(), ssrc, &count) == srtp_err_status_ok ? count : 0;
}

}  // namespace joincast::rtp
