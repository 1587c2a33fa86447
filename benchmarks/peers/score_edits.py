"""Scores records of edits by Hugging Face transformers: the peer of dev.engram.benchmarks.ScoreTimer, with the same output.

usage: python score_edits.py MODEL RECORDS [--records N] [--tokens K] [--weights FILE.npy --layer L] [--timed FILE]
needs: requirements.txt beside this file

RECORDS is CounterFact in EasyEdit's form; of each record the prompt, the rephrased prompt and the neighbour's are asked. For each of the first N
records one JSON line: "before", for each prompt the log-probabilities of its answers' tokens and the first choices at their places, and K or
more tokens that greedy decoding goes on with; and "after", the same with the down projection of layer L replaced by the file's matrix. Then one
line with the metrics, means over records, computed here from these numbers alone.

FILE of --timed is a JSON object of lists of records, each a list of {"prompt", "answers"}: the seconds of each record, scored as the reference
does it: prompt and answer are tokenised apart, and each pair of them is a full forward pass with logits at all positions. The way to attend that
is faster in a short trial is used. Float32 on the CPU, two threads, no key-value cache.
"""
import argparse
import json
import math
import re
import statistics
import time
from pathlib import Path

import numpy
import torch

from loading import fastest_attention, load_model, load_tokenizer

TRIALS = 4  # pairs of passes by which the ways to attend are compared

# Of each role: which prompt it is, and the places of its right answer and of the one that this is weighed against.
ROLES = dict(
    rewrite=("prompt", "ground_truth", 0, 1),
    paraphrase=("rephrase_prompt", "ground_truth", 0, 1),
    neighbour=("locality_prompt", "locality_ground_truth", 1, 0),
)


class Scorer:
    """A model that is asked."""

    def __init__(self, model, tokenizer, tokens):
        self.model, self.tokenizer, self.tokens = model, tokenizer, tokens
        self.ends = {model.generation_config.eos_token_id, tokenizer.eos_token_id, tokenizer.convert_tokens_to_ids("<|endoftext|>")}

    def logits(self, ids):
        return self.model(input_ids=torch.tensor([ids]), use_cache=False).logits[0]

    def answer(self, prompt, text):
        """Its tokens after the prompt's, each given those before it."""
        start, target = self.tokenizer(prompt)["input_ids"], self.tokenizer(" " + text)["input_ids"]
        logits = self.logits(start + target)[len(start) - 1 : -1]
        log_probabilities = logits.log_softmax(dim=-1).gather(1, torch.tensor(target)[:, None])[:, 0]
        return dict(answer=text, tokens=target, choices=logits.argmax(dim=-1).tolist(), logProbabilities=log_probabilities.tolist())

    def greedy(self, prompt, count):
        ids = self.tokenizer(prompt)["input_ids"]
        start = len(ids)
        while len(ids) - start < count:
            ids.append(self.logits(ids)[-1].argmax().item())
            if ids[-1] in self.ends:
                break
        return ids[start:]

    def record(self, record):
        prompts = []
        for role, (prompt, true, *_) in ROLES.items():
            answers = [self.answer(record[prompt], record[name]) for name in ("target_new", true)]
            said = self.greedy(record[prompt], max(self.tokens, *(len(answer["tokens"]) for answer in answers)))
            prompts.append(dict(role=role, prompt=record[prompt], answers=answers, said=self.tokenizer.decode(said), saidTokens=said))
        return dict(id=str(record["case_id"]), prompts=prompts)


def likelihood(answer):
    return -statistics.fmean(answer["logProbabilities"])


def share_equal(some, others):
    return statistics.fmean(float(a == b) for a, b in zip(some, others, strict=True))


def mentions(text, answer):
    """Whether the text has the answer as whole words, in whatever case."""
    words = re.escape(" ".join(answer.split()))
    return re.search(r"(?<!\w)" + words + r"(?!\w)", " ".join(text.split()), re.IGNORECASE) is not None


