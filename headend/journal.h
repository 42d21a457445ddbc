// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/export.h"
#include "headend/notice.h"
#include "net/descriptor.h"

namespace joincast::headend {

/// Name (capitals, digits and underscores) and value (any octets).
using JournalField = std::pair<std::string, std::string>;

/// One entry in the journal's native protocol (systemd.io/JOURNAL_NATIVE_PROTOCOL): `NAME=value`, or where a value has
/// line feeds its name alone, its length in 64 bits, little-endian, and then the value.
JOINCAST_EXPORT std::string journal_entry(const std::vector<JournalField>& fields);

/// What a notice is about: SERVICE, GROUP, INTERFACE, HOST, and a MESSAGE_ID for the main events (docs/status.md).
JOINCAST_EXPORT std::vector<JournalField> fields_of(const Notice& notice, std::string_view interface_name);

/// syslog's number for a severity.
JOINCAST_EXPORT int priority_of(Severity severity) noexcept;

/// The system's journal, written to with fields.
class JOINCAST_EXPORT Journal {
 public:
  /// None unless standard error is connected to the journal (JOURNAL_STREAM) and its socket can be reached.
  static std::optional<Journal> of_stderr();
  /// The journal that listens at `path`.
  static std::optional<Journal> at(const std::string& path);

  /// False: it did not take the entry.
  bool send(int priority, std::string_view message, std::vector<JournalField> fields = {}) const;

 private:
  explicit Journal(net::Descriptor socket) noexcept : socket_(std::move(socket)) {}
  net::Descriptor socket_;
};

/// spdlog's default logger writes to the journal from now on, if standard error is connected to it. False: it is not.
JOINCAST_EXPORT bool log_to_journal();
/// A notice to the journal with its fields, or else to spdlog's default logger.
JOINCAST_EXPORT void log_notice(const Notice& notice, std::string_view interface_name);

}  // namespace joincast::headend
