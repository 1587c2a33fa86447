"""Reads an exported GGUF file and prints what llama.cpp computes with it: the same lines as export_logits.py, and a few words of continuation.

usage: python gguf_logits.py FILE PROMPTS
needs: requirements-formats.txt beside this file; llama-cpp-python is compiled when it is installed, which takes a while (where it ends by an illegal
instruction, CMAKE_ARGS="-DGGML_NATIVE=OFF -DGGML_AVX2=ON -DGGML_FMA=ON -DGGML_F16C=ON" leaves the newest ones out)
"""
import json
import sys
from pathlib import Path

import numpy as np
from gguf import GGUFReader
from llama_cpp import Llama, llama_get_logits_ith

NEW_TOKENS = 8


def main(file, prompts):
    reader = GGUFReader(file)
    tokens = reader.fields["tokenizer.ggml.tokens"]
    assert len(reader.tensors) > 0 and len(tokens.data) > 0
    model = Llama(file, n_ctx=512, n_threads=2, n_threads_batch=2, logits_all=False, verbose=False)
    for prompt in json.loads(Path(prompts).read_text(encoding="utf-8")):
        ids = model.tokenize(prompt.encode("utf-8"), add_bos=True, special=True)  # where the file says so
        model.reset()
        model.eval(ids)
        logits = np.ctypeslib.as_array(llama_get_logits_ith(model.ctx, -1), shape=(model.n_vocab(),)).tolist()
        text = model.create_completion(ids, max_tokens=NEW_TOKENS, temperature=0.0)["choices"][0]["text"]
        print(json.dumps(dict(prompt=prompt, tokenIds=ids, logits=logits, text=text)), flush=True)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: python gguf_logits.py FILE PROMPTS")
    main(*sys.argv[1:])
