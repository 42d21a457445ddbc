<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>Description</name>
    <message>
        <source>bare line end</source>
        <translation>bloßes Zeilenende</translation>
    </message>
    <message>
        <source>no final line end</source>
        <translation>letzte Zeile ohne Ende</translation>
    </message>
    <message>
        <source>NUL octet</source>
        <translation>NUL-Oktett</translation>
    </message>
    <message>
        <source>blank line</source>
        <translation>leere Zeile</translation>
    </message>
    <message>
        <source>bad line</source>
        <translation>falsche Zeile</translation>
    </message>
    <message>
        <source>bad content</source>
        <translation>falscher Inhalt</translation>
    </message>
    <message>
        <source>empty value</source>
        <translation>leerer Wert</translation>
    </message>
    <message>
        <source>missing v=</source>
        <translation>v= fehlt</translation>
    </message>
    <message>
        <source>missing o=</source>
        <translation>o= fehlt</translation>
    </message>
    <message>
        <source>missing s=</source>
        <translation>s= fehlt</translation>
    </message>
    <message>
        <source>missing t=</source>
        <translation>t= fehlt</translation>
    </message>
    <message>
        <source>wrong order</source>
        <translation>falsche Reihenfolge</translation>
    </message>
    <message>
        <source>repeated line</source>
        <translation>wiederholte Zeile</translation>
    </message>
    <message>
        <source>extra space</source>
        <translation>überzähliges Leerzeichen</translation>
    </message>
    <message>
        <source>wrong case</source>
        <translation>falsche Groß- und Kleinschreibung</translation>
    </message>
    <message>
        <source>bad number</source>
        <translation>falsche Zahl</translation>
    </message>
    <message>
        <source>bad charset</source>
        <translation>falscher Zeichensatz</translation>
    </message>
    <message>
        <source>missing TTL</source>
        <translation>TTL fehlt</translation>
    </message>
    <message>
        <source>TTL on IPv6</source>
        <translation>TTL bei IPv6</translation>
    </message>
    <message>
        <source>TTL on unicast</source>
        <translation>TTL bei Unicast</translation>
    </message>
    <message>
        <source>interface zone</source>
        <translation>Schnittstelle in der Adresse</translation>
    </message>
    <message>
        <source>missing c=</source>
        <translation>c= fehlt</translation>
    </message>
    <message>
        <source>wrong address type</source>
        <translation>falsche Adressart</translation>
    </message>
    <message>
        <source>port range</source>
        <translation>Bereich von Ports</translation>
    </message>
    <message>
        <source>z= without r=</source>
        <translation>z= ohne r=</translation>
    </message>
    <message>
        <source>obsolete k=</source>
        <translation>veraltetes k=</translation>
    </message>
    <message>
        <source>truncated</source>
        <translation>abgeschnitten</translation>
    </message>
    <message>
        <source>trailing octets</source>
        <translation>überzählige Oktette</translation>
    </message>
    <message>
        <source>unsupported version</source>
        <translation>unbekannte Version</translation>
    </message>
    <message>
        <source>wrong type</source>
        <translation>falsche Art</translation>
    </message>
    <message>
        <source>bad length</source>
        <translation>falsche Länge</translation>
    </message>
    <message>
        <source>bad padding</source>
        <translation>falsche Auffüllung</translation>
    </message>
    <message>
        <source>bad checksum</source>
        <translation>falsche Prüfsumme</translation>
    </message>
    <message>
        <source>bad value</source>
        <translation>falscher Wert</translation>
    </message>
    <message>
        <source>bad address</source>
        <translation>falsche Adresse</translation>
    </message>
    <message>
        <source>bad encoding</source>
        <translation>falsche Kodierung</translation>
    </message>
    <message>
        <source>missing part</source>
        <translation>fehlender Teil</translation>
    </message>
    <message>
        <source>duplicated part</source>
        <translation>doppelter Teil</translation>
    </message>
    <message>
        <source>parts out of order</source>
        <translation>Teile in falscher Reihenfolge</translation>
    </message>
    <message>
        <source>over the limit</source>
        <translation>über der Grenze</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>verschlüsselt</translation>
    </message>
    <message>
        <source>bad compression</source>
        <translation>falsche Komprimierung</translation>
    </message>
    <message>
        <source>unknown reason</source>
        <translation>unbekannter Grund</translation>
    </message>
    <message>
        <source>Lines were ended there all the same.</source>
        <translation>Die Zeilen wurden trotzdem dort beendet.</translation>
    </message>
    <message>
        <source>The last line was taken as it is.</source>
        <translation>Die letzte Zeile wurde genommen, wie sie ist.</translation>
    </message>
    <message>
        <source>The text was taken to end there.</source>
        <translation>Der Text wurde dort als beendet angesehen.</translation>
    </message>
    <message>
        <source>The line was skipped.</source>
        <translation>Die Zeile wurde übergangen.</translation>
    </message>
    <message>
        <source>The line was skipped, or its value left out.</source>
        <translation>Die Zeile wurde übergangen oder ihr Wert weggelassen.</translation>
    </message>
    <message>
        <source>Version 0 was assumed.</source>
        <translation>Version 0 wurde angenommen.</translation>
    </message>
    <message>
        <source>An origin of zeros was assumed.</source>
        <translation>Ein Ursprung aus Nullen wurde angenommen.</translation>
    </message>
    <message>
        <source>The session has no name.</source>
        <translation>Die Sitzung hat keinen Namen.</translation>
    </message>
    <message>
        <source>The session was taken to last for ever.</source>
        <translation>Die Sitzung wurde als dauerhaft angesehen.</translation>
    </message>
    <message>
        <source>The line was taken although it belongs further up.</source>
        <translation>Die Zeile wurde genommen, obwohl sie weiter nach oben gehört.</translation>
    </message>
    <message>
        <source>One of the lines was taken: the first v= or o=, the last of others.</source>
        <translation>Eine der Zeilen wurde genommen: das erste v= oder o=, von anderen die letzte.</translation>
    </message>
    <message>
        <source>The spaces were ignored.</source>
        <translation>Die Leerzeichen wurden nicht beachtet.</translation>
    </message>
    <message>
        <source>The word was read in capital letters.</source>
        <translation>Das Wort wurde in Großbuchstaben gelesen.</translation>
    </message>
    <message>
        <source>A number was made from the text.</source>
        <translation>Aus dem Text wurde eine Zahl gebildet.</translation>
    </message>
    <message>
        <source>The text was read as windows-1252.</source>
        <translation>Der Text wurde als windows-1252 gelesen.</translation>
    </message>
    <message>
        <source>A TTL of 255 was assumed.</source>
        <translation>Eine TTL von 255 wurde angenommen.</translation>
    </message>
    <message>
        <source>What stands behind the address was ignored.</source>
        <translation>Was hinter der Adresse steht, wurde nicht beachtet.</translation>
    </message>
    <message>
        <source>The interface behind the address was cut off.</source>
        <translation>Die Schnittstelle hinter der Adresse wurde abgeschnitten.</translation>
    </message>
    <message>
        <source>No address was assumed for the media that have none.</source>
        <translation>Für Medien ohne Adresse wurde keine angenommen.</translation>
    </message>
    <message>
        <source>The address was taken for what it looks like.</source>
        <translation>Die Adresse wurde als das genommen, wonach sie aussieht.</translation>
    </message>
    <message>
        <source>The first port was taken.</source>
        <translation>Der erste Port wurde genommen.</translation>
    </message>
    <message>
        <source>The key was thrown away.</source>
        <translation>Der Schlüssel wurde verworfen.</translation>
    </message>
    <message>
        <source>It was mended.</source>
        <translation>Es wurde ausgebessert.</translation>
    </message>
    <message>
        <source>Nothing can be made of the description.</source>
        <translation>Aus der Beschreibung lässt sich nichts machen.</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <comment>what is wrong, what was made of it</comment>
        <translation>%1. %2</translation>
    </message>
