// SPDX-License-Identifier: LGPL-2.1-or-later
#include "gateway/status.h"

#include <fmt/format.h>

#include "base/json_text.h"
#include "http/html_text.h"

namespace joincast::gateway {
namespace {

using http::counted;
using http::grouped;
using http::html;
using http::span;

double seconds(Duration time) { return std::chrono::duration<double>(time).count(); }

void write(JsonText& out, const ClientStatus& client) {
  out.open_object().member("from", to_string(client.from)).member("agent", client.agent);
  out.member("seconds", seconds(client.since)).member("waiting", client.waiting).member("octets", client.octets);
  out.member("dropped_frames", client.dropped).member("octets_behind", client.behind).close_object();
}

void write(JsonText& out, const ServiceStatus& service) {
  out.open_object().member("path", service.path).member("name", service.name).member("title", service.title);
  out.member("group", service.group).member("state", service.state).member("type", service.type);
  out.member("seconds", seconds(service.since)).member("bit_rate", service.bit_rate).member("missing", service.missing);
  out.key("clients").open_array();
  for (const ClientStatus& client : service.clients) write(out, client);
  out.close_array().close_object();
}

std::size_t clients_of(const GatewayStatus& status) {
  std::size_t clients = 0;
  for (const ServiceStatus& service : status.services) clients += service.clients.size();
  return clients;
}

std::string section(const ServiceStatus& service) {
  std::string text = fmt::format("<h2><a href=\"{0}\">{0}</a> {1}</h2>\n<p>{2}{3}{4}, joined {5} ago in {6}",  //
                                 html(service.path), html(service.name), html(service.state),
                                 service.type.empty() ? "" : ", " + html(service.type),
                                 service.bit_rate ? ", " + grouped(service.bit_rate / 1000) + " kbit/s" : "",
                                 span(service.since), html(service.group));
  if (service.missing) text += fmt::format(", {} lost", counted(service.missing, "packet"));
  text += "</p>\n";
  if (!service.title.empty()) text += fmt::format("<p>{}</p>\n", html(service.title));
  text += "<table><tr><th>Client</th><th>Program</th><th>Since</th><th>Sent</th><th>Dropped</th></tr>\n";
  for (const ClientStatus& client : service.clients)
    text +=
        fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", html(to_string(client.from)),
                    html(client.agent), (client.waiting ? "waits " : "") + span(client.since),
                    grouped(client.octets) + " octets", counted(client.dropped, "frame"));
  return text + "</table>\n";
}

}  // namespace

std::string to_json(const GatewayStatus& status) {
  JsonText out;
  out.open_object().member("version", status.version).member("up_seconds", seconds(status.up));
  out.member("clients", clients_of(status)).member("most_clients", status.most_clients);
  out.member("most_services", status.most_services).member("known_services", status.known);
  if (!status.guide.empty()) out.member("guide", status.guide);
  out.member("refused_for_address", status.refused_clients).member("refused_for_room", status.refused_for_room);
  out.key("services").open_array();
  for (const ServiceStatus& service : status.services) write(out, service);
  out.close_array().close_object();
  return out.take();
}

std::string to_html(const GatewayStatus& status) {
  std::string text =
      "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"5\">"
      "<title>Joincast gateway</title></head>\n<body><h1>Joincast gateway</h1>\n";
  text += fmt::format("<p>Version {}, up {}. {} of at most {} hear {} of at most {}.</p>\n", html(status.version),
                      span(status.up), counted(clients_of(status), "client"), status.most_clients,
                      counted(status.services.size(), "service"), status.most_services);
  text += fmt::format("<p><a href=\"/playlist.m3u\">Playlist</a> of {}.", counted(status.known, "known service"));
  if (!status.guide.empty()) text += " Guide: " + html(status.guide) + ".";
  text += "</p>\n";
  if (status.refused_clients || status.refused_for_room)
    text += fmt::format("<p>Refused: {} for the client's address, {} for want of room.</p>\n",
                        counted(status.refused_clients, "request"), counted(status.refused_for_room, "request"));
  for (const ServiceStatus& service : status.services) text += section(service);
  return text + "</body></html>\n";
}

}  // namespace joincast::gateway
