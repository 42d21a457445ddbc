// SPDX-License-Identifier: LGPL-2.1-or-later
#include "ui/bridge/receiver_bridge.h"

#include <QMetaObject>
#include <utility>

#include "net/loop_thread.h"

namespace joincast::ui {

struct ReceiverBridge::Threads {
  net::LoopThread receiver_thread, guide_thread;
  // Each lives on its thread.
  std::unique_ptr<PlayerSide> player;
  std::unique_ptr<GuideSide> guide;
  std::uint64_t playing = 0;  // the receiver's: the number of what was asked for last
};

ReceiverBridge::ReceiverBridge(Options options, QObject* parent)
    : QObject(parent), threads_(std::make_unique<Threads>()) {
  Threads& threads = *threads_;
  options.receiver.on_no_video = [this](const std::string& message) {
    post([this, text = QString::fromStdString(message)] { Q_EMIT videoFailed(text); });
  };
  // Told on our thread only if nothing else was asked for meanwhile.
  const auto tell = [this, &threads](auto&& task) {
    post([this, number = threads.playing, task = std::move(task)] {
      if (number == asked_) task();
    });
  };
  PlayerSide::Calls of_player;
  of_player.on_joined = [this, tell](const libreceiver::Target& target) {
    tell([this, target] { Q_EMIT joined(target); });
  };
  of_player.on_failure = [this, tell](const std::string& message) {
    tell([this, text = QString::fromStdString(message)] { Q_EMIT playFailed(text); });
  };
  of_player.on_event = [this, tell](const libreceiver::Event& event) {
    tell([this, event] { Q_EMIT happened(event); });
  };
  of_player.on_snapshot = [this, tell](const libreceiver::Snapshot& snapshot) {
    tell([this, snapshot] { Q_EMIT figures(snapshot); });
  };
  GuideSide::Calls of_guide;
  of_guide.on_table = [this](StationTablePtr table) {
    post([this, table = std::move(table)] { Q_EMIT guideChanged(table); });
  };
  of_guide.on_headend = [this](const FoundHeadend& headend) {
    post([this, headend] { Q_EMIT headendFound(headend); });
  };
  of_guide.on_note = [this](const std::string& line) {
    post([this, text = QString::fromStdString(line)] { Q_EMIT guideNoted(text); });
  };
  of_guide.on_dns_sd = [this](const std::string& why) {
    post([this, text = QString::fromStdString(why)] { Q_EMIT dnsSdNoted(text); });
  };
  of_guide.on_interfaces = [this](std::vector<net::Interface> interfaces) {
    post([this, interfaces = std::move(interfaces)] { Q_EMIT interfacesChanged(interfaces); });
  };
  // Neither is waited for: the window is there before the sockets are.
  threads.receiver_thread.post([&threads, receiver = std::move(options.receiver), of_player]() mutable {
    threads.player =
        std::make_unique<PlayerSide>(threads.receiver_thread.loop(), std::move(receiver), std::move(of_player));
  });
  threads.guide_thread.post([&threads, make = std::move(options.make_outside), of_guide]() mutable {
    threads.guide = std::make_unique<GuideSide>(threads.guide_thread.loop(), make, std::move(of_guide));
  });
}

ReceiverBridge::~ReceiverBridge() {
  threads_->receiver_thread.call([this] { threads_->player.reset(); });
  threads_->guide_thread.call([this] { threads_->guide.reset(); });
}

void ReceiverBridge::look(const NetworkChoice& choice) {
  withGuide([choice](GuideSide& guide) { guide.look(choice); });
}

void ReceiverBridge::refreshGuide() {
  withGuide([](GuideSide& guide) { guide.refresh(); });
}

void ReceiverBridge::play(const PlayRequest& request) {
  withReceiver([this, number = ++asked_, request](PlayerSide& player) {
    threads_->playing = number;
    player.play(request);
  });
}

void ReceiverBridge::stop() {
  withReceiver([this, number = ++asked_](PlayerSide& player) {
    threads_->playing = number;
    player.stop();
  });
}

void ReceiverBridge::pause() {
  withReceiver([](PlayerSide& player) {
    player.receiver().pause();
    player.tell_figures();
  });
}
void ReceiverBridge::resume() {
  withReceiver([](PlayerSide& player) {
    player.receiver().resume();
    player.tell_figures();
  });
}
void ReceiverBridge::back(std::chrono::milliseconds time) {
  withReceiver([time](PlayerSide& player) {
    player.receiver().back(time);
    player.tell_figures();
  });
}
void ReceiverBridge::toSongStart() {
  withReceiver([](PlayerSide& player) {
    player.receiver().to_song_start();
    player.tell_figures();
  });
}
void ReceiverBridge::toLive() {
  withReceiver([](PlayerSide& player) {
    player.receiver().to_live();
    player.tell_figures();
  });
}
void ReceiverBridge::setVolume(float volume) {
  withReceiver([volume](PlayerSide& player) { player.receiver().set_volume(volume); });
}

void ReceiverBridge::withReceiver(std::function<void(PlayerSide&)> task) {
  threads_->receiver_thread.post([this, task = std::move(task)] { task(*threads_->player); });
}

void ReceiverBridge::withGuide(std::function<void(GuideSide&)> task) {
  threads_->guide_thread.post([this, task = std::move(task)] { task(*threads_->guide); });
}

void ReceiverBridge::post(std::function<void()> task) {
  QMetaObject::invokeMethod(this, std::move(task), Qt::QueuedConnection);
}

}  // namespace joincast::ui
