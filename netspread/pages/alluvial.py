"""Alluvial: communities over time as a picture, bands of people flowing from window to window."""

from collections.abc import Mapping, Sequence
from html import escape

import pandas as pd
from markupsafe import Markup

from netspread.communities.series import CommunitySeries
from netspread.language import speaking, spoken
from netspread.pages import charts
from netspread.pages.drawing import for_both, svg
from netspread.pages.template import page

_HEIGHT, _BLOCK, _GAP, _TOP, _EDGE = 420.0, 16.0, 4.0, 28.0, 36.0
#: The name of a window needs so much room; where there is less, every second, third, ... is written.
_NAME = 80
#: Columns this far apart have room for the numbers of communities; else the last alone has them.
_NUMBERED = 40


def alluvial(series: CommunitySeries) -> Markup:
    """Return the picture: a column a window, a block a community (as high as it has people), bands between them.

    A band is as wide as the people who go from one to the other; who has no tie in the next window is in no band.
    """
    say = spoken()
    sizes = {
        str(window): {int(str(label)): int(people) for label, people in part.value_counts().sort_index().items()}
        for window, part in series.members.groupby("window")["community"]
    }
    most = max((sum(column.values()) for column in sizes.values()), default=1)
    largest = max(map(len, sizes.values()), default=1)
    gap = min(_GAP, _HEIGHT / (2 * max(largest, 1)))  # hundreds of communities would else be nothing but gaps
    scale = (_HEIGHT - gap * largest) / max(most, 1)
    flows = series.flows()

    def draw(width: int) -> Markup:
        places: dict[tuple[str, int], tuple[float, float]] = {}
        columns = [_windows(series.windows, width)]
        for at, window in enumerate(series.windows):
            written = at == len(series.windows) - 1 or _left(1, series.windows, width) >= _EDGE + _NUMBERED
            x = _left(at, series.windows, width)
            column, found = _column(window, sizes.get(window, {}), x, scale, gap=gap, written=written)
            columns.append(column)
            places |= found
        return svg(
            _bands(flows, places, scale) + "".join(columns),
            width,
            _HEIGHT + _TOP + 10,
            title=say.say("series.title"),
            description=say.say("series.description", count=len(series.windows)),
        )

    return for_both(draw)


def _left(at: int, windows: Sequence[str], width: int) -> float:
    """Return where the column of a window begins."""
    return _EDGE + at * (width - 2 * _EDGE - _BLOCK) / max(len(windows) - 1, 1)


def _windows(windows: Sequence[str], width: int) -> str:
    """Return the names of the windows above their columns, as many as there is room for."""
    every = -(-len(windows) * _NAME // width)
    return "".join(
        f'<text class="tick middle" x="{_left(at, windows, width) + _BLOCK / 2:.1f}" y="14">{escape(window)}</text>'
        for at, window in enumerate(windows)
        if at % every == 0
    )


def _column(
    window: str, sizes: Mapping[int, int], x: float, scale: float, *, gap: float, written: bool
) -> tuple[str, dict[tuple[str, int], tuple[float, float]]]:
    """Return the blocks of a window, with their numbers if *written*, and where each stands."""
    say, y, blocks, places = spoken(), _TOP, [], {}
    for community, people in sizes.items():
        height = people * scale
        places[window, community] = (x, y)
        told = say.say("series.block", community=community, window=window, people=say.say("counts.people", people))
        blocks.append(
            f'<rect class="person c{(community - 1) % 8}" x="{x:.1f}" y="{y:.1f}" width="{_BLOCK:.0f}" '
            f'height="{height:.1f}"><title>{escape(told)}</title></rect>'
        )
        if written and height >= 12:
            place = f'x="{x + _BLOCK + 10:.1f}" y="{y + height / 2 + 4:.1f}"'
            blocks.append(f'<text class="cell" {place}>{community}</text>')
        y += height + gap
    return "".join(blocks), places


def draw_series(series: CommunitySeries, *, language: str = "en") -> str:
    """Return a page with the picture, what happened, and the flows as a table."""
    with speaking(language) as said:
        return page(
            "series.html",
            title=said.say("series.title"),
            text=said.texts["series"],
            as_table=said.say("report.as_table"),
            told=events_in_words(series),
            picture=alluvial(series),
            flows=flows_table(series),
        )


def flows_table(series: CommunitySeries) -> Markup:
    """Return how many people go from where to where."""
    table = series.flows().rename(columns=spoken().texts["series_columns"])
    return charts.table(table, caption=spoken().say("series.flows"), digits=0)


def events_in_words(series: CommunitySeries) -> list[str]:
    """Return what is born, ends, splits and merges, a sentence each."""
    say = spoken()
    with_and = say.say("series.and")
    return [
        say.say(
            f"series.{row.event}",
            window=row.window,
            community=row.community,
            others=str(row.others).replace(";", with_and),
        )
        for row in series.events().itertuples(index=False)
    ] or [say.say("series.nothing")]


def _bands(flows: pd.DataFrame, places: dict[tuple[str, int], tuple[float, float]], scale: float) -> str:
    """Return the bands, stacked inside their blocks in the order of the other end."""
    say = spoken()
    left: dict[tuple[str, int], float] = {}
    right: dict[tuple[str, int], float] = {}
    drawn = []
    for row in flows.sort_values(["window", "community", "next_community"]).itertuples(index=False):
        start = (str(row.window), int(str(row.community)))
        end = (str(row.next_window), int(str(row.next_community)))
        width = float(str(row.people)) * scale
        (x, y), (to_x, to_y) = places[start], places[end]
        y, to_y = y + left.get(start, 0.0), to_y + right.get(end, 0.0)
        left[start], right[end] = left.get(start, 0.0) + width, right.get(end, 0.0) + width
        x += _BLOCK
        half = (x + to_x) / 2
        there = f"C{half:.1f} {y:.1f} {half:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}"
        back = f"C{half:.1f} {to_y + width:.1f} {half:.1f} {y + width:.1f} {x:.1f} {y + width:.1f}"
        drawn.append(
            f'<path class="band c{(start[1] - 1) % 8}" d="M{x:.1f} {y:.1f}{there}v{width:.1f}{back}Z">'
            f"<title>{escape(say.say('series.band', people=row.people, start=start[1], end=end[1]))}</title></path>"
        )
    return "".join(drawn)
