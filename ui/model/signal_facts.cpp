// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/signal_facts.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <QStringList>
#include <array>

#include "ui/model/signal_words.h"

namespace joincast::ui {
namespace {

/// Where the texts of the three lists are found for translation.
class Facts {
  Q_DECLARE_TR_FUNCTIONS(SignalFacts)

 public:
  void heading(const QString& name) { list_.append({name, {}, true}); }
  void add(const QString& name, const QString& value) { list_.append({name, value, false}); }
  void add(const QString& name, std::uint64_t number) { add(name, count(number)); }
  QList<Fact> take() { return std::move(list_); }

  void addMalformed(const QString& name, const std::array<std::uint64_t, kParseErrcCount>& counters) {
    std::uint64_t all = 0;
    QStringList kinds;
    for (std::size_t code = 0; code < counters.size(); ++code) {
      if (counters[code] == 0) continue;
      all += counters[code];
      const QByteArray words(to_string(static_cast<ParseErrc>(code)).data());
      kinds += tr("%1 %2", "a number, and what is wrong")
                   .arg(count(counters[code]), QCoreApplication::translate("Description", words.constData()));
    }
    add(name, kinds.isEmpty() ? count(all) : tr("%1 (%2)").arg(count(all), kinds.join(tr(", "))));
  }

  void interface(const SignalController& signal);
  void group(const SignalController& signal);
  void querier(const HostLook& host);
  void machine(const SignalController& signal);
  void sender(const libreceiver::RtcpFacts::Sender& sender);

