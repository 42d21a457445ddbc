// SPDX-License-Identifier: LGPL-2.1-or-later
#include "discovery/avahi_module.h"

#include "base/export.h"
#include "discovery/avahi_parts.h"

extern "C" JOINCAST_EXPORT const joincast::discovery::AvahiModule joincast_avahi_module{
    &joincast::discovery::make_avahi_registrar, &joincast::discovery::make_avahi_lookout};
