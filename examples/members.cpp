// SPDX-License-Identifier: LGPL-2.1-or-later
//
// usage: members [INTERFACE...]       needs CAP_NET_RAW
//
// Tells who begins and ends to want which group, by MLD and IGMP. The loop runs on a thread of its own, as for a
// program whose main thread has other work.
#include <joincast/libreceiver/member_watch.h>
#include <joincast/net/loop_thread.h>

#include <csignal>
#include <cstdio>

using namespace joincast;
using namespace joincast::libreceiver;

/// On the loop's thread.
void tell(const WatchEvent& event) {
  const std::string where = to_string(event.group) + '%' + event.interface_name;
  if (const auto* joined = std::get_if<MemberJoined>(&event.what))
    std::printf("%s wants %s%s\n", to_string(joined->member.host).c_str(), where.c_str(),
                joined->first ? ", the first" : "");
  if (const auto* gone = std::get_if<MemberGone>(&event.what))
    std::printf("%s is gone from %s%s\n", to_string(gone->host).c_str(), where.c_str(), gone->last ? ", the last" : "");
  if (const auto* limit = std::get_if<CannotHear>(&event.what))
    std::printf("%s: %s\n", event.interface_name.c_str(), limit->text.c_str());
  std::fflush(stdout);
}

int main(int argc, char** argv) {
  sigset_t ends;
  sigemptyset(&ends);
  sigaddset(&ends, SIGINT);
  sigaddset(&ends, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &ends, nullptr);

  net::LoopThread thread;
  std::unique_ptr<MemberWatch> watch;
  std::string refused;
  thread.call([&] {
    MemberWatch::Options options;
    options.interfaces.assign(argv + 1, argv + argc);
    auto opened = MemberWatch::open(thread.loop(), options, tell);
    if (opened)
      watch = std::move(*opened);
    else
      refused = opened.error().message;
  });
  if (!watch) return std::printf("%s\n", refused.c_str()), 1;

  int signal = 0;
  sigwait(&ends, &signal);  // whatever else a program does
  thread.call([&] { watch.reset(); });
}
