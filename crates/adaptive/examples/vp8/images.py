"""Makes the images of the tests from data/camera.png, and prints the digests of their planes as another decoder has them.

    pip install pillow numpy webp av
    python3 images.py

`webp` is libwebp, which encodes all images but two. `av` is FFmpeg: its decoder of VP8 is its own, and it has the encoder
libvpx, which makes several partitions and filters that depend on modes.
"""

import io
import pathlib
import struct
from fractions import Fraction

import av
import numpy as np
import webp
from PIL import Image

here = pathlib.Path(__file__).parent
camera = Image.open(here.parents[3] / "data/camera.png").convert("L")


def picture(width, height):
    grey = np.asarray(camera.resize((width, height), Image.Resampling.BOX))
    return np.stack([grey, grey[::-1], grey[:, ::-1]], axis=2)


def encode(name, pixels, quality, **settings):
    config = webp.WebPConfig.new(quality=quality)
    for setting, value in settings.items():
        setattr(config.ptr, setting, value)
    data = webp.WebPPicture.from_numpy(np.ascontiguousarray(pixels)).encode(config).buffer()
    (here / f"{name}.webp").write_bytes(bytes(data))


def encode_partitions(name, pixels, quantizer):
    context = av.CodecContext.create("libvpx", "w")
    context.height, context.width = pixels.shape[:2]
    context.pix_fmt, context.time_base = "yuv420p", Fraction(1, 25)
    context.options = {"slices": "4", "deadline": "good", "lag-in-frames": "0"}
    context.bit_rate, context.qmin, context.qmax = 1_000_000, quantizer, quantizer
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
    packets = context.encode(frame) + context.encode(None)
    chunk = bytes(packets[0])
    chunk = b"VP8 " + struct.pack("<I", len(chunk)) + chunk + bytes(len(chunk) % 2)
    (here / f"{name}.webp").write_bytes(b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk)


def fnv(data):
    digest = 0xCBF29CE484222325
    for byte in data:
        digest = (digest ^ byte) * 0x100000001B3 % 2**64
    return digest


encode("photo", picture(109, 93), 75)
encode("segments", picture(96, 64), 30, segments=4, sns_strength=100, filter_sharpness=5)
encode("simple_filter", picture(64, 100), 10, filter_type=0, filter_strength=100, filter_sharpness=2)
encode("no_filter", picture(40, 17), 98, filter_strength=0)
encode_partitions("partitions", picture(72, 80), 8)
encode_partitions("deltas", picture(72, 80), 50)
for file in sorted(here.glob("*.webp")):
    data = file.read_bytes()
    frame = next(av.open(io.BytesIO(data)).decode(video=0))
    assert frame.format.name == "yuv420p"
    planes = []
    for plane in frame.planes[:3]:
        rows = np.frombuffer(bytes(plane), np.uint8).reshape(plane.height, plane.line_size)
        planes.append(f"{fnv(rows[:, : plane.width].tobytes()):#018x}")
    print(f'("{file.stem}", ({frame.width}, {frame.height}), [{", ".join(planes)}]), // {len(data)} bytes')
