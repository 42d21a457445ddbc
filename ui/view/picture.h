// SPDX-License-Identifier: LGPL-2.1-or-later
#pragma once

#include <QImage>
#include <QRect>
#include <QSize>

#include "libreceiver/video_sink.h"

namespace joincast::ui {

/// The picture in red, green and blue, of the same size. Its shape is not looked at.
QImage toImage(const VideoFrame& frame);

/// Where something `ratio` times as wide as it is high is seen in a place of this size: as large as it goes, in the
/// middle. Empty if the place is.
QRect fitted(double ratio, QSize place);

}  // namespace joincast::ui