def measures(role, before, after):
    """Of one prompt."""
    right, other = (after["answers"][place] for place in ROLES[role][2:])
    values = {
        "right-likelier": float(likelihood(right) < likelihood(other)),
        "probability-margin": math.exp(-likelihood(right)) - math.exp(-likelihood(other)),
        "token-accuracy": share_equal(right["tokens"], right["choices"]),
        "all-tokens-accuracy": float(right["tokens"] == right["choices"]),
        "generated-exact": float(after["saidTokens"][: len(right["tokens"])] == right["tokens"]),
        "generated-contains": float(mentions(after["said"], right["answer"])),
    }
    if role == "neighbour":
        values["token-stability"] = share_equal(before["answers"][1]["choices"], right["choices"])
        values["generated-stability"] = float(before["saidTokens"] == after["saidTokens"])
    return {f"{role}.{name}": value for name, value in values.items()}


def metrics(lines):
    """Means over records, and the harmonic means of three of them."""
    of_records = []
    for line in lines:
        pairs = zip(line["before"]["prompts"], line["after"]["prompts"], strict=True)
        of_records.append({name: value for before, after in pairs for name, value in measures(after["role"], before, after).items()})
    means = {name: statistics.fmean(values[name] for values in of_records) for name in of_records[0]}
    for name in ("right-likelier", "token-accuracy"):
        means[f"harmonic-mean.{name}"] = statistics.harmonic_mean([means[f"{role}.{name}"] for role in ROLES])
    return means


def timed(scorer, name, records):
    """Seconds of each record's answers; the first one is scored once before, to warm up."""
    seconds, likelihoods = [], []
    for record in [records[0], *records]:
        start = time.perf_counter()
        scored = [[likelihood(scorer.answer(asked["prompt"], answer)) for answer in asked["answers"]] for asked in record]
        seconds.append(time.perf_counter() - start)
        likelihoods.append(scored)
    return dict(timed=name, seconds=seconds[1:], likelihoods=likelihoods[1:])


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="a GGUF file or a model directory, of the LLaMA family")
    parser.add_argument("records", type=Path, help="a JSON file of CounterFact in EasyEdit's form")
    parser.add_argument("--records", type=int, default=20, dest="count", metavar="N", help="the first of the file (default: %(default)s)")
    parser.add_argument("--tokens", type=int, default=10, metavar="K", help="that greedy decoding goes on with (default: %(default)s)")
    parser.add_argument("--weights", type=Path, metavar="FILE.npy", help="a down projection, outputs by inputs, for after")
    parser.add_argument("--layer", type=int, help="whose it is, from 0")
    parser.add_argument("--timed", type=Path, metavar="FILE", help="records to be timed")
    chosen = parser.parse_args()
    if (chosen.weights is None) != (chosen.layer is None):
        parser.error("--weights and --layer go together")
    return chosen


def main():
    chosen = options()
    model = load_model(chosen.model)
    scorer = Scorer(model, load_tokenizer(chosen.model), chosen.tokens)
    records = json.loads(chosen.records.read_text(encoding="utf-8"))[: chosen.count]
    with torch.inference_mode():
        if records:
            lines = [dict(before=scorer.record(record)) for record in records]
            if chosen.weights is not None:
                model.model.layers[chosen.layer].mlp.down_proj.weight.copy_(torch.from_numpy(numpy.load(chosen.weights)))
            for line, record in zip(lines, records, strict=True):
                line["after"] = scorer.record(record) if chosen.weights is not None else line["before"]
                print(json.dumps(line), flush=True)
            print(json.dumps(dict(metrics=metrics(lines))), flush=True)
        if chosen.timed is not None:
            sets = json.loads(chosen.timed.read_text(encoding="utf-8"))
            asked = next(iter(sets.values()))[0][0]
            attention = fastest_attention(model, lambda: scorer.answer(asked["prompt"], asked["answers"][0]), TRIALS)
            model.set_attn_implementation(attention)
            for name, timed_records in sets.items():
                print(json.dumps(timed(scorer, name, timed_records) | dict(attention=attention)), flush=True)


if __name__ == "__main__":
    main()
