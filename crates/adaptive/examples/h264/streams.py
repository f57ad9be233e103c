"""Makes the streams of the tests from data/camera.png, and prints the quantizers of the macroblocks as another decoder has them.

    pip install pillow numpy av
    python3 streams.py

`av` is FFmpeg: it has the encoder x264 and a decoder of its own, which tells the quantizers.
"""

import pathlib
import re
import struct
from fractions import Fraction

import av
import numpy as np
from PIL import Image

here = pathlib.Path(__file__).parent
camera = Image.open(here.parents[3] / "data/camera.png").convert("L")


def picture(width, height):
    grey = np.asarray(camera.resize((width, height), Image.Resampling.BOX))
    return np.stack([grey, grey[::-1], grey[:, ::-1]], axis=2)


def units(stream):
    places = [match.start() for match in re.finditer(b"\0\0\1", stream)] + [len(stream)]
    return [stream[start:end] for start, end in zip(places, places[1:])]


def encode(name, pixels, settings, layout="rgb24"):
    context = av.CodecContext.create("libx264", "w")
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format=layout)
    context.height, context.width = frame.height, frame.width
    context.pix_fmt, context.time_base = "yuv420p", Fraction(1, 25)
    context.options = {"profile": "main", "preset": "veryslow", "x264-params": settings}
    stream = b"".join(bytes(packet) for packet in context.encode(frame) + context.encode(None))
    # All but the encoder's message about itself.
    kept = b"".join(unit for unit in units(stream) if unit[3] & 31 != 6)
    (here / f"{name}.264").write_bytes(kept)


def quantizers(path):
    with av.open(str(path), options={"framerate": "25"}) as file:
        context = file.streams.video[0].codec_context
        context.options = {"export_side_data": "venc_params"}
        frame = next(iter(file.decode(video=0)))
    data = bytes(next(side for side in frame.side_data if "VIDEO_ENC_PARAMS" in str(side.type)))
    count, offset, size, _kind, base = struct.unpack_from("<IxxxxQQii", data)
    return [base + struct.unpack_from("<iiiii", data, offset + i * size)[4] for i in range(count)]


# Y, and U and V beside each other.
noise = np.random.default_rng(0).integers(0, 256, (48, 48), dtype=np.uint8)
noise[:32, :16] = picture(16, 32)[:, :, 0]
noise[32:] = np.sort(noise[32:])
encode("photo", picture(112, 96), "crf=24:threads=1")
encode("fine", picture(64, 48), "crf=4:threads=1:slices=3:aq-mode=2:aq-strength=2")
encode("noise", noise, "qp=4:threads=1:psy=0", "yuv420p")
for file in sorted(here.glob("*.264")):
    print(file.stem, file.stat().st_size, quantizers(file))
