// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/control/network_controller.h"

#include <QUrl>
#include <algorithm>
#include <utility>

namespace joincast::ui {
namespace {

QString kindOf(const net::Interface& interface) {
  switch (interface.kind) {
    case net::InterfaceKind::wireless: return NetworkController::tr("Wi-Fi");
    case net::InterfaceKind::ethernet: return NetworkController::tr("Wired");
    case net::InterfaceKind::bridge: return NetworkController::tr("Bridge");
    case net::InterfaceKind::veth: return NetworkController::tr("Virtual");
    case net::InterfaceKind::vlan: return NetworkController::tr("VLAN");
    case net::InterfaceKind::tunnel: return NetworkController::tr("Tunnel");
    case net::InterfaceKind::loopback:
    case net::InterfaceKind::other: break;
  }
  return NetworkController::tr("Other");
}

QString unfitOf(const net::Interface& interface) {
  switch (net::fitness(interface)) {
    case net::Unfit::fit: return {};
    case net::Unfit::loopback: return NetworkController::tr("It leads nowhere but to this computer.");
    case net::Unfit::no_multicast: return NetworkController::tr("It cannot carry multicast.");
    case net::Unfit::down: return NetworkController::tr("It is switched off.");
    case net::Unfit::no_carrier:
      return interface.kind == net::InterfaceKind::wireless
                 ? NetworkController::tr("It is not connected to an access point.")
                 : NetworkController::tr("No cable is plugged in, or the other end is off.");
    case net::Unfit::enslaved: return NetworkController::tr("It is part of a bridge: choose that.");
    case net::Unfit::no_address: return NetworkController::tr("It has no address yet.");
  }
  return {};
}

QString text(const std::optional<Prefix>& prefix) {
  return prefix ? QString::fromStdString(to_string(*prefix)) : QString();
}

}  // namespace

std::optional<Prefix> prefixOf(const QString& text) {
  const auto prefix = parse_prefix(text.trimmed().toStdString());
  return prefix && prefix->address.is_v6() && prefix->length == 64 ? prefix : std::nullopt;
}

std::optional<Prefix> poolOf(const QString& text) {
  const auto pool = parse_prefix(text.trimmed().toStdString());
  return pool && !pool->address.is_v6() && pool->length <= 16 && pool->address.is_multicast() ? pool : std::nullopt;
}

QString guideAddressOf(const QString& typed) {
  QString text = typed.trimmed();
  if (text.isEmpty() || text.contains(u' ')) return {};
  if (!text.contains(QStringLiteral("://"))) text.prepend(QStringLiteral("http://"));
  const QUrl url(text, QUrl::StrictMode);
  if (!url.isValid() || url.host().isEmpty()) return {};
  if (url.scheme() != QStringLiteral("http") && url.scheme() != QStringLiteral("https")) return {};
  if (text.endsWith(QStringLiteral("/guide.json"))) text.chop(11);
  while (text.endsWith(u'/')) text.chop(1);
  return text;
}

NetworkChoice rememberedNetwork(const QSettings& settings, const NetworkChoice& defaults) {
  NetworkChoice choice = defaults;
  const auto said = [&](const char* key) { return settings.contains(QStringLiteral("network/") + QLatin1String(key)); };
  const auto value = [&](const char* key) { return settings.value(QStringLiteral("network/") + QLatin1String(key)); };
  if (said("interface")) choice.interface = value("interface").toString().toStdString();
  if (said("prefix")) choice.prefix = prefixOf(value("prefix").toString());
  if (said("pool")) choice.pool = poolOf(value("pool").toString());
  if (said("family")) {
    const QString family = value("family").toString();
    choice.family.reset();
    if (family == QStringLiteral("ipv4")) choice.family = Family::ipv4;
    if (family == QStringLiteral("ipv6")) choice.family = Family::ipv6;
  }
  if (said("headends")) {
    choice.headends.clear();
    for (const QString& url : value("headends").toStringList())
      if (const QString address = guideAddressOf(url); !address.isEmpty())
        choice.headends.push_back(address.toStdString());
  }
  if (said("announcements")) choice.announcements = value("announcements").toBool();
  return choice;
}

void remember(QSettings& settings, const NetworkChoice& choice) {
  QStringList headends;
  for (const std::string& url : choice.headends) headends << QString::fromStdString(url);
  settings.beginGroup(QStringLiteral("network"));
  settings.setValue(QStringLiteral("interface"), QString::fromStdString(choice.interface));
  settings.setValue(QStringLiteral("prefix"), text(choice.prefix));
  settings.setValue(QStringLiteral("pool"), text(choice.pool));
  settings.setValue(QStringLiteral("family"), !choice.family                   ? QString()
                                              : *choice.family == Family::ipv4 ? QStringLiteral("ipv4")
                                                                               : QStringLiteral("ipv6"));
  settings.setValue(QStringLiteral("headends"), headends);
  settings.setValue(QStringLiteral("announcements"), choice.announcements);
  settings.endGroup();
}

NetworkChoice merged(const NetworkChoice& now, const NetworkChoice& before) {
  NetworkChoice choice = now;
  if (choice.interface.empty()) choice.interface = before.interface;
  if (!choice.prefix) choice.prefix = before.prefix;
  if (!choice.pool) choice.pool = before.pool;
  if (!choice.family) choice.family = before.family;
  if (choice.headends.empty()) choice.headends = before.headends;
  choice.announcements = now.announcements && before.announcements;
  return choice;
}

std::vector<NetworkLink> linksOf(const std::vector<net::Interface>& interfaces) {
  std::vector<NetworkLink> links;
  for (const net::Interface& interface : interfaces) {
    if (interface.kind == net::InterfaceKind::loopback) continue;
    NetworkLink link{QString::fromStdString(interface.name),
                     kindOf(interface),
                     interface.kind == net::InterfaceKind::wireless,
                     {},
                     unfitOf(interface)};
    for (const net::InterfaceAddress& one : interface.addresses)
      if (!one.temporary && !one.deprecated) link.addresses << QString::fromStdString(to_string(one.address));
    links.push_back(std::move(link));
  }
  std::stable_partition(links.begin(), links.end(), [](const NetworkLink& link) { return link.fit(); });
  return links;
}

NetworkController::NetworkController(QObject* parent) : QObject(parent) {
  patience_.setSingleShot(true);
  patience_.setInterval(kPatience);
  connect(&patience_, &QTimer::timeout, this, &NetworkController::handlePatienceOver);
}

void NetworkController::begin(const NetworkChoice& choice) {
  choice_ = choice;
  Q_EMIT choiceChanged();
  look();
}

void NetworkController::choose(const NetworkChoice& choice) {
  if (choice == choice_) return;
  choice_ = choice;
  Q_EMIT choiceChanged();
  Q_EMIT rememberWished(choice_);
  look();
}

void NetworkController::look() {
  heard_ = waited_ = false;
  patience_.start();
  Q_EMIT lookWished(choice_);
  judge();
}

QString NetworkController::linkName(std::uint32_t index) const {
  const net::Interface* const interface = net::find_interface(interfaces_, index);
  return interface ? QString::fromStdString(interface->name) : QString();
}

void NetworkController::handleInterfaces(const std::vector<net::Interface>& interfaces) {
  const std::vector<NetworkLink> before = std::exchange(links_, linksOf(interfaces));
  const bool first = !std::exchange(seen_, true);
  interfaces_ = interfaces;
  if (links_ == before && !first) return;
  std::erase_if(headends_, [this](const FoundHeadend& one) { return linkName(one.interface).isEmpty(); });
  Q_EMIT linksChanged();
  Q_EMIT headendsChanged();
  const auto usable = [](const std::vector<NetworkLink>& links) {
    std::vector<NetworkLink> fit;
    std::copy_if(links.begin(), links.end(), std::back_inserter(fit), [](const auto& link) { return link.fit(); });
    return fit;
  };
  if (!first && usable(before) != usable(links_)) return look();
  judge();
}

void NetworkController::handleHeadend(const FoundHeadend& headend) {
  std::erase_if(headends_, [&](const FoundHeadend& known) {
    return known.name == headend.name && known.interface == headend.interface;
  });
  if (!headend.gone) {
    headends_.push_back(headend);
    heard_ = true;
  }
  Q_EMIT headendsChanged();
  judge();
}

void NetworkController::handleDnsSd(const QString& why) {
  noDnsSd_ = why;
  judge();
}

void NetworkController::handleHeard() {
  if (std::exchange(heard_, true)) return;
  judge();
}

void NetworkController::handlePatienceOver() {
  waited_ = true;
  judge();
}

std::vector<const NetworkLink*> NetworkController::fitLinks() const {
  std::vector<const NetworkLink*> fit;
  for (const NetworkLink& link : links_)
    if (link.fit()) fit.push_back(&link);
  return fit;
}

void NetworkController::judge() {
  const auto fit = fitLinks();
  const QString chosen = QString::fromStdString(choice_.interface);
  Trouble trouble = Trouble::none;
  if (seen_ && !chosen.isEmpty() &&
      std::none_of(fit.begin(), fit.end(), [&](const NetworkLink* link) { return link->name == chosen; }))
    trouble = Trouble::chosenIsGone;
  else if (seen_ && fit.empty())
    trouble = Trouble::noNetwork;
  else if (waited_ && !heard_)
    trouble = noDnsSd_.isEmpty() ? Trouble::noHeadend : Trouble::noDnsSd;
  else if (fit.size() > 1 && chosen.isEmpty())
    trouble = Trouble::severalLinks;
  trouble_ = trouble;
  const QString told = sentence();
  if (told == told_) return;
  told_ = told;
  Q_EMIT troubleChanged();
}

QString NetworkController::sentence() const {
  switch (trouble_) {
    case Trouble::none: return {};
    case Trouble::noNetwork:
      return tr(
          "This computer is not connected to a network. Plug in a cable or join a Wi-Fi: stations are looked for "
          "again by themselves.");
    case Trouble::chosenIsGone:
      return tr("The network %1, which was chosen, is not available. Connect it, or choose another one.")
          .arg(QString::fromStdString(choice_.interface));
    case Trouble::severalLinks: {
      QStringList names;
      for (const NetworkLink* link : fitLinks()) names << link->name;
      return tr("This computer is on several networks: %1. Choose the one that stations come from.")
          .arg(names.join(QStringLiteral(", ")));
    }
    case Trouble::noHeadend:
      return tr(
          "No headend has been heard on this network. Is one switched on and connected to it? If you know its "
          "address, you can type it in.");
    case Trouble::noDnsSd:
      return tr(
          "No headend has been heard, and none can be found by name, as the Avahi service does not run here. Start "
          "avahi-daemon, or type in a headend's address.");
  }
  return {};
}

}  // namespace joincast::ui
