// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ts_tables.h"

#include <bitstream/dvb/si.h>
#include <bitstream/mpeg/psi.h>

#include <algorithm>

namespace joincast::media {
namespace {

constexpr std::size_t kMostStreams = 64;
constexpr std::size_t kMostProgrammes = 1024;

/// biTStream's accessors look at lengths in the section before they look whether they are right: so there are zeros
/// behind it, more than any one octet of length leads to.
class Section {
 public:
  explicit Section(ByteView octets) : octets_(octets.size() + 512) {
    std::copy(octets.begin(), octets.end(), octets_.begin());
  }
  std::uint8_t* data() noexcept { return octets_.data(); }

 private:
  Bytes octets_;
};

bool is_table(ByteView section, std::uint8_t table, std::size_t least) {
  return section.size() >= least && section[0] == table && (section[5] & 1) != 0;
}

/// The octets of a list of descriptors behind its length; `descs` stands in a validated section.
ByteView list_of(std::uint8_t* descs) { return {descs + DESCS_HEADER_SIZE, descs_get_length(descs)}; }

/// The first descriptor with this tag, if it lies in its list as a whole; else null.
std::uint8_t* find(std::uint8_t* descs, std::uint8_t tag) {
  const std::uint8_t* const end = descs + DESCS_HEADER_SIZE + descs_get_length(descs);
  for (std::uint8_t* at = descs + DESCS_HEADER_SIZE; end - at >= DESC_HEADER_SIZE;) {
    std::uint8_t* const desc = at;
    at += DESC_HEADER_SIZE + desc_get_length(desc);
    if (at > end) return nullptr;
    if (desc_get_tag(desc) == tag) return desc;
  }
  return nullptr;
}

}  // namespace

bool is_whole_section(ByteView section) noexcept {
  if (section.size() < PSI_HEADER_SIZE_SYNTAX1 + PSI_CRC_SIZE || !psi_get_syntax(section.data())) return false;
  return psi_get_length(section.data()) + std::size_t{PSI_HEADER_SIZE} == section.size() &&
         psi_check_crc(section.data());
}

std::optional<TsPat> parse_pat(ByteView octets) {
  if (!is_table(octets, PAT_TABLE_ID, PAT_HEADER_SIZE + PSI_CRC_SIZE)) return std::nullopt;
  Section section(octets);
  if (!pat_validate(section.data())) return std::nullopt;
  TsPat pat;
  pat.stream = pat_get_tsid(section.data());
  pat.version = psi_get_version(section.data());
  pat.section = psi_get_section(section.data());
  pat.last_section = psi_get_lastsection(section.data());
  const std::size_t count = (octets.size() - PAT_HEADER_SIZE - PSI_CRC_SIZE) / PAT_PROGRAM_SIZE;
  for (std::size_t i = 0; i < std::min(count, kMostProgrammes); ++i) {
    const std::uint8_t* const at = section.data() + PAT_HEADER_SIZE + i * PAT_PROGRAM_SIZE;
    if (patn_get_program(at) != 0) pat.programmes.push_back({patn_get_program(at), patn_get_pid(at)});
  }
  return pat;
}

Bytes encode_pat(std::uint16_t stream, std::uint8_t version, TsPat::Programme programme) {
  Bytes octets(PAT_HEADER_SIZE + PAT_PROGRAM_SIZE + PSI_CRC_SIZE);
  std::uint8_t* const section = octets.data();
  pat_init(section);
  pat_set_length(section, PAT_PROGRAM_SIZE);
  pat_set_tsid(section, stream);
  psi_set_version(section, version);
  psi_set_current(section);
  std::uint8_t* const at = pat_get_program(section, 0);
  patn_init(at);
  patn_set_program(at, programme.number);
  patn_set_pid(at, programme.pid);
  psi_set_crc(section);
  return octets;
}

std::optional<TsPmt> parse_pmt(ByteView octets) {
  if (!is_table(octets, PMT_TABLE_ID, PMT_HEADER_SIZE + PSI_CRC_SIZE)) return std::nullopt;
  const std::size_t end = octets.size() - PSI_CRC_SIZE;
  Section section(octets);
  const std::size_t first = PMT_HEADER_SIZE + std::size_t{pmt_get_desclength(section.data())};
  if (first > end || !pmt_validate(section.data())) return std::nullopt;
  TsPmt pmt;
  pmt.programme = pmt_get_program(section.data());
  pmt.version = psi_get_version(section.data());
  pmt.pcr_pid = pmt_get_pcrpid(section.data());
  for (std::size_t at = first; at + PMT_ES_SIZE <= end && pmt.streams.size() < kMostStreams;) {
    std::uint8_t* const stream = section.data() + at;
    at += PMT_ES_SIZE + std::size_t{pmtn_get_desclength(stream)};
    if (at > end) break;
    const ByteView descriptors = list_of(pmtn_get_descs(stream));
    pmt.streams.push_back(
        {pmtn_get_streamtype(stream), pmtn_get_pid(stream), Bytes(descriptors.begin(), descriptors.end())});
  }
  return pmt;
}

std::optional<TsService> find_service(ByteView octets, std::uint16_t service) {
  if (!is_table(octets, SDT_TABLE_ID_ACTUAL, SDT_HEADER_SIZE + PSI_CRC_SIZE)) return std::nullopt;
  const std::size_t end = octets.size() - PSI_CRC_SIZE;
  Section section(octets);
  if (!sdt_validate(section.data())) return std::nullopt;
  for (std::size_t at = SDT_HEADER_SIZE; at + SDT_SERVICE_SIZE <= end;) {
    std::uint8_t* const entry = section.data() + at;
    const std::size_t size = SDT_SERVICE_SIZE + std::size_t{sdtn_get_desclength(entry)};
    at += size;
    if (at > end) return std::nullopt;
    if (sdtn_get_sid(entry) != service) continue;
    TsService found;
    std::uint8_t length = 0;
    std::uint8_t* const desc = find(sdtn_get_descs(entry), 0x48);
    if (desc && desc48_validate(desc)) {
      const std::uint8_t* const name = desc48_get_service(desc, &length);
      found.name = dvb_text({name, length});
    }
    found.section.assign(octets.begin(), octets.begin() + SDT_HEADER_SIZE);
    found.section.insert(found.section.end(), entry, entry + size);
    found.section.resize(found.section.size() + PSI_CRC_SIZE);
    sdt_set_length(found.section.data(), static_cast<std::uint16_t>(size));
    psi_set_section(found.section.data(), 0);
    psi_set_lastsection(found.section.data(), 0);
    psi_set_crc(found.section.data());
    return found;
  }
  return std::nullopt;
}

std::optional<TsEvent> parse_event(ByteView octets) {
  if (!is_table(octets, EIT_TABLE_ID_PF_ACTUAL, EIT_HEADER_SIZE + PSI_CRC_SIZE)) return std::nullopt;
  Section section(octets);
  if (!eit_validate(section.data())) return std::nullopt;
  TsEvent event;
  event.service = eit_get_sid(section.data());
  if (psi_get_section(section.data()) > 1) return std::nullopt;
  event.present = psi_get_section(section.data()) == 0;
  std::uint8_t* const entry = section.data() + EIT_HEADER_SIZE;
  if (octets.size() < std::size_t{EIT_HEADER_SIZE} + EIT_EVENT_SIZE + PSI_CRC_SIZE) return event;
  std::uint8_t* const desc = find(eitn_get_descs(entry), 0x4d);
  if (!desc || !desc4d_validate(desc)) return event;
  std::uint8_t length = 0;
  const std::uint8_t* const name = desc4d_get_event_name(desc, &length);
  event.name = dvb_text({name, length});
  return event;
}

}  // namespace joincast::media
