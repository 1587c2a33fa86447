#!/usr/bin/env python3
"""A small SentencePiece tokenizer of LLaMA 2's kind, and what sentencepiece and tokenizers make of texts with it, for SentencePieceBpeTest.

Needs the packages sentencepiece and tokenizers; writes sentencepiece.json beside the tests' other resources. It holds the pieces with scores and types, as
a GGUF file does; a tokenizer.json of LLaMA 2's layout, with merges in the order of the scores of what they make; and texts with the ids
of sentencepiece, the ids and offsets of tokenizers, and what sentencepiece adds to a text that goes on with the second half of them.
"""
import io
import json
import pathlib
import random

import sentencepiece
from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers

TARGET = pathlib.Path(__file__).resolve().parents[1] / "resources/dev/engram/models/text/sentencepiece.json"

WORDS = """the of in and to is was city capital river mountain tower bridge north south east west old new born lived wrote painted found
Paris London Rome Vienna Madrid Lisbon Canberra Wellington France Italy Spain Austria Portugal language country music football
station library garden university telephone engine letter number seven eleven twenty which that there where after before naïve café""".split()

TEXTS = [
    "The capital of France is Paris",
    "the river in Vienna",
    " the old bridge",
    "  two  spaces   and four    ",
    "In 1889 it had 7,300 tonnes",
    "café naïve Ærøskøbing",
    "Αθήνα 東京 🚲!",
    "line\nanother\ttab\r\n",
    "a",
    " ",
    "",
    "ethe theethe ththth eeeeeeee oooo",
    "▁the",
    "e\u0301 and \u00e9",
    "Wellington<unk>Canberra",
    "x" * 40 + " " * 20 + "y",
]


def train():
    draw = random.Random(29)
    lines = [" ".join(draw.choices(WORDS, k=draw.randint(4, 12))) for _ in range(3000)]
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(lines), model_writer=model, model_type="bpe", vocab_size=520, byte_fallback=True, split_digits=True,
        normalization_rule_name="identity", remove_extra_whitespaces=False, allow_whitespace_only_pieces=True, num_threads=1, minloglevel=2)
    return sentencepiece.SentencePieceProcessor(model_proto=model.getvalue())


def kind(pieces, token):
    return (2 if pieces.is_unknown(token) else 3 if pieces.is_control(token) else 6 if pieces.is_byte(token)
            else 5 if pieces.is_unused(token) else 1)


def fast(pieces):
    """LLaMA 2's tokenizer.json: merges in the order of the scores of what they make."""
    names = [pieces.id_to_piece(token) for token in range(len(pieces))]
    normal = {name: token for token, name in enumerate(names) if kind(pieces, token) == 1}
    merges = [(left, right) for name, _ in sorted(normal.items(), key=lambda item: -pieces.get_score(item[1]))
              for left, right in ((name[:cut], name[cut:]) for cut in range(len(name) - 1, 0, -1)) if left in normal and right in normal]
    tokenizer = Tokenizer(models.BPE(
        vocab={name: token for token, name in enumerate(names)}, merges=merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence(
        [decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    tokenizer.add_special_tokens([AddedToken(name, normalized=False) for name in names[:3]])
    return tokenizer


def case(pieces, tokenizer, text):
    encoding = tokenizer.encode(text, add_special_tokens=False)
    half = encoding.ids[len(encoding.ids) // 2:]
    opening = pieces.encode("the")
    return {
        "prompt": text,
        "sentencepiece_ids": pieces.encode(text),
        "token_ids": encoding.ids,
        "offsets": [list(offset) for offset in encoding.offsets],
        "half": half,
        "half_text": pieces.decode(opening + half)[len("the"):],
    }


pieces = train()
tokenizer = fast(pieces)
TARGET.parent.mkdir(parents=True, exist_ok=True)
TARGET.write_text(json.dumps({
    "tokens": [pieces.id_to_piece(token) for token in range(len(pieces))],
    "scores": [pieces.get_score(token) for token in range(len(pieces))],
    "types": [kind(pieces, token) for token in range(len(pieces))],
    "tokenizer": json.loads(tokenizer.to_str()),
    "cases": [case(pieces, tokenizer, text) for text in TEXTS],
}, ensure_ascii=False, indent=None, separators=(",", ":")) + "\n")
