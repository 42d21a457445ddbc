// SPDX-License-Identifier: LGPL-2.1-or-later
#include "media/containers_module.h"

#include "media/module_muxers.h"

extern "C" JOINCAST_EXPORT const joincast::media::ContainersModule joincast_containers_module{
    &joincast::media::make_m4a_muxer, &joincast::media::make_flac_muxer, &joincast::media::open_m4a_demuxer};
