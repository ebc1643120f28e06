"""The desk and the extractor on the command line: lists, single decisions, a session of keys, and what is printed."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from graph.cli.correcting import as_json_text, as_lines, from_json_text, from_lines, name_in, named, parts_of
from graph.cli.deciding import accepted, taken_back
from graph.cli.reporting import FIRST_FEW
from graph.cli.session import Session
from graph.cli.showing import in_context, tellings_of
from graph.errors import BadInput
from graph.facts import Party, ThirdParty, VenueMention
from graph.queries.desk import DeskItem, DeskKind, Span, desk_item, desk_queue
from graph.queries.headlines import headline
from graph.queries.judgements import decisions_made, judgements_made
from graph.settings import Settings
from graph.store.connection import Store
from graph.store.decisions import Word
from graph.store.recording import judgement_id
from graph.store.taking_back import undo_judgement
from graph.vocabulary import ActorKind
from tests.builders import fact
from tests.store.snapshots import count
from tests.store.told import EGYPT, RUSSIA, article, events_of, facts_in, record
from tests.test_articles_import import CERTAIN, DOUBTFUL, FILLER, load, write
from tests.test_cli import Shell


@pytest.fixture
def shell(engine_settings: Settings, graph: Store) -> Shell:
    return Shell(engine_settings)


@pytest.fixture
def waiting(graph: Store, tmp_path: Path) -> str:
    load(graph, write(tmp_path, "one", DOUBTFUL))
    return desk_queue(graph).items[0].id


def at_the_desk(graph: Store, keys: str) -> str:
    """What a person sees that presses these keys (and types what is asked for)."""
    seen = io.StringIO()
    session = Session(graph, Console(file=seen, width=100), "ann")
    with CliRunner().isolation(input=keys):
        session.run()
    return seen.getvalue()


def test_the_help_says_which_decision_takes_ids_alone(shell: Shell) -> None:
    told = shell("review", "-h").stdout
    assert "--same                or --different: LEFT is RIGHT; names, or ids" in told
    assert "--unsure              takes either back; ids" in told


def test_what_waits_is_listed_where_there_is_no_terminal(shell: Shell, waiting: str) -> None:
    listed = shell("review")
    assert waiting in listed.stdout
    assert "1 proposal" in listed.stderr
    (item,) = json.loads(shell("review", "--list", "--json").stdout)
    assert (item["kind"], item["why"]) == ("proposal", ["read with a score of only 0.50"])


def test_a_page_takes_as_many_statements_however_many_wait(
    graph: Store, pair: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slip = CERTAIN.replace("Libyan National Army", "Libyan Nationl Army")
    load(graph, write(tmp_path, "one", DOUBTFUL, slip))
    asked: list[str] = []
    read = Store.read
    monkeypatch.setattr(Store, "read", lambda *words, **more: asked.append(str(words[1])) or read(*words, **more))
    few, first = len(desk_queue(graph).items), len(asked)
    cities = ("Cairo", "Doha", "Oslo", "Geneva")
    load(graph, write(tmp_path, "two", *(DOUBTFUL.replace("Ankara", city) for city in cities)))
    record(graph, "three", *(article(n, date=f"2021-0{n}-13", **side) for n in (5, 6, 7) for side in (RUSSIA, EGYPT)))
    asked.clear()
    assert (len(desk_queue(graph).items) - few, len(asked)) == (7, first)


def test_a_proposal_is_accepted_and_taken_back_by_its_id(shell: Shell, graph: Store, waiting: str) -> None:
    assert "a new event" in shell("review", "--accept", waiting).stdout
    assert count(graph, "(:Claim {review: 'checked'})") == 1
    assert shell("review", "--accept", waiting).exit_code == 2
    assert "waits again" in shell("review", "--undo", waiting).stdout
    assert "Nothing waits" not in shell("review").stdout


def test_a_proposal_is_rejected_with_a_reason(shell: Shell, graph: Store, waiting: str) -> None:
    assert shell("review", "--reject", waiting, "--why", "hearsay").exit_code == 0
    assert graph.read("MATCH (p:Proposal) RETURN p.state, p.decided_why").rows == [["rejected", "hearsay"]]
    assert "Nothing waits" in shell("review").stdout


def test_decided_facts_are_listed_with_other_decisions(shell: Shell, graph: Store, waiting: str) -> None:
    assert "Nothing was decided yet." in shell("review", "--decided").stdout
    shell("review", "--reject", waiting, "--why", "hearsay")
    (row,) = json.loads(shell("review", "--decided", "--json").stdout)
    assert (row["id"], row["about"], row["decision"], row["why"]) == (waiting, "fact", "rejected", "hearsay")
    shell("review", "--undo", waiting)
    assert "Nothing was decided yet." in shell("review", "--decided").stdout


def test_a_corrected_fact_is_listed_as_corrected(graph: Store, waiting: str) -> None:
    at_the_desk(graph, "c" + "\n" * 3 + "2020-02-05\n" + "\n" * 4 + "a\n")
    assert [(row.id, row.decision, row.by) for row in decisions_made(graph)] == [(waiting, "corrected", "ann")]


def test_a_session_shows_the_evidence_and_takes_a_key(graph: Store, waiting: str) -> None:
    seen = at_the_desk(graph, "a")
    assert "Reportedly, Turkey mediated" in seen
    assert "why: read with a score of only 0.50" in seen
    assert count(graph, "(:Claim {reviewed_by: 'ann'})") == 1


def test_a_session_explains_its_keys_and_says_which_there_are(graph: Store, waiting: str) -> None:
    seen = at_the_desk(graph, "?xq")
    assert "r  reject: turn it down; asks why" in seen
    assert "'x' is no key here. There are a, c, e, r, n, u, q, ?" in seen
    assert (seen.count("why: read with"), count(graph, "(:Proposal {state: 'waiting'})")) == (1, 1)


def test_a_session_takes_the_last_decision_back(graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", DOUBTFUL, DOUBTFUL.replace("Ankara", "Cairo").replace("02-02", "03-03")))
    at_the_desk(graph, "auq")
    assert count(graph, "(:Claim)") == 0
    assert count(graph, "(:Proposal {state: 'waiting'})") == 2


def test_a_correction_asks_field_by_field(graph: Store, waiting: str) -> None:
    at_the_desk(graph, "c" + "\n" * 3 + "2020-02-05\n" + "\n" * 2 + "Istanbul, Turkey\n" + "\n" + "a\n")
    assert graph.read("MATCH (e:Event)-[:HELD_AT]->(v) RETURN toString(e.start), v.name").rows == [
        ["2020-02-05", "Istanbul"]
    ]


def test_a_field_that_cannot_stand_is_asked_again_and_the_others_are_kept(graph: Store, waiting: str) -> None:
    seen = at_the_desk(graph, "c" + "\n" + "bogus\npla\nplanned\n\nsomeday\n2020-02-05\n" + "\n" * 4 + "a\n")
    assert "'bogus' is no status. There are: called_for, offered, " in seen
    assert "'pla' is no status. There is: planned." in seen
    assert graph.read("MATCH (e:Event) RETURN toString(e.start), e.status").rows == [["2020-02-05", "planned"]]


def test_enter_alone_accepts_no_correction_and_a_key_leaves_it(graph: Store, waiting: str) -> None:
    seen = at_the_desk(graph, "c" + "\n" * 12 + "q\nc\nq\nq")
    assert "Enter keeps what stands in brackets, - empties a field, q leaves without deciding." in seen
    assert (seen.count("Nothing was decided."), count(graph, "(:Claim)")) == (2, 0)
    assert seen.count("why: read with") == 1  # what was said last does not scroll away


def test_what_has_no_letter_is_no_name(graph: Store, waiting: str) -> None:
    seen = at_the_desk(graph, "c" + "\n" * 4 + "2023-04\nEgypt\n" + "\n" * 3 + "a\n")
    assert "third_parties: '2023-04' is no name: there is no letter in it." in seen
    (fact,) = (item.correction for item in [desk_item(graph, waiting)])
    assert fact is not None
    assert [one.name for one in fact.third_parties] == ["Egypt"]


def test_a_field_is_emptied_in_a_correction(graph: Store, waiting: str) -> None:
    at_the_desk(graph, "c" + "\n" * 6 + "-\n-\na\n")
    (fact,) = (item.correction for item in [desk_item(graph, waiting)])
    assert fact is not None
    assert (fact.venues, fact.conflict) == ((), None)


def test_blanks_empty_no_field_and_no_reason_is_called_as_the_key_that_leaves(graph: Store, waiting: str) -> None:
    seen = at_the_desk(graph, "c" + "\n" * 6 + "  \n\na\nurq\nq")
    assert seen.count("Nothing was decided.") == 1
    assert [word for word in seen.splitlines() if word.startswith("  where")] == ["  where          Ankara"] * 3
    assert desk_item(graph, waiting).state == "waiting"


def test_a_known_place_with_a_comma_in_its_name_is_chosen_whole(graph: Store, waiting: str) -> None:
    at_the_desk(graph, "c" + "\n" * 6 + "Carter Center, Atlanta\n1\n\na\n")
    (fact,) = (item.correction for item in [desk_item(graph, waiting)])
    assert fact is not None
    assert [(venue.name, venue.country) for venue in fact.venues] == [("Carter Center, Atlanta", "USA")]


def test_known_names_that_begin_as_typed_are_shown_to_choose_from(graph: Store, waiting: str) -> None:
    helpers = "Swi (hostess)\nSwi (host); Turkey (mediator)\n9\n2\n"
    seen = at_the_desk(graph, "c" + "\n" * 4 + helpers + "\n" * 3 + "a\n")
    assert "'hostess' is no role of third_parties. There are: lead_mediator, " in seen
    assert "Known names that begin with 'Swi':" in seen
    names = [line.split(". ", 1)[1].rpartition(" (")[0] for line in seen.splitlines() if re.match(r" +\d\. ", line)]
    assert {"swisspeace", "Switzerland"} <= set(names)
    (chosen,) = graph.read("MATCH (a:Actor)-[:HOSTED]->(:Event) RETURN a.name").rows[0]
    assert chosen == names[1]
    assert "'9' is no number from 1 to" in seen


@pytest.fixture
def maybe(graph: Store, tmp_path: Path) -> DeskItem:
    """A proposal that may be about a known event."""
    load(graph, write(tmp_path, "known", CERTAIN))
    load(graph, write(tmp_path, "maybe", "Reportedly, " + CERTAIN.replace("Russia", "Egypt")))
    (item,) = desk_queue(graph).items
    return item


def test_a_session_accepts_a_fact_as_the_event_that_it_may_be_or_as_a_new_one(graph: Store, maybe: DeskItem) -> None:
    seen = at_the_desk(graph, "iu?aq")
    assert "accepted; joins an event that is known" in seen
    assert "i  it is that event: let the fact in as one more article on the known event" in seen
    assert "accepted; a new event" in seen
    assert (count(graph, "(:Event)"), desk_queue(graph).items) == (2, ())


def test_a_fact_corrected_to_what_is_known_makes_no_event(graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", DOUBTFUL, DOUBTFUL.replace("Turkey", "Egypt")))
    first, second = desk_queue(graph, [DeskKind.PROPOSAL]).items
    assert accepted(graph, first, Word("ann")).words == "accepted; a new event"
    assert accepted(graph, second, Word("ann"), first.fact).words == "accepted; joins an event that is known"


def test_a_correction_ends_with_the_question_which_event_it_is(graph: Store, maybe: DeskItem) -> None:
    at_the_desk(graph, "c" + "\n" * 8 + "i\nq")
    assert graph.read("MATCH (e:Event) RETURN e.n_articles").rows == [[2]]


def test_a_fact_that_would_join_an_event_is_accepted_as_a_new_one(graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "known", CERTAIN))
    load(graph, write(tmp_path, "again", "Reportedly, " + CERTAIN))
    seen = at_the_desk(graph, "wq")
    assert ("as a ne[w] event" in seen, count(graph, "(:Event {n_articles: 1})")) == (True, 2)


def test_a_proposal_is_accepted_by_its_id_as_a_known_event(shell: Shell, graph: Store, maybe: DeskItem) -> None:
    known = maybe.others[0].id
    assert "--accept" in shell("review", maybe.id, "--as", known).stderr
    assert "joins an event that is known" in shell("review", maybe.id, "--accept", "--as", known).stdout
    assert shell("review", maybe.id, "--undo").exit_code == 0
    assert "a new event" in shell("review", maybe.id, "--accept", "--as", "new").stdout


def test_a_claim_alone_on_its_event_is_not_offered_to_be_split_off(graph: Store, pair: tuple[str, str]) -> None:
    alone, *_ = (card.sayings for card in tellings_of(graph, desk_queue(graph).items[0]))
    assert len(alone) == 1
    seen = at_the_desk(graph, "p1\n2\nwrong day\nq")
    assert "split off, to the event" in seen
    assert "s[p]lit" not in at_the_desk(graph, "q")


def test_what_was_passed_over_is_said_to_wait(graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", DOUBTFUL, DOUBTFUL.replace("2020", "2021")))
    assert len(desk_queue(graph).items) == 2
    assert "Nothing waits but what you passed over." in at_the_desk(graph, "naq")


def test_a_paraphrase_says_in_the_terminal_that_it_is_none_of_the_articles_words() -> None:
    assert in_context(None, Span("They met.", paraphrased=True)).plain == "  (in other words) They met."
    assert in_context(None, Span("They met.")).plain == "  They met."


def test_an_undone_decision_leaves_the_thing_waiting_again(graph: Store, waiting: str) -> None:
    seen = at_the_desk(graph, "auq")
    assert "waits again: ann took a decision on it back" in seen
    assert "`goodoffices review ID --undo` takes any decision" in " ".join(at_the_desk(graph, "uq").split())


def test_an_excerpt_begins_and_ends_with_whole_words() -> None:
    text = "Mediators spoke. " * 30 + "Egypt mediated." + " Delegates left." * 30
    shown = in_context(text, Span("", 17 * 30, 17 * 30 + 15)).plain
    assert shown.startswith(("  ... Mediators", "  ... spoke."))
    assert shown.endswith(("Delegates ...", "left. ..."))


def test_names_are_judged_in_a_session(graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", CERTAIN.replace("Libyan National Army", "Libyan Nationl Army")))
    at_the_desk(graph, "sa slip\nq")
    assert graph.read("MATCH (j:Judgement) RETURN j.decision, j.by").rows == [["same", "ann"]]


@pytest.fixture
def pair(graph: Store) -> tuple[str, str]:
    """Two events that may be one; the first has two claims."""
    told = (article(1, **RUSSIA), article(2, **RUSSIA), article(3, **EGYPT))
    record(graph, "one", *told)
    one, _, other = events_of(graph, *told)
    return one, other


@pytest.fixture
def disputed(graph: Store) -> str:
    """An event that one of two articles denies."""
    record(graph, "one", article(1), article(2, polarity="denies", status="denied"))
    return events_of(graph, article(1))[0]


def ids(graph: Store, kind: DeskKind) -> list[str]:
    return [item.id for item in desk_queue(graph, [kind]).items]


def test_duplicates_are_judged_in_a_session_and_taken_back(graph: Store, pair: tuple[str, str]) -> None:
    before = facts_in(graph)
    seen = at_the_desk(graph, "sone round\nq")
    assert "2020-01-13; Egypt between" in seen
    assert "1. Paper 3, 2020-01-16: held; Moscow" in seen
    assert graph.read("MATCH (e:Event) RETURN e.id").rows == [[pair[0]]]
    undo_judgement(graph, judgement_id(*pair), Word("ann"))
    at_the_desk(graph, "s\nu")
    assert (facts_in(graph), len(ids(graph, DeskKind.DUPLICATE))) == (before, 1)


def test_an_event_without_a_title_has_one_name_in_the_terminal_and_the_browser(
    shell: Shell, graph: Store, pair: tuple[str, str]
) -> None:
    (listed,) = json.loads(shell("review", "--list", "--json", "--kind", "duplicate").stdout)
    (item,) = desk_queue(graph, [DeskKind.DUPLICATE]).items
    assert listed["title"] == item.title == " / ".join(map(headline, item.others))
    assert "Egypt between Government of National Accord and Libyan National Army, Moscow" in item.title


def test_two_events_are_kept_apart_in_a_session(graph: Store, pair: tuple[str, str]) -> None:
    at_the_desk(graph, "d\n")
    assert (count(graph, "(:Event)"), ids(graph, DeskKind.DUPLICATE)) == (2, [])


def test_a_claim_is_split_off_in_a_session_and_put_back(graph: Store, pair: tuple[str, str]) -> None:
    before = facts_in(graph)
    seen = at_the_desk(graph, "p2\nanother round\nq")
    assert (count(graph, "(:Event)"), "split off, to the event" in seen) == (3, True)
    (claim,) = (row.left for row in judgements_made(graph))
    assert taken_back(graph, claim, Word("ann")) == "waits again"
    at_the_desk(graph, "p2\n\nu")
    assert facts_in(graph) == before


def test_an_account_is_chosen_in_a_session(graph: Store, disputed: str) -> None:
    seen = at_the_desk(graph, "ccancelled\nthe host said so\n")
    assert "denies it" in seen
    assert graph.read("MATCH (e:Event) RETURN e.status, e.decided").rows == [["cancelled", ["status"]]]


def test_accounts_are_marked_as_checked_in_a_session_and_taken_back(graph: Store, disputed: str) -> None:
    at_the_desk(graph, "m\n")
    assert ids(graph, DeskKind.CONTRADICTION) == []
    assert taken_back(graph, disputed, Word("ann")) == "waits again"
    at_the_desk(graph, "m\nu")
    assert ids(graph, DeskKind.CONTRADICTION) == [disputed]


def test_a_pair_is_decided_by_its_id_in_the_list(shell: Shell, graph: Store, pair: tuple[str, str]) -> None:
    (listed,) = json.loads(shell("review", "--list", "--json", "--kind", "duplicate").stdout)
    assert shell("review", listed["id"], "--different", "--why", "two rounds").exit_code == 0
    assert [(row.decision, row.why) for row in judgements_made(graph)] == [("different", "two rounds")]
    assert "different" in shell("review", "--decided").stdout
    assert "waits again" in shell("review", listed["id"], "--undo").stdout
    assert f"are one event, {pair[0]}" in shell("review", *pair, "--same").stdout


def test_accounts_and_claims_are_decided_by_their_ids(shell: Shell, graph: Store, disputed: str) -> None:
    (item,) = json.loads(shell("review", disputed, "--json").stdout)
    assert [claim["denies"] for claim in item["claims"]] == [False, True]
    assert "settled: status checked" in shell("review", disputed, "--checked").stdout
    shell("review", disputed, "--undo")
    assert "settled: status is cancelled" in shell("review", disputed, "--choose", "status=cancelled").stdout
    assert "split off" in shell("review", item["claims"][1]["claim"], "--split").stdout
    assert count(graph, "(:Event)") == 2


def test_of_several_choices_none_is_kept_where_one_cannot_be_made(shell: Shell, graph: Store, disputed: str) -> None:
    done = shell("review", disputed, "--choose", "status=held", "--choose", "venue=moscow-rus")
    assert "do not differ on 'venue'" in done.stderr
    assert (done.exit_code, judgements_made(graph)) == (2, ())


def test_names_are_decided_by_name_and_by_the_id_of_their_pair(shell: Shell, graph: Store, tmp_path: Path) -> None:
    load(graph, write(tmp_path, "one", CERTAIN.replace("Libyan National Army", "Libyan Nationl Army")))
    (listed,) = json.loads(shell("review", "--list", "--json", "--kind", "name").stdout)
    assert shell("review", "Libyan Nationl Army", "LNA", "--same").exit_code == 0
    assert "waits again" in shell("review", "--undo", listed["id"]).stdout
    assert "decided: same" in shell("review", listed["id"], "--same").stdout
    assert "Libyan Nationl Army" in shell("review", listed["id"]).stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["LNA", "GNA", "--same", "--different"], "not --same and --different"),
        (["LNA", "--same"], "needs two names or ids"),
        (["--accept"], "Say on what"),
        (["{event}", "--accept"], "It is a contradiction: it takes --checked"),
        (["{event}", "--choose", "cancelled"], "is not FIELD=VALUE"),
        (["{event}", "--choose", "venue=x"], "do not differ on 'venue'"),
        (["nothing", "--undo"], "--list"),
    ],
)
def test_what_makes_no_sense_is_told(shell: Shell, disputed: str, words: list[str], told: str) -> None:
    done = shell("review", *(word.format(event=disputed) for word in words))
    assert done.exit_code == 2
    assert told in done.stderr


def test_a_fact_is_edited_as_lines_and_as_json() -> None:
    told = fact()
    lines = as_lines(told)
    assert lines["third_parties"] == "Russia (mediator); Turkey (mediator)"
    changed = from_lines(told, lines | {"third_parties": "Russia (host); Egypt", "venues": ""})
    assert [(part.name, str(part.role)) for part in changed.third_parties] == [
        ("Russia", "host"),
        ("Egypt", "mediator"),
    ]
    assert (changed.venues, changed.evidence) == ((), told.evidence)
    assert from_json_text(as_json_text(told)) == told


def test_what_a_line_does_not_show_stays_with_those_who_were_not_changed() -> None:
    sides = [
        {"name": "LNA", "side": "A", "response": "refused", "belligerent": True, "role": "excluded_party"},
        {"name": "GNA", "side": "B"},
    ]
    told = fact(third_parties=[{"name": "Qatar", "lead": True}, {"name": "Egypt", "kind": "State"}], parties=sides)
    lines = as_lines(told)
    more = {"third_parties": f"{lines['third_parties']}; Oman", "parties": f"{lines['parties']}; Egypt"}
    changed = from_lines(told, lines | more)
    assert changed.third_parties == (*told.third_parties, ThirdParty(name="Oman"))
    assert changed.parties == (*told.parties, Party(name="Egypt", kind=ActorKind.STATE))


def test_who_did_two_things_keeps_with_each_what_was_said_of_it() -> None:
    told = fact(third_parties=[{"name": "Qatar"}, {"name": "Qatar", "role": "host", "lead": True}])
    changed = from_lines(told, as_lines(told) | {"third_parties": "Qatar (host); Oman; Qatar (mediator)"})
    assert changed.third_parties == (told.third_parties[1], ThirdParty(name="Oman"), told.third_parties[0])


def test_a_place_with_a_comma_in_its_name_is_still_that_place() -> None:
    capital = {"name": "Washington, D.C.", "country": "United States", "kind": "city"}
    told = fact(venues=[capital, {"name": "Doha"}])
    changed = from_lines(told, as_lines(told) | {"venues": "Washington, D.C., United States; Sirte, Sirte, Libya"})
    assert changed.venues == (told.venues[0], VenueMention(name="Sirte, Sirte", country="Libya"))


def test_a_name_that_holds_a_semicolon_stands_in_quotes() -> None:
    elders, quoted = {"name": "Elders; Ghat", "role": "host"}, {"name": '"Elders", Sebha'}
    told = fact(third_parties=[elders, quoted], venues=[{"name": "Ghat; Sebha", "country": "Libya"}])
    lines = as_lines(told)
    assert (lines["third_parties"], lines["venues"]) == (
        '"Elders; Ghat" (host); """Elders"", Sebha" (mediator)',
        '"Ghat; Sebha", Libya',
    )
    more = {"third_parties": f"{lines['third_parties']}; Oman", "venues": f'{lines["venues"]}; "Sirte, Libya"'}
    changed = from_lines(told, lines | more)
    assert changed.third_parties == (*told.third_parties, ThirdParty(name="Oman"))
    assert changed.venues == (*told.venues, VenueMention(name="Sirte, Libya"))


