// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QObject>
#include <QSettings>
#include <QString>
#include <QStringList>
#include <QTimer>
#include <chrono>
#include <vector>

#include "net/interfaces.h"
#include "ui/bridge/network_choice.h"
#include "ui/bridge/outside.h"

namespace joincast::ui {

/// The choice as it was remembered; what was never chosen is as in `defaults`.
NetworkChoice rememberedNetwork(const QSettings& settings, const NetworkChoice& defaults);
void remember(QSettings& settings, const NetworkChoice& choice);
/// `now` where it says something, else `before`.
NetworkChoice merged(const NetworkChoice& now, const NetworkChoice& before);

/// None if the text is neither empty nor what that field takes: a /64 of IPv6, a pool of IPv4 groups.
std::optional<Prefix> prefixOf(const QString& text);
std::optional<Prefix> poolOf(const QString& text);
/// `http://192.0.2.1:9581` of what a person typed, such as `192.0.2.1:9581` or `http://headend/guide.json`; empty: no
/// address.
QString guideAddressOf(const QString& typed);

/// A network interface as people choose among them.
struct NetworkLink {
  QString name;
  QString kind;           ///< "Wi-Fi", "Wired", ...
  bool wireless = false;  ///< for the picture
  QStringList addresses;
  QString unfit;  ///< why nothing can be heard there, and what to do; empty: it is fit
  bool fit() const { return unfit.isEmpty(); }

  friend bool operator==(const NetworkLink&, const NetworkLink&) = default;
};
std::vector<NetworkLink> linksOf(const std::vector<net::Interface>& interfaces);  ///< without loopback

/// Which network is looked at, and what is wrong with it. Facts come in through slots, wishes go out as signals.
class NetworkController : public QObject {
  Q_OBJECT

 public:
  static constexpr std::chrono::seconds kPatience{5};  ///< no headend was heard for so long

  enum class Trouble : std::uint8_t {
    none,
    noNetwork,     ///< no interface is fit
    chosenIsGone,  ///< the interface that was chosen is not there or not fit
    severalLinks,  ///< and none is chosen: what is listed may be on any of them
    noHeadend,     ///< within kPatience
    noDnsSd,       ///< headends cannot be found by name
  };

  explicit NetworkController(QObject* parent = nullptr);

  const NetworkChoice& choice() const noexcept { return choice_; }
  const std::vector<NetworkLink>& links() const noexcept { return links_; }
  const std::vector<FoundHeadend>& headends() const noexcept { return headends_; }
  QString linkName(std::uint32_t index) const;
  Trouble trouble() const noexcept { return trouble_; }
  QString sentence() const;  ///< what is wrong and what to do, for people

  /// At the start: what is looked at first.
  void begin(const NetworkChoice& choice);

 public Q_SLOTS:
  void choose(const joincast::ui::NetworkChoice& choice);  ///< by a person: it is to be remembered

  // Facts.
  void handleInterfaces(const std::vector<net::Interface>& interfaces);
  void handleHeadend(const joincast::ui::FoundHeadend& headend);
  void handleDnsSd(const QString& why);  ///< empty: headends can be found again
  void handleHeard();                    ///< somebody told of a service just now
  void handlePatienceOver();

 Q_SIGNALS:
  void choiceChanged();
  void linksChanged();
  void headendsChanged();
  void troubleChanged();

  // Wishes.
  void lookWished(joincast::ui::NetworkChoice choice);
  void rememberWished(joincast::ui::NetworkChoice choice);

 private:
  void look();
  void judge();
  std::vector<const NetworkLink*> fitLinks() const;

  NetworkChoice choice_;
  std::vector<net::Interface> interfaces_;
  std::vector<NetworkLink> links_;
  std::vector<FoundHeadend> headends_;
  QString noDnsSd_;
  bool seen_ = false;  // interfaces_ is known
  bool heard_ = false;
  bool waited_ = false;
  Trouble trouble_ = Trouble::none;
  QString told_;  // the sentence about it
  QTimer patience_;
};

}  // namespace joincast::ui

Q_DECLARE_METATYPE(joincast::ui::NetworkChoice)
