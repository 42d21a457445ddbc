// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/model/fault_words.h"

#include <QCoreApplication>

namespace joincast::ui {
namespace {

// The library's words, so that they are found for translation.
[[maybe_unused]] constexpr const char* kWords[] = {
    QT_TRANSLATE_NOOP("Description", "bare line end"),
    QT_TRANSLATE_NOOP("Description", "no final line end"),
    QT_TRANSLATE_NOOP("Description", "NUL octet"),
    QT_TRANSLATE_NOOP("Description", "blank line"),
    QT_TRANSLATE_NOOP("Description", "bad line"),
    QT_TRANSLATE_NOOP("Description", "bad content"),
    QT_TRANSLATE_NOOP("Description", "empty value"),
    QT_TRANSLATE_NOOP("Description", "missing v="),
    QT_TRANSLATE_NOOP("Description", "missing o="),
    QT_TRANSLATE_NOOP("Description", "missing s="),
    QT_TRANSLATE_NOOP("Description", "missing t="),
    QT_TRANSLATE_NOOP("Description", "wrong order"),
    QT_TRANSLATE_NOOP("Description", "repeated line"),
    QT_TRANSLATE_NOOP("Description", "extra space"),
    QT_TRANSLATE_NOOP("Description", "wrong case"),
    QT_TRANSLATE_NOOP("Description", "bad number"),
    QT_TRANSLATE_NOOP("Description", "bad charset"),
    QT_TRANSLATE_NOOP("Description", "missing TTL"),
    QT_TRANSLATE_NOOP("Description", "TTL on IPv6"),
    QT_TRANSLATE_NOOP("Description", "TTL on unicast"),
    QT_TRANSLATE_NOOP("Description", "interface zone"),
    QT_TRANSLATE_NOOP("Description", "missing c="),
    QT_TRANSLATE_NOOP("Description", "wrong address type"),
    QT_TRANSLATE_NOOP("Description", "port range"),
    QT_TRANSLATE_NOOP("Description", "z= without r="),
    QT_TRANSLATE_NOOP("Description", "obsolete k="),
    QT_TRANSLATE_NOOP("Description", "truncated"),
    QT_TRANSLATE_NOOP("Description", "trailing octets"),
    QT_TRANSLATE_NOOP("Description", "unsupported version"),
    QT_TRANSLATE_NOOP("Description", "wrong type"),
    QT_TRANSLATE_NOOP("Description", "bad length"),
    QT_TRANSLATE_NOOP("Description", "bad padding"),
    QT_TRANSLATE_NOOP("Description", "bad checksum"),
    QT_TRANSLATE_NOOP("Description", "bad value"),
    QT_TRANSLATE_NOOP("Description", "bad address"),
    QT_TRANSLATE_NOOP("Description", "bad encoding"),
    QT_TRANSLATE_NOOP("Description", "missing part"),
    QT_TRANSLATE_NOOP("Description", "duplicated part"),
    QT_TRANSLATE_NOOP("Description", "parts out of order"),
    QT_TRANSLATE_NOOP("Description", "over the limit"),
    QT_TRANSLATE_NOOP("Description", "encrypted"),
    QT_TRANSLATE_NOOP("Description", "bad compression"),
    QT_TRANSLATE_NOOP("Description", "unknown reason"),
    QT_TRANSLATE_NOOP("Description", "Lines were ended there all the same."),
    QT_TRANSLATE_NOOP("Description", "The last line was taken as it is."),
    QT_TRANSLATE_NOOP("Description", "The text was taken to end there."),
    QT_TRANSLATE_NOOP("Description", "The line was skipped."),
    QT_TRANSLATE_NOOP("Description", "The line was skipped, or its value left out."),
    QT_TRANSLATE_NOOP("Description", "Version 0 was assumed."),
    QT_TRANSLATE_NOOP("Description", "An origin of zeros was assumed."),
    QT_TRANSLATE_NOOP("Description", "The session has no name."),
    QT_TRANSLATE_NOOP("Description", "The session was taken to last for ever."),
    QT_TRANSLATE_NOOP("Description", "The line was taken although it belongs further up."),
    QT_TRANSLATE_NOOP("Description", "One of the lines was taken: the first v= or o=, the last of others."),
    QT_TRANSLATE_NOOP("Description", "The spaces were ignored."),
    QT_TRANSLATE_NOOP("Description", "The word was read in capital letters."),
    QT_TRANSLATE_NOOP("Description", "A number was made from the text."),
    QT_TRANSLATE_NOOP("Description", "The text was read as windows-1252."),
    QT_TRANSLATE_NOOP("Description", "A TTL of 255 was assumed."),
    QT_TRANSLATE_NOOP("Description", "What stands behind the address was ignored."),
    QT_TRANSLATE_NOOP("Description", "The interface behind the address was cut off."),
    QT_TRANSLATE_NOOP("Description", "No address was assumed for the media that have none."),
    QT_TRANSLATE_NOOP("Description", "The address was taken for what it looks like."),
    QT_TRANSLATE_NOOP("Description", "The first port was taken."),
    QT_TRANSLATE_NOOP("Description", "The key was thrown away."),
    QT_TRANSLATE_NOOP("Description", "It was mended."),
    QT_TRANSLATE_NOOP("Description", "Nothing can be made of the description."),
};

QString translated(std::string_view words) {
  const QByteArray source(words.data(), static_cast<qsizetype>(words.size()));
  return QCoreApplication::translate("Description", source.constData());
}

}  // namespace

QString faultSentence(const libreceiver::DescriptionFault& fault) {
  QString words = translated(fault.words);
  if (!words.isEmpty()) words[0] = words[0].toUpper();
  return QCoreApplication::translate("Description", "%1. %2", "what is wrong, what was made of it")
      .arg(words, translated(fault.remedy));
}

}  // namespace joincast::ui
