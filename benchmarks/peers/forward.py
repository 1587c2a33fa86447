"""Times plain forward passes by Hugging Face transformers: the peer of dev.engram.benchmarks.ForwardPassTimer, with the same output.

usage: python forward.py MODEL WARM-UP REPEATS
needs: requirements.txt beside this file

MODEL is a GGUF file or a model directory. Float32 on the CPU, two threads, logits at the last position only, no key-value cache. For both
of the ways to attend that a CPU has, and for each batch: one JSON line with the answers of the first pass, then one with the times of
REPEATS passes after WARM-UP others.
"""
import json
import statistics
import sys
import time
from pathlib import Path

import torch

from loading import ATTENTIONS, load_model

BATCHES = [(11, 9), (64, 9)]


def token_ids(sequences, length, vocabulary):
    """The ids that the Java class Batch makes."""
    ids, state = [], 1
    for _ in range(sequences * length):
        state = state * 48271 % (2**31 - 1)
        ids.append(state % vocabulary)
    return torch.tensor(ids).reshape(sequences, length)


def last_logits(model, ids):
    return model(input_ids=ids, use_cache=False, logits_to_keep=1).logits[:, -1]


def measure(model, attention, batch, warm_up, repeats):
    ids = token_ids(*batch, model.config.vocab_size)
    line = dict(batch="x".join(map(str, batch)), attention=attention)
    largest, argmax = last_logits(model, ids).max(dim=-1)
    print(json.dumps(line | dict(argmax=argmax.tolist(), largest=largest.tolist())))
    for _ in range(warm_up):
        last_logits(model, ids)
    milliseconds = []
    for _ in range(repeats):
        start = time.perf_counter()
        last_logits(model, ids)
        milliseconds.append((time.perf_counter() - start) * 1e3)
    times = dict(medianMilliseconds=statistics.median(milliseconds), minMilliseconds=min(milliseconds), repeats=repeats)
    print(json.dumps(line | times), flush=True)


def main(path, warm_up, repeats):
    model = load_model(Path(path))
    with torch.inference_mode():
        for attention in ATTENTIONS:
            model.set_attn_implementation(attention)
            for batch in BATCHES:
                measure(model, attention, batch, int(warm_up), int(repeats))


if __name__ == "__main__":
    if len(sys.argv) != 4:
        sys.exit("usage: python forward.py MODEL WARM-UP REPEATS")
    main(*sys.argv[1:])
