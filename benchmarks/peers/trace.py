"""Traces facts by the protocol of causal tracing as its reference runs it, on Hugging Face transformers: one forward pass a cell.

A pass has one clean row and one noisy row for each draw, in one batch. Noise is added to the embeddings of the subject's tokens; a cell's
states are copied at one position from the clean row into the noisy ones: a block's output (hidden), or the outputs of the MLPs or
attentions in a window of layers. The value of a cell is the mean over the draws of the probability of the clean run's first choice.
Nothing is kept from pass to pass, the noise included, which is drawn anew from the same seed.
"""
import argparse
import json
import time
from pathlib import Path

import numpy
import torch

from loading import ATTENTIONS, fastest_attention, load_model

KINDS = dict(hidden=lambda block: block, mlp=lambda block: block.mlp, attn=lambda block: block.self_attn)
TRIALS = 12  # passes by which the ways to attend are compared, after two that are not timed


class NaiveTracer:
    """Traces one request: one kind of state of one fact."""

    def __init__(self, model, request, last_logits):
        self.model = model
        self.kept_logits = 1 if last_logits else 0  # 0 keeps all, for transformers
        self.samples, self.seed, self.deviation = request["samples"], request["seed"], request["noiseStdDev"]
        self.window = request["window"]
        self.subject = slice(*request["subjectTokens"])
        self.ids = torch.tensor([request["tokens"]] * (1 + self.samples))

    def trace(self, kind):
        clean = self.probabilities([])[0]
        answer = clean.argmax()
        grid = [
            [self.corrupted(answer, self.restoring(kind, layer, position)) for layer in range(len(self.model.model.layers))]
            for position in range(self.ids.shape[1])
        ]
        return dict(
            answer=answer.item(),
            cleanProbability=clean[answer].item(),
            corruptedProbability=self.corrupted(answer),
            grids={kind: grid},
        )

    def corrupted(self, answer, restoring=()):
        embedding = self.model.model.embed_tokens
        return self.probabilities([(embedding, self.add_noise), *restoring])[1:].mean(dim=0)[answer].item()

    def probabilities(self, hooks):
        """The distributions after the last token [rows, vocabulary]."""
        handles = [module.register_forward_hook(hook) for module, hook in hooks]
        try:
            logits = self.model(input_ids=self.ids, use_cache=False, logits_to_keep=self.kept_logits).logits
        finally:
            for handle in handles:
                handle.remove()
        return logits[:, -1].softmax(dim=-1)

    def add_noise(self, module, inputs, embeddings):
        shape = embeddings[1:, self.subject].shape
        noise = numpy.random.RandomState(self.seed).randn(*shape) * self.deviation
        embeddings[1:, self.subject] += torch.from_numpy(noise)
        return embeddings

    def restoring(self, kind, layer, position):
        def restore(module, inputs, output):
            states = output[0] if isinstance(output, tuple) else output
            states[1:, position] = states[0, position]
            return output

        blocks = self.model.model.layers
        if kind == "hidden":
            restored = [layer]
        else:
            below, above = self.window // 2, self.window - self.window // 2  # 10: [layer - 5, layer + 4]
            restored = range(max(0, layer - below), min(len(blocks), layer + above))
        return [(KINDS[kind](blocks[i]), restore) for i in restored]


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="a GGUF file or a model directory, of the LLaMA family")
    parser.add_argument("requests", type=Path, help="a JSON file of requests, as compare-trace writes it")
    parser.add_argument("--last-logits", action="store_true", help="logits at the last position only; the reference has them at all")
    parser.add_argument(
        "--attention", choices=[*ATTENTIONS, "fastest"], default="fastest", help="fastest: by a short trial on the first request (default)"
    )
    return parser.parse_args()


def main():
    chosen = options()
    model = load_model(chosen.model)
    requests = json.loads(chosen.requests.read_text())["requests"]
    with torch.inference_mode():
        attention = chosen.attention
        if attention == "fastest":
            tracer = NaiveTracer(model, requests[0], chosen.last_logits)
            attention = fastest_attention(model, lambda: tracer.corrupted(0), TRIALS)
        model.set_attn_implementation(attention)
        for request in requests:
            (kind,) = request["kinds"]
            start = time.perf_counter()
            traced = NaiveTracer(model, request, chosen.last_logits).trace(kind)
            seconds = time.perf_counter() - start
            line = {name: request[name] for name in ("fact", "kinds", "tokens", "subjectTokens")}
            print(json.dumps(line | dict(attention=attention, seconds=seconds) | traced), flush=True)


if __name__ == "__main__":
    main()
