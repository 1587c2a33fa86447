"""What gguf's own quantiser makes of floats, for Q8GoldenTest.

Needs the packages gguf and numpy: python make_quantised_goldens.py > ../resources/dev/engram/models/weights/quantised.json
Floats are written as their bits. Among the blocks: zeros, values that fall halfway between two steps, very small and very large ones.
"""
import json

import numpy as np
from gguf import GGMLQuantizationType as Type
from gguf.quants import quantize

random = np.random.default_rng(29)
blocks = [random.normal(0, scale, 32) for scale in (1, 0.02, 1e-6, 1e3)]
blocks.append(np.zeros(32))
blocks.append(np.arange(32) - 15.5)  # over 127: many halves
blocks.append(np.where(np.arange(32) % 2, 127, -63.5))
blocks.append(np.full(32, 1e-30))
values = np.stack(blocks).astype(np.float32)
stored = quantize(values, Type.Q8_0)
print(json.dumps({"bits": values.astype(">f4").tobytes().hex(), "bytes": stored.tobytes().hex()}, indent=1))
