// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include "media/video.h"

/// Pictures as the toolkit hands them out. Implement VideoSink to take them: it is made and called on one thread, which
/// belongs to the pictures alone and exists from the first one on.
namespace joincast {

using VideoFrame = media::VideoFrame;
using VideoSink = media::VideoSink;

}  // namespace joincast
