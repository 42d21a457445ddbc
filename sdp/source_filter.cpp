// SPDX-License-Identifier: LGPL-2.1-or-later
#include "sdp/source_filter.h"

#include <algorithm>

#include "sdp/attributes.h"
#include "sdp/grammar.h"

namespace joincast::sdp {
namespace {

bool is_type(std::string_view type) noexcept {
  return type == "*" || type == "IP4" || type == "IP6" ||
         (is_token(type) && !same_word(type, "IP4") && !same_word(type, "IP6"));
}

bool speaks_of(const SourceFilter& filter, const IpAddress& destination) {
  return filter.destination == "*" || parse_address(filter.destination) == destination;
}

bool lists(const SourceFilter& filter, const IpAddress& source) {
  return std::any_of(filter.sources.begin(), filter.sources.end(),
                     [&source](const std::string& text) { return parse_address(text) == source; });
}

}  // namespace

std::optional<SourceFilter> parse_source_filter(std::string_view value) {
  SourceFilter filter;
  const std::string_view mode = next_word(value);
  if (mode != "incl" && mode != "excl") return std::nullopt;
  filter.mode = mode == "incl" ? SourceFilter::Mode::include : SourceFilter::Mode::exclude;
  filter.network = next_word(value);
  filter.type = next_word(value);
  filter.destination = next_word(value);
  for (std::string_view word = next_word(value); !word.empty(); word = next_word(value))
    filter.sources.emplace_back(word);
  if ((filter.network != "*" && !is_token(filter.network)) || !is_type(filter.type)) return std::nullopt;
  if (!is_word(filter.destination) || filter.sources.empty()) return std::nullopt;
  return filter;
}

std::string to_text(const SourceFilter& filter) {
  std::string text = filter.mode == SourceFilter::Mode::include ? " incl " : " excl ";
  text += filter.network + ' ' + filter.type + ' ' + filter.destination;
  for (const std::string& source : filter.sources) text += ' ' + source;
  return text;
}

std::vector<SourceFilter> source_filters(const std::vector<Attribute>& attributes) {
  std::vector<SourceFilter> filters;
  for (const Attribute& attribute : attributes)
    if (auto filter = attribute.name == "source-filter" ? parse_source_filter(attribute.value) : std::nullopt)
      filters.push_back(std::move(*filter));
  return filters;
}

void add_source_filter(std::vector<Attribute>& attributes, const SourceFilter& filter) {
  add(attributes, "source-filter", to_text(filter));
}

SourceFilter only_from(const IpAddress& source, const IpAddress& destination) {
  return {.mode = SourceFilter::Mode::include,
          .network = "IN",
          .type = destination.is_v4() ? "IP4" : "IP6",
          .destination = to_string(destination),
          .sources = {to_string(source)}};
}

std::vector<SourceFilter> source_filters(const Session& session, const Media& media) {
  auto own = source_filters(media.attributes);
  return own.empty() ? source_filters(session.attributes) : own;
}

std::vector<IpAddress> included_sources(const Session& session, const Media& media, const IpAddress& destination) {
  std::vector<IpAddress> sources;
  for (const SourceFilter& filter : source_filters(session, media)) {
    if (filter.mode != SourceFilter::Mode::include || !speaks_of(filter, destination)) continue;
    for (const std::string& text : filter.sources)
      if (const auto source = parse_address(text)) sources.push_back(*source);
  }
  return sources;
}

bool admits(const Session& session, const Media& media, const IpAddress& destination, const IpAddress& source) {
  bool included = false;
  bool must_be_included = false;
  for (const SourceFilter& filter : source_filters(session, media)) {
    if (!speaks_of(filter, destination)) continue;
    const bool listed = lists(filter, source);
    if (filter.mode == SourceFilter::Mode::exclude) {
      if (listed) return false;
      continue;
    }
    must_be_included = true;
    included = included || listed;
  }
  return included || !must_be_included;
}

}  // namespace joincast::sdp