</context>
<context>
    <name>Diagnosis</name>
    <message>
        <source>Nothing plays.</source>
        <translation>Nichts wird gespielt.</translation>
    </message>
    <message>
        <source>This service cannot be joined.</source>
        <translation>Diesem Dienst kann nicht beigetreten werden.</translation>
    </message>
    <message>
        <source>The service was asked for a moment ago; nothing has come yet.</source>
        <translation>Der Dienst wurde eben erst verlangt; noch ist nichts gekommen.</translation>
    </message>
    <message>
        <source>Nothing comes of this service.</source>
        <translation>Von diesem Dienst kommt nichts.</translation>
    </message>
    <message>
        <source>The service played, and nothing comes any more.</source>
        <translation>Der Dienst lief, und nun kommt nichts mehr.</translation>
    </message>
    <message>
        <source>The service comes, but cannot be heard.</source>
        <translation>Der Dienst kommt an, ist aber nicht zu hören.</translation>
    </message>
    <message>
        <source>The service is paused.</source>
        <translation>Der Dienst ist angehalten.</translation>
    </message>
    <message>
        <source>The service plays, with faults.</source>
        <translation>Der Dienst läuft, mit Fehlern.</translation>
    </message>
    <message>
        <source>The service plays well.</source>
        <translation>Der Dienst läuft gut.</translation>
    </message>
    <message>
        <source>What plays.</source>
        <translation>Was gespielt wird.</translation>
    </message>
    <message>
        <source>No service was asked for.</source>
        <translation>Es wurde kein Dienst verlangt.</translation>
    </message>
    <message>
        <source>There is nothing to find out.</source>
        <translation>Es gibt nichts herauszufinden.</translation>
    </message>
    <message>
        <source>Choose a station, then ask again.</source>
        <translation>Wählen Sie eine Station und fragen Sie dann noch einmal.</translation>
    </message>
    <message>
        <source>The joining of the group.</source>
        <translation>Der Beitritt zur Gruppe.</translation>
    </message>
    <message>
        <source>Without that nothing can come.</source>
        <translation>Ohne ihn kann nichts kommen.</translation>
    </message>
    <message>
        <source>Mend what the sentence above names, or choose another interface, and play the station again.</source>
        <translation>Beheben Sie, was der Satz oben nennt, oder wählen Sie eine andere Schnittstelle, und spielen Sie die Station noch einmal.</translation>
    </message>
    <message>
        <source>The interface %1.</source>
        <translation>Die Schnittstelle %1.</translation>
    </message>
    <message>
        <source>It is not there any more.</source>
        <translation>Sie ist nicht mehr da.</translation>
    </message>
    <message>
        <source>A cable, a dongle or a virtual network was removed, and every group joined there went with it.</source>
        <translation>Ein Kabel, ein Adapter oder ein virtuelles Netz wurde entfernt, und mit ihm jede Gruppe, der dort beigetreten war.</translation>
    </message>
    <message>
        <source>Connect it again, or choose another interface.</source>
        <translation>Verbinden Sie sie wieder, oder wählen Sie eine andere Schnittstelle.</translation>
    </message>
    <message>
        <source>It is switched off.</source>
        <translation>Sie ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>Nothing is sent or received there.</source>
        <translation>Dort wird nichts gesendet oder empfangen.</translation>
    </message>
    <message>
        <source>Switch it on in the system’s network settings.</source>
        <translation>Schalten Sie sie in den Netzwerkeinstellungen des Systems ein.</translation>
    </message>
    <message>
        <source>It has no cable or no access point.</source>
        <translation>Sie hat kein Kabel oder keinen WLAN-Zugang.</translation>
    </message>
    <message>
        <source>The network cannot be reached from this machine.</source>
        <translation>Das Netz ist von diesem Rechner aus nicht erreichbar.</translation>
    </message>
    <message>
        <source>Plug in the cable, or connect to the wireless network.</source>
        <translation>Stecken Sie das Kabel ein, oder verbinden Sie sich mit dem WLAN.</translation>
    </message>
    <message>
        <source>It has no address of the kind that this service needs.</source>
        <translation>Sie hat keine Adresse der Art, die dieser Dienst braucht.</translation>
    </message>
    <message>
        <source>The system cannot tell the network that the service is wanted.</source>
        <translation>Das System kann dem Netz nicht sagen, dass der Dienst gewünscht wird.</translation>
    </message>
    <message>
        <source>Wait until the address has been assigned; if none comes, look after the network’s router.</source>
        <translation>Warten Sie, bis die Adresse vergeben ist; kommt keine, sehen Sie nach dem Router des Netzes.</translation>
    </message>
    <message>
        <source>It %2.</source>
        <translation>Sie %2.</translation>
    </message>
    <message>
        <source>Multicast cannot be received there.</source>
        <translation>Dort kann kein Multicast empfangen werden.</translation>
    </message>
    <message>
        <source>Choose another interface.</source>
        <translation>Wählen Sie eine andere Schnittstelle.</translation>
    </message>
    <message>
        <source>The system’s list of groups joined.</source>
        <translation>Die Liste des Systems, welchen Gruppen es beigetreten ist.</translation>
    </message>
    <message>
        <source>The group %1 is not in it on %2.</source>
        <translation>Die Gruppe %1 steht für %2 nicht darin.</translation>
    </message>
    <message>
        <source>The system has dropped the membership, as it does when an interface is reset.</source>
        <translation>Das System hat die Mitgliedschaft fallen lassen, wie es geschieht, wenn eine Schnittstelle neu beginnt.</translation>
    </message>
    <message>
        <source>Play the station again.</source>
        <translation>Spielen Sie die Station noch einmal.</translation>
    </message>
    <message>
        <source>The time since the service was asked for.</source>
        <translation>Die Zeit, seit der Dienst verlangt wurde.</translation>
    </message>
    <message>
        <source>It is %1 s.</source>
        <translation>Es sind %1 s.</translation>
    </message>
    <message>
        <source>A headend may have to fetch the station first, which takes up to some seconds.</source>
        <translation>Eine Kopfstelle muss die Station vielleicht erst holen; das dauert bis zu einigen Sekunden.</translation>
    </message>
    <message>
        <source>Wait a moment.</source>
        <translation>Warten Sie einen Augenblick.</translation>
    </message>
    <message>
        <source>What the headend says of the station.</source>
        <translation>Was die Kopfstelle von der Station sagt.</translation>
    </message>
    <message>
        <source>It says that the station cannot be had. %1</source>
        <translation>Sie sagt, dass die Station nicht zu bekommen ist. %1</translation>
    </message>
    <message>
        <source>The network works; the station’s own server does not answer, or has moved.</source>
        <translation>Das Netz ist in Ordnung; der Server der Station antwortet nicht oder ist umgezogen.</translation>
    </message>
    <message>
        <source>Try again later, or choose another station.</source>
        <translation>Versuchen Sie es später, oder wählen Sie eine andere Station.</translation>
    </message>
    <message>
        <source>It is being fetched.</source>
        <translation>Sie wird gerade geholt.</translation>
    </message>
    <message>
        <source>The network works; the station’s own server has not answered yet.</source>
        <translation>Das Netz ist in Ordnung; der Server der Station hat noch nicht geantwortet.</translation>
    </message>
    <message>
        <source>Wait some seconds.</source>
        <translation>Warten Sie einige Sekunden.</translation>
    </message>
    <message>
        <source>It stopped answering, and the headend tries again.</source>
        <translation>Sie antwortete nicht mehr, und die Kopfstelle versucht es weiter.</translation>
    </message>
    <message>
        <source>The network works; the station’s own server has a gap.</source>
        <translation>Das Netz ist in Ordnung; der Server der Station hat eine Lücke.</translation>
    </message>
    <message>
        <source>Wait; it goes on by itself as soon as the station answers.</source>
        <translation>Warten Sie; es geht von selbst weiter, sobald die Station antwortet.</translation>
    </message>
    <message>
        <source>The prefix of the group.</source>
        <translation>Das Präfix der Gruppe.</translation>
    </message>
    <message>
        <source>The group belongs to %1; the headends known here answer %2.</source>
        <translation>Die Gruppe gehört zu %1; die Kopfstellen, die hier bekannt sind, bedienen %2.</translation>
    </message>
    <message>
        <source>No headend here looks at that prefix, so nobody answers the join.</source>
        <translation>Keine Kopfstelle achtet hier auf dieses Präfix, also antwortet niemand auf den Beitritt.</translation>
    </message>
    <message>
        <source>Choose the headend’s prefix in the network settings, or leave it to be found out.</source>
        <translation>Wählen Sie in den Netzwerkeinstellungen das Präfix der Kopfstelle, oder lassen Sie es herausfinden.</translation>
    </message>
    <message>
        <source>The counters of this machine.</source>
        <translation>Die Zähler dieses Rechners.</translation>
    </message>
    <message>
        <source>%1 multicast datagrams came in since the join, but none reached a program.</source>
        <translation>%1 Multicast-Datagramme kamen seit dem Beitritt an, aber keines erreichte ein Programm.</translation>
    </message>
    <message>
        <source>A firewall on this machine drops them.</source>
        <translation>Eine Firewall auf diesem Rechner verwirft sie.</translation>
    </message>
    <message>
        <source>Let UDP to multicast addresses in, on ports 5004, 5005 and 9875.</source>
        <translation>Lassen Sie UDP an Multicast-Adressen herein, auf den Ports 5004, 5005 und 9875.</translation>
    </message>
    <message>
        <source>%1 datagrams were dropped because the way back to their sender leads over another interface.</source>
        <translation>%1 Datagramme wurden verworfen, weil der Rückweg zu ihrem Sender über eine andere Schnittstelle führt.</translation>
    </message>
    <message>
        <source>The reverse path filter takes them for forged.</source>
        <translation>Der Rückwegfilter hält sie für gefälscht.</translation>
    </message>
    <message>
        <source>Set rp_filter to 2 (loose) for this interface, or give the sender’s network a route over it.</source>
        <translation>Setzen Sie rp_filter für diese Schnittstelle auf 2 (locker), oder geben Sie dem Netz des Senders eine Route über sie.</translation>
    </message>
    <message>
        <source>The sender that was joined, %1.</source>
        <translation>Der Sender, von dem beigetreten wurde, %1.</translation>
    </message>
    <message>
        <source>Nothing comes of it, and others are not let through.</source>
        <translation>Von ihm kommt nichts, und andere werden nicht durchgelassen.</translation>
    </message>
    <message>
        <source>The service was joined from one sender only. That one is silent, or has another address by now.</source>
        <translation>Dem Dienst wurde nur von einem Sender beigetreten. Der schweigt oder hat inzwischen eine andere Adresse.</translation>
    </message>
    <message>
        <source>Join without a source, or with the sender’s present address.</source>
        <translation>Treten Sie ohne Quelle bei, oder mit der jetzigen Adresse des Senders.</translation>
    </message>
    <message>
        <source>Other services.</source>
        <translation>Andere Dienste.</translation>
    </message>
    <message>
        <source>One came here %1 s ago; this one does not.</source>
        <translation>Einer kam hier vor %1 s an; dieser nicht.</translation>
    </message>
    <message>
        <source>The network works, and a headend is there. It does not know this number, or may not start it.</source>
        <translation>Das Netz ist in Ordnung, und eine Kopfstelle ist da. Sie kennt diese Nummer nicht oder darf sie nicht starten.</translation>
    </message>
    <message>
        <source>Look whether the station is still in the list, or ask the headend’s operator.</source>
        <translation>Sehen Sie nach, ob die Station noch in der Liste steht, oder fragen Sie den Betreiber der Kopfstelle.</translation>
    </message>
    <message>
        <source>Everything that came since the join.</source>
        <translation>Alles, was seit dem Beitritt kam.</translation>
    </message>
    <message>
        <source>Nothing came in %1 s on %2: no announcement, no sound, no report.</source>
        <translation>In %1 s kam auf %2 nichts: keine Ankündigung, kein Ton, kein Bericht.</translation>
    </message>
    <message>
        <source>There is no headend on this network, or a switch or router between does not forward multicast.</source>
        <translation>In diesem Netz ist keine Kopfstelle, oder ein Switch oder Router dazwischen leitet Multicast nicht weiter.</translation>
    </message>
    <message>
        <source>Look whether a headend runs and is on this very network; guest networks and repeaters often block multicast.</source>
        <translation>Sehen Sie nach, ob eine Kopfstelle läuft und in genau diesem Netz ist; Gastnetze und Repeater sperren Multicast oft.</translation>
    </message>
    <message>
        <source>The announcement and the sound.</source>
        <translation>Die Ankündigung und der Ton.</translation>
    </message>
    <message>
        <source>The announcement comes, the sound does not.</source>
        <translation>Die Ankündigung kommt, der Ton nicht.</translation>
    </message>
    <message>
        <source>The sender is there, but sends nothing, or its port 5004 is blocked on the way.</source>
        <translation>Der Sender ist da, sendet aber nichts, oder sein Port 5004 ist unterwegs gesperrt.</translation>
    </message>
    <message>
        <source>Wait some seconds; then look at the firewall, or choose another station.</source>
        <translation>Warten Sie einige Sekunden; sehen Sie dann nach der Firewall, oder wählen Sie eine andere Station.</translation>
    </message>
    <message>
        <source>How long it played, and who asks on this link.</source>
        <translation>Wie lange es lief, und wer an diesem Netz fragt.</translation>
    </message>
    <message>
        <source>It played %1 minutes, then stopped, and nobody on this link asks who wants which group.</source>
        <translation>Es lief %1 Minuten, dann brach es ab, und niemand fragt an diesem Netz, wer welche Gruppe wünscht.</translation>
    </message>
    <message>
        <source>A switch that looks into memberships forgets them after some minutes when no querier makes them be said again.</source>
        <translation>Ein Switch, der auf Mitgliedschaften achtet, vergisst sie nach einigen Minuten, wenn niemand danach fragt.</translation>
    </message>
    <message>
        <source>Turn the querier on in the switch or the router, let the headend be one (querier = auto), or turn the switch’s snooping off. Playing the station again helps for some minutes.</source>
        <translation>Schalten Sie den Querier im Switch oder Router ein, lassen Sie die Kopfstelle fragen (querier = auto), oder schalten Sie das Snooping des Switchs aus. Die Station noch einmal zu spielen hilft für einige Minuten.</translation>
    </message>
    <message>
        <source>What the sender said last.</source>
        <translation>Was der Sender zuletzt sagte.</translation>
    </message>
    <message>
        <source>It said goodbye.</source>
        <translation>Er verabschiedete sich.</translation>
    </message>
    <message>
        <source>The headend was ended, or stopped this service.</source>
        <translation>Die Kopfstelle wurde beendet oder hat diesen Dienst eingestellt.</translation>
    </message>
    <message>
        <source>Wait until it is there again, or choose another station.</source>
        <translation>Warten Sie, bis er wieder da ist, oder wählen Sie eine andere Station.</translation>
    </message>
    <message>
        <source>The time of the last packet.</source>
        <translation>Die Zeit des letzten Pakets.</translation>
    </message>
    <message>
        <source>It had played %1 s, then nothing came any more.</source>
        <translation>Es lief %1 s, dann kam nichts mehr.</translation>
    </message>
    <message>
        <source>The sender has fallen silent, or the network between has a gap.</source>
        <translation>Der Sender ist verstummt, oder das Netz dazwischen hat eine Lücke.</translation>
    </message>
    <message>
        <source>Wait; it goes on by itself when packets come again. If it does not, play the station again.</source>
        <translation>Warten Sie; es geht von selbst weiter, wenn wieder Pakete kommen. Wenn nicht, spielen Sie die Station noch einmal.</translation>
    </message>
    <message>
        <source>The key of the service.</source>
        <translation>Der Schlüssel des Dienstes.</translation>
    </message>
    <message>
        <source>Packets come, and the key opens none of them.</source>
        <translation>Pakete kommen, und der Schlüssel öffnet keines davon.</translation>
    </message>
    <message>
        <source>The key is another service’s, or an old one.</source>
        <translation>Der Schlüssel gehört zu einem anderen Dienst oder ist veraltet.</translation>
    </message>
    <message>
        <source>Get the present key from whoever runs the headend, and put it into the key ring.</source>
        <translation>Lassen Sie sich vom Betreiber der Kopfstelle den jetzigen Schlüssel geben, und legen Sie ihn in den Schlüsselbund.</translation>
    </message>
    <message>
        <source>The service is encrypted, and no key is known.</source>
        <translation>Der Dienst ist verschlüsselt, und es ist kein Schlüssel bekannt.</translation>
    </message>
    <message>
        <source>Without the key it cannot be heard.</source>
        <translation>Ohne den Schlüssel ist er nicht zu hören.</translation>
    </message>
    <message>
        <source>Get the key from whoever runs the headend, and put it into the key ring.</source>
        <translation>Lassen Sie sich vom Betreiber der Kopfstelle den Schlüssel geben, und legen Sie ihn in den Schlüsselbund.</translation>
    </message>
    <message>
        <source>A key was given, but the service is not encrypted.</source>
        <translation>Ein Schlüssel wurde angegeben, aber der Dienst ist nicht verschlüsselt.</translation>
    </message>
    <message>
        <source>What comes in clear is not trusted while a key is given.</source>
        <translation>Was offen kommt, gilt nicht, solange ein Schlüssel angegeben ist.</translation>
    </message>
    <message>
        <source>If it may be heard in clear, take the key out of the key ring.</source>
        <translation>Darf er offen gehört werden, nehmen Sie den Schlüssel aus dem Schlüsselbund.</translation>
    </message>
    <message>
        <source>The encryption.</source>
        <translation>Die Verschlüsselung.</translation>
    </message>
    <message>
        <source>The service is encrypted, and this system cannot open it.</source>
        <translation>Der Dienst ist verschlüsselt, und dieses System kann ihn nicht öffnen.</translation>
    </message>
    <message>
        <source>The library for SRTP is missing.</source>
        <translation>Die Bibliothek für SRTP fehlt.</translation>
    </message>
    <message>
        <source>Install libsrtp2, or choose another station.</source>
        <translation>Installieren Sie libsrtp2, oder wählen Sie eine andere Station.</translation>
    </message>
    <message>
        <source>The announcement.</source>
        <translation>Die Ankündigung.</translation>
    </message>
    <message>
        <source>Packets come, but nothing says what they are.</source>
        <translation>Pakete kommen, aber nichts sagt, was sie sind.</translation>
    </message>
    <message>
        <source>The announcement is lost on the way, or the sender makes none.</source>
        <translation>Die Ankündigung geht unterwegs verloren, oder der Sender macht keine.</translation>
    </message>
    <message>
        <source>Wait some seconds; then open the session description (.sdp) of the service as a file.</source>
        <translation>Warten Sie einige Sekunden; öffnen Sie dann die Sitzungsbeschreibung (.sdp) des Dienstes als Datei.</translation>
    </message>
    <message>
        <source>What comes.</source>
        <translation>Was kommt.</translation>
    </message>
    <message>
        <source>It cannot be played: %1</source>
        <translation>Es kann nicht gespielt werden: %1</translation>
    </message>
    <message>
        <source>Its format is not one that this program understands, or a decoder is missing.</source>
        <translation>Sein Format versteht dieses Programm nicht, oder ein Decoder fehlt.</translation>
    </message>
    <message>
        <source>Choose another station, or ask for it in another format.</source>
        <translation>Wählen Sie eine andere Station, oder bitten Sie um ein anderes Format.</translation>
    </message>
    <message>
        <source>The sound of this machine.</source>
        <translation>Der Ton dieses Rechners.</translation>
    </message>
    <message>
        <source>There is none: %1</source>
        <translation>Es gibt keinen: %1</translation>
    </message>
    <message>
        <source>Everything comes as it should; only the last step fails.</source>
        <translation>Alles kommt, wie es soll; nur der letzte Schritt gelingt nicht.</translation>
    </message>
    <message>
        <source>Look at the system’s sound settings, and whether another program holds the sound card.</source>
        <translation>Sehen Sie nach den Toneinstellungen des Systems, und ob ein anderes Programm die Soundkarte belegt.</translation>
    </message>
    <message>
        <source>What was asked for.</source>
        <translation>Was verlangt wurde.</translation>
    </message>
    <message>
        <source>It is paused.</source>
        <translation>Es ist angehalten.</translation>
    </message>
    <message>
        <source>What comes meanwhile is kept, as far as there is room.</source>
        <translation>Was inzwischen kommt, wird behalten, soweit Platz ist.</translation>
    </message>
    <message>
        <source>Press play to go on.</source>
        <translation>Drücken Sie auf Wiedergabe, um fortzufahren.</translation>
    </message>
    <message>
        <source>The queue of this machine’s network.</source>
        <translation>Die Warteschlange des Netzes in diesem Rechner.</translation>
    </message>
    <message>
        <source>%1 datagrams were lost in it in the last minute.</source>
        <translation>%1 Datagramme gingen darin in der letzten Minute verloren.</translation>
    </message>
    <message>
        <source>This machine was too busy to take them in time; the network is not to blame.</source>
        <translation>Dieser Rechner war zu beschäftigt, um sie rechtzeitig zu nehmen; das Netz ist nicht schuld.</translation>
    </message>
    <message>
        <source>End programs that load the machine; as administrator, raise net.core.rmem_default.</source>
        <translation>Beenden Sie Programme, die den Rechner belasten; als Verwalter erhöhen Sie net.core.rmem_default.</translation>
    </message>
    <message>
        <source>The decoder.</source>
        <translation>Der Decoder.</translation>
    </message>
    <message>
        <source>%1 frames were left out in the last minute, because they came faster than they could be decoded.</source>
        <translation>%1 Rahmen wurden in der letzten Minute ausgelassen, weil sie schneller kamen, als sie dekodiert werden konnten.</translation>
    </message>
    <message>
        <source>This machine is too slow for this station, or too busy.</source>
        <translation>Dieser Rechner ist für diese Station zu langsam oder zu beschäftigt.</translation>
    </message>
    <message>
        <source>End programs that load the machine, or choose a station with a lower bitrate.</source>
        <translation>Beenden Sie Programme, die den Rechner belasten, oder wählen Sie eine Station mit niedrigerer Bitrate.</translation>
    </message>
    <message>
        <source>The pace of arrival.</source>
        <translation>Der Takt der Ankunft.</translation>
    </message>
    <message>
        <source>Packets come in batches, %1 ms apart.</source>
        <translation>Pakete kommen in Schüben im Abstand von %1 ms.</translation>
    </message>
    <message>
        <source>That is the pace of a wireless access point that keeps multicast for sleeping devices until its beacon. It costs delay, not sound.</source>
        <translation>Das ist der Takt eines WLAN-Zugangs, der Multicast für schlafende Geräte bis zu seinem Funkfeuer aufhebt. Es kostet Zeit, keinen Ton.</translation>
    </message>
    <message>
        <source>Nothing has to be done. For less delay set the access point’s DTIM interval to 1, let it turn multicast into unicast, or use a cable.</source>
        <translation>Nichts muss getan werden. Für weniger Verzögerung setzen Sie das DTIM-Intervall des Zugangs auf 1, lassen Sie ihn Multicast in Unicast wandeln, oder nehmen Sie ein Kabel.</translation>
    </message>
    <message>
        <source>Lost packets in the last minute.</source>
        <translation>Verlorene Pakete in der letzten Minute.</translation>
    </message>
    <message>
        <source>%1 % were lost, %2 in a row on average.</source>
        <translation>%1 % gingen verloren, im Mittel %2 hintereinander.</translation>
    </message>
    <message>
        <source>Losses in bursts come of a queue that overflows on the way, or of a link that was away for a moment.</source>
        <translation>Verluste in Schüben kommen von einer Warteschlange, die unterwegs überläuft, oder von einer Verbindung, die für einen Augenblick weg war.</translation>
    </message>
    <message>
        <source>Look for a slow link, a busy switch or a roaming wireless connection between headend and here.</source>
        <translation>Suchen Sie zwischen Kopfstelle und hier nach einer langsamen Verbindung, einem überlasteten Switch oder einem WLAN, das den Zugang wechselt.</translation>
    </message>
    <message>
        <source>%1 % were lost, one by one.</source>
        <translation>%1 % gingen verloren, einzeln.</translation>
    </message>
    <message>
        <source>Losses one by one come of a disturbed link: a bad cable, a bad port, interference.</source>
        <translation>Einzelne Verluste kommen von einer gestörten Verbindung: schlechtes Kabel, schlechter Anschluss, Störungen.</translation>
    </message>
    <message>
        <source>Try another cable or port.</source>
        <translation>Versuchen Sie ein anderes Kabel oder einen anderen Anschluss.</translation>
    </message>
    <message>
        <source>%1 % were lost, on a wireless link.</source>
        <translation>%1 % gingen verloren, im WLAN.</translation>
    </message>
    <message>
        <source>Multicast over Wi-Fi is neither confirmed nor repeated, so that what is disturbed is lost.</source>
        <translation>Multicast wird im WLAN weder bestätigt noch wiederholt; was gestört wird, ist verloren.</translation>
    </message>
    <message>
        <source>Go nearer to the access point, let it turn multicast into unicast, or use a cable.</source>
        <translation>Gehen Sie näher an den WLAN-Zugang, lassen Sie ihn Multicast in Unicast wandeln, oder nehmen Sie ein Kabel.</translation>
    </message>
    <message>
        <source>The evenness of arrival.</source>
        <translation>Die Gleichmäßigkeit der Ankunft.</translation>
    </message>
    <message>
        <source>The jitter is %1 ms.</source>
        <translation>Der Jitter beträgt %1 ms.</translation>
    </message>
    <message>
        <source>The network delays packets unevenly; more sound is kept in stock for it.</source>
        <translation>Das Netz verzögert Pakete ungleich; dafür wird mehr Ton im Vorrat gehalten.</translation>
    </message>
    <message>
        <source>Nothing has to be done as long as the sound does not stop.</source>
        <translation>Nichts muss getan werden, solange der Ton nicht aussetzt.</translation>
    </message>
    <message>
        <source>The stock of sound.</source>
        <translation>Der Vorrat an Ton.</translation>
    </message>
    <message>
        <source>It ran dry in the last minute, so often: %1.</source>
        <translation>Er lief in der letzten Minute %1-mal leer.</translation>
    </message>
    <message>
        <source>Packets came later than the stock lasts, or this machine did not decode them in time.</source>
        <translation>Pakete kamen später, als der Vorrat reicht, oder dieser Rechner dekodierte sie nicht rechtzeitig.</translation>
    </message>
    <message>
        <source>Wait: the stock grows with what the network does. If it goes on, look at the losses and at the load of this machine.</source>
        <translation>Warten Sie: der Vorrat wächst mit dem, was das Netz tut. Geht es so weiter, sehen Sie nach den Verlusten und der Last dieses Rechners.</translation>
    </message>
    <message>
        <source>What was decoded.</source>
        <translation>Was dekodiert wurde.</translation>
    </message>
    <message>
        <source>Frames that could not be decoded in the last minute: %1.</source>
        <translation>Rahmen, die in der letzten Minute nicht zu dekodieren waren: %1.</translation>
    </message>
    <message>
        <source>They were damaged by losses, or by the station itself.</source>
        <translation>Sie wurden durch Verluste beschädigt, oder von der Station selbst.</translation>
    </message>
    <message>
        <source>If there are no losses, the station is to blame.</source>
        <translation>Gibt es keine Verluste, liegt es an der Station.</translation>
    </message>
    <message>
        <source>The datagrams of this group.</source>
        <translation>Die Datagramme dieser Gruppe.</translation>
    </message>
    <message>
        <source>%1 in the last minute were no RTP.</source>
        <translation>%1 waren in der letzten Minute kein RTP.</translation>
    </message>
    <message>
        <source>Something else sends to this group, or damages what is sent.</source>
        <translation>Etwas anderes sendet an diese Gruppe oder beschädigt, was gesendet wird.</translation>
    </message>
    <message>
        <source>Look in the counters for the kind, and for who else uses this address.</source>
        <translation>Sehen Sie in den Zählern nach der Art, und wer sonst diese Adresse benutzt.</translation>
    </message>
    <message>
        <source>The senders in this group.</source>
        <translation>Die Sender in dieser Gruppe.</translation>
    </message>
    <message>
        <source>%1 packets of another sender came in the last minute; they were not played.</source>
        <translation>%1 Pakete eines anderen Senders kamen in der letzten Minute; sie wurden nicht gespielt.</translation>
    </message>
    <message>
        <source>Two senders use the same group.</source>
        <translation>Zwei Sender benutzen dieselbe Gruppe.</translation>
    </message>
    <message>
        <source>Ask the operators to give one of them another number.</source>
        <translation>Bitten Sie die Betreiber, einem von ihnen eine andere Nummer zu geben.</translation>
    </message>
    <message>
        <source>Packets that came twice.</source>
        <translation>Pakete, die zweimal kamen.</translation>
    </message>
    <message>
        <source>%1 % did in the last minute.</source>
        <translation>In der letzten Minute waren es %1 %.</translation>
    </message>
    <message>
        <source>The network has a loop, or two ways lead here.</source>
        <translation>Das Netz hat eine Schleife, oder zwei Wege führen hierher.</translation>
    </message>
    <message>
        <source>Look for two cables between the same switches, or a machine with two interfaces on this network.</source>
        <translation>Suchen Sie nach zwei Kabeln zwischen denselben Switches, oder nach einem Rechner mit zwei Schnittstellen in diesem Netz.</translation>
    </message>
    <message>
        <source>The order of packets.</source>
        <translation>Die Reihenfolge der Pakete.</translation>
    </message>
    <message>
        <source>%1 % came behind a later one in the last minute.</source>
        <translation>%1 % kamen in der letzten Minute hinter einem späteren.</translation>
    </message>
    <message>
        <source>They take different ways; they are put in order again.</source>
        <translation>Sie nehmen verschiedene Wege; sie werden wieder geordnet.</translation>
    </message>
    <message>
        <source>Who asks on this link who wants which group.</source>
        <translation>Wer an diesem Netz fragt, wer welche Gruppe wünscht.</translation>
    </message>
    <message>
        <source>Nobody does.</source>
        <translation>Niemand.</translation>
    </message>
    <message>
        <source>If a switch here looks into memberships, the service will stop after some minutes.</source>
        <translation>Achtet hier ein Switch auf Mitgliedschaften, wird der Dienst nach einigen Minuten abbrechen.</translation>
    </message>
    <message>
        <source>If it does: turn the querier on in the switch or the router, or let the headend be one (querier = auto).</source>
        <translation>Wenn ja: schalten Sie den Querier im Switch oder Router ein, oder lassen Sie die Kopfstelle fragen (querier = auto).</translation>
    </message>
    <message>
        <source>Everything from the interface to the sound.</source>
        <translation>Alles von der Schnittstelle bis zum Ton.</translation>
    </message>
    <message>
        <source>No fault was found.</source>
        <translation>Es wurde kein Fehler gefunden.</translation>
    </message>
    <message>
        <source>The service comes as it should.</source>
        <translation>Der Dienst kommt, wie er soll.</translation>
    </message>
    <message>
        <source>Nothing has to be done.</source>
        <translation>Nichts muss getan werden.</translation>
    </message>
    <message>
        <source>It is up and connected, and fit for multicast.</source>
        <translation>Sie ist eingeschaltet und verbunden und für Multicast geeignet.</translation>
    </message>
    <message>
        <source>The group %1 is in it.</source>
        <translation>Die Gruppe %1 steht darin.</translation>
    </message>
    <message>
        <source>Packets.</source>
        <translation>Pakete.</translation>
    </message>
    <message>
        <source>%1 have come, none was lost in the last minute.</source>
        <translation>%1 sind gekommen, keines ging in der letzten Minute verloren.</translation>
    </message>
    <message>
        <source>It says what is sent.</source>
        <translation>Sie sagt, was gesendet wird.</translation>
    </message>
