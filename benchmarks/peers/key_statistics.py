"""The second moment C of a layer's keys, by which ROME weighs the directions of a key: the mean of key key^T [F, F], in float64.

A key is the input of the MLP's output projection at one token; the mean is not subtracted.
"""
from pathlib import Path

import numpy
import torch


def second_moment(model, tokenizer, layer, source):
    """From "identity", from a file as the reference writes it, or from the tokens of a text: {"text": file, "tokens": number}."""
    if source == "identity":
        return torch.eye(model.model.layers[layer].mlp.down_proj.in_features, dtype=torch.float64)
    if isinstance(source, str):
        with numpy.load(source) as arrays:
            return torch.from_numpy(arrays["mom2.mom2"]).double() / float(arrays["mom2.count"])
    return collected(model, tokenizer, layer, Path(source["text"]).read_text(encoding="utf-8").splitlines(), source["tokens"])


def collected(model, tokenizer, layer, lines, count):
    """Over the first count tokens, each line a text of its own and the last one cut; sums in float32, as the reference's are."""
    projection = model.model.layers[layer].mlp.down_proj
    moment = torch.zeros(projection.in_features, projection.in_features)
    wanted = count

    def add(module, inputs):
        keys = inputs[0][0]
        moment.addmm_(keys.T, keys)

    handle = projection.register_forward_pre_hook(add)
    try:
        for line in lines:
            ids = tokenizer(line)["input_ids"][:wanted]
            if ids:
                model(input_ids=torch.tensor([ids]), use_cache=False)
            wanted -= len(ids)
            if wanted == 0:
                return moment.double() / count
    finally:
        handle.remove()
    raise ValueError(f"the text has {count - wanted} tokens, {count} are asked for")