def test_another_name_takes_the_place_of_a_quoted_one() -> None:
    (part,) = parts_of("parties", '"Elders; Ghat" (party)')
    assert name_in("parties", part) == "Elders; Ghat"
    assert named("parties", part, "Elders of Ghat; Libya", "") == '"Elders of Ghat; Libya" (party)'
    assert named("parties", part, "Elders of Ghat", "") == "Elders of Ghat (party)"


def test_a_correction_that_cannot_be_used_is_told() -> None:
    with pytest.raises(BadInput, match="status"):
        from_lines(fact(), as_lines(fact()) | {"status": "happened"})
    with pytest.raises(BadInput, match="not JSON"):
        from_json_text("{")


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    sentence = "Oman mediated talks between Iran and the United States in Muscat on Saturday."
    write(folder, "muscat", sentence, published="2025-04-13")
    write(folder, "nothing", FILLER)
    return folder


def test_extract_prints_one_object_an_article(shell: Shell, articles: Path) -> None:
    printed = json.loads(shell("extract", str(articles), "--format", "json").stdout)
    assert [len(article["events"]) for article in printed] == [1, 0]
    (event,) = printed[0]["events"]
    assert (event["mediators"], event["venue"], event["date"]) == (["Oman"], "Muscat, Oman", "2025-04-12")
    one = json.loads(shell("extract", str(articles / "muscat.txt")).stdout)
    assert one["events"] == printed[0]["events"]


