// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: receiver SERVICE [INTERFACE]      such as: receiver 8000:0001 eth0
#include <joincast/libreceiver/receiver.h>
#include <joincast/libreceiver/resolve.h>

#include <csignal>
#include <cstdio>

using namespace joincast;

int main(int argc, char** argv) {
  const auto reference = libreceiver::parse_service_reference(argc > 1 ? argv[1] : "");
  const auto interfaces = net::list_interfaces();
  if (!reference || !interfaces) return std::puts("usage: receiver SERVICE [INTERFACE]"), 2;

  libreceiver::Wishes wishes;
  if (argc > 2) wishes.interface = argv[2];
  const auto target = libreceiver::resolve(*reference, wishes, *interfaces);
  if (!target) return std::printf("%s\n", target.error().message.c_str()), 3;

  net::EventLoop loop;
  Receiver::Options options;
  options.make_sink = media::make_sdl_sink;
  Receiver receiver(loop, options, [](const libreceiver::Event& event) {
    if (const auto* described = std::get_if<libreceiver::Described>(&event.what))
      std::printf("station: %s\n", described->name.c_str());
    if (const auto* changed = std::get_if<libreceiver::ItemChanged>(&event.what))
      std::printf("title: %s\n", changed->item.title.c_str());
    if (std::holds_alternative<libreceiver::SoundBegan>(event.what)) std::puts("sound");
    if (const auto* failed = std::get_if<libreceiver::SoundFailed>(&event.what))
      std::printf("no sound: %s\n", failed->message.c_str());
    std::fflush(stdout);
  });
  if (const auto error = receiver.play(*target)) return std::printf("%s\n", error.message().c_str()), 1;

  const auto signals = loop.watch_signals({SIGINT, SIGTERM}, [&](int) { loop.stop(); });
  loop.run();
}
