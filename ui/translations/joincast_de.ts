<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
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
        <source>Looking for stations.
What the headends on this network offer is listed here as soon as it is heard.</source>
        <translation>Sender werden gesucht.
Was die Kopfstellen in diesem Netz anbieten, steht hier, sobald es gehört wurde.</translation>
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
</TS>