 private:
  QList<Fact> list_;
};

QString fromStd(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

void Facts::interface(const SignalController& signal) {
  const libreceiver::Target& target = *signal.target();
  heading(tr("Interface"));
  add(tr("Name"), QString::fromStdString(target.interface));
  const auto& interface = signal.host().interface;
  if (!interface) return add(tr("State"), tr("not known yet, or it has gone"));
  QStringList addresses;
  for (const net::InterfaceAddress& one : interface->addresses)
    addresses += QStringLiteral("%1/%2").arg(QString::fromStdString(to_string(one.address))).arg(one.prefix_length);
  add(tr("Addresses"), addresses.isEmpty() ? tr("none") : addresses.join(tr(", ")));
  add(tr("Kind"), wordOf(interface->kind));
  add(tr("Switched on"), yesNo(interface->up));
  add(tr("Connected"), yesNo(interface->running));
  add(tr("Largest packet (MTU)"), tr("%1 octets").arg(count(interface->mtu)));
  const net::Unfit unfit = net::fitness(*interface, target.group.address.family());
  add(tr("Fit for multicast"), unfit == net::Unfit::fit ? tr("yes") : tr("no: it %1").arg(fromStd(to_string(unfit))));
}

void Facts::group(const SignalController& signal) {
  const libreceiver::Target& target = *signal.target();
  heading(tr("Group"));
  add(tr("Address"), QString::fromStdString(to_string(target.group.address)));
  add(tr("Port"), QString::number(target.port));
  if (target.number) add(tr("Service number"), QString::fromStdString(to_string(*target.number)));
  add(tr("Wanted sender"), target.source ? QString::fromStdString(to_string(*target.source)) : tr("any"));
  const auto& membership = signal.host().membership;
  if (!membership) return add(tr("Joined"), tr("the system does not say"));
  add(tr("Joined"),
      membership->joined ? tr("yes, by %n socket(s)", nullptr, static_cast<int>(membership->users)) : tr("no"));
  if (!membership->joined) return;
  QStringList sources;
  for (const IpAddress& source : membership->sources) sources += QString::fromStdString(to_string(source));
  const QString list = sources.join(tr(", "));
  add(tr("Filter mode"), membership->include ? tr("include: only %1").arg(list)
                         : sources.isEmpty() ? tr("exclude: from any sender")
                                             : tr("exclude: any but %1").arg(list));
}

void Facts::querier(const HostLook& host) {
  heading(tr("Who asks for members on this link"));
  if (host.asks) {
    add(tr("Querier"), host.asks->address.is_unspecified() ? tr("a switch without an address")
                                                           : QString::fromStdString(to_string(host.asks->address)));
    add(tr("Its version"), fromStd(libreceiver::protocol_name(host.asks->address.family(), host.asks->dialect)));
    add(tr("Asks every"), age(host.asks->interval));
  } else if (!host.deaf.empty()) {
    add(tr("Querier"), tr("not known: hearing one takes the right to open raw sockets (CAP_NET_RAW), which this "
                          "program does not have"));
  } else if (host.querier == libreceiver::QuerierFact::none) {
    add(tr("Querier"), tr("none was heard for two minutes"));
  } else {
    add(tr("Querier"), tr("none heard yet; one asks about every two minutes"));
  }
  if (host.membership && host.membership->asked_by_version > 0 && host.membership->asked_by_version < 3)
    add(tr("By the system"), tr("an IGMPv%1 querier was heard lately").arg(host.membership->asked_by_version));
}

void Facts::machine(const SignalController& signal) {
  heading(tr("This machine"));
  add(tr("Lost in the socket, for want of room"), signal.snapshot().socket_drops);
  const libreceiver::DiagnosisFacts facts = signal.facts();
  if (!facts.host) return;
  add(tr("Multicast datagrams since the join"), facts.host->multicast);
  add(tr("UDP datagrams given to programs"), facts.host->delivered);
  add(tr("Lost because programs were busy"), facts.host->no_room);
  add(tr("Multicast that no program wanted"), facts.host->nobody_listens);
  add(tr("Dropped by the reverse path filter"), facts.host->reverse_path);
  add(tr("IPv6 discarded"), facts.host->discarded);
}

void Facts::sender(const libreceiver::RtcpFacts::Sender& sender) {
  heading(tr("Sender"));
  add(tr("Address"), QString::fromStdString(to_string(sender.address)));
  add(tr("SSRC"), hex(sender.ssrc));
  add(tr("Name (CNAME)"), sender.cname.empty() ? tr("not said") : QString::fromStdString(sender.cname));
  if (sender.reports == 0) return add(tr("Sender reports"), tr("none yet"));
  add(tr("Sender reports"), tr("%1, the last %2 ago").arg(count(sender.reports), age(sender.since_last)));
  add(tr("Packets it has sent"), sender.last.packets);
  add(tr("Octets it has sent"), sender.last.octets);
  if (sender.last.ntp.value != 0) {
    const auto wall =
        std::chrono::duration_cast<std::chrono::milliseconds>(to_wall(sender.last.ntp).time_since_epoch());
    add(tr("Its clock"), QDateTime::fromMSecsSinceEpoch(wall.count(), Qt::UTC).toString(Qt::ISODateWithMs));
  }
  if (sender.clock_ahead) add(tr("Its clock less ours"), milliseconds(*sender.clock_ahead));
  if (sender.measured_rate_hz)
    add(tr("Media clock, measured"), tr("%1 Hz").arg(QLocale().toString(*sender.measured_rate_hz, 'f', 2)));
  add(tr("Reports that contradicted its clock"), sender.contradictions);
}

}  // namespace

QList<Fact> membershipFacts(const SignalController& signal) {
  if (!signal.target()) return {};
  Facts facts;
  facts.interface(signal);
  facts.group(signal);
  facts.querier(signal.host());
  facts.machine(signal);
  return facts.take();
}

QList<Fact> rtcpFacts(const SignalController& signal) {
  if (!signal.target()) return {};
  const libreceiver::RtcpFacts& rtcp = signal.host().rtcp;
  Facts facts;
  if (rtcp.sender) {
    facts.sender(*rtcp.sender);
  } else {
    facts.heading(Facts::tr("Sender"));
    facts.add(Facts::tr("Address"), Facts::tr("nothing has come"));
  }
  facts.heading(Facts::tr("Listeners"));
  facts.add(Facts::tr("Other receivers"), rtcp.estimated);
  facts.add(Facts::tr("Our SSRC"), hex(rtcp.own_ssrc));
  facts.add(Facts::tr("Reports we sent"), rtcp.reports_sent);
  const rtcp::InputCounters& input = signal.snapshot().session.rtcp;
  facts.heading(Facts::tr("RTCP"));
  facts.add(Facts::tr("Datagrams"), input.datagrams);
  facts.addMalformed(Facts::tr("Unreadable"), input.refused);
  facts.add(Facts::tr("From an address that is not the source’s"), input.strangers);
  facts.add(Facts::tr("Without CNAME"), input.without_cname);
  facts.add(Facts::tr("SSRC collisions"), input.collisions);
  return facts.take();
}

QList<Fact> counterFacts(const SignalController& signal) {
  if (!signal.target()) return {};
  const libreceiver::Statistics& session = signal.snapshot().session;
  const libreceiver::SoundStatistics& sound = signal.snapshot().sound;
  Facts facts;
  facts.heading(Facts::tr("Packets"));
  facts.add(Facts::tr("State"), wordOf(session.phase));
  facts.add(Facts::tr("Received"), session.packets);
  facts.add(Facts::tr("Octets"), session.octets);
  facts.add(Facts::tr("Expected"), session.expected);
  facts.add(Facts::tr("Never came"), session.missing);
  facts.add(Facts::tr("Gaps"), session.loss_runs.runs);
  facts.add(Facts::tr("Longest gap, packets"), session.loss_runs.longest);
  facts.add(Facts::tr("Duplicates"), session.duplicates);
  facts.add(Facts::tr("Out of order"), session.reordered);
  facts.add(Facts::tr("Furthest out of order, packets"), static_cast<std::uint64_t>(session.reorder_extent));
  facts.add(Facts::tr("Wait behind a gap"), milliseconds(session.reorder_wait));
  facts.add(Facts::tr("Arrivals in batches"), session.batches.batches);
  facts.add(Facts::tr("Of those at an access point’s pace"), session.batches.dtim_spaced);
  facts.addMalformed(Facts::tr("No RTP"), session.malformed);
  facts.heading(Facts::tr("Senders"));
  facts.add(Facts::tr("Packets of strangers"), session.selection.strangers);
  facts.add(Facts::tr("Packets of rivals at the same address"), session.selection.rivals);
  facts.add(Facts::tr("Far out of sequence"), session.selection.doubtful);
  facts.add(Facts::tr("From senders not wanted"), session.selection.unexpected);
  facts.add(Facts::tr("Changes of the sender"), session.selection.changes);
  facts.add(Facts::tr("Restarts of the sender"), session.selection.restarts);
  facts.add(Facts::tr("To another group or interface"), session.other_group);
  facts.heading(Facts::tr("Payload"));
  facts.add(Facts::tr("Frames"), session.payload.units);
  facts.add(Facts::tr("Waited for their description"), session.payload.held);
  facts.add(Facts::tr("Dropped without description"), session.payload.undescribed);
  facts.add(Facts::tr("Dropped, not playable"), session.payload.unplayable);
  facts.addMalformed(Facts::tr("Malformed"), session.payload.malformed);
  facts.heading(Facts::tr("Announcements"));
  facts.add(Facts::tr("Accepted"), session.sap.announcements);
  facts.add(Facts::tr("Deletions"), session.sap.deletions);
  facts.addMalformed(Facts::tr("Unreadable announcements"), session.sap.refused);
  facts.addMalformed(Facts::tr("Unreadable descriptions"), session.descriptions.refused);
  facts.add(Facts::tr("Of another group"), session.descriptions.other_group);
  facts.heading(Facts::tr("Sound"));
  facts.add(Facts::tr("Decoded frames"), sound.frames);
  facts.add(Facts::tr("Damaged"), sound.damaged_units);
  facts.add(Facts::tr("Left out, too slow"), sound.dropped_units);
  facts.add(Facts::tr("Ran dry"), sound.underruns);
  return facts.take();
}

}  // namespace joincast::ui
