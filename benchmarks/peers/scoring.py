"""How well a model knows a record: the negative log-likelihoods of the new and the true object behind each of its prompts."""
import torch


def score(model, tokenizer, prompts):
    """By the names of the prompts, each of which is {"prompt": text, "new": object, "true": object}."""
    return {name: score_prompt(model, tokenizer, **prompt) for name, prompt in prompts.items()}


def score_prompt(model, tokenizer, prompt, new, true):
    nll_new, new_is_first = score_object(model, tokenizer, prompt, new)
    nll_true, true_is_first = score_object(model, tokenizer, prompt, true)
    return dict(nll_new=nll_new, nll_true=nll_true, new_is_first_choice=new_is_first, true_is_first_choice=true_is_first)


def score_object(model, tokenizer, prompt, text):
    """The mean over the object's tokens, and whether each is the first choice behind those before it (teacher forced)."""
    start = tokenizer(prompt)["input_ids"]
    target = tokenizer(" " + text)["input_ids"]
    logits = model(input_ids=torch.tensor([start + target]), use_cache=False).logits[0, len(start) - 1 : -1]
    labels = torch.tensor(target)
    nll = torch.nn.functional.cross_entropy(logits, labels)
    return nll.item(), torch.equal(logits.argmax(dim=-1), labels)