def test_extracted_facts_can_be_imported(shell: Shell, articles: Path, tmp_path: Path, graph: Store) -> None:
    done = shell("extract", str(articles), "--format", "facts")
    (tmp_path / "facts.jsonl").write_text(done.stdout, encoding="utf-8")
    assert shell("import", str(tmp_path / "facts.jsonl")).exit_code == 0
    assert count(graph, "(:Event)") == 1


def test_extract_writes_a_file_an_article_and_tells_what_it_refused(
    shell: Shell, articles: Path, tmp_path: Path
) -> None:
    write(articles, "undated", FILLER, published="")
    done = shell("extract", str(articles), "--out", str(tmp_path / "out"))
    assert done.exit_code == 1
    assert "give --published YYYY-MM-DD" in done.stderr
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == ["muscat.json", "nothing.json"]


def test_extract_tells_the_first_of_many_that_are_refused_for_one_reason(shell: Shell, tmp_path: Path) -> None:
    for number in range(9):
        write(tmp_path, f"n{number}", FILLER, published="")
    (tmp_path / "empty.txt").write_text("")
    told = shell("extract", str(tmp_path)).stderr.splitlines()
    assert len([line for line in told if "/n" in line]) == FIRST_FEW
    assert sum("give --published" in line for line in told) == FIRST_FEW + 1
    assert any(line.startswith("and 4 more: no publication date") for line in told)
    assert any("empty.txt: the file is empty" in line for line in told)