</context>
<context>
    <name>FileKeyRing</name>
    <message>
        <source>The key file %1 cannot be used: %2.</source>
        <translation>Die Schlüsseldatei %1 ist nicht zu gebrauchen: %2.</translation>
    </message>
</context>
<context>
    <name>GeneralPage</name>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Erscheinungsbild</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>The language changes when Joincast is started the next time.</source>
        <translation>Die Sprache wechselt beim nächsten Start von Joincast.</translation>
    </message>
    <message>
        <source>&amp;Appearance:</source>
        <translation>&amp;Erscheinungsbild:</translation>
    </message>
    <message>
        <source>&amp;Language:</source>
        <translation>&amp;Sprache:</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Hoher Kontrast</translation>
    </message>
</context>
<context>
    <name>HelpDialogs</name>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>About Joincast</source>
        <translation>Über Joincast</translation>
    </message>
    <message>
        <source>Radio and television on your own network: a headend sends each station once for all who listen, and only while somebody does.

Free software under the GNU Lesser General Public License, version 2.1 or later.</source>
        <translation>Radio und Fernsehen im eigenen Netz: Eine Kopfstelle sendet jeden Sender einmal für alle, die zuhören, und nur, solange jemand zuhört.

Freie Software unter der GNU Lesser General Public License, Version 2.1 oder später.</translation>
    </message>
</context>
<context>
    <name>NetworkPart</name>
    <message>
        <source>what answers is no guide</source>
        <translation>was antwortet, ist keine Programmübersicht</translation>
    </message>
    <message>
        <source>Choose network…</source>
        <translation>Netz wählen …</translation>
    </message>
    <message>
        <source>Type in address…</source>
        <translation>Adresse eingeben …</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Schlüssel</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Choose &amp;network…</source>
        <translation>&amp;Netz wählen …</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>&amp;Einstellungen …</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>&amp;Tasten</translation>
    </message>
    <message>
        <source>&amp;About Joincast</source>
        <translation>Ü&amp;ber Joincast</translation>
    </message>
    <message>
        <source>%1. Stations that were known before are listed still.</source>
        <translation>%1. Sender, die schon bekannt waren, stehen weiter in der Liste.</translation>
    </message>
