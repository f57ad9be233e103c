from typing import Any, ClassVar

__all__ = ["ConstrictionCodec"]

# A `numcodecs.abc.Codec`, which has no types.
class ConstrictionCodec:
    codec_id: ClassVar[str]
    def encode(self, buf: Any) -> bytes: ...
    def decode(self, buf: Any, out: Any = None) -> Any: ...
