"""Write the vocabulary as the `tokenizer.json` that the Hugging Face libraries read."""

import base64
import struct
from collections.abc import Mapping
from typing import TypeAlias

from index.bundled_model.weights import Vocabulary

METASPACE = "▁"
_MASK = "<mask>"
Json: TypeAlias = dict[str, object]


def tokenizer_json(vocabulary: Vocabulary, longest: int) -> Json:
    """The whole tokenizer: normaliser, metaspace, Unigram model, `<s> … </s>`, cut at `longest` tokens.

    Blanks at both ends are dropped and inner runs of blanks count as one, as SentencePiece does.
    """
    pieces = vocabulary.pieces
    special = [vocabulary.begin, vocabulary.padding, vocabulary.end, vocabulary.unknown, pieces.index(_MASK)]
    begin, end = pieces[vocabulary.begin], pieces[vocabulary.end]
    return {
        "version": "1.0",
        "truncation": {"direction": "Right", "max_length": longest, "strategy": "LongestFirst", "stride": 0},
        "padding": None,
        "added_tokens": [_added_token(i, pieces[i]) for i in sorted(special)],
        "normalizer": {
            "type": "Sequence",
            "normalizers": [
                # A double-array trie cannot hold the key NUL.
                {"type": "Replace", "pattern": {"String": "\0"}, "content": ""},
                {
                    "type": "Precompiled",
                    "precompiled_charsmap": base64.b64encode(character_map(vocabulary.normalisation)).decode("ascii"),
                },
                {"type": "Strip", "strip_left": True, "strip_right": True},
                {"type": "Replace", "pattern": {"Regex": " {2,}"}, "content": " "},
            ],
        },
        "pre_tokenizer": {
            "type": "Metaspace",
            "replacement": METASPACE,
            "prepend_scheme": "always",
            "split": True,
        },
        "post_processor": {
            "type": "TemplateProcessing",
            "single": [_special(begin), _sequence("A"), _special(end)],
            "pair": [_special(begin), _sequence("A"), _special(end), _special(end), _sequence("B"), _special(end)],
            "special_tokens": {
                begin: {"id": begin, "ids": [vocabulary.begin], "tokens": [begin]},
                end: {"id": end, "ids": [vocabulary.end], "tokens": [end]},
            },
        },
        "decoder": {"type": "Metaspace", "replacement": METASPACE, "prepend_scheme": "always", "split": True},
        "model": {
            "type": "Unigram",
            "unk_id": vocabulary.unknown,
            "vocab": [list(pair) for pair in zip(pieces, vocabulary.scores, strict=True)],
            "byte_fallback": False,
        },
    }


def _added_token(number: int, content: str) -> Json:
    return {
        "id": number,
        "content": content,
        "single_word": False,
        "lstrip": content == _MASK,
        "rstrip": False,
        "normalized": False,
        "special": True,
    }


def _special(name: str) -> Json:
    return {"SpecialToken": {"id": name, "type_id": 0}}


def _sequence(name: str) -> Json:
    return {"Sequence": {"id": name, "type_id": 0}}


def character_map(replacements: Mapping[str, str]) -> bytes:
    """SentencePiece's `precompiled_charsmap`: u32 size of a double-array trie, the trie, the replacements.

    The trie's keys are UTF-8 bytes, its values the offset of the NUL-terminated replacement. Units are those of
    darts-clone: bit 31 marks a value, bits 10 to 30 an offset, bit 8 "a value hangs here", bits 0 to 7 the label.
    """
    texts = bytearray()
    keys: dict[bytes, int] = {}
    for character, replacement in replacements.items():
        keys[character.encode("utf-8")] = len(texts)
        texts += replacement.encode("utf-8") + b"\0"
    units = _double_array(_tree(keys))
    trie = struct.pack(f"<{len(units)}I", *units)
    return struct.pack("<I", len(trie)) + trie + bytes(texts)


class _Node:
    """A prefix of some key: what follows it, and the value if it is a key itself."""

    def __init__(self) -> None:
        self.children: dict[int, _Node] = {}
        self.value: int | None = None


def _tree(keys: Mapping[bytes, int]) -> _Node:
    root = _Node()
    for key, value in keys.items():
        node = root
        for byte in key:
            node = node.children.setdefault(byte, _Node())
        node.value = value
    return root


def _double_array(root: _Node) -> list[int]:
    """Lay the tree out: the child of the node at `i` by byte `b` is at `base ^ b`, its value at `base`.

    No two nodes share a base, so a child found by its label is never another node's child. `i ^ base` is kept in the
    unit; one of 22 bits and more would have to be a multiple of 256, which this small table never needs.
    """
    units = [0] * 256
    taken = {0}
    bases: set[int] = set()
    lowest = 1
    pending = [(root, 0)]
    while pending:
        node, place = pending.pop()
        cells = [*node.children, *([] if node.value is None else [0])]
        base = lowest
        while base in bases or any((base ^ cell) in taken for cell in cells):
            base += 1
        bases.add(base)
        taken.update(base ^ cell for cell in cells)
        while lowest in bases or lowest in taken:
            lowest += 1
        units.extend([0] * ((base | 255) + 1 - len(units)))
        units[place] |= (place ^ base) << 10
        if node.value is not None:
            units[place] |= 1 << 8
            units[base] = 1 << 31 | node.value
        for byte, child in node.children.items():
            units[base ^ byte] = byte
            pending.append((child, base ^ byte))
    return units