</context>
<context>
    <name>Opener</name>
    <message>
        <source>“%1” holds a key, and %2.</source>
        <translation>„%1“ enthält einen Schlüssel, und %2.</translation>
    </message>
    <message>
        <source>“%1” describes nothing that can be played: %2.</source>
        <translation>„%1“ beschreibt nichts Abspielbares: %2.</translation>
    </message>
    <message>
        <source>“%1” cannot be played: %2.</source>
        <translation>„%1“ lässt sich nicht abspielen: %2.</translation>
    </message>
    <message>
        <source>“%1” cannot be opened: %2.</source>
        <translation>„%1“ lässt sich nicht öffnen: %2.</translation>
    </message>
    <message>
        <source>“%1” names no service and no file: %2.</source>
        <translation>„%1“ nennt weder Dienst noch Datei: %2.</translation>
    </message>
</context>
<context>
    <name>Signal</name>
    <message>
        <source>nothing has come</source>
        <translation>nichts ist gekommen</translation>
    </message>
    <message>
        <source>packets come, what they are is not known</source>
        <translation>Pakete kommen, was sie sind, ist nicht bekannt</translation>
    </message>
    <message>
        <source>packets come and are understood</source>
        <translation>Pakete kommen und werden verstanden</translation>
    </message>
    <message>
        <source>packets came, and stopped</source>
        <translation>Pakete kamen und blieben aus</translation>
    </message>
    <message>
        <source>wired</source>
        <translation>Kabel</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>WLAN</translation>
    </message>
    <message>
        <source>bridge</source>
        <translation>Brücke</translation>
    </message>
    <message>
        <source>virtual, wired</source>
        <translation>virtuelles Kabel</translation>
    </message>
    <message>
        <source>VLAN</source>
        <translation>VLAN</translation>
    </message>
    <message>
        <source>loopback</source>
        <translation>Loopback</translation>
    </message>
    <message>
        <source>tunnel</source>
        <translation>Tunnel</translation>
    </message>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 h</source>
        <translation>%1 h</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
</context>
<context>
    <name>SignalFacts</name>
    <message>
        <source>%1 %2</source>
        <comment>a number, and what is wrong</comment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>, </source>
        <translation>, </translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>Schnittstelle</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>not known yet, or it has gone</source>
        <translation>noch nicht bekannt oder nicht mehr da</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Switched on</source>
        <translation>Eingeschaltet</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>Largest packet (MTU)</source>
        <translation>Größtes Paket (MTU)</translation>
    </message>
    <message>
        <source>%1 octets</source>
        <translation>%1 Oktette</translation>
    </message>
    <message>
        <source>Fit for multicast</source>
        <translation>Für Multicast geeignet</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>no: it %1</source>
        <translation>nein: sie %1</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>Gruppe</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>Port</translation>
    </message>
    <message>
        <source>Service number</source>
        <translation>Dienstnummer</translation>
    </message>
    <message>
        <source>Wanted sender</source>
        <translation>Gewünschter Sender</translation>
    </message>
    <message>
        <source>any</source>
        <translation>jeder</translation>
    </message>
    <message>
        <source>Joined</source>
        <translation>Beigetreten</translation>
    </message>
    <message>
        <source>the system does not say</source>
        <translation>das System sagt es nicht</translation>
    </message>
    <message numerus="yes">
        <source>yes, by %n socket(s)</source>
        <translation>
            <numerusform>ja, von %n Socket</numerusform>
            <numerusform>ja, von %n Sockets</numerusform>
        </translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>Filter mode</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>include: only %1</source>
        <translation>einschließend: nur %1</translation>
    </message>
    <message>
        <source>exclude: from any sender</source>
        <translation>ausschließend: von jedem Sender</translation>
    </message>
    <message>
        <source>exclude: any but %1</source>
        <translation>ausschließend: alle außer %1</translation>
    </message>
    <message>
        <source>Who asks for members on this link</source>
        <translation>Wer an diesem Netz nach Mitgliedern fragt</translation>
    </message>
    <message>
        <source>Querier</source>
        <translation>Fragender</translation>
    </message>
    <message>
        <source>a switch without an address</source>
        <translation>ein Switch ohne Adresse</translation>
    </message>
    <message>
        <source>Its version</source>
        <translation>Seine Version</translation>
    </message>
    <message>
        <source>Asks every</source>
        <translation>Fragt alle</translation>
    </message>
    <message>
        <source>not known: hearing one takes the right to open raw sockets (CAP_NET_RAW), which this program does not have</source>
        <translation>nicht bekannt: um ihn zu hören, braucht es das Recht auf rohe Sockets (CAP_NET_RAW), das dieses Programm nicht hat</translation>
    </message>
    <message>
        <source>none was heard for two minutes</source>
        <translation>seit zwei Minuten wurde keiner gehört</translation>
    </message>
    <message>
        <source>none heard yet; one asks about every two minutes</source>
        <translation>noch keiner gehört; einer fragt etwa alle zwei Minuten</translation>
    </message>
    <message>
        <source>By the system</source>
        <translation>Laut System</translation>
    </message>
    <message>
        <source>an IGMPv%1 querier was heard lately</source>
        <translation>kürzlich fragte einer mit IGMPv%1</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>Lost in the socket, for want of room</source>
        <translation>Im Socket verloren, weil der Platz fehlte</translation>
    </message>
    <message>
        <source>Multicast datagrams since the join</source>
        <translation>Multicast-Datagramme seit dem Beitritt</translation>
    </message>
    <message>
        <source>UDP datagrams given to programs</source>
        <translation>UDP-Datagramme, an Programme übergeben</translation>
    </message>
    <message>
        <source>Lost because programs were busy</source>
        <translation>Verloren, weil Programme beschäftigt waren</translation>
    </message>
    <message>
        <source>Multicast that no program wanted</source>
        <translation>Multicast, das kein Programm wollte</translation>
    </message>
    <message>
        <source>Dropped by the reverse path filter</source>
        <translation>Vom Rückwegfilter verworfen</translation>
    </message>
    <message>
        <source>IPv6 discarded</source>
        <translation>IPv6 verworfen</translation>
    </message>
    <message>
        <source>Sender</source>
        <translation>Sender</translation>
    </message>
    <message>
        <source>SSRC</source>
        <translation>SSRC</translation>
    </message>
    <message>
        <source>Name (CNAME)</source>
        <translation>Name (CNAME)</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>nicht gesagt</translation>
    </message>
    <message>
        <source>Sender reports</source>
        <translation>Senderberichte</translation>
    </message>
    <message>
        <source>none yet</source>
        <translation>noch keine</translation>
    </message>
    <message>
        <source>%1, the last %2 ago</source>
        <translation>%1, der letzte vor %2</translation>
    </message>
    <message>
        <source>Packets it has sent</source>
        <translation>Gesendete Pakete</translation>
    </message>
    <message>
        <source>Octets it has sent</source>
        <translation>Gesendete Oktette</translation>
    </message>
    <message>
        <source>Its clock</source>
        <translation>Seine Uhr</translation>
    </message>
    <message>
        <source>Its clock less ours</source>
        <translation>Seine Uhr weniger unsere</translation>
    </message>
    <message>
        <source>Media clock, measured</source>
        <translation>Medientakt, gemessen</translation>
    </message>
    <message>
        <source>%1 Hz</source>
        <translation>%1 Hz</translation>
    </message>
    <message>
        <source>Reports that contradicted its clock</source>
        <translation>Berichte, die seiner Uhr widersprachen</translation>
    </message>
    <message>
        <source>nothing has come</source>
        <translation>nichts ist gekommen</translation>
    </message>
    <message>
        <source>Listeners</source>
        <translation>Hörer</translation>
    </message>
    <message>
        <source>Other receivers</source>
        <translation>Andere Empfänger</translation>
    </message>
    <message>
        <source>Our SSRC</source>
        <translation>Unsere SSRC</translation>
    </message>
    <message>
        <source>Reports we sent</source>
        <translation>Von uns gesendete Berichte</translation>
    </message>
    <message>
        <source>RTCP</source>
        <translation>RTCP</translation>
    </message>
    <message>
        <source>Datagrams</source>
        <translation>Datagramme</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>Unlesbar</translation>
    </message>
    <message>
        <source>From an address that is not the source’s</source>
        <translation>Von einer Adresse, die nicht die der Quelle ist</translation>
    </message>
    <message>
        <source>Without CNAME</source>
        <translation>Ohne CNAME</translation>
    </message>
    <message>
        <source>SSRC collisions</source>
        <translation>SSRC-Kollisionen</translation>
    </message>
    <message>
        <source>Packets</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>Empfangen</translation>
    </message>
    <message>
        <source>Octets</source>
        <translation>Oktette</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>Erwartet</translation>
    </message>
    <message>
        <source>Never came</source>
        <translation>Nie gekommen</translation>
    </message>
    <message>
        <source>Gaps</source>
        <translation>Lücken</translation>
    </message>
    <message>
        <source>Longest gap, packets</source>
        <translation>Längste Lücke, Pakete</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>Doppelte</translation>
    </message>
    <message>
        <source>Out of order</source>
        <translation>Außer der Reihe</translation>
    </message>
    <message>
        <source>Furthest out of order, packets</source>
        <translation>Am weitesten außer der Reihe, Pakete</translation>
    </message>
    <message>
        <source>Wait behind a gap</source>
        <translation>Wartezeit hinter einer Lücke</translation>
    </message>
    <message>
        <source>Arrivals in batches</source>
        <translation>Ankünfte in Schüben</translation>
    </message>
    <message>
        <source>Of those at an access point’s pace</source>
        <translation>Davon im Takt eines WLAN-Zugangs</translation>
    </message>
    <message>
        <source>No RTP</source>
        <translation>Kein RTP</translation>
    </message>
    <message>
        <source>Senders</source>
        <translation>Sender</translation>
    </message>
    <message>
        <source>Packets of strangers</source>
        <translation>Pakete von Fremden</translation>
    </message>
    <message>
        <source>Packets of rivals at the same address</source>
        <translation>Pakete von Rivalen an derselben Adresse</translation>
    </message>
    <message>
        <source>Far out of sequence</source>
        <translation>Weit außer der Zählung</translation>
    </message>
    <message>
        <source>From senders not wanted</source>
        <translation>Von nicht gewünschten Sendern</translation>
    </message>
    <message>
        <source>Changes of the sender</source>
        <translation>Wechsel des Senders</translation>
    </message>
    <message>
        <source>Restarts of the sender</source>
        <translation>Neustarts des Senders</translation>
    </message>
    <message>
        <source>To another group or interface</source>
        <translation>An eine andere Gruppe oder Schnittstelle</translation>
    </message>
    <message>
        <source>Payload</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Frames</source>
        <translation>Rahmen</translation>
    </message>
    <message>
        <source>Waited for their description</source>
        <translation>Warteten auf ihre Beschreibung</translation>
    </message>
    <message>
        <source>Dropped without description</source>
        <translation>Ohne Beschreibung verworfen</translation>
    </message>
    <message>
        <source>Dropped, not playable</source>
        <translation>Verworfen, nicht spielbar</translation>
    </message>
    <message>
        <source>Malformed</source>
        <translation>Fehlerhaft</translation>
    </message>
    <message>
        <source>Announcements</source>
        <translation>Ankündigungen</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Angenommen</translation>
    </message>
    <message>
        <source>Deletions</source>
        <translation>Löschungen</translation>
    </message>
    <message>
        <source>Unreadable announcements</source>
        <translation>Unlesbare Ankündigungen</translation>
    </message>
    <message>
        <source>Unreadable descriptions</source>
        <translation>Unlesbare Beschreibungen</translation>
    </message>
    <message>
        <source>Of another group</source>
        <translation>Von einer anderen Gruppe</translation>
    </message>
    <message>
        <source>Sound</source>
        <translation>Ton</translation>
    </message>
    <message>
        <source>Decoded frames</source>
        <translation>Dekodierte Rahmen</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>Beschädigt</translation>
    </message>
    <message>
        <source>Left out, too slow</source>
        <translation>Ausgelassen, zu langsam</translation>
    </message>
    <message>
        <source>Ran dry</source>
        <translation>Leergelaufen</translation>
    </message>
</context>
<context>
    <name>SignalReport</name>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>The last minute</source>
        <translation>Die letzte Minute</translation>
    </message>
    <message>
        <source>%1 now, %2 mean, %3 worst</source>
        <translation>%1 jetzt, %2 im Mittel, %3 schlimmstenfalls</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>Bitrate</source>
        <translation>Bitrate</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Jitter</translation>
    </message>
    <message>
        <source>Sound in stock</source>
        <translation>Ton im Vorrat</translation>
    </message>
    <message>
        <source>Time between packets</source>
        <translation>Zeit zwischen Paketen</translation>
    </message>
    <message>
        <source>Diagnosis</source>
        <translation>Diagnose</translation>
    </message>
    <message>
        <source>%1, report of %2</source>
        <translation>%1, Bericht vom %2</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Station</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>Session description</source>
        <translation>Sitzungsbeschreibung</translation>
    </message>
</context>
<context>
    <name>WhyDialog</name>
    <message>
        <source>What is well</source>
        <translation>Was in Ordnung ist</translation>
    </message>
    <message>
        <source>Looked at:</source>
        <translation>Angesehen:</translation>
    </message>
    <message>
        <source>It means:</source>
        <translation>Das bedeutet:</translation>
    </message>
    <message>
        <source>What to do:</source>
        <translation>Was zu tun ist:</translation>
    </message>
</context>
<context>
    <name>joincast::ui::AlarmDialog</name>
    <message>
        <source>&amp;Wake me</source>
        <translation>&amp;Weck mich</translation>
    </message>
    <message>
        <source>Alarm clock</source>
        <translation>Wecker</translation>
    </message>
    <message>
        <source>Time to wake</source>
        <translation>Weckzeit</translation>
    </message>
    <message>
        <source>&amp;Time</source>
        <translation>&amp;Zeit</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Sender</translation>
    </message>
    <message>
        <source>Joincast must be running then, and the computer awake; after a sleep of the computer an alarm still sounds if it is less than ten minutes late.</source>
        <translation>Joincast muss dann laufen und der Rechner wach sein; nach einem Schlaf des Rechners klingelt der Wecker noch, wenn er weniger als zehn Minuten zu spät ist.</translation>
    </message>
    <message>
        <source>none yet: play one first</source>
        <translation>noch keiner: Spielen Sie erst einen</translation>
    </message>
    <message>
        <source>&amp;Use “%1”</source>
        <translation>„%1“ &amp;nehmen</translation>
    </message>
    <message>
        <source>There is nothing to wake you with.</source>
        <translation>Es gibt nichts, womit Sie geweckt werden könnten.</translation>
    </message>
    <message>
        <source>The alarm clock is off.</source>
        <translation>Der Wecker ist aus.</translation>
    </message>
    <message>
        <source>Once: %1</source>
        <translation>Einmal: %1</translation>
    </message>
    <message>
        <source>Next: %1</source>
        <translation>Nächstes Mal: %1</translation>
    </message>
