"""The one error that the build raises for a cause it understands."""


class BuildError(Exception):
    """A broken environment or input: says where, what was expected and what was found.

    Args:
        file: the file or package at fault.
        place: the field, offset or item inside it.
        expected: what the build needs there.
        found: what is there instead.
    """

    def __init__(self, file: str, place: str, expected: str, found: str) -> None:
        super().__init__(f"{file}: {place}: expected {expected}, found {found}")
        self.file = file
        self.place = place
        self.expected = expected
        self.found = found
