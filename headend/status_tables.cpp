// SPDX-License-Identifier: LGPL-2.1-or-later
#include "headend/status_tables.h"

#include <fmt/format.h>

#include <iterator>

#include "http/html_text.h"

namespace joincast::headend {
namespace {

using http::counted;
using http::grouped;
using http::html;
using http::percent;
using http::span;

constexpr double kHighLoss = 0.01;    // people hear it
constexpr double kHighJitter = 0.05;  // seconds: more than most players' buffers hold

struct Column {
  std::string_view name;
  std::string_view kind;  ///< class of the cells; `n`: a number
};

template <typename... Parts>
void add(std::string& out, fmt::format_string<Parts...> pattern, Parts&&... parts) {
  fmt::format_to(std::back_inserter(out), pattern, std::forward<Parts>(parts)...);
}

/// A table row by row; the first cell of each is its header.
class Table {
 public:
  Table(std::string& out, std::string_view labelled_by, std::span<const Column> columns)
      : out_(out), columns_(columns) {
    add(out_,
        "<div class=\"scroll\">\n<table role=\"table\" aria-labelledby=\"{}\">\n<thead role=\"rowgroup\"><tr "
        "role=\"row\">",
        labelled_by);
    for (const Column& column : columns)
      add(out_, "<th role=\"columnheader\" scope=\"col\" class=\"{}\">{}</th>", column.kind, column.name);
    out_ += "</tr></thead>\n<tbody role=\"rowgroup\">\n";
  }
  Table(const Table&) = delete;
  Table& operator=(const Table&) = delete;
  ~Table() { out_ += "</tbody>\n</table>\n</div>\n"; }

  /// `id` keeps a row the same row when others come and go; empty: none.
  void row(std::string_view id, std::string_view header) {
    if (id.empty())
      out_ += "<tr role=\"row\">";
    else
      add(out_, "<tr role=\"row\" id=\"{}\">", id);
    add(out_, "<th role=\"rowheader\" scope=\"row\" class=\"{}\">{}</th>", columns_[0].kind, header);
    next_ = 1;
  }
  void cell(std::string_view content) {  // empty: nothing to say
    const Column& column = columns_[next_++];
    add(out_, "<td role=\"cell\" class=\"{}{}\" data-label=\"{}\"><div>{}</div></td>", column.kind,
        content.empty() ? " nothing" : "", column.name, content.empty() ? "\u2013" : content);
    if (next_ == columns_.size()) out_ += "</tr>\n";
  }

