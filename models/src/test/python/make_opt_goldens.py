#!/usr/bin/env python3
"""What transformers computes for a tiny OPT, for the tests that have a golden of each family (TinyOpt): logits, residuals, patterns and traces.

Needs torch, transformers and tokenizers; writes config.json, tokenizer.json and golden.json beside the tests' other resources. The weights are numbers
of a congruential generator, which TinyOpt makes again: the same to the bit, so that no file of them is kept. Traces are of ROME's
protocol, one full pass a cell. Float32, eager attention, CPU.
"""
import json
import pathlib

import numpy as np
import torch
from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
from transformers import OPTConfig, OPTForCausalLM, PreTrainedTokenizerFast

FOLDER = pathlib.Path(__file__).resolve().parents[1] / "resources/dev/engram/models/opt"
VOCABULARY = 384
NOISE, DRAWS, WINDOW = 0.5, 10, 3
CASES = [
    ("The Eiffel Tower is located in the city of", "Eiffel Tower"),
    ("Danish pastry was created in the country of", "Danish pastry"),
    ("The mother tongue of Zoë Brånström is", "Zoë Brånström"),
]


def numbers():
    """Numbers in [-0.5, 0.5), the upper 24 bits of a congruential generator (Knuth's MMIX)."""
    state = 17
    while True:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        yield np.float32((state >> 40) / 2**24 - 0.5)


def fill(model):
    """In the order of the names; gains lie around one."""
    draw = numbers()
    for name, parameter in sorted(model.named_parameters()):
        gain = name.endswith("norm.weight")
        scale = np.float32(0.875 if parameter.dim() > 1 else 0.25)
        values = [next(draw) * scale + np.float32(1 if gain else 0) for _ in range(parameter.numel())]
        with torch.no_grad():
            parameter.copy_(torch.tensor(np.array(values, dtype=np.float32)).reshape(parameter.shape))


def tokenizer():
    made = Tokenizer(models.BPE())
    made.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    made.decoder = decoders.ByteLevel()
    texts = [prompt for prompt, _ in CASES] * 3 + ["the city of the country of the language of is located in was created in"] * 5
    made.train_from_iterator(texts, trainers.BpeTrainer(
        vocab_size=VOCABULARY, special_tokens=["</s>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
    while made.get_vocab_size() < VOCABULARY:
        made.add_tokens([f"<unused{made.get_vocab_size()}>"])
    return made


def golden(model, tokens, prompt, subject):
    encoded = tokens(prompt, return_offsets_mapping=True)
    ids, offsets = encoded.input_ids, encoded.offset_mapping
    start = prompt.index(subject)
    covered = [i for i, (a, b) in enumerate(offsets) if a < start + len(subject) and b > start]
    first, end = covered[0], covered[-1] + 1
    layers = model.model.decoder.layers
    rows, length, width = DRAWS + 1, len(ids), model.config.hidden_size
    noise = torch.tensor(np.random.RandomState(1).randn(DRAWS, end - first, width) * NOISE, dtype=torch.float32)

    residuals = []
    hooks = [layer.register_forward_hook(lambda module, inputs, out: residuals.append(out[0, -1].tolist())) for layer in layers]
    with torch.no_grad():
        clean = model(torch.tensor([ids]), output_attentions=True)
    for hook in hooks:
        hook.remove()

    def corrupt(module, inputs, out):
        out = out.clone()
        out[1:, first:end] += noise
        return out

    def restore(position):
        def hook(module, inputs, out):
            value = out[0] if isinstance(out, tuple) else out
            together = value.reshape(rows, length, width).clone()  # the output of fc2 has no axis of rows
            together[1:, position] = together[0, position]
            together = together.reshape(value.shape)
            return (together, *out[1:]) if isinstance(out, tuple) else together
        return hook

    def run(modules=(), position=0):
        hooks = [model.model.decoder.embed_tokens.register_forward_hook(corrupt)]
        hooks += [module.register_forward_hook(restore(position)) for module in modules]
        with torch.no_grad():
            probabilities = model(torch.tensor([ids] * rows)).logits[:, -1].softmax(-1)
        for hook in hooks:
            hook.remove()
        return probabilities

    baseline = run()
    answer = int(baseline[0].argmax())
    scores = {"hidden": [], "mlp": [], "attn": []}
    for position in range(length):
        for kind in scores.values():
            kind.append([])
        for layer in range(len(layers)):
            window = layers[max(0, layer - WINDOW // 2):layer - (-WINDOW // 2)]
            for kind, modules in (("hidden", [layers[layer]]), ("mlp", [each.fc2 for each in window]),
                                  ("attn", [each.self_attn for each in window])):
                scores[kind][position].append(float(run(modules, position)[1:, answer].mean()))
    return {
        "prompt": prompt, "subject": subject, "token_ids": ids, "offsets": [list(offset) for offset in offsets],
        "subject_range": [first, end], "last_logits": clean.logits[0, -1].tolist(), "residual_after_block_at_last": residuals,
        "attention_pattern_block0": clean.attentions[0][0].tolist(), "noise_std_dev": NOISE, "samples": DRAWS, "window": WINDOW,
        "answer_id": answer, "clean_probability": float(baseline[0, answer]),
        "corrupted_probability": float(baseline[1:, answer].mean()), "scores": scores,
    }


FOLDER.mkdir(parents=True, exist_ok=True)
config = OPTConfig(
    vocab_size=VOCABULARY, hidden_size=32, num_hidden_layers=3, ffn_dim=96, max_position_embeddings=64, num_attention_heads=4,
    word_embed_proj_dim=32, bos_token_id=0, eos_token_id=0, pad_token_id=None, attn_implementation="eager")
model = OPTForCausalLM(config).float().eval()
fill(model)
made = tokenizer()
made.save(str(FOLDER / "tokenizer.json"), pretty=False)
settings = {key: value for key, value in config.to_diff_dict().items() if not key.startswith("transformers")}
(FOLDER / "config.json").write_text(json.dumps({"architectures": ["OPTForCausalLM"], **settings}, indent=2) + "\n")
tokens = PreTrainedTokenizerFast(tokenizer_object=made)
cases = [golden(model, tokens, prompt, subject) for prompt, subject in CASES]
(FOLDER / "golden.json").write_text(json.dumps({"model": "opt", "cases": cases}) + "\n")
print([(round(case["clean_probability"], 4), round(case["corrupted_probability"], 4)) for case in cases])
