"""Edits facts by ROME as its reference runs it, one at a time, on Hugging Face transformers; with the averaged key everywhere (r-ROME).

A fact's texts are its prompt behind each prefix, of which the first is empty. All is read and changed at the last token of the subject, found
by the characters of the whole text. The key is the mean over the texts of the input of the MLP's output projection W, and W key the mean
of its outputs. A vector delta, at first zero, is added to the MLP's output in all texts, here followed by the target's tokens but the last,
and in "{subject} is a". Adam changes it to lower the sum of
- nll: the mean over the texts of the target's negative log-likelihood per token;
- kl: kl_factor x the divergence from the first pass's distribution in "{subject} is a", at the subject's last token, as the reference
  reads it. It is KL(now || first), or KL(first || now) with the setting "kl": "first||now";
- decay: weight_decay x ||delta|| / ||v0||^2, where v0 is the MLP's output in the text without a prefix.
Each step cuts ||delta|| to clamp x ||v0||. The loop ends below a loss of early_stop (null: never), and after the last of steps passes,
which changes nothing. The new weight is W + delta u^T / (key . u) with u = C^-1 key, for C see key_statistics.py: it maps key to W key + delta.

Every pass runs all rows, right-padded, through all blocks, with logits at all positions. Nothing is kept from pass to pass but C's factor.
Arithmetic is float32, that of the update and of C float64.
"""
import argparse
import json
import time
from pathlib import Path

import numpy
import torch
from torch.nn.functional import kl_div

from key_statistics import second_moment
from loading import ATTENTIONS, fastest_attention, load_model, load_tokenizer
from scoring import score

TRIALS = 4  # pairs of passes by which the ways to attend are compared

# Of log-probabilities; PyTorch's function has them the other way round.
DIVERGENCES = {
    "now||first": lambda now, first: kl_div(first, now, log_target=True, reduction="sum"),
    "first||now": lambda now, first: kl_div(now, first, log_target=True, reduction="sum"),
}


class Rows:
    """Texts as a right-padded batch: templates with the subject in the place of {}, each followed by an ending of token ids."""

    def __init__(self, tokenizer, templates, subject, endings):
        self.tokens, self.lookups = [], []  # ids, and the position of the subject's last token
        for template, ending in zip(templates, endings, strict=True):
            before, after = template.split("{}")
            encoded = tokenizer(before + subject + after, return_offsets_mapping=True)
            end = len(before) + len(subject)
            self.lookups.append(max(i for i, (first, _) in enumerate(encoded["offset_mapping"]) if first < end))
            self.tokens.append(encoded["input_ids"] + ending)
        self.ids = padded([torch.tensor(row) for row in self.tokens])
        self.mask = padded([torch.ones(len(row), dtype=torch.long) for row in self.tokens])

    def at_lookups(self):
        return torch.arange(len(self.lookups)), torch.tensor(self.lookups)

    def to_json(self):
        return dict(tokens=self.tokens, lookups=self.lookups)


def padded(rows):
    return torch.nn.utils.rnn.pad_sequence(rows, batch_first=True)


