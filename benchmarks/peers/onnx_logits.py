"""Checks an exported ONNX decoder and prints what ONNX Runtime computes with it: the same lines as export_logits.py.

usage: python onnx_logits.py DIRECTORY PROMPTS
needs: requirements.txt and requirements-formats.txt beside this file

onnx's checker sees the graph with all its shapes first. A decoder that takes keys and values of earlier tokens gets a prompt in three pieces, so that
it has to use them; one without gets it whole. Prompts run as a batch of one and, padded on the left, all together: both must say the same.
"""
import json
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from transformers import AutoTokenizer

TOLERANCE = 1e-3  # of the padded batch, whose sums may have another order


class Decoder:
    def __init__(self, file):
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = 2
        self.session = onnxruntime.InferenceSession(str(file), settings, providers=["CPUExecutionProvider"])
        self.outputs = [output.name for output in self.session.get_outputs()]
        self.past = [given for given in self.session.get_inputs() if given.name.startswith("past_key_values.")]

    def logits(self, ids, mask):
        """At the last position of each row."""
        if not self.past:
            return self.session.run(["logits"], {"input_ids": ids, "attention_mask": mask})[0][:, -1]
        kept = {given.name: np.zeros([ids.shape[0], given.shape[1], 0, given.shape[3]], np.float32) for given in self.past}
        edges = sorted({0, ids.shape[1] // 3, ids.shape[1] * 2 // 3, ids.shape[1]})
        for start, end in zip(edges, edges[1:]):
            result = self.session.run(self.outputs, {"input_ids": ids[:, start:end], "attention_mask": mask[:, :end], **kept})
            named = dict(zip(self.outputs, result, strict=True))
            kept = {name: named[name.replace("past_key_values", "present")] for name in kept}
        return named["logits"][:, -1]


def main(directory, prompts):
    file = Path(directory) / "model.onnx"
    onnx.checker.check_model(str(file), full_check=True)
    decoder = Decoder(file)
    tokenizer = AutoTokenizer.from_pretrained(directory)
    prompts = json.loads(Path(prompts).read_text(encoding="utf-8"))
    texts = [tokenizer(prompt).input_ids for prompt in prompts]
    alone = [decoder.logits(np.array([ids]), np.ones([1, len(ids)], np.int64))[0] for ids in texts]
    longest = max(map(len, texts))
    padded = np.array([[0] * (longest - len(ids)) + ids for ids in texts])
    mask = np.array([[0] * (longest - len(ids)) + [1] * len(ids) for ids in texts])
    together = decoder.logits(padded, mask)
    difference = max(np.abs(one - other).max() for one, other in zip(alone, together, strict=True))
    if not difference <= TOLERANCE:
        sys.exit(f"padded on the left, logits differ by {difference}")
    for prompt, ids, logits in zip(prompts, texts, alone, strict=True):
        print(json.dumps(dict(prompt=prompt, tokenIds=ids, logits=logits.tolist())), flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python onnx_logits.py DIRECTORY PROMPTS")
    main(*sys.argv[1:])
