"""Writes the pruned vocabulary as the two tokenizer files of the Hugging Face layout."""

import json
from typing import Any

from packed_model import PackedModel
from unigram import METASPACE
from vocabulary import SPECIAL_PIECES

MAX_TOKENS = 512

# Decimals of a piece's score: an error of at most 5e-7 on scores from -3 to -20.
SCORE_DECIMALS = 6

BEGIN, PAD, END, UNKNOWN = SPECIAL_PIECES


def tokenizer_json(model: PackedModel, kept: list[int]) -> bytes:
    """Makes `tokenizer.json`.

    Args:
        model: the full vocabulary with its scores.
        kept: ids to keep, in the order of their new ids; they start with the special tokens.

    Returns:
        Compact UTF-8 JSON without a final line break.
    """
    vocabulary = [[model.pieces[i], round(float(model.scores[i]), SCORE_DECIMALS)] for i in kept]
    document = {
        "version": "1.0",
        # Cutting and padding depend on the batch, so they are left to the caller.
        "truncation": None,
        "padding": None,
        "added_tokens": [_added_token(i, text) for i, text in enumerate(SPECIAL_PIECES)],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                # The packed file has the normaliser only as a table by character, not as the
                # trie wanted here. The JavaScript tokenizers ignore the trie: they apply NFKC.
                {"type": "Precompiled", "precompiled_charsmap": ""},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": _metaspace(),
        "post_processor": {
            "type": "TemplateProcessing",
            "single": _framed(),
            # The model reads one text at a time; a second one of a pair is dropped.
            "pair": _framed(),
            "special_tokens": {text: _template_token(text) for text in (BEGIN, END)},
        },
        "decoder": _metaspace(),
        "model": {
            "type": "Unigram",
            "unk_id": SPECIAL_PIECES.index(UNKNOWN),
            "vocab": vocabulary,
            "byte_fallback": False,
        },
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def tokenizer_config_json() -> bytes:
    """Makes `tokenizer_config.json`.

    Returns:
        UTF-8 JSON without a final line break.
    """
    config = {
        "tokenizer_class": "XLMRobertaTokenizer",
        "model_max_length": MAX_TOKENS,
        "bos_token": BEGIN,
        "eos_token": END,
        "unk_token": UNKNOWN,
        "pad_token": PAD,
        "cls_token": BEGIN,
        "sep_token": END,
    }
    return json.dumps(config).encode("utf-8")


def _added_token(index: int, text: str) -> dict[str, Any]:
    flags = dict.fromkeys(("single_word", "lstrip", "rstrip", "normalized"), False)
    return {"id": index, "content": text, **flags, "special": True}


def _metaspace() -> dict[str, Any]:
    return {
        "type": "Metaspace",
        "replacement": METASPACE,
        "prepend_scheme": "always",
        "split": True,
    }


def _framed() -> list[dict[str, Any]]:
    return [
        {"SpecialToken": {"id": BEGIN, "type_id": 0}},
        {"Sequence": {"id": "A", "type_id": 0}},
        {"SpecialToken": {"id": END, "type_id": 0}},
    ]


def _template_token(text: str) -> dict[str, Any]:
    return {"id": text, "ids": [SPECIAL_PIECES.index(text)], "tokens": [text]}
