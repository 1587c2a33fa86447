"""Prints what Hugging Face transformers computes with an exported model: the peer of dev.engram.benchmarks.ExportLogits, with the same output.

usage: python export_logits.py DIRECTORY PROMPTS
needs: requirements.txt beside this file

PROMPTS is a JSON file with a list of texts. Float32 on the CPU, two threads, whatever the weights are stored in; SDPA. For each prompt one JSON
line with its token ids, as the directory's own tokenizer makes them, and the logits at the last position.
"""
import json
import sys
from pathlib import Path

import torch

from loading import load_model, load_tokenizer


def main(directory, prompts):
    model = load_model(Path(directory))
    tokenizer = load_tokenizer(Path(directory))
    with torch.inference_mode():
        for prompt in json.loads(Path(prompts).read_text(encoding="utf-8")):
            ids = tokenizer(prompt, return_tensors="pt").input_ids
            logits = model(input_ids=ids, use_cache=False, logits_to_keep=1).logits[0, -1]
            print(json.dumps(dict(prompt=prompt, tokenIds=ids[0].tolist(), logits=logits.tolist())), flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python export_logits.py DIRECTORY PROMPTS")
    main(*sys.argv[1:])
