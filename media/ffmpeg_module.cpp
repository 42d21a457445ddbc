// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/ffmpeg_module.h"

#include "media/ffmpeg_codecs.h"

extern "C" JOINCAST_EXPORT const joincast::media::FfmpegModule joincast_ffmpeg_module{
    &joincast::media::make_ffmpeg_decoder, &joincast::media::make_opus_encoder, &joincast::media::make_swresampler,
    &joincast::media::make_ffmpeg_video_decoder, &joincast::media::make_ffmpeg_sound_stream};
