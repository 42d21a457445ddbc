// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/opener.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QUrl>

namespace joincast::ui {
namespace {

class Opening : public testing::Test {
 protected:
  QString file(const char* name, const QByteArray& text, QFile::Permissions rights = QFile::ReadOwner) {
    QFile file(folder_.filePath(QLatin1String(name)));
    EXPECT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.setPermissions(rights);
    return file.fileName();
  }
  const QTemporaryDir folder_;
};

const QByteArray kDescription =
    "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=Radio Dawn\r\nc=IN IP4 239.195.1.2/16\r\nt=0 0\r\n"
    "m=audio 5004 RTP/AVP 14\r\n";
const QByteArray kKey = "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:d0RmdmcmVCspeEc3QGZiNWpVLFJhQX1cfHAwJSoj\r\n";

TEST_F(Opening, TakesServicesAsTheyAreWritten) {
  for (const char* name : {"8000:0001", "rtp://239.195.1.2:5004", "rtp://[ff3e::8000:1%eth0]:5004"}) {
    const Opened opened = openName(QString::fromLatin1(name));
    ASSERT_EQ(opened.stations.size(), 1u) << name;
    EXPECT_TRUE(opened.trouble.isEmpty());
  }
}

TEST_F(Opening, ReadsASessionDescriptionWithItsName) {
  const Opened opened = openName(file("dawn.sdp", kDescription));
  ASSERT_EQ(opened.stations.size(), 1u) << opened.trouble.toStdString();
  EXPECT_EQ(opened.stations[0].name, QStringLiteral("Radio Dawn"));
  EXPECT_EQ(opened.stations[0].reference, QStringLiteral("239.195.1.2"));
  EXPECT_FALSE(opened.stations[0].description.isEmpty());
  EXPECT_FALSE(opened.key);
}

TEST_F(Opening, TakesTheKeyOutOfADescriptionThatIsPrivate) {
  const Opened opened = openName(file("dawn.sdp", kDescription + kKey));
  ASSERT_EQ(opened.stations.size(), 1u) << opened.trouble.toStdString();
  EXPECT_TRUE(opened.key);
  EXPECT_TRUE(opened.stations[0].encrypted);
  EXPECT_FALSE(opened.stations[0].description.contains(QStringLiteral("crypto")));
}

TEST_F(Opening, RefusesAKeyThatOthersCanRead) {
  const Opened opened = openName(file("dawn.sdp", kDescription + kKey, QFile::ReadOwner | QFile::ReadOther));
  EXPECT_TRUE(opened.stations.empty());
  EXPECT_TRUE(opened.trouble.contains(QStringLiteral("key")));
}

TEST_F(Opening, ListsAPlaylist) {
  const Opened opened = openName(
      file("list.m3u", "#EXTM3U\n#EXTINF:-1,One\n8000:0001\nhttp://example.com/\n#EXTINF:-1,Two\n8000:0002\n"));
  ASSERT_EQ(opened.stations.size(), 2u);
  EXPECT_EQ(opened.stations[1].name, QStringLiteral("Two"));
  EXPECT_EQ(opened.stations[1].key, keyOfReference(QStringLiteral("8000:0002")));
  EXPECT_EQ(opened.others, 1);
  EXPECT_EQ(opened.title, QStringLiteral("list.m3u"));
}

TEST_F(Opening, TakesFileAddresses) {
  const QString address = QUrl::fromLocalFile(file("a list.m3u", "8000:0001\n")).toString(QUrl::FullyEncoded);
  EXPECT_EQ(openName(address).stations.size(), 1u);
}

TEST_F(Opening, SaysWhatIsWrong) {
  for (const char* name :
       {"nonsense", "/nowhere/at/all.sdp", "all.m3u", "file:///nowhere.sdp", "http://example.com/"}) {
    const Opened opened = openName(QString::fromLatin1(name));
    EXPECT_TRUE(opened.stations.empty()) << name;
    EXPECT_FALSE(opened.trouble.isEmpty()) << name;
  }
}

TEST_F(Opening, NamesForAnotherProgramHoldWholePaths) {
  file("a.sdp", kDescription);
  const QString before = QDir::currentPath();
  QDir::setCurrent(folder_.path());
  EXPECT_EQ(namesFromHere({QStringLiteral("a.sdp"), QStringLiteral("8000:0001")}),
            (QStringList{QUrl::fromLocalFile(QDir::current().filePath(QStringLiteral("a.sdp"))).toString(),
                         QStringLiteral("8000:0001")}));
  QDir::setCurrent(before);
}

}  // namespace
}  // namespace joincast::ui
