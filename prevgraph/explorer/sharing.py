"""Who needs help and who offers it, and what two states could take from each other, with reasons."""

from collections.abc import Sequence
from itertools import groupby

from prevgraph.explorer.view import NoSuchPage, Record, View, distinct, named
from queries.table import Value
from viz.explorer.contents import Area, Choice, Named, Pair, Sharing, Way

#: With more states than so many, one has to be chosen before needs are held against offers.
MOST_STATES = 25


def sharing(view: View) -> Sharing:
    """Needs and offers by area; gaps here beside practices there; around one state where one is given."""
    state, by = view.frame.given("state").upper() or None, view.frame.given("by").upper() or None
    areas = _areas(list(view.table("assistance", area=view.frame.given("area") or None)))
    known = states(view)
    choose = len(known) > MOST_STATES and not (state or by)
    return Sharing(
        [_around(area, state) for area in areas] if state else areas,
        None if choose else view.table("sharing-opportunities", state=state, by=by),
        known,
        choose,
    )


def _around(area: Area, code: str) -> Area:
    """What of an area concerns one state: who could meet its need, and whose need it could meet."""
    needs, offers = ([one for one in side if one.note == code] for side in (area.needs, area.offers))
    return Area(area.area, area.number, area.offers if needs else offers, area.needs if offers else needs)


def states(view: View) -> list[Choice]:
    """The states that replied, to choose from."""
    records = distinct(view.table("states"), "stateIri")
    return [Choice(str(record["code"]), _with_mark(view, record)) for record in records]


def _with_mark(view: View, record: Record) -> str:
    mark = f" ({view.frame.word('fictional')})" if record["fictional"] else ""
    return f"{record['state']}{mark}"


def _areas(records: Sequence[Record]) -> list[Area]:
    return [_area(list(of)) for _, of in groupby(records, key=lambda record: record["areaIri"])]


def _area(records: Sequence[Record]) -> Area:
    first = records[0]
    return Area(
        Named(str(first["areaIri"]), str(first["areaText"] or first["area"]), str(first["area"])),
        str(first["area"]),
        _states_with(records, "Offer"),
        _states_with(records, "Need"),
    )


def _states_with(records: Sequence[Record], kind: str) -> list[Named]:
    wanted = [record for record in records if str(record["kindIri"]).endswith(f"#{kind}")]
    return [named(record, "state", note=str(record["stateIri"])[-3:]) for record in distinct(wanted, "stateIri")]


def pair(view: View) -> Pair:
    """Two states: what ties them, and what each could take from the other."""
    known = {str(record["code"]): record for record in view.table("states")}
    one, other = view.parts["one"].upper(), view.parts["other"].upper()
    for code in (one, other):
        if code not in known:
            raise NoSuchPage(code)
    return Pair(
        named(known[one], "state", note=one),
        named(known[other], "state", note=other),
        view.table("ties", state=one, by=other),
        _way(view, one, other),
        _way(view, other, one),
    )


def _way(view: View, to: str, from_: str) -> Way:
    """What one state could take from another: help that it asks for, and practices where it reports a gap."""
    matches = list(view.table("sharing-matches", state=to, by=from_))
    gaps = list(view.table("sharing-opportunities", state=to, by=from_))
    return Way(
        [
            (Named(str(iri), str(of[0]["areaText"]), str(of[0]["area"])), str(of[0]["line"] or ""), of)
            for iri, of in _by(matches, "areaIri")
        ],
        [
            (Named(str(iri), str(of[0]["paragraphLabel"] or ""), str(of[0]["paragraph"])), of)
            for iri, of in _by(gaps, "paragraphIri")
        ],
    )


def _by(records: Sequence[Record], column: str) -> list[tuple[Value, list[Record]]]:
    found: dict[Value, list[Record]] = {}
    for record in records:
        found.setdefault(record[column], []).append(record)
    return list(found.items())
