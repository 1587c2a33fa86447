"""Traces facts with the package causal-tracer, which puts the rows of many cells into one pass; the noise is the reference's there, too.

The package takes prompts as text, and has no clean row in its passes, since it keeps the clean run's states. It computes logits at all
positions. What it leaves to its caller is chosen for speed: no key-value cache, and the way to attend and the number of rows of a pass
(its batch_size, 32 by default) by a short trial on the first request.
"""
import argparse
import json
import time
from pathlib import Path

import torch
from causal_tracer import CausalTracer

from loading import ATTENTIONS, load_model, load_tokenizer

KINDS = dict(hidden="hidden", mlp="mlp", attn="attention")
BATCH_SIZES = [10, 32, 64, 128]
DEFAULT_BATCH_SIZE = 32
TRIAL_LAYERS = 3  # some 300 rows for usual prompts, so that each batch size has several passes


def trace(tracer, request, batch_size, layers=None):
    (kind,) = request["kinds"]
    return tracer.calculate_hidden_flow(
        request["prompt"],
        subject=request["subject"],
        kind=KINDS[kind],
        samples=request["samples"],
        window=1 if kind == "hidden" else request["window"],
        patch_seed=request["seed"],
        batch_size=batch_size,
        end_layer=layers,
    )


def choose_settings(model, tracer, request):
    """The faster way to attend, with the package's own batch size, and the best batch size with it."""

    def seconds(batch_size):
        start = time.perf_counter()
        trace(tracer, request, batch_size, TRIAL_LAYERS)
        return time.perf_counter() - start

    def seconds_attending(attention):
        model.set_attn_implementation(attention)
        return seconds(DEFAULT_BATCH_SIZE)

    seconds(DEFAULT_BATCH_SIZE)  # the first one is slower
    attention = min(ATTENTIONS, key=seconds_attending)
    model.set_attn_implementation(attention)
    return attention, min(BATCH_SIZES, key=seconds)


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="a GGUF file or a model directory, of the LLaMA family")
    parser.add_argument("requests", type=Path, help="a JSON file of requests, as compare-trace writes it")
    return parser.parse_args()


def main():
    chosen = options()
    model = load_model(chosen.model)
    model.config.use_cache = False
    tokenizer = load_tokenizer(chosen.model)
    requests = json.loads(chosen.requests.read_text())["requests"]
    tracer = CausalTracer(model, tokenizer, noise=requests[0]["noiseStdDev"], device=torch.device("cpu"))
    with torch.inference_mode():
        attention, batch_size = choose_settings(model, tracer, requests[0])
        for request in requests:
            tracer.noise = request["noiseStdDev"]
            start = time.perf_counter()
            flow = trace(tracer, request, batch_size)
            seconds = time.perf_counter() - start
            line = dict(
                fact=request["fact"],
                kinds=request["kinds"],
                tokens=flow.input_ids.tolist(),
                subjectTokens=list(flow.subject_range),
                attention=attention,
                batchSize=batch_size,
                seconds=seconds,
                cleanProbability=flow.high_score,
                corruptedProbability=flow.low_score,
                grids={request["kinds"][0]: flow.scores.tolist()},
            )
            print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
