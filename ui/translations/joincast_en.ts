<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>SignalFacts</name>
    <message numerus="yes">
        <source>yes, by %n socket(s)</source>
        <translation>
            <numerusform>yes, by %n socket</numerusform>
            <numerusform>yes, by %n sockets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::ListPart</name>
    <message numerus="yes">
        <source>%n line(s) of the file could not be imported.</source>
        <translation>
            <numerusform>One line of the file could not be imported.</numerusform>
            <numerusform>%n lines of the file could not be imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::ListenMenus</name>
    <message numerus="yes">
        <source>In %n minute(s)</source>
        <translation>
            <numerusform>In %n minute</numerusform>
            <numerusform>In %n minutes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::OpenedPanel</name>
    <message numerus="yes">
        <source>%n station(s) of “%1”</source>
        <translation>
            <numerusform>%n station of “%1”</numerusform>
            <numerusform>%n stations of “%1”</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more cannot be played here.</source>
        <translation>
            <numerusform>%n more cannot be played here.</numerusform>
            <numerusform>%n more cannot be played here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::RecordingFile</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::RecordingsModel</name>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n gap</numerusform>
            <numerusform>%n gaps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::RunningModel</name>
    <message numerus="yes">
        <source>%n gap(s)</source>
        <translation>
            <numerusform>%n gap</numerusform>
            <numerusform>%n gaps</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::SignalPage</name>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) had to be forgiven.</source>
        <translation>
            <numerusform>%n thing had to be forgiven.</numerusform>
            <numerusform>%n things had to be forgiven.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::SongHistoryPanel</name>
    <message numerus="yes">
        <source>Forget all %n songs that were heard?</source>
        <translation>
            <numerusform>Forget the one song that was heard?</numerusform>
            <numerusform>Forget all %n songs that were heard?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::StationModel</name>
    <message numerus="yes">
        <source>%n station(s)</source>
        <translation>
            <numerusform>%n station</numerusform>
            <numerusform>%n stations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>joincast::ui::StationsPage</name>
    <message numerus="yes">
        <source>%n station(s)</source>
        <translation>
            <numerusform>%n station</numerusform>
            <numerusform>%n stations</numerusform>
        </translation>
    </message>
</context>
</TS>
