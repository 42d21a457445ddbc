# SPDX-License-Identifier: LGPL-2.1-or-later
"""Which pitch a WAVE file of 32-bit floats holds: proof that what was played is what was sent."""

import array
import statistics
import struct


def samples(path):
    """The first channel and the sample rate."""
    octets = path.read_bytes()
    _, channels, rate = struct.unpack_from("<HHI", octets, 20)
    values = array.array("f", octets[44 : 44 + (len(octets) - 44) // 4 * 4])
    return values[::channels], rate


def pitch_of(values, rate):
    """Hertz, from the first to the last zero crossing upwards; 0: there are less than two."""
    ups = [i for i, (a, b) in enumerate(zip(values, values[1:])) if a < 0 <= b]
    return (len(ups) - 1) * rate / (ups[-1] - ups[0]) if len(ups) > 1 else 0.0


def loudest_pitch(path):
    """Hertz that most tenths of the second behind the first half second of sound have, since a song may end there; 0:
    silence or too short."""
    if not path.exists():
        return 0.0
    values, rate = samples(path)
    start = next((i for i, value in enumerate(values) if abs(value) > 0.01), len(values)) + rate // 2
    second = values[start : start + rate]
    if len(second) < rate or max(map(abs, second)) < 0.01:
        return 0.0
    tenth = rate // 10
    return float(statistics.mode(round(pitch_of(second[at : at + tenth], rate)) for at in range(0, rate, tenth)))
