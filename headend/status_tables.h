// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "headend/status_model.h"

namespace joincast::headend {

/// Whether one of its receivers loses so much that people hear it.
bool loses_audibly(const CastStatus& cast) noexcept;

/// Parts of the status page; each is written behind what `out` holds. Roles are spelt out, as narrow screens show
/// the tables as blocks, and browsers would then no longer tell that they are tables.
void write_service_table(std::string& out, std::string_view labelled_by, std::span<const ServiceStatus* const> services,
                         const StatusSnapshot& snapshot);
void write_idle_table(std::string& out, const StatusSnapshot& snapshot, std::size_t most);
void write_receiver_section(std::string& out, const std::vector<ReceiverOfService>& worst,
                            const StatusSnapshot& snapshot);
void write_interface_section(std::string& out, const StatusSnapshot& snapshot);
void write_directory_section(std::string& out, const StatusSnapshot& snapshot);
void write_refusal_section(std::string& out, const StatusSnapshot& snapshot);

}  // namespace joincast::headend
