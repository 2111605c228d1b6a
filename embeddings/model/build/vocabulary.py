"""Chooses which of the 250,002 pieces the pruned vocabulary keeps.

The word matrix is four fifths of the full model, and most of its rows are for scripts that no
reader of these documents writes. Kept are

- the four special tokens, whose ids must stay 0 to 3;
- by form: every piece of Han characters, CJK and general punctuation, digits and ASCII signs,
  also with Latin letters between them; ASCII pieces of at most two characters, from which any
  English word can still be spelled; and single characters of the other Latin blocks;
- by use: every piece that the most frequent English words split into.

A piece keeps its score, so a text whose best split has kept pieces only is split as before.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from errors import BuildError
from packed_model import PackedModel
from unigram import METASPACE, UnigramSegmenter

# In id order: the model's own ids for them, which the pruned vocabulary leaves as they are.
SPECIAL_PIECES = ("<s>", "<pad>", "</s>", "<unk>")

# Words, most frequent first. With 60,000 of them 99.85 % of the pieces of the 1,718 English and
# Chinese paragraphs the model was tried on are those of the full vocabulary; the rest are foreign
# names.
FREQUENT_ENGLISH_WORDS = 60_000

# Letters. Longer words are hardly ever written in capitals, shorter ones often are (ATA, AEO).
LONGEST_CAPITALISED_WORD = 5

# Characters. Every ASCII letter is a piece of its own, so no English word becomes unknown; the
# pairs make a rare word's split shorter.
LONGEST_SHORT_PIECE = 2

# First and last code point of each range.
HAN_RANGES = (
    (0x3400, 0x4DBF),  # extension A
    (0x4E00, 0x9FFF),  # unified ideographs
    (0xF900, 0xFAFF),  # compatibility ideographs
    (0x20000, 0x31FFF),  # extensions B to H
)
SIGN_RANGES = (
    (0x2000, 0x2BFF),  # general punctuation to arrows, with the metaspace
    (0x3000, 0x303F),  # CJK punctuation
    (0xFF00, 0xFFEF),  # half- and full-width forms
)
LAST_ASCII = 0x7F
LAST_LATIN = 0x24F


@dataclass(frozen=True)
class KeptPieces:
    """The choice.

    Attributes:
        ids: ids in the full vocabulary, rising; the index is the new id.
        by_form: how many were kept for their form, the special tokens among them.
    """

    ids: list[int]
    by_form: int


def is_han(character: str) -> bool:
    """Tells whether a single character is a Han ideograph."""
    return _within(character, HAN_RANGES)


def is_sign(character: str) -> bool:
    """Tells whether a single character is punctuation or a symbol outside ASCII."""
    return _within(character, SIGN_RANGES)


def is_ascii(character: str) -> bool:
    """Tells whether a single character is ASCII."""
    return ord(character) <= LAST_ASCII


def is_kept_by_form(piece: str) -> bool:
    """Applies the rules on a piece's characters.

    Args:
        piece: text of a piece that is not a special token.

    Returns:
        Whether to keep it whatever text it is used in.
    """
    if all(is_han(c) or is_sign(c) or (is_ascii(c) and not c.isalpha()) for c in piece):
        return True
    bare = piece.replace(METASPACE, "")
    if len(bare) <= LONGEST_SHORT_PIECE and all(is_ascii(c) for c in bare):
        return True
    if any(is_han(c) for c in piece) and all(is_han(c) or is_sign(c) or is_ascii(c) for c in piece):
        return True
    return len(piece) == 1 and ord(piece) <= LAST_LATIN


def spellings(word: str) -> set[str]:
    """Lists the ways a frequent word is written.

    Args:
        word: a word in small letters.

    Returns:
        The word itself, with a capital first letter, and if it is short in capitals.
    """
    forms = {word, word.capitalize()}
    if len(word) <= LONGEST_CAPITALISED_WORD:
        forms.add(word.upper())
    return forms


def choose_pieces(model: PackedModel, words: Iterable[str]) -> KeptPieces:
    """Chooses the pieces to keep.

    Args:
        model: the full vocabulary.
        words: frequent English words; their order does not matter.

    Returns:
        The kept ids.

    Raises:
        BuildError: if the vocabulary does not start with the four special tokens.
    """
    first = tuple(model.pieces[: len(SPECIAL_PIECES)])
    if first != SPECIAL_PIECES:
        raise BuildError(model.source, "first pieces", str(SPECIAL_PIECES), str(first))
    kept = set(range(len(SPECIAL_PIECES)))
    for index, piece in enumerate(model.pieces):
        if index >= len(SPECIAL_PIECES) and is_kept_by_form(piece):
            kept.add(index)
    by_form = len(kept)
    segmenter = UnigramSegmenter(
        model.pieces, model.scores.tolist(), model.replacements, model.special.unknown
    )
    for word in words:
        for spelling in spellings(word):
            kept.update(segmenter.segment(spelling))
    return KeptPieces(sorted(kept), by_form)


def frequent_english_words() -> list[str]:
    """Reads the word list.

    Returns:
        The `FREQUENT_ENGLISH_WORDS` most frequent words of wordfreq's English list.
    """
    from wordfreq import top_n_list

    return top_n_list("en", FREQUENT_ENGLISH_WORDS)


def _within(character: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    code = ord(character)
    return any(first <= code <= last for first, last in ranges)