def test_extract_names_line_field_and_value_of_what_is_wrong_in_an_article(shell: Shell, tmp_path: Path) -> None:
    article = {"text": FILLER, "published": "2020-02-10"}
    lines = [article | {"language": "English"}, article | {"url": "javascript:alert(1)"}, article | {"title": 5}]
    (tmp_path / "a.jsonl").write_text("\n".join(map(json.dumps, lines)))
    done = shell("extract", str(tmp_path))
    assert "a.jsonl, line 1: the language is not an ISO 639-1 code, such as en (found 'English')" in done.stderr
    assert "a.jsonl, line 2: the url is no web address; write it as https://... or leave it out" in done.stderr
    assert "a.jsonl, line 3: the title is not one text; write it in quotation marks (found '5')" in done.stderr
    assert "url" not in json.loads(done.stdout)["article"]


def test_a_day_of_publication_to_come_is_no_option(shell: Shell, articles: Path) -> None:
    done = shell("extract", str(articles), "--published", "2999-01-01")
    assert (done.exit_code, "2999-01-01 lies after today" in done.stderr) == (2, True)


def test_articles_of_one_name_do_not_overwrite_each_other(shell: Shell, tmp_path: Path) -> None:
    for folder, name in (("one", "report"), ("two", "report"), ("two", "report-2")):
        (tmp_path / folder).mkdir(exist_ok=True)
        write(tmp_path / folder, name, FILLER + folder)
    shell("extract", str(tmp_path / "one"), str(tmp_path / "two"), "--out", str(tmp_path / "out"))
    files = {file.name: json.loads(file.read_text(encoding="utf-8")) for file in (tmp_path / "out").iterdir()}
    assert len(files) == len({told["article"]["file"] for told in files.values()}) == 3


