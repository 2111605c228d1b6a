"""Splits text into vocabulary pieces by the SentencePiece unigram model.

The best split is the one whose pieces' log-probabilities have the largest sum, found with the
Viterbi algorithm (T. Kudo, "Subword Regularization", ACL 2018).
"""

from collections.abc import Mapping, Sequence

# Stands for a space inside pieces.
METASPACE = "\u2581"

# SentencePiece's penalty (kUnkPenalty): an unknown character costs this much more than the least
# likely piece, so it is used only where nothing else fits.
UNKNOWN_PENALTY = 10.0


def normalise(text: str, replacements: Mapping[str, str]) -> str:
    """Replaces characters, joins runs of spaces, and marks spaces and the start of the text.

    Args:
        text: any text.
        replacements: replacement text by single character; others stay.

    Returns:
        The text as the pieces spell it: a `METASPACE` at its start and for each space.
    """
    replaced = "".join(replacements.get(character, character) for character in text)
    kept: list[str] = []
    for character in replaced:
        if character != " " or not kept or kept[-1] != " ":
            kept.append(character)
    joined = "".join(kept)
    if not joined.startswith(" "):
        joined = " " + joined
    return joined.replace(" ", METASPACE)


class UnigramSegmenter:
    """Holds the lookup tables of one vocabulary.

    Args:
        pieces: text of each piece; the index is its id. Of equal texts the first counts.
        scores: log-probability of each piece.
        replacements: the normaliser, see `normalise`.
        unknown: id given to a character that no piece covers.
    """

    def __init__(
        self,
        pieces: Sequence[str],
        scores: Sequence[float],
        replacements: Mapping[str, str],
        unknown: int,
    ) -> None:
        self._replacements = replacements
        self._unknown = unknown
        self._by_text: dict[str, tuple[int, float]] = {}
        for index, (piece, score) in enumerate(zip(pieces, scores, strict=True)):
            if index != unknown:
                self._by_text.setdefault(piece, (index, float(score)))
        self._unknown_score = float(min(scores)) - UNKNOWN_PENALTY
        self._longest = max(len(piece) for piece in self._by_text)

    def segment(self, text: str) -> list[int]:
        """Splits a text.

        Args:
            text: any text; it is normalised first.

        Returns:
            Ids of the best split, without begin and end tokens. Of equal sums the split found
            first stays, which is the one whose last piece is longest.
        """
        normal = normalise(text, self._replacements)
        length = len(normal)
        # best[i]: largest sum over the first i characters; came_from[i]: its last piece.
        best = [float("-inf")] * (length + 1)
        best[0] = 0.0
        came_from = [(0, self._unknown)] * (length + 1)
        for start in range(length):
            for end in range(start + 1, min(length, start + self._longest) + 1):
                found = self._by_text.get(normal[start:end])
                if found is not None and best[start] + found[1] > best[end]:
                    best[end] = best[start] + found[1]
                    came_from[end] = (start, found[0])
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                came_from[start + 1] = (start, self._unknown)
        ids: list[int] = []
        position = length
        while position > 0:
            position, piece_id = came_from[position]
            ids.append(piece_id)
        ids.reverse()
        return ids
