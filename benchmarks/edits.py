"""What the comparisons of edits share: facts of CounterFact and settings, as peers/rome.py and EditTimer read them."""
import json
import sys

from processes import SHARED

COUNTERFACT = SHARED / "data" / "counterfact-easyedit-3000.json"
GOLDEN = SHARED / "golden" / "smollm2-rome-reference.json"
TEXT = SHARED / "data" / "encyclopedic-text.txt"

DIRECTIONS = {"now||first": "NOW_FROM_BEFORE", "first||now": "BEFORE_FROM_NOW"}


def read(file):
    try:
        return json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as e:
        sys.exit(f"{file} cannot be read: {e}")


def facts_of(records):
    """Records in EasyEdit's form as facts with the prompts that they are scored by."""
    return [fact_of(record) for record in records]


def fact_of(record):
    answers = dict(new=record["target_new"], true=record["ground_truth"])
    return dict(
        id=record["case_id"],
        prompt=record["prompt"].replace(record["subject"], "{}", 1),
        subject=record["subject"],
        target=record["target_new"],
        prompts=dict(
            rewrite=dict(prompt=record["prompt"]) | answers,
            rephrase=dict(prompt=record["rephrase_prompt"]) | answers,
            locality=dict(prompt=record["locality_prompt"], new=record["target_new"], true=record["locality_ground_truth"]),
        ),
    )


def text_statistics(settings):
    return dict(text=str(TEXT.resolve()), tokens=settings["covariance_tokens"])


def editor(layer, settings, prefixes):
    """Settings of the reference as Engram's; its first prefix is the empty one, which Engram always has."""
    value = dict(
        steps=settings["steps"],
        learningRate=settings["lr"],
        weightDecay=settings["weight_decay"],
        klFactor=settings["kl_factor"],
        clampFactor=settings["clamp"],
        earlyStop=settings["early_stop"] or 0,
        decayForm="OVER_SQUARED_NORM",
        klPlace="SUBJECT_LAST",
        klDirection=DIRECTIONS[settings.get("kl", "now||first")],
    )
    contexts = dict(prefixes=prefixes[1:], samples=[], seed=0)
    return dict(editor="rome", layer=layer, key="AVERAGED", contexts=contexts, value=value, covariance=True)