def test_import_takes_articles_and_reports_them(shell: Shell, articles: Path, graph: Store) -> None:
    (report,) = json.loads(shell("import", str(articles), "--dry-run", "--json").stdout)
    assert (report["articles"], report["without_facts"], report["dry_run"]) == (2, 1, True)
    done = shell("import", str(articles))
    assert done.exit_code == 0
    assert "1 without facts" in done.stdout
    assert count(graph, "(:Article)") == 2


def test_the_report_says_why_facts_went_in_and_what_to_do_about_other_languages(
    shell: Shell, tmp_path: Path, graph: Store
) -> None:
    french = (
        "Le ministre des affaires étrangères du Qatar a reçu à Doha les délégations des deux camps pour parler de paix."
    )
    write(tmp_path, "french", french, published="2025-04-13")
    (tmp_path / "french.txt").write_text(french, encoding="utf-8")
    (tmp_path / "one.txt").write_text(
        "Oman mediated talks between Iran and the United States in Muscat on 12 April 2025."
    )
    told = shell("import", str(tmp_path), "--published", "2025-04-13", "--accept", "all").stdout
    assert "1 facts, as --accept all asks" in told
    assert "its language is fr" in told
    assert "import a translation" in told


def test_the_policy_and_publishers_are_options(shell: Shell, articles: Path, graph: Store) -> None:
    assert shell("import", str(articles), "--accept", "none", "--quotes-only", "Herald").exit_code == 0
    assert graph.read("MATCH (p:Proposal) RETURN p.why[0]").rows[0][0].startswith("kept back at the import")  # type: ignore[union-attr]
    assert count(graph, "(:Article) WHERE true") == 2
    assert shell("import", str(articles), "--accept", "sometimes").exit_code == 2
