// SPDX-License-Identifier: LGPL-2.1-or-later
#include "guide/page.h"

namespace joincast::guide {
namespace {

void write_link(JsonText& out, const PageLink& link) {
  out.open_object().member("page", link.page);
  out.member("service", to_string(service_of_page(link.page)));
  if (link.group_v4) out.member("group_v4", to_string(*link.group_v4));
  out.member("title", link.title).member("entries", link.entries).member("revision", link.revision).close_object();
}

void write_genre(JsonText& out, const Genre& genre) {
  out.open_object().member("name", genre.name).member("stations", genre.stations);
  if (genre.page != 0) out.member("page", genre.page);
  out.close_object();
}

}  // namespace

std::string to_json(const Page& page) {
  JsonText out;
  out.open_object().member("schema", kSchema).member("page", page.number).member("revision", page.revision);
  if (page.since) out.member("since", *page.since);
  if (!page.title.empty()) out.member("title", page.title);
  if (!page.headend.empty()) out.member("headend", page.headend);
  if (!page.http.empty()) out.member("http", page.http);
  out.member("total", page.total);
  if (page.next) out.member("next", *page.next);
  if (!page.pages.empty()) {
    out.key("pages").open_array();
    for (const PageLink& link : page.pages) write_link(out, link);
    out.close_array();
  }
  if (!page.genres.empty()) {
    out.key("genres").open_array();
    for (const Genre& genre : page.genres) write_genre(out, genre);
    out.close_array();
  }
  out.key("entries").open_array();
  for (const Entry& entry : page.entries) write_entry(out, entry);
  out.close_array();
  if (!page.removed.empty()) {
    out.key("removed").open_array();
    for (const ServiceNumber number : page.removed) out.value(to_string(number));
    out.close_array();
  }
  out.close_object();
  return out.take();
}

}  // namespace joincast::guide
