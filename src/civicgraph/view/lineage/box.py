"""A rectangle, and whether two of them meet."""

import msgspec


class Box(msgspec.Struct, frozen=True):
    """A rectangle."""

    x: float
    y: float
    w: float
    h: float

    def meets(self, other: "Box", margin: float = 0.0) -> bool:
        """True where the two lie closer than `margin`."""
        return (
            self.x < other.x + other.w + margin
            and other.x < self.x + self.w + margin
            and self.y < other.y + other.h + margin
            and other.y < self.y + self.h + margin
        )