class Rome:
    """Edits one layer of a model."""

    def __init__(self, model, tokenizer, layer, settings, prefixes, moment):
        if prefixes[0]:
            raise ValueError(f"the first prefix is '{prefixes[0]}', but should be empty")
        self.model, self.tokenizer, self.settings, self.prefixes = model, tokenizer, settings, prefixes
        self.mlp = model.model.layers[layer].mlp
        self.weight = self.mlp.down_proj.weight
        self.factor = torch.linalg.cholesky(moment)

    def edit(self, fact):
        """Changes the weight; returns what there is to say of it, and the vectors key, v0, delta and v_star."""
        (key_rows, key), key_seconds = timed(self.key, fact)
        (value_rows, v0, delta, losses), value_seconds = timed(self.value, fact)
        before = self.weight.double()
        update, update_seconds = timed(self.update, key, delta)
        norms = dict(key_norm=key, v0_norm=v0, delta_norm=delta, dW_norm=update, W_norm=before)
        line = dict(
            key_rows=key_rows.to_json(),
            value_rows=value_rows.to_json() | dict(target=self.target(fact)),
            steps=len(losses),
            losses=losses,
            **{name: vector.double().norm().item() for name, vector in norms.items()},
            seconds=dict(keys=key_seconds, value=value_seconds, update=update_seconds),
        )
        return line, dict(key=key, v0=v0, delta=delta, v_star=before @ key + delta)

    def target(self, fact):
        return self.tokenizer(" " + fact["target"])["input_ids"]

    def templates(self, fact):
        return [prefix + fact["prompt"] for prefix in self.prefixes]

    def logits(self, rows):
        return self.model(input_ids=rows.ids, attention_mask=rows.mask, use_cache=False).logits

    def key(self, fact):
        templates = self.templates(fact)
        rows = Rows(self.tokenizer, templates, fact["subject"], [[]] * len(templates))
        key = None

        def read(module, inputs):
            nonlocal key
            key = inputs[0][rows.at_lookups()].double().mean(dim=0)

        handle = self.mlp.down_proj.register_forward_pre_hook(read)
        self.logits(rows)
        handle.remove()
        return rows, key

    def value(self, fact):
        """The rows, v0, delta and the losses of each pass."""
        settings, target = self.settings, self.target(fact)
        divergence = DIVERGENCES[settings.get("kl", "now||first")]
        templates = self.templates(fact)
        endings = [target[:-1]] * len(templates) + [[]]
        rows = Rows(self.tokenizer, [*templates, "{} is a"], fact["subject"], endings)
        labels = torch.tensor([target] * len(templates))[:, :, None]
        positions = torch.tensor([range(len(row) - len(target), len(row)) for row in rows.tokens[:-1]])  # each predicts a label
        delta = torch.zeros(self.model.config.hidden_size, requires_grad=True)
        optimizer = torch.optim.Adam([delta], lr=settings["lr"])
        first, losses = None, []
        for step in range(1, settings["steps"] + 1):
            logits, v0 = self.logits_with(rows, delta)
            log_probabilities = logits.log_softmax(dim=-1)
            now = log_probabilities[-1, rows.lookups[-1]]
            first = now.detach() if first is None else first
            texts = torch.arange(len(templates))[:, None]
            parts = dict(
                nll=-log_probabilities[texts, positions].gather(2, labels).mean(),
                kl=settings["kl_factor"] * divergence(now, first),
                decay=settings["weight_decay"] * delta.norm() / v0.norm() ** 2,
            )
            loss = sum(parts.values())
            losses.append(dict(total=loss.item()) | {name: part.item() for name, part in parts.items()})
            if step == settings["steps"] or settings["early_stop"] is not None and loss.item() < settings["early_stop"]:
                break
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            limit = settings["clamp"] * v0.norm()
            if delta.data.norm() > limit:
                delta.data *= limit / delta.data.norm()
        return rows, v0, delta.detach(), losses

    def logits_with(self, rows, delta):
        """With delta added, and the first row's output before that."""
        v0 = None

        def add(module, inputs, output):
            nonlocal v0
            v0 = output[0, rows.lookups[0]].clone()
            output[rows.at_lookups()] += delta
            return output

        handle = self.mlp.register_forward_hook(add)
        logits = self.logits(rows)
        handle.remove()
        return logits, v0

    def update(self, key, delta):
        """Adds the update to the weight; it takes the key's W key to W key + delta."""
        u = torch.cholesky_solve(key[:, None], self.factor)[:, 0]
        update = torch.outer(delta.double(), u / (key @ u)).float()
        self.weight += update
        return update


def timed(function, *arguments):
    start = time.perf_counter()
    result = function(*arguments)
    return result, time.perf_counter() - start


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=Path, help="a GGUF file or a model directory, of the LLaMA family")
    parser.add_argument(
        "request",
        type=Path,
        help="a JSON file: layer; settings (steps, lr, clamp, weight_decay, kl_factor, early_stop, kl); prefixes; covariance (see "
        "key_statistics.py); facts, each with id, prompt (with {}), subject, target and, to be scored, prompts (see scoring.py)",
    )
    parser.add_argument("--score", action="store_true", help="score the prompts of each fact before and after its edit")
    parser.add_argument("--out-vectors", type=Path, metavar="DIR", help="save the vectors of each fact as DIR/ID-NAME.npy")
    parser.add_argument(
        "--attention", choices=[*ATTENTIONS, "fastest"], default="fastest", help="fastest: by a short trial on the first fact (default)"
    )
    return parser.parse_args()


def main():
    chosen = options()
    model = load_model(chosen.model).requires_grad_(False)
    tokenizer = load_tokenizer(chosen.model)
    request = json.loads(chosen.request.read_text(encoding="utf-8"))
    layer, settings = request["layer"], request["settings"]
    rome = Rome(model, tokenizer, layer, settings, request["prefixes"], second_moment(model, tokenizer, layer, request["covariance"]))
    attention = chosen.attention
    if attention == "fastest":
        rome.settings = settings | dict(steps=2, early_stop=None)
        attention = fastest_attention(model, lambda: rome.value(request["facts"][0]), TRIALS)
        rome.settings = settings
    model.set_attn_implementation(attention)
    for fact in request["facts"]:
        line = dict(id=fact["id"], attention=attention)
        if chosen.score:
            line["before"] = score(model, tokenizer, fact["prompts"])
        kept = rome.weight.clone()
        edit, vectors = rome.edit(fact)
        if chosen.score:
            line["after"] = score(model, tokenizer, fact["prompts"])
        rome.weight.copy_(kept)
        if chosen.out_vectors:
            chosen.out_vectors.mkdir(parents=True, exist_ok=True)
            for name, vector in vectors.items():
                numpy.save(chosen.out_vectors / f"{fact['id']}-{name}.npy", vector.numpy())
        print(json.dumps(line | edit), flush=True)


if __name__ == "__main__":
    main()
