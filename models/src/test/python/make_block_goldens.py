"""What gguf's own reader makes of blocks of each quantised type, for BlockGoldenTest.

Needs the packages gguf and numpy: python make_block_goldens.py > ../resources/dev/engram/models/weights/blocks.json
Bytes are random, but for the half-precision scales, which are finite numbers; values are written as the bits of their floats.
"""
import json

import numpy as np
from gguf import GGML_QUANT_SIZES, GGMLQuantizationType as Type
from gguf.quants import dequantize

# where the scales lie in a block
SCALES = {
    Type.Q4_0: [0], Type.Q4_1: [0, 2], Type.Q5_0: [0], Type.Q5_1: [0, 2], Type.Q8_0: [0],
    Type.Q2_K: [80, 82], Type.Q3_K: [108], Type.Q4_K: [0, 2], Type.Q5_K: [0, 2], Type.Q6_K: [208],
}
BLOCKS = 2

random = np.random.default_rng(23)
cases = []
for kind, places in SCALES.items():
    _, size = GGML_QUANT_SIZES[kind]
    blocks = random.integers(0, 256, (BLOCKS, size), dtype=np.uint8)
    for place in places:
        blocks[:, place:place + 2] = random.normal(0, 0.1, (BLOCKS, 1)).astype(np.float16).view(np.uint8)
    values = dequantize(blocks, kind).reshape(-1).astype(np.float32)
    cases.append({"type": kind.name, "bytes": blocks.tobytes().hex(), "bits": values.astype(">f4").tobytes().hex()})
print(json.dumps(cases, indent=1))
