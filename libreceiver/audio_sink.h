// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "media/audio.h"

/// Sound as the toolkit hands it out. Implement AudioSink to take it: it is called on one thread, the decoder's.
namespace joincast {

using AudioFormat = media::AudioFormat;
using AudioFrame = media::AudioFrame;
using AudioSink = media::AudioSink;

}  // namespace joincast
