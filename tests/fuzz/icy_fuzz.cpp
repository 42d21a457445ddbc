// SPDX-License-Identifier: LGPL-2.1-or-later
// However a stream is cut, the same sound and the same blocks come out; header lines never keep more than their limit.
#include <cstdlib>
#include <string>

#include "fetch/icy.h"
#include "fetch/response_head.h"

using namespace joincast;

namespace {

std::string demuxed(std::uint32_t metaint, ByteView stream, std::size_t piece) {
  fetch::IcyDemuxer demuxer(metaint);
  std::string out;
  while (!stream.empty()) {
    ByteView input = stream.first(std::min(piece, stream.size()));
    stream = stream.subspan(input.size());
    while (auto next = demuxer.next(input)) {
      if (const auto* sound = std::get_if<ByteView>(&*next)) {
        out += as_text(*sound);
        continue;
      }
      const auto& fields = std::get<fetch::IcyMetadata>(*next).fields;
      if (fields.empty() || fields.size() > fetch::kMaxIcyFields) std::abort();
      for (const fetch::IcyField& field : fields) out += '<' + field.key + '=' + field.value + '>';
    }
    if (!input.empty()) std::abort();
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;  // the last two octets choose
  const ByteView stream{data, size - 2};
  const std::uint32_t metaint = data[size - 1];
  const std::size_t piece = data[size - 2] + 1u;
  if (demuxed(metaint, stream, piece) != demuxed(metaint, stream, stream.size() + 1)) std::abort();

  fetch::ResponseHead head(4096);
  std::string_view text = as_text(stream);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    if (head.line(text.substr(0, end)) != fetch::ResponseHead::Progress::more) break;
    text.remove_prefix(end);
  }
  const fetch::Headers& headers = head.headers();
  if (headers.name.size() > 1024 || headers.content_type.size() > 1024 || headers.status > 999) std::abort();
  if (fetch::looks_like_page(as_text(stream)) == fetch::PageVerdict::need_more && stream.size() > 600) std::abort();
  return 0;
}