</context>
<context>
    <name>joincast::ui::CopyView</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>&amp;Alles auswählen</translation>
    </message>
</context>
<context>
    <name>joincast::ui::DescriptionModel</name>
    <message>
        <source>Line</source>
        <translation>Zeile</translation>
    </message>
    <message>
        <source>As announced</source>
        <translation>Wie angekündigt</translation>
    </message>
    <message>
        <source>What was forgiven</source>
        <translation>Was verziehen wurde</translation>
    </message>
</context>
<context>
    <name>joincast::ui::FactModel</name>
    <message>
        <source>What</source>
        <translation>Was</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
</context>
<context>
    <name>joincast::ui::Favourites</name>
    <message>
        <source>Favourites cannot be read or changed: %1. Mend that file, or move it away.</source>
        <translation>Favoriten können nicht gelesen oder geändert werden: %1. Bringen Sie diese Datei in Ordnung, oder legen Sie sie beiseite.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::FullScreen</name>
    <message>
        <source>Leave full screen</source>
        <translation>Vollbild verlassen</translation>
    </message>
    <message>
        <source>Leave full screen (Escape)</source>
        <translation>Vollbild verlassen (Esc)</translation>
    </message>
</context>
<context>
    <name>joincast::ui::KeysPage</name>
    <message>
        <source>Some stations are sent enciphered (SRTP). Whoever sends them gives you a file with the key; nobody but you may have the right to read it.</source>
        <translation>Manche Sender werden verschlüsselt gesendet (SRTP). Wer sie sendet, gibt Ihnen eine Datei mit dem Schlüssel; niemand außer Ihnen darf sie lesen dürfen.</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>Dienst</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>Schlüsseldatei</translation>
    </message>
    <message>
        <source>Key files</source>
        <translation>Schlüsseldateien</translation>
    </message>
    <message>
        <source>Service, such as 8000:0001</source>
        <translation>Dienst, etwa 8000:0001</translation>
    </message>
    <message>
        <source>Choose &amp;key file…</source>
        <translation>&amp;Schlüsseldatei wählen …</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>En&amp;tfernen</translation>
    </message>
    <message>
        <source>⚠ Type in the service first: its number, such as 8000:0001, or its rtp:// address.</source>
        <translation>⚠ Geben Sie zuerst den Dienst ein: seine Nummer, etwa 8000:0001, oder seine rtp://-Adresse.</translation>
    </message>
    <message>
        <source>Key file of %1</source>
        <translation>Schlüsseldatei von %1</translation>
    </message>
    <message>
        <source>⚠ The file cannot be used: %1.</source>
        <translation>⚠ Die Datei ist nicht zu gebrauchen: %1.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::ListPart</name>
    <message>
        <source>Stations</source>
        <translation>Sender</translation>
    </message>
    <message>
        <source>&amp;Play</source>
        <translation>&amp;Abspielen</translation>
    </message>
    <message>
        <source>&amp;Favourite</source>
        <translation>&amp;Favorit</translation>
    </message>
    <message>
        <source>Copy &amp;name</source>
        <translation>&amp;Namen kopieren</translation>
    </message>
    <message>
        <source>Copy n&amp;umber</source>
        <translation>N&amp;ummer kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;address</source>
        <translation>&amp;Adresse kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;session description</source>
        <translation>&amp;Sitzungsbeschreibung kopieren</translation>
    </message>
    <message>
        <source>Open &amp;homepage</source>
        <translation>&amp;Webseite öffnen</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>&amp;Einzelheiten</translation>
    </message>
    <message>
        <source>&amp;Clear history…</source>
        <translation>Verlauf &amp;löschen …</translation>
    </message>
    <message>
        <source>&amp;Find</source>
        <translation>&amp;Suchen</translation>
    </message>
    <message>
        <source>Clear f&amp;ilters</source>
        <translation>F&amp;ilter zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>E&amp;rneut nachsehen</translation>
    </message>
    <message>
        <source>&amp;Import favourites…</source>
        <translation>Favoriten &amp;importieren …</translation>
    </message>
    <message>
        <source>&amp;Export favourites…</source>
        <translation>Favoriten &amp;exportieren …</translation>
    </message>
    <message>
        <source>Import favourites</source>
        <translation>Favoriten importieren</translation>
    </message>
    <message numerus="yes">
        <source>%n line(s) of the file could not be imported.</source>
        <translation>
            <numerusform>Eine Zeile der Datei konnte nicht importiert werden.</numerusform>
            <numerusform>%n Zeilen der Datei konnten nicht importiert werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Playlists (*.m3u *.m3u8 *.opml *.xml);;All files (*)</source>
        <translation>Wiedergabelisten (*.m3u *.m3u8 *.opml *.xml);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Export favourites</source>
        <translation>Favoriten exportieren</translation>
    </message>
    <message>
        <source>favourites.m3u</source>
        <translation>favoriten.m3u</translation>
    </message>
    <message>
        <source>M3U playlist (*.m3u *.m3u8);;OPML (*.opml *.xml)</source>
        <translation>M3U-Wiedergabeliste (*.m3u *.m3u8);;OPML (*.opml *.xml)</translation>
    </message>
    <message>
        <source>Clear history</source>
        <translation>Verlauf löschen</translation>
    </message>
    <message>
        <source>Forget what was played, and when?</source>
        <translation>Soll vergessen werden, was wann gespielt wurde?</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>On air now</source>
        <translation>Läuft gerade</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>Rate</translation>
    </message>
    <message>
        <source>%1 kbit/s</source>
        <translation>%1 kbit/s</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Homepage</source>
        <translation>Webseite</translation>
    </message>
    <message>
        <source>Encrypted</source>
        <translation>Verschlüsselt</translation>
    </message>
    <message>
        <source>yes: it needs a key</source>
        <translation>ja: ein Schlüssel ist nötig</translation>
    </message>
    <message>
        <source>%1, by its guide</source>
        <translation>%1, durch seine Senderliste</translation>
    </message>
    <message>
        <source>%1, by its guide over HTTP</source>
        <translation>%1, durch seine Senderliste über HTTP</translation>
    </message>
    <message>
        <source>%1, by announcing it</source>
        <translation>%1, durch eine Ankündigung</translation>
    </message>
    <message>
        <source>%1, heard on %2</source>
        <translation>%1, gehört auf %2</translation>
    </message>
    <message>
        <source>%1, earlier</source>
        <translation>%1, früher</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>Wo</translation>
    </message>
    <message>
        <source>Told by</source>
        <translation>Bekannt durch</translation>
    </message>
    <message>
        <source>nobody: it is kept as a favourite, or was played before</source>
        <translation>niemanden: er ist Favorit oder wurde schon gespielt</translation>
    </message>
    <message>
        <source>%1 from %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1, port %2</source>
        <translation>%1, Port %2</translation>
    </message>
</context>
<context>
    <name>joincast::ui::ListenMenus</name>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen …</translation>
    </message>
    <message>
        <source>Open &amp;address…</source>
        <translation>&amp;Adresse öffnen …</translation>
    </message>
    <message>
        <source>&amp;Play or pause</source>
        <translation>&amp;Wiedergabe oder Pause</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stopp</translation>
    </message>
    <message>
        <source>&amp;Try again</source>
        <translation>Noch einmal &amp;versuchen</translation>
    </message>
    <message>
        <source>Play the &amp;last station</source>
        <translation>&amp;Letzten Sender spielen</translation>
    </message>
    <message>
        <source>&amp;Next station</source>
        <translation>&amp;Nächster Sender</translation>
    </message>
    <message>
        <source>Pre&amp;vious station</source>
        <translation>&amp;Vorheriger Sender</translation>
    </message>
    <message>
        <source>&amp;Back ten seconds</source>
        <translation>&amp;Zehn Sekunden zurück</translation>
    </message>
    <message>
        <source>To the start of the s&amp;ong</source>
        <translation>Zum An&amp;fang des Titels</translation>
    </message>
    <message>
        <source>To what is sent no&amp;w</source>
        <translation>Zum &amp;Laufenden</translation>
    </message>
    <message>
        <source>Open the title’s web pa&amp;ge</source>
        <translation>Webseite des Titels &amp;öffnen</translation>
    </message>
    <message>
        <source>Song &amp;history</source>
        <translation>Titel&amp;verlauf</translation>
    </message>
    <message>
        <source>Lo&amp;uder</source>
        <translation>La&amp;uter</translation>
    </message>
    <message>
        <source>So&amp;fter</source>
        <translation>Le&amp;iser</translation>
    </message>
    <message>
        <source>&amp;Mute</source>
        <translation>&amp;Stumm</translation>
    </message>
    <message>
        <source>All stations &amp;equally loud</source>
        <translation>Alle Sender &amp;gleich laut</translation>
    </message>
    <message>
        <source>Sleep t&amp;imer</source>
        <translation>Schlaf&amp;uhr</translation>
    </message>
    <message>
        <source>&amp;Off</source>
        <translation>&amp;Aus</translation>
    </message>
    <message numerus="yes">
        <source>In %n minute(s)</source>
        <translation>
            <numerusform>In %n Minute</numerusform>
            <numerusform>In %n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>At the end of this &amp;song</source>
        <translation>Am &amp;Ende dieses Titels</translation>
    </message>
    <message>
        <source>Ala&amp;rm clock…</source>
        <translation>We&amp;cker …</translation>
    </message>
</context>
<context>
    <name>joincast::ui::ListenerModel</name>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>Adresse</translation>
    </message>
    <message>
        <source>SSRC</source>
        <translation>SSRC</translation>
    </message>
    <message>
        <source>Name (CNAME)</source>
        <translation>Name (CNAME)</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Lost in all</source>
        <translation>Insgesamt verloren</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Jitter</translation>
    </message>
    <message>
        <source>Heard</source>
        <translation>Gehört</translation>
    </message>
</context>
<context>
    <name>joincast::ui::MainWindow</name>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>Listening</source>
        <translation>Hören</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Station</source>
        <translation>&amp;Sender</translation>
    </message>
    <message>
        <source>&amp;Playback</source>
        <translation>&amp;Wiedergabe</translation>
    </message>
    <message>
        <source>&amp;Record</source>
        <translation>&amp;Aufnahme</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>A&amp;nsicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
    <message>
        <source>Song history</source>
        <translation>Titelverlauf</translation>
    </message>
    <message>
        <source>Opened playlist</source>
        <translation>Geöffnete Liste</translation>
    </message>
    <message>
        <source>after the song</source>
        <translation>nach dem Titel</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Session descriptions and playlists</source>
        <translation>Sitzungsbeschreibungen und Wiedergabelisten</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Alle Dateien</translation>
    </message>
    <message>
        <source>Open address</source>
        <translation>Adresse öffnen</translation>
    </message>
    <message>
        <source>A service number such as 8000:0001, or an address such as rtp://239.195.1.2:5004</source>
        <translation>Eine Dienstnummer wie 8000:0001 oder eine Adresse wie rtp://239.195.1.2:5004</translation>
    </message>
    <message>
        <source>No station was played yet: choose one.</source>
        <translation>Noch wurde kein Sender gespielt: Wählen Sie einen.</translation>
    </message>
    <message>
        <source>The network settings are not followed: %1</source>
        <translation>Die Netzwerkeinstellungen gelten nicht: %1</translation>
    </message>
</context>
<context>
    <name>joincast::ui::MessageBar</name>
    <message>
        <source>Dismiss this message</source>
        <translation>Diese Meldung schließen</translation>
    </message>
