"""Draws the symbol of each sort of event as an SVG path: shape tells the sort, never colour alone."""

from math import cos, pi, sin

RADIUS = 6.5


def symbol(sort: str, x: float, y: float, r: float = RADIUS) -> str:
    """Return the path of a sort's symbol around a point.

    Circle: consultation; square: consultation of a paper; hexagon: decision, adoption; diamond: funding;
    triangle: participation; page: publication; speech bubble: inquiry, and a paper that is only named.
    """
    match sort:
        case "paper":
            return _polygon(
                [(x - r + 1, y - r + 1), (x + r - 1, y - r + 1), (x + r - 1, y + r - 1), (x - r + 1, y + r - 1)]
            )
        case "decision" | "adoption":
            return _polygon([(x + (r + 0.5) * cos(k * pi / 3), y + (r + 0.5) * sin(k * pi / 3)) for k in range(6)])
        case "funding":
            return _polygon([(x, y - r - 1), (x + r + 1, y), (x, y + r + 1), (x - r - 1, y)])
        case "participation":
            return _polygon([(x, y - r), (x + r + 0.5, y + r - 1), (x - r - 0.5, y + r - 1)])
        case "publication":
            return _polygon(
                [
                    (x - r + 1.5, y - r),
                    (x + 1.5, y - r),
                    (x + r - 1, y - r + 4),
                    (x + r - 1, y + r),
                    (x - r + 1.5, y + r),
                ]
            )
        case "inquiry" | "mention":
            return (
                f"M{x - r:.1f},{y - 1:.1f}a{r:.1f},{r - 0.5:.1f} 0 1 1 {r + 1:.1f},{r - 1:.1f}"
                f"l{-r + 0.5:.1f},3.2l0.6,-4.4a{r:.1f},{r - 0.5:.1f} 0 0 1 {-2.1:.1f},{-4.4:.1f}z"
            )
        case _:
            return f"M{x - r:.1f},{y:.1f}a{r:.1f},{r:.1f} 0 1 0 {2 * r:.1f},0a{r:.1f},{r:.1f} 0 1 0 {-2 * r:.1f},0z"


def _polygon(points: list[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in points) + "z"
