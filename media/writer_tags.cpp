// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/container_writer.h"
#include "sdp/text.h"

namespace joincast::media {

Tags clean(Tags tags) {
  for (std::string* text : {&tags.title, &tags.artist, &tags.station, &tags.genre, &tags.date})
    *text = sdp::clean_text(*text, Tags::kMaxText);
  if (tags.link.size() > Tags::kMaxText || !sdp::is_web_link(tags.link)) tags.link.clear();
  return tags;
}

}  // namespace joincast::media