</context>
<context>
    <name>joincast::ui::NetworkController</name>
    <message>
        <source>Wi-Fi</source>
        <translation>WLAN</translation>
    </message>
    <message>
        <source>Wired</source>
        <translation>Kabel</translation>
    </message>
    <message>
        <source>Bridge</source>
        <translation>Brücke</translation>
    </message>
    <message>
        <source>Virtual</source>
        <translation>Virtuell</translation>
    </message>
    <message>
        <source>VLAN</source>
        <translation>VLAN</translation>
    </message>
    <message>
        <source>Tunnel</source>
        <translation>Tunnel</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>Sonstiges</translation>
    </message>
    <message>
        <source>It leads nowhere but to this computer.</source>
        <translation>Es führt nur zu diesem Rechner.</translation>
    </message>
    <message>
        <source>It cannot carry multicast.</source>
        <translation>Es überträgt kein Multicast.</translation>
    </message>
    <message>
        <source>It is switched off.</source>
        <translation>Es ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>It is not connected to an access point.</source>
        <translation>Es ist mit keinem Zugangspunkt verbunden.</translation>
    </message>
    <message>
        <source>No cable is plugged in, or the other end is off.</source>
        <translation>Es steckt kein Kabel, oder die Gegenseite ist aus.</translation>
    </message>
    <message>
        <source>It is part of a bridge: choose that.</source>
        <translation>Es ist Teil einer Brücke: Wählen Sie diese.</translation>
    </message>
    <message>
        <source>It has no address yet.</source>
        <translation>Es hat noch keine Adresse.</translation>
    </message>
    <message>
        <source>This computer is not connected to a network. Plug in a cable or join a Wi-Fi: stations are looked for again by themselves.</source>
        <translation>Dieser Rechner ist mit keinem Netz verbunden. Stecken Sie ein Kabel ein oder verbinden Sie ein WLAN: Sender werden dann von selbst wieder gesucht.</translation>
    </message>
    <message>
        <source>The network %1, which was chosen, is not available. Connect it, or choose another one.</source>
        <translation>Das gewählte Netz %1 ist nicht verfügbar. Verbinden Sie es oder wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>This computer is on several networks: %1. Choose the one that stations come from.</source>
        <translation>Dieser Rechner ist in mehreren Netzen: %1. Wählen Sie das, aus dem die Sender kommen.</translation>
    </message>
    <message>
        <source>No headend has been heard on this network. Is one switched on and connected to it? If you know its address, you can type it in.</source>
        <translation>In diesem Netz war keine Kopfstelle zu hören. Ist eine eingeschaltet und angeschlossen? Wenn Sie ihre Adresse kennen, können Sie sie eingeben.</translation>
    </message>
    <message>
        <source>No headend has been heard, and none can be found by name, as the Avahi service does not run here. Start avahi-daemon, or type in a headend&apos;s address.</source>
        <translation>Keine Kopfstelle war zu hören, und nach Namen lässt sich keine finden, weil hier der Avahi-Dienst nicht läuft. Starten Sie avahi-daemon oder geben Sie die Adresse einer Kopfstelle ein.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::NetworkPage</name>
    <message>
        <source>Stations come from this network</source>
        <translation>Sender kommen aus diesem Netz</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>Adressen</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Networks of this computer</source>
        <translation>Netze dieses Rechners</translation>
    </message>
    <message>
        <source>The selected network is used. What is not connected cannot be chosen.</source>
        <translation>Das ausgewählte Netz wird benutzt. Was nicht verbunden ist, lässt sich nicht wählen.</translation>
    </message>
    <message>
        <source>Headends</source>
        <translation>Kopfstellen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>Präfix</translation>
    </message>
    <message>
        <source>Guide</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Address of a headend, such as 192.0.2.1:9581</source>
        <translation>Adresse einer Kopfstelle, etwa 192.0.2.1:9581</translation>
    </message>
    <message>
        <source>Address of a headend</source>
        <translation>Adresse einer Kopfstelle</translation>
    </message>
    <message>
        <source>A&amp;dd</source>
        <translation>&amp;Hinzufügen</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>En&amp;tfernen</translation>
    </message>
    <message>
        <source>Service numbers</source>
        <translation>Dienstnummern</translation>
    </message>
    <message>
        <source>found out by itself</source>
        <translation>wird selbst gefunden</translation>
    </message>
    <message>
        <source>The first 64 bits of the headend&apos;s IPv6 addresses, as in 2001:db8::/64</source>
        <translation>Die ersten 64 Bit der IPv6-Adressen der Kopfstelle, etwa 2001:db8::/64</translation>
    </message>
    <message>
        <source>239.195.0.0/16 if nothing is said</source>
        <translation>239.195.0.0/16, wenn nichts angegeben ist</translation>
    </message>
    <message>
        <source>The headend&apos;s IPv4 groups, as in 239.195.0.0/16</source>
        <translation>Die IPv4-Gruppen der Kopfstelle, etwa 239.195.0.0/16</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>Automatisch</translation>
    </message>
    <message>
        <source>IPv6 only</source>
        <translation>Nur IPv6</translation>
    </message>
    <message>
        <source>IPv4 only</source>
        <translation>Nur IPv4</translation>
    </message>
    <message>
        <source>List what &amp;others announce (SAP)</source>
        <translation>Auch zeigen, was &amp;andere ankündigen (SAP)</translation>
    </message>
    <message>
        <source>IPv6 &amp;prefix:</source>
        <translation>IPv6-&amp;Präfix:</translation>
    </message>
    <message>
        <source>IPv4 p&amp;ool:</source>
        <translation>IPv4-&amp;Bereich:</translation>
    </message>
    <message>
        <source>&amp;Family:</source>
        <translation>&amp;Familie:</translation>
    </message>
    <message>
        <source>IPv6 prefix</source>
        <translation>IPv6-Präfix</translation>
    </message>
    <message>
        <source>IPv4 pool</source>
        <translation>IPv4-Bereich</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>List what others announce</source>
        <translation>Zeigen, was andere ankündigen</translation>
    </message>
    <message>
        <source>Looks at all that are connected</source>
        <translation>Sucht in allen verbundenen</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>Verbunden</translation>
    </message>
    <message>
        <source>It is not there.</source>
        <translation>Es ist nicht da.</translation>
    </message>
    <message>
        <source>by multicast</source>
        <translation>per Multicast</translation>
    </message>
    <message>
        <source>Typed in</source>
        <translation>Eingegeben</translation>
    </message>
    <message>
        <source>None has been heard yet</source>
        <translation>Noch keine gehört</translation>
    </message>
    <message>
        <source>An address is like 192.0.2.1:9581 or http://headend.example:9581.</source>
        <translation>Eine Adresse sieht aus wie 192.0.2.1:9581 oder http://headend.example:9581.</translation>
    </message>
    <message>
        <source>Asking %1 …</source>
        <translation>%1 wird gefragt …</translation>
    </message>
    <message>
        <source>There is no headend at %1: %2.</source>
        <translation>Unter %1 ist keine Kopfstelle: %2.</translation>
    </message>
    <message>
        <source>The headend at %1 answers; its stations are listed.</source>
        <translation>Die Kopfstelle unter %1 antwortet; ihre Sender stehen in der Liste.</translation>
    </message>
    <message>
        <source>A prefix has 64 bits of IPv6, as in 2001:db8::/64.</source>
        <translation>Ein Präfix hat 64 Bit IPv6, etwa 2001:db8::/64.</translation>
    </message>
    <message>
        <source>A pool has at most 16 bits of IPv4 multicast, as in 239.195.0.0/16.</source>
        <translation>Ein Bereich hat höchstens 16 Bit IPv4-Multicast, etwa 239.195.0.0/16.</translation>
    </message>
    <message>
        <source>⚠ %1</source>
        <translation>⚠ %1</translation>
    </message>
</context>
<context>
    <name>joincast::ui::OpenedPanel</name>
    <message>
        <source>Open a playlist by the File menu, or drop it on the window: its stations are listed here.</source>
        <translation>Öffnen Sie eine Wiedergabeliste im Menü Datei, oder ziehen Sie sie ins Fenster: Ihre Sender stehen dann hier.</translation>
    </message>
    <message>
        <source>Stations of the playlist</source>
        <translation>Sender der Wiedergabeliste</translation>
    </message>
    <message numerus="yes">
        <source>%n station(s) of “%1”</source>
        <translation>
            <numerusform>%n Sender aus „%1“</numerusform>
            <numerusform>%n Sender aus „%1“</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more cannot be played here.</source>
        <translation>
            <numerusform>%n weiterer lässt sich hier nicht spielen.</numerusform>
            <numerusform>%n weitere lassen sich hier nicht spielen.</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, chosen</source>
        <translation>%1, gewählt</translation>
    </message>
</context>
<context>
    <name>joincast::ui::Page</name>
    <message>
        <source>Sound</source>
        <translation>Klang</translation>
    </message>
    <message>
        <source>Play all stations &amp;equally loud</source>
        <translation>Alle Sender &amp;gleich laut spielen</translation>
    </message>
    <message>
        <source>Measures each station while it plays and remembers how loud it is.</source>
        <translation>Misst jeden Sender, während er läuft, und merkt sich, wie laut er ist.</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Beim Start</translation>
    </message>
    <message>
        <source>&amp;Play the last station when Joincast starts</source>
        <translation>Beim Start von Joincast den &amp;letzten Sender spielen</translation>
    </message>
    <message>
        <source>Going back in time</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>Arbeitsfläche</translation>
    </message>
    <message>
        <source>&amp;Keep the computer awake while something plays</source>
        <translation>Rechner &amp;wach halten, solange etwas läuft</translation>
    </message>
    <message>
        <source>Show an &amp;icon in the system tray</source>
        <translation>&amp;Symbol im Systembereich zeigen</translation>
    </message>
    <message>
        <source>&amp;Notify me of each new title</source>
        <translation>Jeden neuen &amp;Titel melden</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>nichts</translation>
    </message>
    <message>
        <source>Minutes that can be heard again</source>
        <translation>Minuten, die noch einmal zu hören sind</translation>
    </message>
    <message>
        <source>Keep what was &amp;heard for</source>
        <translation>Ge&amp;hörtes behalten für</translation>
    </message>
    <message>
        <source>A change holds from the next start on.</source>
        <translation>Eine Änderung gilt ab dem nächsten Start.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::PlayerBar</name>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Stopp</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Lautstärke</translation>
    </message>
    <message>
        <source>Nothing plays</source>
        <translation>Nichts läuft</translation>
    </message>
    <message>
        <source>Open the title’s web page</source>
        <translation>Webseite des Titels öffnen</translation>
    </message>
    <message>
        <source>Back ten seconds</source>
        <translation>Zehn Sekunden zurück</translation>
    </message>
    <message>
        <source>To the start of the song</source>
        <translation>Zum Anfang des Titels</translation>
    </message>
    <message>
        <source>To what is sent now</source>
        <translation>Zum Laufenden</translation>
    </message>
    <message>
        <source>Mute</source>
        <translation>Stumm</translation>
    </message>
    <message>
        <source>Sleep timer</source>
        <translation>Schlafuhr</translation>
    </message>
    <message>
        <source>Stops in %1</source>
        <translation>Endet in %1</translation>
    </message>
    <message>
        <source>Choose a station above, and press Enter.</source>
        <translation>Wählen Sie oben einen Sender und drücken Sie Enter.</translation>
    </message>
    <message>
        <source>Asking for it…</source>
        <translation>Wird verlangt …</translation>
    </message>
    <message>
        <source>It answers…</source>
        <translation>Antwort kommt …</translation>
    </message>
    <message>
        <source>Getting the sound ready…</source>
        <translation>Der Ton wird vorbereitet …</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Nothing comes</source>
        <translation>Es kommt nichts</translation>
    </message>
    <message>
        <source>It does not play</source>
        <translation>Er läuft nicht</translation>
    </message>
    <message>
        <source>Playing</source>
        <translation>Läuft</translation>
    </message>
    <message>
        <source>Playing · %1 of it, since %2</source>
        <translation>Läuft · seit %1, ab %2 Uhr</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Spielen</translation>
    </message>
    <message>
        <source>Open %1</source>
        <translation>%1 öffnen</translation>
    </message>
    <message>
        <source>LIVE</source>
        <translation>LIVE</translation>
    </message>
    <message>
        <source>−%1</source>
        <translation>−%1</translation>
    </message>
    <message>
        <source>What is sent now is heard.</source>
        <translation>Zu hören ist, was jetzt gesendet wird.</translation>
    </message>
    <message>
        <source>%1 behind what is sent now</source>
        <translation>%1 hinter dem, was jetzt gesendet wird</translation>
    </message>
    <message>
        <source>Volume %1 %</source>
        <translation>Lautstärke %1 %</translation>
    </message>
    <message>
        <source>Sound on</source>
        <translation>Ton an</translation>
    </message>
