// SPDX-License-Identifier: LGPL-2.1-or-later
#include "fetch/resolver.h"

#include <utility>

#include "fetch/walk.h"

namespace joincast::fetch {

Resolver::Resolver(Client& client, ResolveRequest request, StreamHandler& handler,
                   std::function<void(const Step&)> on_step)
    : walk_(std::make_shared<Walk>(client, std::move(request), handler, std::move(on_step))) {}

Resolver::~Resolver() { walk_->close(); }

void Resolver::start() { walk_->start(); }
void Resolver::pause() { walk_->pause(); }
void Resolver::resume() { walk_->resume(); }
bool Resolver::reject(std::string_view reason) { return walk_->reject(reason); }
void Resolver::close() { walk_->close(); }

const std::string& Resolver::found_url() const noexcept { return walk_->found_url(); }
ContentKind Resolver::found_kind() const noexcept { return walk_->found_kind(); }
std::uint32_t Resolver::found_kbps() const noexcept { return walk_->found_kbps(); }
const std::string& Resolver::found_title() const noexcept { return walk_->found_title(); }
Duration Resolver::longest_silence() const noexcept { return walk_->longest_silence(); }

}  // namespace joincast::fetch
