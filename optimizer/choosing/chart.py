"""A front as a drawing: value by number of moves, one line for each limit of continuity."""

from optimizer.choosing.front import Front, Point

WIDTH, HEIGHT, MARGIN = 720, 420, 70
COLOURS = ("#0b5cad", "#b34700", "#2e7d32", "#6a1b9a")
FONT = 'font-family="sans-serif" font-size="13"'


def drawing(front: Front) -> str:
    """
    Draw a front.

    Parameters
    ----------
    front : Front
        With at least one plan.

    Returns
    -------
    str
        An SVG document. A dot is a plan, the bar above it reaches to its bound.
    """
    there = [point for point in front.points if point.plan is not None]
    moves = [point.measures["moves"] for point in there]
    worth = [point.plan.value for point in there if point.plan] + [point.bound for point in there]
    across = (min(moves), max(moves)), (MARGIN, WIDTH - MARGIN)
    down = (min(worth), max(worth)), (HEIGHT - MARGIN, MARGIN)
    parts = [
        f'<text x="{WIDTH / 2}" y="{HEIGHT - 18}" text-anchor="middle" {FONT}>moves</text>',
        f'<text x="12" y="{MARGIN - 30}" {FONT}>value; the bar reaches to the bound</text>',
    ]
    parts += [
        f'<text x="{_place(edge, *across):.1f}" y="{HEIGHT - 42}" text-anchor="middle" {FONT}>{edge:,}</text>'
        for edge in sorted(set(across[0]))
    ]
    parts += [
        f'<text x="6" y="{_place(edge, *down):.1f}" {FONT}>{edge:,}</text>' for edge in sorted(set(down[0]))
    ]
    for n, level in enumerate(sorted({point.least_continuity for point in there})):
        mine = sorted((each for each in there if each.least_continuity == level), key=_moves)
        parts += _line(mine, COLOURS[n % len(COLOURS)], across, down)
        y = MARGIN + 20 * n
        parts.append(
            f'<text x="{WIDTH - MARGIN - 190}" y="{HEIGHT - MARGIN - 70 + y - MARGIN:.1f}" {FONT} '
            f'fill="{COLOURS[n % len(COLOURS)]}">continuity at least {level:,}</text>'
        )
    body = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="Value by number of moves">\n'
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>\n{body}\n</svg>\n'
    )


def _moves(point: Point) -> int:
    return point.measures["moves"]


def _place(value: float, span: tuple[int, int], room: tuple[int, int]) -> float:
    return room[0] + (value - span[0]) * (room[1] - room[0]) / max(1, span[1] - span[0])


def _line(
    points: list[Point], colour: str, across: tuple[tuple, tuple], down: tuple[tuple, tuple]
) -> list[str]:
    """A line through the plans of one limit, a dot for each, and a bar to its bound."""
    at = [(_place(_moves(p), *across), _place(p.plan.value, *down), p) for p in points if p.plan]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in at)
    parts = [f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>']
    for x, y, point in at:
        top = _place(point.bound, *down)
        parts.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{y:.1f}" y2="{top:.1f}" stroke="{colour}" opacity="0.5"/>'
        )
        parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{colour}"/>')
    return parts