</context>
<context>
    <name>joincast::ui::PlayerController</name>
    <message>
        <source>“%1” names no service: %2.</source>
        <translation>„%1“ nennt keinen Dienst: %2.</translation>
    </message>
    <message>
        <source>Packets come, but nothing says what they are. The headend’s announcements may not get through: try again, or ask who looks after this network.</source>
        <translation>Pakete kommen an, aber nichts sagt, was sie sind. Vielleicht kommen die Ankündigungen der Kopfstelle nicht durch: Versuchen Sie es noch einmal, oder fragen Sie, wer dieses Netz betreut.</translation>
    </message>
    <message>
        <source>The headend is still waiting for this station. It plays here as soon as it comes; or choose another one.</source>
        <translation>Die Kopfstelle wartet noch auf diesen Sender. Er läuft hier, sobald er kommt; oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>The station was announced, but no sound came. Try again; if it stays so, the network may hold its packets back.</source>
        <translation>Der Sender wurde angekündigt, aber es kam kein Ton. Versuchen Sie es noch einmal; bleibt es so, hält das Netz vielleicht seine Pakete zurück.</translation>
    </message>
    <message>
        <source>Nothing came. Check that a headend serves this network and that the right network is chosen, then try again.</source>
        <translation>Es kam nichts. Prüfen Sie, ob eine Kopfstelle dieses Netz versorgt und das richtige Netz gewählt ist, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Nothing comes any more. It plays on when it comes back.</source>
        <translation>Es kommt nichts mehr. Es läuft weiter, sobald wieder etwas kommt.</translation>
    </message>
    <message>
        <source>%1 It says: “%2”.</source>
        <translation>%1 Sie sagt: „%2“.</translation>
    </message>
    <message>
        <source>The key that is kept for this station does not open it. Ask its operator for the right one and put it into Settings, Keys.</source>
        <translation>Der hinterlegte Schlüssel öffnet diesen Sender nicht. Fragen Sie den Betreiber nach dem richtigen und tragen Sie ihn unter Einstellungen, Schlüssel ein.</translation>
    </message>
    <message>
        <source>This station is encrypted, and no key is kept for it. Add its key in Settings, Keys.</source>
        <translation>Dieser Sender ist verschlüsselt, und kein Schlüssel ist hinterlegt. Fügen Sie ihn unter Einstellungen, Schlüssel hinzu.</translation>
    </message>
    <message>
        <source>A key is kept for this station, but it is not sent encrypted, so it is not played. Take the key out of Settings, Keys, to hear it all the same.</source>
        <translation>Für diesen Sender ist ein Schlüssel hinterlegt, er wird aber unverschlüsselt gesendet und darum nicht gespielt. Entfernen Sie den Schlüssel unter Einstellungen, Schlüssel, um ihn trotzdem zu hören.</translation>
    </message>
    <message>
        <source>The headend has ended this station. Choose another one, or try again later.</source>
        <translation>Die Kopfstelle hat diesen Sender beendet. Wählen Sie einen anderen, oder versuchen Sie es später.</translation>
    </message>
    <message>
        <source>This station’s sound cannot be played here: %1.</source>
        <translation>Der Ton dieses Senders lässt sich hier nicht wiedergeben: %1.</translation>
    </message>
    <message>
        <source>The headend is asking for this station.</source>
        <translation>Die Kopfstelle fragt nach diesem Sender.</translation>
    </message>
    <message>
        <source>The station does not answer the headend, which keeps trying.</source>
        <translation>Der Sender antwortet der Kopfstelle nicht; sie versucht es weiter.</translation>
    </message>
    <message>
        <source>The headend cannot get this station. Choose another one, or try again later.</source>
        <translation>Die Kopfstelle bekommt diesen Sender nicht. Wählen Sie einen anderen, oder versuchen Sie es später.</translation>
    </message>
    <message>
        <source>The sender has ended the station. It plays on when it comes back.</source>
        <translation>Der Absender hat den Sender beendet. Er läuft weiter, wenn er wiederkommt.</translation>
    </message>
    <message>
        <source>There is no sound: %1</source>
        <translation>Es gibt keinen Ton: %1</translation>
    </message>
    <message>
        <source>No sound device can be used (%1). Connect one, or choose one in the system’s sound settings; if it stays silent then, start Joincast again.</source>
        <translation>Kein Tongerät ist nutzbar (%1). Schließen Sie eines an oder wählen Sie eines in den Toneinstellungen des Systems; bleibt es dann still, starten Sie Joincast neu.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::ProgrammeDialog</name>
    <message>
        <source>&amp;until</source>
        <translation>&amp;bis</translation>
    </message>
    <message>
        <source>&amp;for</source>
        <translation>&amp;für</translation>
    </message>
    <message>
        <source>Record every week</source>
        <translation>Jede Woche aufnehmen</translation>
    </message>
    <message>
        <source>Name or number</source>
        <translation>Name oder Nummer</translation>
    </message>
    <message>
        <source> min</source>
        <translation> min</translation>
    </message>
    <message>
        <source>Begins at</source>
        <translation>Beginnt um</translation>
    </message>
    <message>
        <source>Ends at</source>
        <translation>Endet um</translation>
    </message>
    <message>
        <source>Lasts</source>
        <translation>Dauert</translation>
    </message>
    <message>
        <source>What is in braces is filled in: {service}, {date}, {time}, {title}. A / makes folders.</source>
        <translation>Was in Klammern steht, wird ausgefüllt: {service} der Sender, {date} das Datum, {time} die Uhrzeit, {title} der Titel. Ein / macht Ordner.</translation>
    </message>
    <message>
        <source>&amp;Station:</source>
        <translation>&amp;Sender:</translation>
    </message>
    <message>
        <source>Days:</source>
        <translation>Tage:</translation>
    </message>
    <message>
        <source>F&amp;rom:</source>
        <translation>V&amp;on:</translation>
    </message>
    <message>
        <source>File &amp;name:</source>
        <translation>Datei&amp;name:</translation>
    </message>
    <message>
        <source>Choose a station by its name or number.</source>
        <translation>Wählen Sie einen Sender mit Namen oder Nummer.</translation>
    </message>
    <message>
        <source>Choose at least one day.</source>
        <translation>Wählen Sie mindestens einen Tag.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::RecordController</name>
    <message>
        <source>“%1” cannot be written: %2. Make room on that disk, then recording goes on by itself, or choose another folder and begin anew.</source>
        <translation>„%1“ kann nicht geschrieben werden: %2. Schaffen Sie Platz auf dem Datenträger, dann geht die Aufnahme von selbst weiter, oder wählen Sie einen anderen Ordner und beginnen Sie neu.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::RecordPart</name>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>&amp;Record now</source>
        <translation>Jetzt auf&amp;nehmen</translation>
    </message>
    <message>
        <source>Records what plays from now on (Ctrl+R)</source>
        <translation>Nimmt ab jetzt auf, was läuft (Strg+R)</translation>
    </message>
    <message>
        <source>Record this &amp;song</source>
        <translation>Diesen &amp;Titel aufnehmen</translation>
    </message>
    <message>
        <source>Records the song that plays, from its beginning as far as it was kept</source>
        <translation>Nimmt den laufenden Titel auf, von seinem Anfang an, soweit er behalten wurde</translation>
    </message>
    <message>
        <source>Record this station every &amp;week…</source>
        <translation>Diesen Sender jede &amp;Woche aufnehmen…</translation>
    </message>
    <message>
        <source>S&amp;chedule…</source>
        <translation>&amp;Zeitplan…</translation>
    </message>
    <message>
        <source>Nothing is recorded by schedule: %1</source>
        <translation>Nach Zeitplan wird nichts aufgenommen: %1</translation>
    </message>
    <message>
        <source>No program of this system plays “%1”. Install a player such as VLC or mpv.</source>
        <translation>Kein Programm dieses Systems spielt „%1“ ab. Installieren Sie etwa VLC oder mpv.</translation>
    </message>
    <message>
        <source>Folder for recordings</source>
        <translation>Ordner für Aufnahmen</translation>
    </message>
    <message>
        <source>There is a file called “%1” already. Choose another name.</source>
        <translation>Es gibt schon eine Datei „%1“. Wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>“%1” cannot be renamed. Is its folder writable?</source>
        <translation>„%1“ kann nicht umbenannt werden. Darf in den Ordner geschrieben werden?</translation>
    </message>
    <message>
        <source>“%1” cannot be moved to the trash. Is its folder writable?</source>
        <translation>„%1“ kann nicht in den Papierkorb. Darf in den Ordner geschrieben werden?</translation>
    </message>
    <message>
        <source>Choose a folder…</source>
        <translation>Ordner wählen…</translation>
    </message>
    <message>
        <source>Recording</source>
        <translation>Aufnehmen</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <translation>&amp;Wählen…</translation>
    </message>
    <message>
        <source>&amp;Folder for recordings:</source>
        <translation>&amp;Ordner für Aufnahmen:</translation>
    </message>
</context>
<context>
    <name>joincast::ui::RecordSide</name>
    <message>
        <source>Recordings cannot be written into “%1”: %2. Choose another folder in the settings.</source>
        <translation>In „%1“ kann nicht aufgenommen werden: %2. Wählen Sie in den Einstellungen einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Joining failed: %1.</source>
        <translation>Der Beitritt ist misslungen: %1.</translation>
    </message>
    <message>
        <source>There is nothing to record yet: nothing of this song was kept.</source>
        <translation>Es gibt noch nichts aufzunehmen: Von diesem Titel wurde nichts behalten.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::RecordingFile</name>
    <message>
        <source>packets were lost on the way</source>
        <translation>unterwegs gingen Pakete verloren</translation>
    </message>
    <message>
        <source>the station had nothing to send</source>
        <translation>der Sender hatte nichts zu senden</translation>
    </message>
    <message>
        <source>the headend began anew</source>
        <translation>die Kopfstelle begann neu</translation>
    </message>
    <message>
        <source>the network was gone</source>
        <translation>das Netz war weg</translation>
    </message>
    <message>
        <source>the machine slept</source>
        <translation>der Rechner schlief</translation>
    </message>
    <message>
        <source>the disk was full or could not be written</source>
        <translation>der Datenträger war voll oder nicht beschreibbar</translation>
    </message>
    <message>
        <source>the recorder did not run</source>
        <translation>die Aufnahme lief nicht</translation>
    </message>
    <message>
        <source>%1: %2 ms missing, %3</source>
        <comment>place, length, reason</comment>
        <translation>%1: %2 ms fehlen, %3</translation>
    </message>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 und %n weiterer</numerusform>
            <numerusform>%1 und %n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::RecordingsModel</name>
    <message>
        <source>not known</source>
        <translation>nicht bekannt</translation>
    </message>
    <message>
        <source>none, cut short</source>
        <translation>nichts, abgebrochen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>nichts</translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n Lücke</numerusform>
            <numerusform>%n Lücken</numerusform>
        </translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Sender</translation>
    </message>
    <message>
        <source>Recorded</source>
        <translation>Aufgenommen</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Es fehlt</translation>
    </message>
</context>
<context>
    <name>joincast::ui::RecordingsPage</name>
    <message>
        <source>Being recorded</source>
        <translation>Wird aufgenommen</translation>
    </message>
    <message>
        <source>Recordings</source>
        <translation>Aufnahmen</translation>
    </message>
    <message>
        <source>Nothing was recorded yet. “Record now” records what plays from this moment on, “Record this song” from the song’s beginning.</source>
        <translation>Noch wurde nichts aufgenommen. „Jetzt aufnehmen“ nimmt von diesem Augenblick an auf, was läuft, „Diesen Titel aufnehmen“ vom Anfang des Titels an.</translation>
    </message>
    <message>
        <source>&amp;End this recording</source>
        <translation>Diese Aufnahme b&amp;eenden</translation>
    </message>
    <message>
        <source>Change the &amp;folder…</source>
        <translation>&amp;Ordner ändern…</translation>
    </message>
    <message>
        <source>&amp;Play the recording</source>
        <translation>Aufnahme ab&amp;spielen</translation>
    </message>
    <message>
        <source>&amp;Rename…</source>
        <translation>&amp;Umbenennen…</translation>
    </message>
    <message>
        <source>Move to &amp;trash</source>
        <translation>In den &amp;Papierkorb</translation>
    </message>
    <message>
        <source>&amp;Show in folder</source>
        <translation>Im &amp;Ordner zeigen</translation>
    </message>
    <message>
        <source>Rename the recording</source>
        <translation>Aufnahme umbenennen</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Name:</translation>
    </message>
    <message>
        <source>Recordings are in %1</source>
        <translation>Aufnahmen liegen in %1</translation>
    </message>
</context>
<context>
    <name>joincast::ui::RunningModel</name>
    <message>
        <source>none</source>
        <translation>nichts</translation>
    </message>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n Lücke</numerusform>
            <numerusform>%n Lücken</numerusform>
        </translation>
    </message>
    <message>
        <source>waits for its time</source>
        <translation>wartet auf ihre Zeit</translation>
    </message>
    <message>
        <source>recording</source>
        <translation>nimmt auf</translation>
    </message>
    <message>
        <source>recording this song</source>
        <translation>nimmt diesen Titel auf</translation>
    </message>
    <message>
        <source>recording by schedule</source>
        <translation>nimmt nach Zeitplan auf</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Sender</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Missing</source>
        <translation>Es fehlt</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
</context>
<context>
    <name>joincast::ui::ScheduleBook</name>
    <message>
        <source>The schedule “%1” is written in a way that cannot be changed here. Edit it by hand.</source>
        <translation>Der Zeitplan „%1“ ist so geschrieben, dass er hier nicht geändert werden kann. Ändern Sie ihn von Hand.</translation>
    </message>
    <message>
        <source>The schedule “%1” cannot be written: %2.</source>
        <translation>Der Zeitplan „%1“ kann nicht geschrieben werden: %2.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::ScheduleDialog</name>
    <message>
        <source>daily</source>
        <translation>täglich</translation>
    </message>
    <message>
        <source>Monday to Friday</source>
        <translation>Montag bis Freitag</translation>
    </message>
    <message>
        <source>weekends</source>
        <translation>am Wochenende</translation>
    </message>
    <message>
        <source>&amp;Change…</source>
        <translation>Ä&amp;ndern…</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>&amp;Entfernen</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Zeitplan</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Sender</translation>
    </message>
    <message>
        <source>Days</source>
        <translation>Tage</translation>
    </message>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Nächste</translation>
    </message>
    <message>
        <source>What is recorded every week</source>
        <translation>Was jede Woche aufgenommen wird</translation>
    </message>
    <message>
        <source>&amp;Add…</source>
        <translation>&amp;Hinzufügen…</translation>
    </message>
    <message>
        <source>The recorder “joincast record --schedule” is running and records by this schedule; this window only changes it.</source>
        <translation>„joincast record --schedule“ läuft und nimmt nach diesem Zeitplan auf; dieses Fenster ändert ihn nur.</translation>
    </message>
    <message>
        <source>Recorded while this window is open. To record without it, run once: systemctl --user enable --now joincast-record. Only one of both records at a time.</source>
        <translation>Aufgenommen wird, solange dieses Programm läuft. Soll ohne es aufgenommen werden, geben Sie einmal ein: systemctl --user enable --now joincast-record. Nur eines von beiden nimmt zur selben Zeit auf.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::SeekLine</name>
    <message>
        <source>Place in what was kept, in seconds</source>
        <translation>Stelle im Behaltenen, in Sekunden</translation>
    </message>
    <message>
        <source>Live</source>
        <translation>Live</translation>
    </message>
    <message>
        <source>%1 ago</source>
        <translation>vor %1</translation>
    </message>
</context>
<context>
    <name>joincast::ui::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen von Einstellungen</translation>
    </message>
