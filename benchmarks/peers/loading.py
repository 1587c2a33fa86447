"""How all peers load what they run: float32 on the CPU, two threads, nothing from the network."""
import os
import statistics
import time

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.utils import logging

THREADS = 2

# The ways to attend that a CPU has.
ATTENTIONS = ["sdpa", "eager"]


def load_model(path):
    """The model of a GGUF file or a model directory."""
    logging.disable_progress_bar()
    torch.set_num_threads(THREADS)
    torch.set_num_interop_threads(THREADS)
    return AutoModelForCausalLM.from_pretrained(**source(path), dtype=torch.float32).eval()


def load_tokenizer(path):
    return AutoTokenizer.from_pretrained(**source(path))


def source(path):
    if path.is_dir():
        return dict(pretrained_model_name_or_path=path)
    return dict(pretrained_model_name_or_path=path.parent, gguf_file=path.name)


def fastest_attention(model, run, trials):
    """The way to attend with the smaller median time of so many runs, after two that are not counted."""
    seconds = {attention: [] for attention in ATTENTIONS}
    for trial in range(-2, trials):
        for attention in ATTENTIONS:
            model.set_attn_implementation(attention)
            start = time.perf_counter()
            run()
            if trial >= 0:
                seconds[attention].append(time.perf_counter() - start)
    return min(ATTENTIONS, key=lambda attention: statistics.median(seconds[attention]))