 private:
  std::string& out_;
  std::span<const Column> columns_;
  std::size_t next_ = 0;
};

std::string stranger(std::string_view text) { return "<bdi>" + html(display_text(text)) + "</bdi>"; }

std::string_view word_for(ServiceState state) {
  constexpr std::string_view kWords[kServiceStates] = {"Not wanted", "Held off", "Waiting", "Connecting",
                                                       "Playing",    "Stalled",  "Failed",  "Sent by another"};
  return kWords[static_cast<std::size_t>(state)];
}

std::string badge(ServiceState state) {
  return fmt::format("<span class=\"state {}\"><i aria-hidden=\"true\"></i>{}</span>", to_string(state),
                     word_for(state));
}

std::string small(std::string_view html_text) { return fmt::format("<span class=\"small\">{}</span>", html_text); }

/// A value that should catch the eye is marked by shape, weight and colour, and by a word for those who hear it.
std::string marked(const std::string& text, bool high) {
  if (!high) return text;
  return "<span class=\"high\">\u25b2\u00a0" + text + "<span class=\"hidden\"> (high)</span></span>";
}

/// Who was heard earlier than that sends no more.
bool heard_lately(const RivalStatus& rival, const StatusSnapshot& snapshot) {
  return snapshot.now.mono - rival.last_rtp < std::chrono::minutes(1);
}

/// `12 starts, 1 without sound; sound after 420 ms`
std::string upstream_line(const ServiceStatus& service, const StatusSnapshot& snapshot) {
  const auto known = snapshot.upstreams.find(service.number);
  if (known == snapshot.upstreams.end()) return {};
  const UpstreamFigures& figures = known->second;
  std::string text = counted(figures.starts, "start");
  if (figures.failures != 0) text += ", " + marked(grouped(figures.failures) + " without sound", true);
  if (figures.first_sound != Duration{})
    text += fmt::format("; sound after {:.0f}\u00a0ms", to_seconds(figures.first_sound) * 1000);
  return small(text);
}

std::string state_cell(const ServiceStatus& service, const StatusSnapshot& snapshot) {
  const ServiceState state = state_of(service);
  std::string text = badge(state);
  if (service.running && state != ServiceState::playing) {
    text += small("for " + span(snapshot.now.mono - service.cast.state_since));
    if (!service.cast.reason.empty())
      text += small("<span class=\"text\">" + stranger(service.cast.reason) + "</span>");
  } else if (service.running) {
    text += small("for " + span(snapshot.now.mono - service.since));
  }
  if (state == ServiceState::waiting) text += small("for room under a cap");
  for (const RivalStatus& rival : service.rivals) {
    if (!heard_lately(rival, snapshot)) continue;
    text += small((rival.headend ? "headend " : "a stranger, ") + html(to_string(rival.source)) +
                  ", sends too: " + counted(rival.packets, "packet"));
  }
  text += upstream_line(service, snapshot);
  if (service.mode == Choice::on) text += small("kept on by the operator");
  if (state == ServiceState::held) text += small("by the operator");
  return text;
}

/// Where packets were lost lately: before the receivers' ways part, or on the way of some or one.
std::string loss_origin(const rtcp::LossComparison::Origin& loss) {
  if (loss.lost_by_all + loss.lost_by_some + loss.lost_by_one == 0) return {};
  const auto share = [&loss](std::uint32_t packets) { return percent(static_cast<double>(packets) / loss.compared); };
  return small("by all " + share(loss.lost_by_all) + ", some " + share(loss.lost_by_some) + ", one " +
               share(loss.lost_by_one));
}

double worst_loss(const CastStatus& cast) noexcept {
  return cast.worst.empty() ? cast.receivers.fraction_lost.p95 : cast.worst.front().fraction_lost;
}

std::string loss_cell(const CastStatus& cast) {
  const auto& loss = cast.receivers.fraction_lost;
  if (cast.receivers.voting == 0) return {};
  const double worst = worst_loss(cast);
  return marked(percent(loss.median), loss.median >= kHighLoss) +
         small("worst " + marked(percent(worst), worst >= kHighLoss)) + loss_origin(cast.receivers.loss);
}

std::string in_milliseconds(double seconds) { return fmt::format("{:.1f}\u00a0ms", seconds * 1000); }

std::string jitter_text(double seconds) { return marked(in_milliseconds(seconds), seconds >= kHighJitter); }

std::string jitter_cell(const CastStatus& cast) {
  if (cast.receivers.voting == 0 || cast.clock_rate_hz == 0) return {};
  std::string text = jitter_text(cast.receivers.jitter.median / cast.clock_rate_hz);
  if (cast.receivers.with_round_trip != 0)
    text += small("round trip " + in_milliseconds(cast.receivers.round_trip_s.median));
  return text;
}

std::string asks(const QuerierStatus& querier) {
  switch (querier.role) {
    case membership::Querier::Role::querier: return "this headend asks";
    case membership::Querier::Role::non_querier: return html(to_string(querier.address)) + " asks";
    case membership::Querier::Role::silent: break;
  }
  return "nobody asks";
}

std::string querier_cell(const QuerierStatus& querier) {
  std::string text = asks(querier);
  text += small(counted(querier.groups, "group") + ", " + counted(querier.hosts, "host"));
  if (querier.advertising) text += small("told to switches as a router");
  if (querier.over_limit != 0) text += small(marked(grouped(querier.over_limit) + " joins over the limit", true));
  return text;
}

std::string_view explain(JoinRefusal reason) {
  constexpr std::string_view kWhy[kJoinRefusals] = {
      "No service has this number", "The group carries another prefix than this link's",
      "The group has another scope than configured", "Any-source and source-specific are mixed up"};
  return kWhy[static_cast<std::size_t>(reason)];
}

}  // namespace

bool loses_audibly(const CastStatus& cast) noexcept {
  return cast.receivers.voting != 0 && worst_loss(cast) >= kHighLoss;
}

void write_service_table(std::string& out, std::string_view labelled_by, std::span<const ServiceStatus* const> services,
                         const StatusSnapshot& snapshot) {
  static constexpr Column kColumns[] = {{"Service", "name text"}, {"Station", "station"}, {"Title", "title text"},
                                        {"Members", "n"},         {"Receivers", "n"},     {"Loss", "n"},
                                        {"Jitter", "n"},          {"Format", "format"}};
  Table table(out, labelled_by, kColumns);
  for (const ServiceStatus* service : services) {
    const CastStatus& cast = service->cast;
    const std::string number = to_string(service->number);
    table.row("s-" + number, stranger(service->name) + small("<span class=\"code\">" + number + "</span>"));
    table.cell(state_cell(*service, snapshot));
    table.cell(cast.title.empty() ? std::string() : stranger(cast.title));
    table.cell(grouped(service->members));
    table.cell(grouped(cast.receivers.estimated));
    table.cell(loss_cell(cast));
    table.cell(jitter_cell(cast));
    table.cell(cast.format.empty() ? std::string() : html(cast.format));
  }
}

void write_idle_table(std::string& out, const StatusSnapshot& snapshot, std::size_t most) {
  static constexpr Column kColumns[] = {{"Service", "name text"}, {"Number", "code"}};
  Table table(out, "idle", kColumns);
  for (const ServiceStatus& service : snapshot.services) {
    if (state_of(service) != ServiceState::idle) continue;
    if (most-- == 0) return;
    const std::string number = to_string(service.number);
    table.row("i-" + number, stranger(service.name));
    table.cell(number);
  }
}

void write_receiver_section(std::string& out, const std::vector<ReceiverOfService>& worst,
                            const StatusSnapshot& snapshot) {
  static constexpr Column kColumns[] = {{"Receiver", "text"}, {"Service", "name text"}, {"Loss now", "n"},
                                        {"Lost in all", "n"}, {"Jitter", "n"},          {"Round trip", "n"},
                                        {"Heard", "n"}};
  out += "<section aria-labelledby=\"receivers\">\n<h2 id=\"receivers\">Receivers, the worst first</h2>\n";
  if (worst.empty()) {
    out += "<p class=\"none\">No receiver has reported by RTCP yet.</p>\n</section>\n";
    return;
  }
  {
    Table table(out, "receivers", kColumns);
    for (const auto& [service, receiver] : worst) {
      const std::string number = to_string(service->number);
      std::string who = "<span class=\"code\">" + html(to_string(receiver->address)) + "</span>";
      if (!receiver->cname.empty()) who += small(stranger(receiver->cname));
      table.row(fmt::format("r-{}-{:08x}-{}", number, receiver->ssrc, to_string(receiver->address)), who);
      table.cell(stranger(service->name) + small("<span class=\"code\">" + number + "</span>"));
      table.cell(marked(percent(receiver->fraction_lost), receiver->fraction_lost >= kHighLoss));
      table.cell(receiver->lost < 0 ? "0" : grouped(static_cast<std::uint64_t>(receiver->lost)));
      table.cell(jitter_text(receiver->jitter_s));
      table.cell(receiver->round_trip ? in_milliseconds(to_seconds(*receiver->round_trip)) : std::string());
      table.cell(span(snapshot.now.mono - receiver->last_heard) + " ago");
    }
  }
  out += "</section>\n";
}

void write_interface_section(std::string& out, const StatusSnapshot& snapshot) {
  static constexpr Column kColumns[] = {
      {"Interface", "text"}, {"Groups carry", "text"}, {"IPv6 members (MLD)", ""}, {"IPv4 members (IGMP)", ""}};
  out += "<section aria-labelledby=\"interfaces\">\n<h2 id=\"interfaces\">Interfaces</h2>\n";
  if (snapshot.interfaces.empty()) out += "<p class=\"none\">None is served: nobody can be heard.</p>\n";
  if (!snapshot.interfaces.empty()) {
    Table table(out, "interfaces", kColumns);
    for (const InterfaceStatus& interface : snapshot.interfaces) {
      table.row(fmt::format("n-{}", interface.index), html(display_text(interface.name)));
      std::string carry;
      for (const Prefix& prefix : interface.prefixes)
        carry += fmt::format("<span class=\"code\">{}</span> ", to_string(prefix));
      if (interface.serves_v4) carry += carry.empty() ? "IPv4" : "and IPv4";
      for (const IpAddress& headend : interface.headends) carry += small("headend " + html(to_string(headend)));
      table.cell(carry);
      table.cell(querier_cell(interface.v6));
      table.cell(querier_cell(interface.v4));
    }
  }
  out += "</section>\n";
}

void write_directory_section(std::string& out, const StatusSnapshot& snapshot) {
  static constexpr Column kColumns[] = {
      {"Directory", "text"}, {"State", ""}, {"Stations", "n"}, {"Age", "n"}, {"Last error", "text"}};
  if (snapshot.directories.empty()) return;
  out += "<section aria-labelledby=\"directories\">\n<h2 id=\"directories\">Directories</h2>\n";
  {
    Table table(out, "directories", kColumns);
    for (const directory::DirectoryReport& report : snapshot.directories) {
      const auto& state = report.state;
      table.row(fmt::format("d-{}", report.source.id), html(display_text(report.source.name)));
      table.cell(marked(std::string(directory_state(report)), !state.last_error.empty()));
      table.cell(grouped(state.stations));
      table.cell(state.refreshed ? span(snapshot.now.wall - *state.refreshed) : "never");
      table.cell(html(display_text(state.last_error)));
    }
  }
  out += "</section>\n";
}

void write_refusal_section(std::string& out, const StatusSnapshot& snapshot) {
  static constexpr Column kColumns[] = {
      {"Group", "code text"}, {"Interface", ""}, {"Why", "text"}, {"Reports", "n"}, {"Last", "n"}};
  const RefusalStatus& refusals = snapshot.refusals;
  out += "<section aria-labelledby=\"refused\">\n<h2 id=\"refused\">Refused joins</h2>\n";
  const auto latest = refusals.joins.latest();
  if (latest.empty()) out += "<p class=\"none\">Nobody has asked for a service that is not here.</p>\n";
  if (refusals.over_limit != 0)
    add(out, "<p class=\"none\">{} were beyond what is tracked on one interface.</p>\n",
        counted(refusals.over_limit, "report"));
  if (refusals.waited_streams + refusals.waited_starts != 0)
    add(out, "<p class=\"none\">{} had to wait as max-streams ran, {} as starts-per-second had begun.</p>\n",
        counted(refusals.waited_streams, "start"), grouped(refusals.waited_starts));
  if (!latest.empty()) {
    Table table(out, "refused", kColumns);
    for (const RefusedJoins::Entry& entry : latest) {
      const std::string group = to_string(entry.group.address);
      table.row(fmt::format("j-{}-{}", entry.group.interface, group), group);
      table.cell(html(display_text(interface_name(snapshot, entry.group.interface))));
      table.cell(explain(entry.reason));
      table.cell(grouped(entry.count));
      table.cell(span(snapshot.now.mono - entry.last) + " ago");
    }
  }
  out += "</section>\n";
}

}  // namespace joincast::headend