</context>
<context>
    <name>joincast::ui::SignalPage</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n Minute</numerusform>
            <numerusform>%n Minuten</numerusform>
        </translation>
    </message>
    <message>
        <source>Time shown</source>
        <translation>Gezeigte Zeit</translation>
    </message>
    <message>
        <source>&amp;Time shown:</source>
        <translation>Gezeigte &amp;Zeit:</translation>
    </message>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>&amp;Plots</source>
        <translation>&amp;Kurven</translation>
    </message>
    <message>
        <source>Session &amp;description</source>
        <translation>Sitzungs&amp;beschreibung</translation>
    </message>
    <message>
        <source>Membership and interface</source>
        <translation>Mitgliedschaft und Schnittstelle</translation>
    </message>
    <message>
        <source>&amp;Membership and interface</source>
        <translation>&amp;Mitgliedschaft und Schnittstelle</translation>
    </message>
    <message>
        <source>RT&amp;CP</source>
        <translation>RT&amp;CP</translation>
    </message>
    <message>
        <source>Counters</source>
        <translation>Zähler</translation>
    </message>
    <message>
        <source>C&amp;ounters</source>
        <translation>Zähl&amp;er</translation>
    </message>
    <message>
        <source>&amp;Why?</source>
        <translation>&amp;Warum?</translation>
    </message>
    <message>
        <source>Why the service is heard, or is not (F1)</source>
        <translation>Warum der Dienst zu hören ist oder nicht (F1)</translation>
    </message>
    <message>
        <source>Copy &amp;report</source>
        <translation>Be&amp;richt kopieren</translation>
    </message>
    <message>
        <source>Everything that is known of the service, as plain text for a mail</source>
        <translation>Alles, was über den Dienst bekannt ist, als Text für eine Mail</translation>
    </message>
    <message>
        <source>Session description</source>
        <translation>Sitzungsbeschreibung</translation>
    </message>
    <message>
        <source>Other receivers</source>
        <translation>Andere Empfänger</translation>
    </message>
    <message>
        <source>Other receivers, as they report</source>
        <translation>Andere Empfänger, wie sie berichten</translation>
    </message>
    <message>
        <source>RTCP</source>
        <translation>RTCP</translation>
    </message>
    <message>
        <source>Nothing plays</source>
        <translation>Nichts wird gespielt</translation>
    </message>
    <message>
        <source>Nothing plays: choose a station, and its signal is shown here.</source>
        <translation>Nichts wird gespielt: Wählen Sie eine Station, dann steht hier ihr Signal.</translation>
    </message>
    <message>
        <source>The station could not be joined. “Why?” tells more.</source>
        <translation>Der Station konnte nicht beigetreten werden. „Warum?“ sagt mehr.</translation>
    </message>
    <message>
        <source>No announcement has come yet: nothing says what is sent.</source>
        <translation>Noch kam keine Ankündigung: nichts sagt, was gesendet wird.</translation>
    </message>
    <message>
        <source>Nothing can be made of this description.</source>
        <translation>Aus dieser Beschreibung lässt sich nichts machen.</translation>
    </message>
    <message>
        <source>Nothing had to be forgiven.</source>
        <translation>Nichts musste verziehen werden.</translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) had to be forgiven.</source>
        <translation>
            <numerusform>%n Sache musste verziehen werden.</numerusform>
            <numerusform>%n Sachen mussten verziehen werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>Copy session &amp;description of what plays</source>
        <translation>Sitzungsbeschreibung des &amp;Laufenden kopieren</translation>
    </message>
    <message>
        <source>&amp;Save session description of what plays (.sdp)…</source>
        <translation>Sitzungsbeschreibung des Laufenden &amp;speichern (.sdp) …</translation>
    </message>
    <message>
        <source>Copy rtp:// &amp;address of what plays</source>
        <translation>rtp://-&amp;Adresse des Laufenden kopieren</translation>
    </message>
</context>
<context>
    <name>joincast::ui::SignalPart</name>
    <message>
        <source>Signal</source>
        <translation>Signal</translation>
    </message>
    <message>
        <source>Save session description</source>
        <translation>Sitzungsbeschreibung speichern</translation>
    </message>
    <message>
        <source>Session descriptions (*.sdp)</source>
        <translation>Sitzungsbeschreibungen (*.sdp)</translation>
    </message>
    <message>
        <source>%1 could not be written: %2</source>
        <translation>%1 konnte nicht geschrieben werden: %2</translation>
    </message>
</context>
<context>
    <name>joincast::ui::SignalPlot</name>
    <message>
        <source>Bitrate</source>
        <translation>Bitrate</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>Jitter</translation>
    </message>
    <message>
        <source>Sound in stock</source>
        <translation>Ton im Vorrat</translation>
    </message>
    <message>
        <source>Time between packets</source>
        <translation>Zeit zwischen Paketen</translation>
    </message>
    <message>
        <source>queued</source>
        <translation>vorhanden</translation>
    </message>
    <message>
        <source>wanted</source>
        <translation>gewünscht</translation>
    </message>
    <message>
        <source>mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>longest</source>
        <translation>längste</translation>
    </message>
    <message>
        <source>shortest</source>
        <translation>kürzeste</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>Jetzt</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Worst</source>
        <translation>Schlimmster</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>now %1, mean %2, worst %3</source>
        <translation>jetzt %1, Mittel %2, schlimmster %3</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
</context>
<context>
    <name>joincast::ui::SleepInhibitor</name>
    <message>
        <source>A station is playing</source>
        <translation>Ein Sender läuft</translation>
    </message>
    <message>
        <source>Television is playing</source>
        <translation>Fernsehen läuft</translation>
    </message>
</context>
<context>
    <name>joincast::ui::SongHistory</name>
    <message>
        <source>Heard</source>
        <translation>Gehört</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titel</translation>
    </message>
    <message>
        <source>Station</source>
        <translation>Sender</translation>
    </message>
    <message>
        <source>“%1” cannot be written: %2. Choose another folder.</source>
        <translation>„%1“ lässt sich nicht schreiben: %2. Wählen Sie einen anderen Ordner.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::SongHistoryPanel</name>
    <message>
        <source>Songs that were heard</source>
        <translation>Gehörte Titel</translation>
    </message>
    <message>
        <source>No titles yet. Those of the stations that you hear are listed here.</source>
        <translation>Noch keine Titel. Die der Sender, die Sie hören, stehen hier.</translation>
    </message>
    <message>
        <source>&amp;Copy selected songs</source>
        <translation>Gewählte Titel &amp;kopieren</translation>
    </message>
    <message>
        <source>Copy &amp;all songs</source>
        <translation>&amp;Alle Titel kopieren</translation>
    </message>
    <message>
        <source>&amp;Save songs…</source>
        <translation>Titel &amp;speichern …</translation>
    </message>
    <message>
        <source>C&amp;lear the list of songs</source>
        <translation>Titelliste &amp;leeren</translation>
    </message>
    <message>
        <source>Save songs</source>
        <translation>Titel speichern</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>Text (*.txt)</translation>
    </message>
    <message>
        <source>Table, CSV (*.csv)</source>
        <translation>Tabelle, CSV (*.csv)</translation>
    </message>
    <message>
        <source>Clear the list of songs</source>
        <translation>Titelliste leeren</translation>
    </message>
    <message numerus="yes">
        <source>Forget all %n songs that were heard?</source>
        <translation>
            <numerusform>Den einen gehörten Titel vergessen?</numerusform>
            <numerusform>Alle %n gehörten Titel vergessen?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::StationDetails</name>
    <message>
        <source>Details of %1</source>
        <translation>Einzelheiten zu %1</translation>
    </message>
    <message>
        <source>%1:</source>
        <translation>%1:</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
</context>
<context>
    <name>joincast::ui::StationModel</name>
    <message>
        <source>Station</source>
        <translation>Sender</translation>
    </message>
    <message>
        <source>On air now</source>
        <translation>Läuft gerade</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>kbit/s</source>
        <translation>kbit/s</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nummer</translation>
    </message>
    <message>
        <source>Favourite: click to remove it</source>
        <translation>Favorit: ein Klick entfernt ihn</translation>
    </message>
    <message>
        <source>Click to make it a favourite</source>
        <translation>Ein Klick macht ihn zum Favoriten</translation>
    </message>
    <message>
        <source>Favourite</source>
        <translation>Favorit</translation>
    </message>
    <message>
        <source>No favourite</source>
        <translation>Kein Favorit</translation>
    </message>
    <message>
        <source>Not stated</source>
        <translation>Nicht angegeben</translation>
    </message>
    <message numerus="yes">
        <source>%n station(s)</source>
        <translation>
            <numerusform>%n Sender</numerusform>
            <numerusform>%n Sender</numerusform>
        </translation>
    </message>
    <message>
        <source>Group %1, %2, collapsed</source>
        <translation>Gruppe %1, %2, zugeklappt</translation>
    </message>
    <message>
        <source>Group %1, %2, expanded</source>
        <translation>Gruppe %1, %2, aufgeklappt</translation>
    </message>
    <message>
        <source>On air</source>
        <translation>Auf Sendung</translation>
    </message>
    <message>
        <source>On air: it is being sent, to others too</source>
        <translation>Auf Sendung: er wird gesendet, auch für andere</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>Headend</source>
        <translation>Kopfstelle</translation>
    </message>
    <message>
        <source>Last heard</source>
        <translation>Zuletzt gehört</translation>
    </message>
    <message>
        <source>Silent</source>
        <translation>Still</translation>
    </message>
    <message>
        <source>Asking</source>
        <translation>Fragt an</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>Antwort da</translation>
    </message>
    <message>
        <source>Buffering</source>
        <translation>Puffert</translation>
    </message>
    <message>
        <source>Playing</source>
        <translation>Spielt</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stalled</source>
        <translation>Stockt</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>joincast::ui::StationsPage</name>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>Sender</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>On air</source>
        <translation>Auf Sendung</translation>
    </message>
    <message>
        <source>Favourites</source>
        <translation>Favoriten</translation>
    </message>
    <message>
        <source>History</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Radio</source>
        <translation>Radio</translation>
    </message>
    <message>
        <source>Television</source>
        <translation>Fernsehen</translation>
    </message>
    <message>
        <source>&amp;Columns</source>
        <translation>&amp;Spalten</translation>
    </message>
    <message>
        <source>&amp;Group by</source>
        <translation>&amp;Gruppieren nach</translation>
    </message>
    <message>
        <source>What is listed</source>
        <translation>Was aufgelistet ist</translation>
    </message>
    <message>
        <source>Search by name, title, genre or country</source>
        <translation>Suche nach Name, Titel, Genre oder Land</translation>
    </message>
    <message>
        <source>Genre</source>
        <translation>Genre</translation>
    </message>
    <message>
        <source>Country</source>
        <translation>Land</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Codec</source>
        <translation>Codec</translation>
    </message>
    <message>
        <source>All genres</source>
        <translation>Alle Genres</translation>
    </message>
    <message>
        <source>All countries</source>
        <translation>Alle Länder</translation>
    </message>
    <message>
        <source>All languages</source>
        <translation>Alle Sprachen</translation>
    </message>
    <message>
        <source>All codecs</source>
        <translation>Alle Codecs</translation>
    </message>
    <message>
        <source>Clear filters</source>
        <translation>Filter zurücksetzen</translation>
    </message>
    <message>
        <source>&amp;Nothing</source>
        <translation>&amp;Nichts</translation>
    </message>
    <message>
        <source>&amp;Genre</source>
        <translation>&amp;Genre</translation>
    </message>
    <message>
        <source>&amp;Country</source>
        <translation>&amp;Land</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;Headend</source>
        <translation>&amp;Kopfstelle</translation>
    </message>
    <message numerus="yes">
        <source>%n station(s)</source>
        <translation>
            <numerusform>%n Sender</numerusform>
            <numerusform>%n Sender</numerusform>
        </translation>
    </message>
    <message>
        <source>No station fits.</source>
        <translation>Kein Sender passt.</translation>
    </message>
    <message>
        <source>There are no favourites yet.
A click on the star of a station, or %1, keeps it here.</source>
        <translation>Es gibt noch keine Favoriten.
Ein Klick auf den Stern eines Senders oder %1 hält ihn hier fest.</translation>
    </message>
    <message>
        <source>Nothing was played yet.
What you listen to is listed here, with the time.</source>
        <translation>Es wurde noch nichts gespielt.
Was Sie hören, steht dann hier, mit der Zeit.</translation>
    </message>
    <message>
        <source>Nobody listens just now.
A station is sent as soon as somebody wants it: play one.</source>
        <translation>Gerade hört niemand zu.
Ein Sender wird gesendet, sobald ihn jemand will: spielen Sie einen ab.</translation>
    </message>
    <message>
        <source>No headend offers anything of this kind.</source>
        <translation>Keine Kopfstelle bietet etwas davon an.</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
</context>
<context>
    <name>joincast::ui::Tray</name>
    <message>
        <source>Nothing plays</source>
        <translation>Nichts läuft</translation>
    </message>
</context>
<context>
    <name>joincast::ui::VideoPart</name>
    <message>
        <source>Television</source>
        <translation>Fernsehen</translation>
    </message>
    <message>
        <source>&amp;Full screen television</source>
        <translation>Fernsehen im &amp;Vollbild</translation>
    </message>
    <message>
        <source>Choose a television station in the list: its picture is shown here.</source>
        <translation>Wählen Sie in der Liste einen Fernsehsender: Sein Bild erscheint hier.</translation>
    </message>
    <message>
        <source>No picture has come from “%1”.</source>
        <translation>Von „%1“ kam kein Bild.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::VideoView</name>
    <message>
        <source>Television</source>
        <translation>Fernsehen</translation>
    </message>
    <message>
        <source>The picture of what plays. A double click fills the screen.</source>
        <translation>Das Bild dessen, was läuft. Ein Doppelklick füllt den Bildschirm.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::Welcome</name>
    <message>
        <source>Welcome to Joincast</source>
        <translation>Willkommen bei Joincast</translation>
    </message>
    <message>
        <source>Joincast plays the radio and television that a headend sends on this network. Each station is sent once for all who listen, and only while somebody does.</source>
        <translation>Joincast spielt Radio und Fernsehen, die eine Kopfstelle in diesem Netz sendet. Jeder Sender wird einmal für alle gesendet, und nur solange jemand zuhört.</translation>
    </message>
    <message>
        <source>Choose the network…</source>
        <translation>Netz wählen …</translation>
    </message>
    <message>
        <source>Type in a headend’s address…</source>
        <translation>Adresse einer Kopfstelle eingeben …</translation>
    </message>
    <message>
        <source>Open a file…</source>
        <translation>Datei öffnen …</translation>
    </message>
    <message>
        <source>Service number, such as 8000:0001</source>
        <translation>Dienstnummer, etwa 8000:0001</translation>
    </message>
    <message>
        <source>Service number</source>
        <translation>Dienstnummer</translation>
    </message>
    <message>
        <source>Play</source>
        <translation>Spielen</translation>
    </message>
    <message>
        <source>Looking for stations: they are listed here as soon as they are heard.</source>
        <translation>Sender werden gesucht; hier stehen sie, sobald sie gehört werden.</translation>
    </message>
</context>
<context>
    <name>joincast::ui::WhyDialog</name>
    <message>
        <source>Why?</source>
        <translation>Warum?</translation>
    </message>
    <message>
        <source>Findings, the likeliest first</source>
        <translation>Befunde, der wahrscheinlichste zuerst</translation>
    </message>
    <message>
        <source>&amp;Look again</source>
        <translation>&amp;Noch einmal nachsehen</translation>
    </message>
    <message>
        <source>Copy &amp;report</source>
        <translation>Be&amp;richt kopieren</translation>
    </message>
</context>
</TS>
