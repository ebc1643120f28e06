"""Events as three columns: whose row, which line, and what is no place."""

from __future__ import annotations

import itertools

from graph.queries.rows import Place, bodies_in, sides_key, sides_of, third_parties_of
from graph.queries.selection import Selection
from graph.vocabulary import Involvement, Modality, Status, VenueKind
from tests.webapp.rows import event, named, part
from webapp.columns import MOST_ROWS, ROW_GAP, Columns, Level, columns_of, narrowed, passing


def names(columns: Columns, column: int) -> set[str]:
    return {row.stop.name for row in columns.rows if row.column == column}


def test_the_whole_graph_shows_conflicts_and_one_conflict_its_sides() -> None:
    events = [event("Egypt", "LNA, GNA", "Cairo"), event("Iran", "A, B", "Astana", "Syria")]
    assert names(columns_of(events, Selection()), 1) == {"Libya", "Syria"}
    assert names(columns_of(events[:1], Selection()), 1) == {"GNA \N{EN DASH} LNA"}


def test_sides_open_into_events_in_their_own_order() -> None:
    events = [event("Egypt", "A", "Cairo", day="2021-03-01"), event("Italy", "A", "Rome", day="2020-01-13")]
    columns = columns_of(events, Selection(sides="a"))
    assert columns.level is Level.EVENTS
    assert [row.stop.name for row in columns.rows if row.column == 1] == [
        "1 March 2021, talks",
        "13 January 2020, talks",
    ]


def test_a_line_holds_the_events_of_both_its_rows() -> None:
    events = [event("Egypt", "A, B", "Cairo"), event("Egypt", "A, C", "Cairo"), event("Egypt", "A, B", "Rome")]
    links = {(link.source, link.target): link.events for link in columns_of(events, Selection()).links}
    assert links["actor:egypt", "sides:a~b"] == (0, 2)
    assert links["sides:a~b", "venue:rome"] == (2,)
    assert ("sides:a~c", "venue:rome") not in links


def test_a_line_narrows_the_selection_to_the_things_of_its_rows() -> None:
    keys = ["actor:egypt", "sides:a~b", "venue:unknown", "conflict:libya"]
    asked = narrowed(Selection(conflicts=("syria",)), keys)
    assert asked == Selection(actors=("egypt",), conflicts=("syria",), sides="a~b")


def test_a_set_of_sides_names_its_bodies_whatever_their_ids_hold() -> None:
    key = sides_key(event("", "A+B, C~, 100%"))
    assert bodies_in(key) == ("100%", "a+b", "c~")
    assert bodies_in(sides_key(event())) == ()


def test_by_link_and_not_reported_are_rows_and_a_country_is_no_place() -> None:
    country = Place(named("Libya"), VenueKind.COUNTRY)
    events = [
        event("Egypt", modality=Modality.VIDEO),
        event("Egypt", day="2020-01-14"),
        event("Egypt", places=(country,)),
    ]
    rows = [row for row in columns_of(events, Selection()).rows if row.column == 2]
    assert {row.stop.name for row in rows} == {
        "By video or phone link",
        "Place not reported",
        "in Libya, place not reported",
    }
    assert all(row.stop.vague for row in rows)


def test_one_sided_and_unheld_lines_are_marked() -> None:
    events = [event("Egypt", "A", "Cairo"), event("Italy", "A, B", "Rome", status=Status.REFUSED)]
    links = {link.source: link for link in columns_of(events, Selection()).links}
    assert (links["actor:egypt"].light, links["actor:egypt"].unheld) == (True, False)
    assert (links["actor:italy"].light, links["actor:italy"].unheld) == (False, True)


def test_a_column_is_cut_and_says_so() -> None:
    thirds = ", ".join(f"Third {number}" for number in range(60))
    columns = columns_of([event(thirds, "A, B", "Cairo")], Selection())
    assert columns.left_out == (60 - MOST_ROWS, 0, 0)
    heights = sorted(row.y for row in columns.rows if row.column == 0)
    assert min(b - a for a, b in itertools.pairwise(heights)) >= ROW_GAP >= 24


def test_the_events_of_a_line_pass_through_both_rows() -> None:
    events = [event("Egypt", "A, B", "Cairo"), event("Egypt", "A, B", "Rome")]
    assert passing(events, Selection(), ["actor:egypt", "venue:rome"]) == events[1:]


def test_a_person_stands_for_the_body_that_the_article_names() -> None:
    haftar = part("Haftar", "PARTY_TO", "Person", side="A", behalf=named("LNA"))
    sarraj = part("Sarraj", "PARTY_TO", "Person", side="B")
    assert [side[0].name for side in sides_of(event(participants=(haftar, sarraj)))] == ["LNA", "Sarraj"]


def test_parties_of_one_letter_sat_together() -> None:
    letters = {"A": "GNA", "B": "LNA"}
    parties = [part(name, "PARTY_TO", "Government", side=side) for side, name in letters.items()]
    together = event(participants=(*parties, part("HoR", "PARTY_TO", "Government", side="B")))
    assert sides_key(together) == "gna~hor+lna"
    assert sides_key(event()) == "none"


def test_helpers_count_as_third_parties_only_where_nobody_mediated() -> None:
    host = part("Finland", "HOSTED")
    assert third_parties_of(event(participants=(host,)))[0].name == "Finland"
    assert [one.name for one in third_parties_of(event(participants=(host, part("UN"))))] == ["UN"]
    both = event(participants=(host, part("UN")))
    assert [one.name for one in third_parties_of(both, (Involvement.HOSTED,))] == ["Finland"]
