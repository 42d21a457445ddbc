// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/diagnosis_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QVariant>
#include <type_traits>

namespace joincast::ui {
namespace {

// The library's sentences, so that they are found for translation; a test holds them together.
[[maybe_unused]] constexpr const char* kSentences[] = {
    QT_TRANSLATE_NOOP("Diagnosis", "Nothing plays."),
    QT_TRANSLATE_NOOP("Diagnosis", "This service cannot be joined."),
    QT_TRANSLATE_NOOP("Diagnosis", "The service was asked for a moment ago; nothing has come yet."),
    QT_TRANSLATE_NOOP("Diagnosis", "Nothing comes of this service."),
    QT_TRANSLATE_NOOP("Diagnosis", "The service played, and nothing comes any more."),
    QT_TRANSLATE_NOOP("Diagnosis", "The service comes, but cannot be heard."),
    QT_TRANSLATE_NOOP("Diagnosis", "The service is paused."),
    QT_TRANSLATE_NOOP("Diagnosis", "The service plays, with faults."),
    QT_TRANSLATE_NOOP("Diagnosis", "The service plays well."),
    QT_TRANSLATE_NOOP("Diagnosis", "What plays."),
    QT_TRANSLATE_NOOP("Diagnosis", "No service was asked for."),
    QT_TRANSLATE_NOOP("Diagnosis", "There is nothing to find out."),
    QT_TRANSLATE_NOOP("Diagnosis", "Choose a station, then ask again."),
    QT_TRANSLATE_NOOP("Diagnosis", "The joining of the group."),
    QT_TRANSLATE_NOOP("Diagnosis", "Without that nothing can come."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Mend what the sentence above names, or choose another interface, and play the station again."),
    QT_TRANSLATE_NOOP("Diagnosis", "The interface %1."),
    QT_TRANSLATE_NOOP("Diagnosis", "It is not there any more."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "A cable, a dongle or a virtual network was removed, and every group joined there went with it."),
    QT_TRANSLATE_NOOP("Diagnosis", "Connect it again, or choose another interface."),
    QT_TRANSLATE_NOOP("Diagnosis", "It is switched off."),
    QT_TRANSLATE_NOOP("Diagnosis", "Nothing is sent or received there."),
    QT_TRANSLATE_NOOP("Diagnosis", "Switch it on in the system’s network settings."),
    QT_TRANSLATE_NOOP("Diagnosis", "It has no cable or no access point."),
    QT_TRANSLATE_NOOP("Diagnosis", "The network cannot be reached from this machine."),
    QT_TRANSLATE_NOOP("Diagnosis", "Plug in the cable, or connect to the wireless network."),
    QT_TRANSLATE_NOOP("Diagnosis", "It has no address of the kind that this service needs."),
    QT_TRANSLATE_NOOP("Diagnosis", "The system cannot tell the network that the service is wanted."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Wait until the address has been assigned; if none comes, look after the network’s router."),
    QT_TRANSLATE_NOOP("Diagnosis", "It %2."),
    QT_TRANSLATE_NOOP("Diagnosis", "Multicast cannot be received there."),
    QT_TRANSLATE_NOOP("Diagnosis", "Choose another interface."),
    QT_TRANSLATE_NOOP("Diagnosis", "The system’s list of groups joined."),
    QT_TRANSLATE_NOOP("Diagnosis", "The group %1 is not in it on %2."),
    QT_TRANSLATE_NOOP("Diagnosis", "The system has dropped the membership, as it does when an interface is reset."),
    QT_TRANSLATE_NOOP("Diagnosis", "Play the station again."),
    QT_TRANSLATE_NOOP("Diagnosis", "The time since the service was asked for."),
    QT_TRANSLATE_NOOP("Diagnosis", "It is %1 s."),
    QT_TRANSLATE_NOOP("Diagnosis", "A headend may have to fetch the station first, which takes up to some seconds."),
    QT_TRANSLATE_NOOP("Diagnosis", "Wait a moment."),
    QT_TRANSLATE_NOOP("Diagnosis", "What the headend says of the station."),
    QT_TRANSLATE_NOOP("Diagnosis", "It says that the station cannot be had. %1"),
    QT_TRANSLATE_NOOP("Diagnosis", "The network works; the station’s own server does not answer, or has moved."),
    QT_TRANSLATE_NOOP("Diagnosis", "Try again later, or choose another station."),
    QT_TRANSLATE_NOOP("Diagnosis", "It is being fetched."),
    QT_TRANSLATE_NOOP("Diagnosis", "The network works; the station’s own server has not answered yet."),
    QT_TRANSLATE_NOOP("Diagnosis", "Wait some seconds."),
    QT_TRANSLATE_NOOP("Diagnosis", "It stopped answering, and the headend tries again."),
    QT_TRANSLATE_NOOP("Diagnosis", "The network works; the station’s own server has a gap."),
    QT_TRANSLATE_NOOP("Diagnosis", "Wait; it goes on by itself as soon as the station answers."),
    QT_TRANSLATE_NOOP("Diagnosis", "The prefix of the group."),
    QT_TRANSLATE_NOOP("Diagnosis", "The group belongs to %1; the headends known here answer %2."),
    QT_TRANSLATE_NOOP("Diagnosis", "No headend here looks at that prefix, so nobody answers the join."),
    QT_TRANSLATE_NOOP("Diagnosis", "Choose the headend’s prefix in the network settings, or leave it to be found out."),
    QT_TRANSLATE_NOOP("Diagnosis", "The counters of this machine."),
    QT_TRANSLATE_NOOP("Diagnosis", "%1 multicast datagrams came in since the join, but none reached a program."),
    QT_TRANSLATE_NOOP("Diagnosis", "A firewall on this machine drops them."),
    QT_TRANSLATE_NOOP("Diagnosis", "Let UDP to multicast addresses in, on ports 5004, 5005 and 9875."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "%1 datagrams were dropped because the way back to their sender leads over another interface."),
    QT_TRANSLATE_NOOP("Diagnosis", "The reverse path filter takes them for forged."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Set rp_filter to 2 (loose) for this interface, or give the sender’s network a route over it."),
    QT_TRANSLATE_NOOP("Diagnosis", "The sender that was joined, %1."),
    QT_TRANSLATE_NOOP("Diagnosis", "Nothing comes of it, and others are not let through."),
    QT_TRANSLATE_NOOP(
        "Diagnosis", "The service was joined from one sender only. That one is silent, or has another address by now."),
    QT_TRANSLATE_NOOP("Diagnosis", "Join without a source, or with the sender’s present address."),
    QT_TRANSLATE_NOOP("Diagnosis", "Other services."),
    QT_TRANSLATE_NOOP("Diagnosis", "One came here %1 s ago; this one does not."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "The network works, and a headend is there. It does not know this number, or may not start it."),
    QT_TRANSLATE_NOOP("Diagnosis", "Look whether the station is still in the list, or ask the headend’s operator."),
    QT_TRANSLATE_NOOP("Diagnosis", "Everything that came since the join."),
    QT_TRANSLATE_NOOP("Diagnosis", "Nothing came in %1 s on %2: no announcement, no sound, no report."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "There is no headend on this network, or a switch or router between does not forward multicast."),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "Look whether a headend runs and is on this very network; guest networks and repeaters often block multicast."),
    QT_TRANSLATE_NOOP("Diagnosis", "The announcement and the sound."),
    QT_TRANSLATE_NOOP("Diagnosis", "The announcement comes, the sound does not."),
    QT_TRANSLATE_NOOP("Diagnosis", "The sender is there, but sends nothing, or its port 5004 is blocked on the way."),
    QT_TRANSLATE_NOOP("Diagnosis", "Wait some seconds; then look at the firewall, or choose another station."),
    QT_TRANSLATE_NOOP("Diagnosis", "How long it played, and who asks on this link."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "It played %1 minutes, then stopped, and nobody on this link asks who wants which group."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "A switch that looks into memberships forgets them after some minutes when no querier makes them "
                      "be said again."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Turn the querier on in the switch or the router, let the headend be one (querier = auto), or "
                      "turn the switch’s snooping off. Playing the station again helps for some minutes."),
    QT_TRANSLATE_NOOP("Diagnosis", "What the sender said last."),
    QT_TRANSLATE_NOOP("Diagnosis", "It said goodbye."),
    QT_TRANSLATE_NOOP("Diagnosis", "The headend was ended, or stopped this service."),
    QT_TRANSLATE_NOOP("Diagnosis", "Wait until it is there again, or choose another station."),
    QT_TRANSLATE_NOOP("Diagnosis", "The time of the last packet."),
    QT_TRANSLATE_NOOP("Diagnosis", "It had played %1 s, then nothing came any more."),
    QT_TRANSLATE_NOOP("Diagnosis", "The sender has fallen silent, or the network between has a gap."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Wait; it goes on by itself when packets come again. If it does not, play the station again."),
    QT_TRANSLATE_NOOP("Diagnosis", "The key of the service."),
    QT_TRANSLATE_NOOP("Diagnosis", "Packets come, and the key opens none of them."),
    QT_TRANSLATE_NOOP("Diagnosis", "The key is another service’s, or an old one."),
    QT_TRANSLATE_NOOP("Diagnosis", "Get the present key from whoever runs the headend, and put it into the key ring."),
    QT_TRANSLATE_NOOP("Diagnosis", "The service is encrypted, and no key is known."),
    QT_TRANSLATE_NOOP("Diagnosis", "Without the key it cannot be heard."),
    QT_TRANSLATE_NOOP("Diagnosis", "Get the key from whoever runs the headend, and put it into the key ring."),
    QT_TRANSLATE_NOOP("Diagnosis", "A key was given, but the service is not encrypted."),
    QT_TRANSLATE_NOOP("Diagnosis", "What comes in clear is not trusted while a key is given."),
    QT_TRANSLATE_NOOP("Diagnosis", "If it may be heard in clear, take the key out of the key ring."),
    QT_TRANSLATE_NOOP("Diagnosis", "The encryption."),
    QT_TRANSLATE_NOOP("Diagnosis", "The service is encrypted, and this system cannot open it."),
    QT_TRANSLATE_NOOP("Diagnosis", "The library for SRTP is missing."),
    QT_TRANSLATE_NOOP("Diagnosis", "Install libsrtp2, or choose another station."),
    QT_TRANSLATE_NOOP("Diagnosis", "The announcement."),
    QT_TRANSLATE_NOOP("Diagnosis", "Packets come, but nothing says what they are."),
    QT_TRANSLATE_NOOP("Diagnosis", "The announcement is lost on the way, or the sender makes none."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Wait some seconds; then open the session description (.sdp) of the service as a file."),
    QT_TRANSLATE_NOOP("Diagnosis", "What comes."),
    QT_TRANSLATE_NOOP("Diagnosis", "It cannot be played: %1"),
    QT_TRANSLATE_NOOP("Diagnosis", "Its format is not one that this program understands, or a decoder is missing."),
    QT_TRANSLATE_NOOP("Diagnosis", "Choose another station, or ask for it in another format."),
    QT_TRANSLATE_NOOP("Diagnosis", "The sound of this machine."),
    QT_TRANSLATE_NOOP("Diagnosis", "There is none: %1"),
    QT_TRANSLATE_NOOP("Diagnosis", "Everything comes as it should; only the last step fails."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Look at the system’s sound settings, and whether another program holds the sound card."),
    QT_TRANSLATE_NOOP("Diagnosis", "What was asked for."),
    QT_TRANSLATE_NOOP("Diagnosis", "It is paused."),
    QT_TRANSLATE_NOOP("Diagnosis", "What comes meanwhile is kept, as far as there is room."),
    QT_TRANSLATE_NOOP("Diagnosis", "Press play to go on."),
    QT_TRANSLATE_NOOP("Diagnosis", "The queue of this machine’s network."),
    QT_TRANSLATE_NOOP("Diagnosis", "%1 datagrams were lost in it in the last minute."),
    QT_TRANSLATE_NOOP("Diagnosis", "This machine was too busy to take them in time; the network is not to blame."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "End programs that load the machine; as administrator, raise net.core.rmem_default."),
    QT_TRANSLATE_NOOP("Diagnosis", "The decoder."),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "%1 frames were left out in the last minute, because they came faster than they could be decoded."),
    QT_TRANSLATE_NOOP("Diagnosis", "This machine is too slow for this station, or too busy."),
    QT_TRANSLATE_NOOP("Diagnosis", "End programs that load the machine, or choose a station with a lower bitrate."),
    QT_TRANSLATE_NOOP("Diagnosis", "The pace of arrival."),
    QT_TRANSLATE_NOOP("Diagnosis", "Packets come in batches, %1 ms apart."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "That is the pace of a wireless access point that keeps multicast for sleeping devices until its "
                      "beacon. It costs delay, not sound."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Nothing has to be done. For less delay set the access point’s DTIM interval to 1, let it turn "
                      "multicast into unicast, or use a cable."),
    QT_TRANSLATE_NOOP("Diagnosis", "Lost packets in the last minute."),
    QT_TRANSLATE_NOOP("Diagnosis", "%1 % were lost, %2 in a row on average."),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "Losses in bursts come of a queue that overflows on the way, or of a link that was away for a moment."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Look for a slow link, a busy switch or a roaming wireless connection between headend and here."),
    QT_TRANSLATE_NOOP("Diagnosis", "%1 % were lost, one by one."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Losses one by one come of a disturbed link: a bad cable, a bad port, interference."),
    QT_TRANSLATE_NOOP("Diagnosis", "Try another cable or port."),
    QT_TRANSLATE_NOOP("Diagnosis", "%1 % were lost, on a wireless link."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Multicast over Wi-Fi is neither confirmed nor repeated, so that what is disturbed is lost."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Go nearer to the access point, let it turn multicast into unicast, or use a cable."),
    QT_TRANSLATE_NOOP("Diagnosis", "The evenness of arrival."),
    QT_TRANSLATE_NOOP("Diagnosis", "The jitter is %1 ms."),
    QT_TRANSLATE_NOOP("Diagnosis", "The network delays packets unevenly; more sound is kept in stock for it."),
    QT_TRANSLATE_NOOP("Diagnosis", "Nothing has to be done as long as the sound does not stop."),
    QT_TRANSLATE_NOOP("Diagnosis", "The stock of sound."),
    QT_TRANSLATE_NOOP("Diagnosis", "It ran dry in the last minute, so often: %1."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Packets came later than the stock lasts, or this machine did not decode them in time."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "Wait: the stock grows with what the network does. If it goes on, look at the losses and at the "
                      "load of this machine."),
    QT_TRANSLATE_NOOP("Diagnosis", "What was decoded."),
    QT_TRANSLATE_NOOP("Diagnosis", "Frames that could not be decoded in the last minute: %1."),
    QT_TRANSLATE_NOOP("Diagnosis", "They were damaged by losses, or by the station itself."),
    QT_TRANSLATE_NOOP("Diagnosis", "If there are no losses, the station is to blame."),
    QT_TRANSLATE_NOOP("Diagnosis", "The datagrams of this group."),
    QT_TRANSLATE_NOOP("Diagnosis", "%1 in the last minute were no RTP."),
    QT_TRANSLATE_NOOP("Diagnosis", "Something else sends to this group, or damages what is sent."),
    QT_TRANSLATE_NOOP("Diagnosis", "Look in the counters for the kind, and for who else uses this address."),
    QT_TRANSLATE_NOOP("Diagnosis", "The senders in this group."),
    QT_TRANSLATE_NOOP("Diagnosis", "%1 packets of another sender came in the last minute; they were not played."),
    QT_TRANSLATE_NOOP("Diagnosis", "Two senders use the same group."),
    QT_TRANSLATE_NOOP("Diagnosis", "Ask the operators to give one of them another number."),
    QT_TRANSLATE_NOOP("Diagnosis", "Packets that came twice."),
    QT_TRANSLATE_NOOP("Diagnosis", "%1 % did in the last minute."),
    QT_TRANSLATE_NOOP("Diagnosis", "The network has a loop, or two ways lead here."),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "Look for two cables between the same switches, or a machine with two interfaces on this network."),
    QT_TRANSLATE_NOOP("Diagnosis", "The order of packets."),
    QT_TRANSLATE_NOOP("Diagnosis", "%1 % came behind a later one in the last minute."),
    QT_TRANSLATE_NOOP("Diagnosis", "They take different ways; they are put in order again."),
    QT_TRANSLATE_NOOP("Diagnosis", "Who asks on this link who wants which group."),
    QT_TRANSLATE_NOOP("Diagnosis", "Nobody does."),
    QT_TRANSLATE_NOOP("Diagnosis",
                      "If a switch here looks into memberships, the service will stop after some minutes."),
    QT_TRANSLATE_NOOP(
        "Diagnosis",
        "If it does: turn the querier on in the switch or the router, or let the headend be one (querier = auto)."),
    QT_TRANSLATE_NOOP("Diagnosis", "Everything from the interface to the sound."),
    QT_TRANSLATE_NOOP("Diagnosis", "No fault was found."),
    QT_TRANSLATE_NOOP("Diagnosis", "The service comes as it should."),
    QT_TRANSLATE_NOOP("Diagnosis", "Nothing has to be done."),
    QT_TRANSLATE_NOOP("Diagnosis", "It is up and connected, and fit for multicast."),
    QT_TRANSLATE_NOOP("Diagnosis", "The group %1 is in it."),
    QT_TRANSLATE_NOOP("Diagnosis", "Packets."),
    QT_TRANSLATE_NOOP("Diagnosis", "%1 have come, none was lost in the last minute."),
    QT_TRANSLATE_NOOP("Diagnosis", "It says what is sent."),
};

}  // namespace

QString translated(std::string_view words, const std::vector<libreceiver::Argument>& arguments) {
  const QByteArray source(words.data(), static_cast<qsizetype>(words.size()));
  const QString sentence = QCoreApplication::translate("Diagnosis", source.constData());
  QString filled;
  for (qsizetype at = 0; at < sentence.size(); ++at) {
    const int place = at + 1 < sentence.size() && sentence[at] == u'%' ? sentence[at + 1].digitValue() : -1;
    if (place < 1 || static_cast<std::size_t>(place) > arguments.size()) {
      filled += sentence[at];
      continue;
    }
    filled += text(arguments[static_cast<std::size_t>(place) - 1]);
    ++at;
  }
  return filled;
}

QString text(const libreceiver::Argument& argument) {
  return std::visit(
      [](const auto& value) -> QString {
        if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::string>)
          return QString::fromStdString(value);
        else if constexpr (std::is_same_v<std::decay_t<decltype(value)>, double>)
          return QLocale().toString(value, 'f', 1);
        else
          return QLocale().toString(static_cast<qlonglong>(value));
      },
      argument);
}

std::span<const char* const> translatableSentences() { return kSentences; }

}  // namespace joincast::ui
