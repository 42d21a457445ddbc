// SPDX-License-Identifier: LGPL-2.1-or-later
#include "directory/servers.h"

#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <utility>

namespace joincast::directory {
namespace {

constexpr std::uint16_t kSrv = 33;
constexpr std::uint8_t kPointer = 0xc0;
constexpr std::size_t kMostRecords = 64;
constexpr int kMostLabels = 128;
constexpr int kSecondsToWait = 3;

/// A name of labels and pointers (RFC 1035 section 4.1.4); moves the reader behind it. Not ok(): it is none.
std::string take_name(ByteReader& in, ByteView message) {
  std::string name;
  ByteReader at = in;
  bool jumped = false;
  for (int labels = 0; labels < kMostLabels; ++labels) {
    const std::uint8_t size = at.u8();
    if (size >= kPointer) {
      const std::size_t target = std::size_t{size & 0x3fu} << 8 | at.u8();
      if (!jumped) in = at;
      jumped = true;
      at = ByteReader(message);
      at.skip(target);
    } else if (size == 0 || !at.ok()) {
      break;
    } else {
      if (!name.empty()) name += '.';
      name += as_text(at.take(size));
    }
  }
  if (!jumped) in = at;
  if (!at.ok()) in.skip(in.remaining() + 1);
  return name;
}

}  // namespace

Result<std::vector<ServerRecord>, ParseError> parse_servers(ByteView answer) {
  ByteReader in(answer);
  in.skip(4);  // id, flags
  const std::size_t questions = in.u16();
  const std::size_t answers = in.u16();
  in.skip(4);  // authorities, additional records
  for (std::size_t i = 0; i < questions && in.ok(); ++i) {
    take_name(in, answer);
    in.skip(4);  // type, class
  }
  std::vector<ServerRecord> records;
  for (std::size_t i = 0; i < answers && in.ok() && records.size() < kMostRecords; ++i) {
    take_name(in, answer);
    const std::uint16_t type = in.u16();
    in.skip(6);  // class, time to live
    const std::size_t size = in.u16();
    ByteReader data = in;
    in.skip(size);
    if (!in.ok()) break;
    if (type != kSrv) continue;
    ServerRecord record;
    record.priority = data.u16();
    record.weight = data.u16();
    record.port = data.u16();
    record.host = take_name(data, answer);
    if (!data.ok()) return fail(ParseError{ParseErrc::bad_length, in.offset()});
    if (!record.host.empty() && record.port != 0) records.push_back(std::move(record));
  }
  if (!in.ok()) return fail(ParseError{ParseErrc::truncated, in.offset()});
  return records;
}

std::vector<ServerRecord> in_order(std::vector<ServerRecord> records, Rng& rng) {
  std::stable_sort(records.begin(), records.end(),
                   [](const ServerRecord& a, const ServerRecord& b) { return a.priority < b.priority; });
  for (std::size_t i = 0; i < records.size(); ++i) {
    std::size_t end = i;
    std::uint64_t sum = 0;
    while (end < records.size() && records[end].priority == records[i].priority) sum += records[end++].weight + 1u;
    std::uint64_t drawn = rng.below(sum);
    std::size_t chosen = i;
    while (drawn >= records[chosen].weight + 1u) drawn -= records[chosen++].weight + 1u;
    std::swap(records[i], records[chosen]);
  }
  return records;
}

std::vector<ServerRecord> look_up_servers(const std::string& name) {
  std::array<std::uint8_t, 4'096> answer;
  struct __res_state state = {};
  if (res_ninit(&state) != 0) return {};
  state.retrans = kSecondsToWait;
  state.retry = 1;
  const int size = res_nquery(&state, name.c_str(), ns_c_in, ns_t_srv, answer.data(), static_cast<int>(answer.size()));
  res_nclose(&state);
  if (size <= 0) return {};
  const auto used = std::min(static_cast<std::size_t>(size), answer.size());
  return parse_servers(ByteView(answer).first(used)).value_or(std::vector<ServerRecord>{});
}

}  // namespace joincast::directory
