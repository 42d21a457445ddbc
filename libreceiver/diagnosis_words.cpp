// SPDX-License-Identifier: LGPL-2.1-or-later
#include <array>

#include "libreceiver/diagnosis.h"

namespace joincast::libreceiver {
namespace {

// In the order of the enumerations.
constexpr std::array<std::string_view, kStandings> kStandingWords = {
    "Nothing plays.",
    "This service cannot be joined.",
    "The service was asked for a moment ago; nothing has come yet.",
    "Nothing comes of this service.",
    "The service played, and nothing comes any more.",
    "The service comes, but cannot be heard.",
    "The service is paused.",
    "The service plays, with faults.",
    "The service plays well.",
};

constexpr std::array<CauseWords, kCauses> kCauseWords = {{
    // nothing_asked
    {"What plays.", "No service was asked for.", "There is nothing to find out.", "Choose a station, then ask again."},
    // not_joined
    {"The joining of the group.", "%1", "Without that nothing can come.",
     "Mend what the sentence above names, or choose another interface, and play the station again."},
    // interface_gone
    {"The interface %1.", "It is not there any more.",
     "A cable, a dongle or a virtual network was removed, and every group joined there went with it.",
     "Connect it again, or choose another interface."},
    // interface_down
    {"The interface %1.", "It is switched off.", "Nothing is sent or received there.",
     "Switch it on in the system’s network settings."},
    // no_carrier
    {"The interface %1.", "It has no cable or no access point.", "The network cannot be reached from this machine.",
     "Plug in the cable, or connect to the wireless network."},
    // no_address
    {"The interface %1.", "It has no address of the kind that this service needs.",
     "The system cannot tell the network that the service is wanted.",
     "Wait until the address has been assigned; if none comes, look after the network’s router."},
    // interface_unfit
    {"The interface %1.", "It %2.", "Multicast cannot be received there.", "Choose another interface."},
    // membership_missing
    {"The system’s list of groups joined.", "The group %1 is not in it on %2.",
     "The system has dropped the membership, as it does when an interface is reset.", "Play the station again."},
    // just_joined
    {"The time since the service was asked for.", "It is %1 s.",
     "A headend may have to fetch the station first, which takes up to some seconds.", "Wait a moment."},
    // station_failed
    {"What the headend says of the station.", "It says that the station cannot be had. %1",
     "The network works; the station’s own server does not answer, or has moved.",
     "Try again later, or choose another station."},
    // station_starting
    {"What the headend says of the station.", "It is being fetched.",
     "The network works; the station’s own server has not answered yet.", "Wait some seconds."},
    // station_waiting
    {"What the headend says of the station.", "It stopped answering, and the headend tries again.",
     "The network works; the station’s own server has a gap.",
     "Wait; it goes on by itself as soon as the station answers."},
    // wrong_prefix
    {"The prefix of the group.", "The group belongs to %1; the headends known here answer %2.",
     "No headend here looks at that prefix, so nobody answers the join.",
     "Choose the headend’s prefix in the network settings, or leave it to be found out."},
    // firewall
    {"The counters of this machine.", "%1 multicast datagrams came in since the join, but none reached a program.",
     "A firewall on this machine drops them.", "Let UDP to multicast addresses in, on ports 5004, 5005 and 9875."},
    // reverse_path
    {"The counters of this machine.",
     "%1 datagrams were dropped because the way back to their sender leads over another interface.",
     "The reverse path filter takes them for forged.",
     "Set rp_filter to 2 (loose) for this interface, or give the sender’s network a route over it."},
    // source_filter
    {"The sender that was joined, %1.", "Nothing comes of it, and others are not let through.",
     "The service was joined from one sender only. That one is silent, or has another address by now.",
     "Join without a source, or with the sender’s present address."},
    // service_unknown
    {"Other services.", "One came here %1 s ago; this one does not.",
     "The network works, and a headend is there. It does not know this number, or may not start it.",
     "Look whether the station is still in the list, or ask the headend’s operator."},
    // no_headend
    {"Everything that came since the join.", "Nothing came in %1 s on %2: no announcement, no sound, no report.",
     "There is no headend on this network, or a switch or router between does not forward multicast.",
     "Look whether a headend runs and is on this very network; guest networks and repeaters often block multicast."},
    // media_missing
    {"The announcement and the sound.", "The announcement comes, the sound does not.",
     "The sender is there, but sends nothing, or its port 5004 is blocked on the way.",
     "Wait some seconds; then look at the firewall, or choose another station."},
    // aged_out
    {"How long it played, and who asks on this link.",
     "It played %1 minutes, then stopped, and nobody on this link asks who wants which group.",
     "A switch that looks into memberships forgets them after some minutes when no querier makes them be said again.",
     "Turn the querier on in the switch or the router, let the headend be one (querier = auto), or turn the switch’s "
     "snooping off. Playing the station again helps for some minutes."},
    // sender_left
    {"What the sender said last.", "It said goodbye.", "The headend was ended, or stopped this service.",
     "Wait until it is there again, or choose another station."},
    // silence
    {"The time of the last packet.", "It had played %1 s, then nothing came any more.",
     "The sender has fallen silent, or the network between has a gap.",
     "Wait; it goes on by itself when packets come again. If it does not, play the station again."},
    // wrong_key
    {"The key of the service.", "Packets come, and the key opens none of them.",
     "The key is another service’s, or an old one.",
     "Get the present key from whoever runs the headend, and put it into the key ring."},
    // no_key
    {"The key of the service.", "The service is encrypted, and no key is known.", "Without the key it cannot be heard.",
     "Get the key from whoever runs the headend, and put it into the key ring."},
    // in_clear
    {"The key of the service.", "A key was given, but the service is not encrypted.",
     "What comes in clear is not trusted while a key is given.",
     "If it may be heard in clear, take the key out of the key ring."},
    // no_srtp
    {"The encryption.", "The service is encrypted, and this system cannot open it.", "The library for SRTP is missing.",
     "Install libsrtp2, or choose another station."},
    // undescribed
    {"The announcement.", "Packets come, but nothing says what they are.",
     "The announcement is lost on the way, or the sender makes none.",
     "Wait some seconds; then open the session description (.sdp) of the service as a file."},
    // unplayable
    {"What comes.", "It cannot be played: %1",
     "Its format is not one that this program understands, or a decoder is missing.",
     "Choose another station, or ask for it in another format."},
    // sound_failed
    {"The sound of this machine.", "There is none: %1", "Everything comes as it should; only the last step fails.",
     "Look at the system’s sound settings, and whether another program holds the sound card."},
    // paused
    {"What was asked for.", "It is paused.", "What comes meanwhile is kept, as far as there is room.",
     "Press play to go on."},
    // machine_busy
    {"The queue of this machine’s network.", "%1 datagrams were lost in it in the last minute.",
     "This machine was too busy to take them in time; the network is not to blame.",
     "End programs that load the machine; as administrator, raise net.core.rmem_default."},
    // decoder_slow
    {"The decoder.", "%1 frames were left out in the last minute, because they came faster than they could be decoded.",
     "This machine is too slow for this station, or too busy.",
     "End programs that load the machine, or choose a station with a lower bitrate."},
    // wifi_batches
    {"The pace of arrival.", "Packets come in batches, %1 ms apart.",
     "That is the pace of a wireless access point that keeps multicast for sleeping devices until its beacon. It costs "
     "delay, not sound.",
     "Nothing has to be done. For less delay set the access point’s DTIM interval to 1, let it turn multicast into "
     "unicast, or use a cable."},
    // loss_in_bursts
    {"Lost packets in the last minute.", "%1 % were lost, %2 in a row on average.",
     "Losses in bursts come of a queue that overflows on the way, or of a link that was away for a moment.",
     "Look for a slow link, a busy switch or a roaming wireless connection between headend and here."},
    // loss_even
    {"Lost packets in the last minute.", "%1 % were lost, one by one.",
     "Losses one by one come of a disturbed link: a bad cable, a bad port, interference.",
     "Try another cable or port."},
    // loss_on_wifi
    {"Lost packets in the last minute.", "%1 % were lost, on a wireless link.",
     "Multicast over Wi-Fi is neither confirmed nor repeated, so that what is disturbed is lost.",
     "Go nearer to the access point, let it turn multicast into unicast, or use a cable."},
    // jitter
    {"The evenness of arrival.", "The jitter is %1 ms.",
     "The network delays packets unevenly; more sound is kept in stock for it.",
     "Nothing has to be done as long as the sound does not stop."},
    // sound_ran_dry
    {"The stock of sound.", "It ran dry in the last minute, so often: %1.",
     "Packets came later than the stock lasts, or this machine did not decode them in time.",
     "Wait: the stock grows with what the network does. If it goes on, look at the losses and at the load of this "
     "machine."},
    // damaged
    {"What was decoded.", "Frames that could not be decoded in the last minute: %1.",
     "They were damaged by losses, or by the station itself.", "If there are no losses, the station is to blame."},
    // malformed
    {"The datagrams of this group.", "%1 in the last minute were no RTP.",
     "Something else sends to this group, or damages what is sent.",
     "Look in the counters for the kind, and for who else uses this address."},
    // strangers
    {"The senders in this group.", "%1 packets of another sender came in the last minute; they were not played.",
     "Two senders use the same group.", "Ask the operators to give one of them another number."},
    // duplicated
    {"Packets that came twice.", "%1 % did in the last minute.", "The network has a loop, or two ways lead here.",
     "Look for two cables between the same switches, or a machine with two interfaces on this network."},
    // reordered
    {"The order of packets.", "%1 % came behind a later one in the last minute.",
     "They take different ways; they are put in order again.",
     "Nothing has to be done as long as the sound does not stop."},
    // querier_missing
    {"Who asks on this link who wants which group.", "Nobody does.",
     "If a switch here looks into memberships, the service will stop after some minutes.",
     "If it does: turn the querier on in the switch or the router, or let the headend be one (querier = auto)."},
    // all_well
    {"Everything from the interface to the sound.", "No fault was found.", "The service comes as it should.",
     "Nothing has to be done."},
    // interface_well
    {"The interface %1.", "It is up and connected, and fit for multicast.", "", ""},
    // membership_well
    {"The system’s list of groups joined.", "The group %1 is in it.", "", ""},
    // packets_well
    {"Packets.", "%1 have come, none was lost in the last minute.", "", ""},
    // described_well
    {"The announcement.", "It says what is sent.", "", ""},
}};

}  // namespace

const CauseWords& words_of(Cause cause) noexcept { return kCauseWords[static_cast<std::size_t>(cause)]; }

std::string_view words_of(Standing standing) noexcept { return kStandingWords[static_cast<std::size_t>(standing)]; }

}  // namespace joincast::libreceiver
