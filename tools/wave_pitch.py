# SPDX-License-Identifier: LGPL-2.1-or-later
"""Which pitch a WAVE file of 32-bit floats holds: proof that what was played is what was sent."""

import array
import struct


def samples(path):
    """The first channel and the sample rate."""
    octets = path.read_bytes()
    _, channels, rate = struct.unpack_from("<HHI", octets, 20)
    values = array.array("f", octets[44 : 44 + (len(octets) - 44) // 4 * 4])
    return values[::channels], rate


def loudest_pitch(path):
    """Hertz, by the zero crossings of the second behind the first half second of sound; 0: silence or too short."""
    if not path.exists():
        return 0.0
    values, rate = samples(path)
    start = next((i for i, value in enumerate(values) if abs(value) > 0.01), len(values)) + rate // 2
    second = values[start : start + rate]
    if len(second) < rate or max(map(abs, second)) < 0.01:
        return 0.0
    return sum(1 for a, b in zip(second, second[1:]) if a < 0 <= b)
