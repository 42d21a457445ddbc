// SPDX-License-Identifier: LGPL-2.1-or-later
#include "app/joincast/members_options.h"

#include <CLI/CLI.hpp>

#include "app/cli/help_style.h"
#include "app/joincast/exit_code.h"
#include "net/interfaces.h"

namespace joincast::app {

struct MembersCommand::Impl {
  CLI::App* command = nullptr;
  MembersOptions options;
  std::vector<std::string> groups;
  double seconds = 0;
};

MembersCommand::MembersCommand(CLI::App& app) : impl_(std::make_unique<Impl>()) {
  impl_->command = app.add_subcommand("members", "who is a member of what on this link, by MLD and IGMP");
  CLI::App& command = *impl_->command;
  MembersOptions& options = impl_->options;
  command.add_option("-i,--interface", options.interfaces, "watch this interface (name or index); may be repeated")
      ->type_name("NAME");
  command.add_option("--group", impl_->groups, "only this group, or those of a prefix as 239.0.0.0/8; may be repeated")
      ->type_name("GROUP");
  command.add_flag("--json", options.json, "one JSON object a line instead of text");
  command.add_flag("--once", options.once, "listen for a while, print what is known then, and end");
  cli::take_span(*command.add_option("--for,--duration", impl_->seconds,
                                     "end after so long: 30, 30s, 5m, 1h; with --once 10s by default"),
                 0, 31'536'000);
  command.add_flag("--query", options.query, "take part in the election of a querier, and ask who is a member");
  command.add_flag("--advertise", options.advertise, "ask snooping switches for all multicast (RFC 4286)");
  command.add_option("--exec-on-first", options.on_first, "run this shell command when a group gets its first member")
      ->type_name("CMD");
  command.add_option("--exec-on-last", options.on_last, "and this one when its last member is gone")->type_name("CMD");
  command.footer("It sends nothing unless told to query or to advertise. Needs CAP_NET_RAW.\n");
}

MembersCommand::~MembersCommand() = default;

bool MembersCommand::parsed() const { return impl_->command->parsed(); }

Result<MembersOptions, Refusal> MembersCommand::understand() const {
  MembersOptions options = impl_->options;
  const double seconds = options.once && impl_->command->count("--for") == 0 ? 10 : impl_->seconds;
  options.duration = std::chrono::duration_cast<Duration>(std::chrono::duration<double>(seconds));
  for (const std::string& text : impl_->groups) {
    auto prefix = parse_prefix(text);
    if (const auto group = net::parse_group(text)) {
      prefix = parse_prefix(to_string(group->address));
      if (!group->interface.empty()) options.interfaces.push_back(group->interface);
    }
    if (!prefix || !prefix->address.is_multicast())
      return fail(
          Refusal{kUsage, "joincast: --group '" + text +
                              "': expected a multicast group, or a prefix of such as 239.0.0.0/8 or ff3e::/16\n"});
    options.groups.push_back(*prefix);
  }
  return options;
}

}  // namespace joincast::app
