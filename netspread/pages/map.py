"""Map: the network as one interactive page.

Python makes data, one template holds them, and the page's own scripts do the rest: what the reader may change, the
page changes itself. The data are one JSON object (version 2): ``title``; ``language`` (code and texts); ``network``
(counts, relation, influence); ``people`` (``id, name, x, y, responded``); ``attributes`` and ``measures`` (a list of
values each, in the order of the people); ``communities``; ``champions``; ``explanations``; ``relations``; ``ties``
(``ego, alter, weight, relation``); ``backbone`` (ties to draw when zoomed out); ``models`` and ``starts`` (seeding
strategies). People are positions, missing numbers are null. ``docs/reference/map-data.md`` tells each key.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from numpy.typing import ArrayLike

from netspread.communities import Partition
from netspread.errors import ReadError, SaveError
from netspread.language import language as texts_of
from netspread.network import Network
from netspread.pages.embed import asset, embedded, filled, policy, vis_network
from netspread.pages.map_data import map_data
from netspread.ranking import Ranking
from netspread.spread.compare import Comparison
from netspread.spread.simulate import Spread

#: What stands before the data in a page.
DATA_OPENS = '<script type="application/json" id="data">'
#: The page's own scripts, in the order in which they need each other.
_SCRIPTS = ("map_people.js", "map_spread.js", "map_picture.js", "map_save.js", "map_card.js", "map_list.js", "map.js")


@dataclass(frozen=True, slots=True, repr=False)
class MapPage:
    """A page, ready to be saved.

    Attributes
    ----------
    html
        The whole page: no request to any network; the same input gives the same text.
    people
        How many people are on it.
    places
        Where everybody stands: person -> x and y; for the ``before`` of a later map.
    """

    html: str
    people: int
    places: Mapping[str, tuple[float, float]]

    def save(self, path: str | Path) -> Path:
        """Write the page to *path*, and return that.

        Raises
        ------
        SaveError
            If it cannot be written.
        """
        path = Path(path)
        try:
            path.write_text(self.html, encoding="utf-8", newline="")
        except OSError as error:
            raise SaveError(f"{path}: cannot be written ({error.strerror}); choose another place") from error
        return path

    def __repr__(self) -> str:
        """Return one line."""
        return f"MapPage of {self.people} people, {len(self.html) / 1e6:.1f} MB; save it with .save('map.html')"

    def _repr_html_(self) -> str:
        frame = (
            '<iframe title="Map" width="100%" height="720" style="border:0" '
            'sandbox="allow-scripts allow-downloads allow-modals" srcdoc="{}"></iframe>'
        )
        return frame.format(escape(self.html, quote=True))


def draw_map(
    network: Network,
    *,
    partition: Partition | None = None,
    rankings: Sequence[Ranking] = (),
    comparison: Comparison | None = None,
    title: str = "",
    places: ArrayLike | None = None,
    before: Mapping[str, tuple[float, float]] | None = None,
    explanations: Mapping[str, str | Sequence[str]] | None = None,
    champions: Iterable[str] = (),
    certainty: ArrayLike | None = None,
    relations: Sequence[Network] = (),
    language: str = "en",
    observed: tuple[Sequence[str], ArrayLike] | None = None,
    tried: tuple[Spread, int] | None = None,
    seed: int = 1,
) -> MapPage:
    """Return the interactive map of *network*.

    Parameters
    ----------
    network
        Any network.
    partition
        Communities, to color and filter by, and to keep together on the map.
    rankings
        Measures, to size and color by; the first one sizes at first.
    comparison
        Seeding strategies, whose seeds are marked and whose spread is played.
    title
        What stands over the map; by default the relation.
    places
        x and y of each person, shape (n, 2), y downwards; by default those of :func:`netspread.pages.layout.places`.
    before
        Where people stood on an earlier map (its ``places``, or :func:`places_in`): they keep their places on this one.
    explanations
        Person -> a sentence or several for that person's card; those left out have none.
    champions
        People who are marked as champions.
    certainty
        How surely each person belongs to the community of *partition*, shape (n,), from 0 to 1, e.g. of
        :func:`netspread.communities.consensus.consensus`; below 0.75 a person is drawn as a doubtful member.
    relations
        Other relations among the same people, whose ties can be shown instead or as well.
    language
        One of :func:`netspread.language.languages`.
    observed
        What did happen, to be played: the names of the periods, and for each person the period in which they adopted,
        counted from 0; as many as there are periods, or more, if never.
    tried
        A spread of :func:`netspread.simulate`, under any model, and the number of the world to be played.
    seed
        Random seed of the layout.

    Raises
    ------
    ChoiceError
        If *places* or another argument is not of the people of *network*, or there is no such *language*.

    Examples
    --------
    >>> draw_map(Network.from_ties([("ana", "ben")]), title="Ward 1").people
    2
    """
    data = map_data(
        network,
        partition=partition,
        rankings=rankings,
        comparison=comparison,
        title=title,
        places=places,
        before=before,
        explanations=explanations,
        champions=champions,
        certainty=certainty,
        relations=relations,
        language=language,
        observed=observed,
        tried=tried,
        seed=seed,
    )
    library, style, scripts = vis_network(), asset("map.css"), [asset(name) for name in _SCRIPTS]
    texts = texts_of(language).texts["map"]
    parts = {
        **{key: escape(text) for key, text in texts.items() if isinstance(text, str)},
        "LANGUAGE": language,
        "POLICY": policy([library, *scripts], [style]),
        "TITLE": escape(data["title"]),
        "STYLE": style,
        "DATA": embedded(data),
        "SCRIPTS": "\n".join(f"<script>{script}</script>" for script in [library, *scripts]),
    }
    html = filled(asset("map.html"), parts)
    shown = data["people"]
    stand = dict(zip(shown["id"], zip(shown["x"], shown["y"], strict=True), strict=True))
    # Half a surrogate pair, which no file can hold, becomes a question mark.
    return MapPage(html.encode("utf-8", "replace").decode("utf-8"), network.n_people, stand)


def places_in(path: str | Path) -> dict[str, tuple[float, float]]:
    """Return where people stand on the map saved as *path*: person -> x and y.

    Raises
    ------
    ReadError
        If there is no such file, or it is no map of ours.
    """
    try:
        html = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReadError(f"{path}: cannot be read ({error}); give a map that netspread made") from error
    try:
        people = json.loads(html.partition(DATA_OPENS)[2].partition("</script>")[0])["people"]
        found = zip(people["id"], people["x"], people["y"], strict=True)
        return {str(person): (float(x), float(y)) for person, x, y in found}
    except (ValueError, TypeError, LookupError) as error:
        raise ReadError(f"{path}: holds no map of netspread; give the map.html of an earlier run") from error
