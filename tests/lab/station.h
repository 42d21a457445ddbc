// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "base/bytes.h"
#include "base/time.h"
#include "tests/lab/harness.h"

namespace joincast::lab {

/// A piece of sound that a station plays over and over.
struct Programme {
  std::string content_type;
  Bytes octets;
  Duration length{};  ///< how long the piece sounds
};

/// The tone of tests/vectors/media as that file ends: `mp3` (48 kHz), `44100.mp3`, `aac`, `opus`, `flac`.
Programme tone(const std::string& kind);

/// An HTTP station on a host's 127.0.0.1, served by a thread of its own: a second of sound at once, the rest in real
/// time, whole pieces at a time. Answers any path. The host must outlive it.
class Station {
 public:
  Station(const Host& host, Programme programme);
  Station(const Station&) = delete;
  Station& operator=(const Station&) = delete;
  ~Station();

  std::string url() const;        ///< the same before and after it died
  std::size_t asked() const;      ///< requests answered so far
  std::size_t listeners() const;  ///< connections that play now

  /// From the next connection on.
  void set_programme(Programme programme);
  /// The same, and connections that play go on with it behind the present piece.
  void change_programme(Programme programme);
  void fall_silent();  ///< connections stay open, nothing more is sent
  void die();          ///< all connections break, new ones are refused
  void come_back();    ///< after die() and fall_silent()

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace joincast::lab
