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
    <name>joincast::ui::MainWindow</name>
    <message>
        <source>&amp;Play or pause</source>
        <translation>&amp;Wiedergabe oder Pause</translation>
    </message>
    <message>
        <source>&amp;Stop</source>
        <translation>&amp;Stopp</translation>
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
        <source>To what is sent n&amp;ow</source>
        <translation>Zum &amp;Laufenden</translation>
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
        <source>Stations</source>
        <translation>Sender</translation>
    </message>
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
        <source>No headend has been heard, and none can be found by name, as the Avahi service does not run here. Start avahi-daemon, or type in a headend's address.</source>
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
        <source>The first 64 bits of the headend's IPv6 addresses, as in 2001:db8::/64</source>
        <translation>Die ersten 64 Bit der IPv6-Adressen der Kopfstelle, etwa 2001:db8::/64</translation>
    </message>
    <message>
        <source>239.195.0.0/16 if nothing is said</source>
        <translation>239.195.0.0/16, wenn nichts angegeben ist</translation>
    </message>
    <message>
        <source>The headend's IPv4 groups, as in 239.195.0.0/16</source>
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
</context>
<context>
    <name>joincast::ui::StationsPage</name>
    <message>
        <source>Search stations</source>
        <translation>Sender suchen</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suche</translation>
    </message>
    <message>
        <source>Stations</source>
        <translation>Sender</translation>
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
