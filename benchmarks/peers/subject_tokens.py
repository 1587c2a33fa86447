"""Tokenises prompts and finds their subjects' tokens, so that every side of a comparison can be held to the same ids.

usage: python subject_tokens.py MODEL FACTS
needs: requirements.txt beside this file

FACTS is a JSON list of objects with "prompt" and "subject". Prints each object again as one JSON line, with "tokens" (ids) and
"subjectTokens" (the first position that holds a character of the subject's first occurrence, and one past the last).
"""
import json
import sys
from pathlib import Path

from loading import load_tokenizer


def tokenised(tokenizer, fact):
    start = fact["prompt"].index(fact["subject"])
    end = start + len(fact["subject"])
    encoded = tokenizer(fact["prompt"], return_offsets_mapping=True)
    subject = [i for i, (first, last) in enumerate(encoded["offset_mapping"]) if first < end and last > start]
    return fact | dict(tokens=encoded["input_ids"], subjectTokens=[subject[0], subject[-1] + 1])


def main(model, facts):
    tokenizer = load_tokenizer(Path(model))
    for fact in json.loads(Path(facts).read_text()):
        print(json.dumps(tokenised(tokenizer, fact)))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python subject_tokens.py MODEL FACTS")
    main(*sys.argv[1:])
