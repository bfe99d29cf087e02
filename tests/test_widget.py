"""The map as a widget: what Python takes, what page and notebook say, a kernel that answers."""

from __future__ import annotations

import copy
import datetime as dt
import importlib.util
import json
import pickle
import re
import sys
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest
from conftest import CONTACTS, REFERRALS, require
from hypothesis import given
from hypothesis import strategies as st
from map_page import MapPage
from real_sets import ROOT
from test_map import HOSTILE, hostile

import netgraph as ng
from netgraph.maps import widget
from netgraph.maps.map_classes import OTHER_CLASS, classes_of
from netgraph.maps.page import asset
from netgraph.maps.passing import passing
from netgraph.maps.views_asked import MapWords, view_asked, words_of_map

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Frame

    from netgraph.network import ReferralNetwork

EVERYBODY = ["ann", "ben", "cho", "dan", "eve", "fay"]
VIEW_TYPE = "application/vnd.jupyter.widget-view+json"
PATIENCE = 60


def need(*names: str) -> None:
    """Leave a test out where a library is not there, unless all are required."""
    for name in names:
        require(importlib.util.find_spec(name), name)


@pytest.fixture
def search(tables: Path) -> ReferralNetwork:
    r"""The search of ``conftest``.

    ann (friend) -> ben -> dan -> fay        eve (event), no reply
        \-> cho ----^  ben ------^
    """
    return ng.read(tables)


@pytest.fixture
def m(search: ReferralNetwork) -> Any:
    need("anywidget")
    return ng.show_map(search, include=["status"])


def test_a_new_map_has_nobody_chosen_and_everybody_seen(m: Any) -> None:
    assert (m.selected, m.visible, m.view) == ([], EVERYBODY, {})
    assert m.get_state("_shown") == {"_shown": None}


@pytest.mark.parametrize(
    "asked",
    [["fay", "ann", "fay"], ("fay", "ann"), pd.Series(["fay", "ann"]), iter(["fay", "ann"])],
)
def test_ids_are_taken_from_any_list_each_once_and_in_its_order(m: Any, asked: Any) -> None:
    m.selected = asked
    assert m.selected == ["fay", "ann"]
    m.selected = "ben"
    assert m.selected == ["ben"]


def test_names_and_tables_with_ids_find_the_people_and_a_set_has_an_order(m: Any) -> None:
    m.selected = ["Fay Fox", "ann", "  ben   BLY "]
    assert m.selected == ["fay", "ann", "ben"]
    m.selected = "Cho Cox"
    assert m.selected == ["cho"]
    m.selected = {"fay", "cho", "ann", "eve"}
    assert m.selected == ["ann", "cho", "eve", "fay"]
    m.selected = pd.DataFrame({"name": ["x", "y"], "contact_id": ["dan", "ben"]})
    assert m.selected == ["dan", "ben"]
    m.visible = ["Fay Fox", "ann"]
    assert m.visible == ["ann", "fay"]
    with pytest.raises(ng.NetgraphError, match="has a column contact_id; this has name"):
        m.selected = pd.DataFrame({"name": ["ann"]})
    # a part of a name is not taken for somebody in silence
    with pytest.raises(ng.UnknownNameError, match=r"no contact on the map 'Cho'; .*'cho'"):
        m.selected = "Cho"


def test_a_name_that_several_have_is_refused_with_all_of_them() -> None:
    need("anywidget")
    rows = [("p1", "Ada Ek", "Alder", ""), ("p2", "Ada Ek", "Birch", "p1"), ("p3", "Bo", "", "p1")]
    contacts = pd.DataFrame(rows, columns=["contact_id", "name", "organization", "referred_by"])
    shown: Any = ng.show_map(ng.from_frames(contacts))
    with pytest.raises(ng.UnknownNameError, match=r"2 people; say which: p1 \(.*p2 \("):
        shown.selected = ["ada ek"]
    shown.selected = ["Bo", "p2"]
    assert shown.selected == ["p3", "p2"]


@pytest.mark.parametrize("height", [0, 99, 10_001, 10**9, 640.0, True])
def test_a_frame_is_as_high_as_a_screen_can_show(search: ReferralNetwork, height: Any) -> None:
    with pytest.raises(ng.NetgraphError, match=r"pixels from 100 to 10,000"):
        ng.show_map(search, height=height)


def test_one_generation_is_that_one_alone(m: Any) -> None:
    for asked, seen in (
        (2, ["ben", "cho"]),
        ("2", ["ben", "cho"]),
        ("2~", ["ben", "cho", "dan", "fay"]),
        ("~2", ["ann", "ben", "cho", "eve"]),
        ("2~3", ["ben", "cho", "dan"]),
    ):
        m.view = {"generation": asked}
        assert m.visible == seen, asked


def test_those_seen_stand_in_the_order_of_the_map_and_none_is_everybody(m: Any) -> None:
    m.visible = ["fay", "ann"]
    assert m.visible == ["ann", "fay"]
    m.visible = None
    assert m.visible == EVERYBODY
    m.visible = []
    assert m.visible == []


def test_what_does_not_exist_is_refused_with_the_nearest_and_nothing_changes(m: Any) -> None:
    m.selected = ["ann"]
    with pytest.raises(ng.UnknownNameError, match=r"no contact on the map 'bem'.*'ben'"):
        m.selected = ["ann", "bem"]
    with pytest.raises(ng.UnknownNameError, match=r"no part of a view 'layot'.*'layout'"):
        m.view = {"layot": "tree"}
    with pytest.raises(ng.UnknownNameError, match=r"no layout 'trea'.*'tree'"):
        m.view = {"layout": "trea"}
    with pytest.raises(ng.UnknownNameError, match="no colour 'standin'"):
        m.view = {"colour": "standin"}
    for wrong in (7, None, {"ann": 1}, b"ann"):
        with pytest.raises(ng.NetgraphError, match="contact ids are asked for"):
            m.selected = wrong
    with pytest.raises(ng.NetgraphError, match="a view is a dict or an address, not int"):
        m.view = 7
    assert (m.selected, m.view) == (["ann"], {})


def test_a_text_that_is_no_address_is_refused_and_leaves_the_view(m: Any) -> None:
    m.view = {"layout": "radial"}
    with pytest.raises(ng.NetgraphError, match="'rings please' is no address of a map"):
        m.view = "rings please"
    assert m.view == {"layout": "radial"}
    m.view = "map.html"  # an address that says nothing: a new map's view
    assert m.view == {}


def test_a_view_may_be_a_dict_or_an_address(m: Any) -> None:
    m.view = {
        "layout": "radial",
        "colour": "status",
        "date": dt.date(2024, 2, 1),
        "generation": (1, 2),
        "since": None,
        "hide": "standing~quiet",
        "cold": False,
    }
    assert m.view == {
        "layout": "radial",
        "colour": "status",
        "date": "2024-02-01",
        "generation": "1~2",
        "hide": ["standing~quiet"],
    }
    m.view = "map.html#layout=tree&at=ann&only=ben&hide=standing%7Eopen&hide=source%7E&view=1~2~3"
    assert m.view == {"layout": "tree", "hide": ["standing~open", "source~"], "camera": "1~2~3"}


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"organization": "Birc"}, r"no organization 'Birc'.*'Birch'"),
        ({"in": "Ald"}, "no organization 'Ald'"),
        ({"hide": "standin~open"}, r"no column to hide by 'standin'.*'standing'"),
        ({"hide": ["standing~opn"]}, r"no standing 'opn'.*'open'"),
        ({"hide": "standing"}, "hide takes a column and a value"),
        ({"finding": 99}, "no finding '99'; there"),
        ({"finding": 0}, "no finding '0'"),
        ({"story": "x"}, "no story 'x'; there are"),
        ({"date": "2024-02-30"}, "date is a day as YYYY-MM-DD, not '2024-02-30'"),
        ({"since": "soon"}, "since is a day"),
        ({"known": "2024-01-01~x"}, "known is a day"),
        ({"known": "2024-01-01~2024-01-02~3"}, "known is one, or a first and a last"),
        ({"generation": "one"}, "generation is one, or a first and a last one"),
        ({"generation": "2~1"}, "generation '2~1': 1 is before 2"),
        ({"generation": 5}, "no generation '5'; there are 4, from 1"),
        ({"generation": 0}, "no generation '0'"),
        ({"known": "2024-02-01~2024-01-01"}, "2024-01-01 is before 2024-02-01"),
        ({"only": True}, "set them first: m.visible = ids"),
        ({"since": "2024-02-01", "date": "2024-01-01"}, "not later than since"),
        ({"camera": "1~2"}, "camera is the middle and the scale"),
        ({"camera": "1~2~0"}, "camera is the middle and the scale"),
        ({"cold": True}, "choose them first"),
        ({"moved": "tree~0~0~bem"}, r"no contact on the map 'bem'.*'ben'"),
        ({"moved": "trea~0~0~ben"}, r"no layout 'trea'.*'tree'"),
        ({"moved": "tree~x~0~ben"}, "moved says"),
        ({"hide": ["standing~open"] * 201}, "hide holds at most 200, not 201"),
        ("map.html#organization=Birc", r"no organization 'Birc'.*'Birch'"),
    ],
)
def test_a_view_of_what_does_not_exist_is_refused_in_words(m: Any, asked: Any, said: str) -> None:
    m.view = {"layout": "radial"}
    with pytest.raises(ng.NetgraphError, match=said):
        m.view = asked
    assert m.view == {"layout": "radial"}


def test_who_hides_a_value_without_a_colour_of_its_own_reads_how_it_is_hidden() -> None:
    people = [f"p{k}-{n}" for k in range(1, 13) for n in range(13 - k)]
    contacts = pd.DataFrame({"contact_id": people})
    contacts["organization"] = [f"House {k}" for k in range(1, 13) for _ in range(13 - k)]
    none = pd.DataFrame(columns=["referrer_id", "referred_id"], dtype="str")
    shown: Any = ng.show_map(ng.from_frames(contacts, none))
    shown.view = {"hide": "organization~House 9"}
    together = f"organization~{OTHER_CLASS}"
    with pytest.raises(ng.NetgraphError, match="no colour of its own") as refused:
        shown.view = {"hide": ["organization~House 12"]}
    assert f"together, by {together!r}" in str(refused.value)
    shown.view = {"hide": together}
    assert len(shown.visible) == sum(13 - k for k in range(1, 10))


def test_cold_is_asked_of_the_one_who_is_chosen(m: Any) -> None:
    m.selected = ["ben"]
    m.view = {"cold": True}
    assert m.view == {"cold": "1"}
    with pytest.raises(ng.NetgraphError, match="cold is True or False, not 'yes'"):
        m.view = {"cold": "yes"}


def test_who_is_seen_is_known_as_soon_as_a_view_is_set(m: Any) -> None:
    m.view = {"organization": "Birch"}
    assert m.visible == ["ben", "fay"]
    m.view |= {"hide": ["standing~productive"]}
    assert m.visible == ["fay"]
    m.view = {}
    assert m.visible == EVERYBODY
    # who alone is asked for stays alone under further filters
    m.visible = ["ann", "ben"]
    m.view |= {"organization": "Birch"}
    assert (m.visible, m.get_state("_only")["_only"]) == (["ben"], "Aw==")
    # and takes the place of the filters before
    m.visible = ["fay"]
    assert m.view == {"only": "1"}
    # as all that a view does not name, it is ended by one without it
    m.view = {"organization": "Birch"}
    assert (m.visible, m.get_state("_only")["_only"]) == (["ben", "fay"], None)
    m.visible = ["fay"]
    m.view = {}
    assert m.visible == EVERYBODY


def test_what_a_callback_sets_while_the_page_speaks_is_done_too(m: Any) -> None:
    def show(name: str) -> None:
        m.view = {"organization": name}

    m.observe(lambda _: show("Birch"), "selected")
    m.set_state({"selected": ["ann"], "_shown": None})
    assert m.visible == ["ben", "fay"]
    m.observe(lambda _: show("Birc"), "selected")
    with pytest.raises(ng.UnknownNameError):
        m.set_state({"selected": ["ben"]})


def test_nothing_is_changed_within_what_a_map_gives(m: Any) -> None:
    m.selected, m.view = ["ann", "ben"], {"hide": ["standing~open"]}
    changes = [
        lambda: m.view.__setitem__("layout", "radial"),
        lambda: m.view.update(layout="radial"),
        lambda: m.view.pop("hide"),
        lambda: m.view["hide"].append("standing~quiet"),
        lambda: m.selected.append("cho"),
        m.selected.clear,
        lambda: m.selected.__delitem__(0),
        lambda: m.visible.remove("ann"),
    ]
    for change in changes:
        with pytest.raises(ng.NetgraphError, match=r"set all of it: m\.(view|selected|visible) = "):
            change()
    m.selected += ["cho"]
    assert m.selected == ["ann", "ben", "cho"]
    # a copy is a plain one
    assert type(copy.deepcopy(m.view)) is dict
    assert type(pickle.loads(pickle.dumps(m.selected))) is list  # noqa: S301 - our own bytes
    assert json.loads(json.dumps(m.view)) == m.view


def test_a_map_is_not_copied_and_is_shown_when_it_is_closed(m: Any) -> None:
    for copied in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(ng.NetgraphError, match=r"make another by ng\.show_map\(net\)"):
            copied(m)
    m.close()
    shown, _ = m._repr_mimebundle_()
    assert list(shown) == ["text/html"]
    m.selected, m.view = ["ann"], {"organization": "Birch"}
    assert m.visible == ["ben", "fay"]


@given(st.sets(st.sampled_from(EVERYBODY)))
def test_who_is_seen_comes_back_as_it_was_sent(seen: set[str]) -> None:
    known = words_of_map(
        ng.from_frames(pd.DataFrame({"contact_id": EVERYBODY, "referred_by": ""})), []
    )
    ids = widget.visible_asked(seen, known)
    sent = widget.packed(ids, known)
    assert widget.seen_in(sent, known) == ids
    assert (sent is None) == (len(ids) == len(EVERYBODY))
    assert set(ids) == seen


def test_what_the_page_says_of_whom_it_shows_is_heard(m: Any) -> None:
    heard: list[list[str]] = []
    m.observe(lambda change: heard.append(change["new"]), "visible")
    # bits 1 and 3, the lowest first
    m.set_state({"_shown": "Cg=="})
    assert m.visible == ["ben", "dan"]
    m.set_state({"_shown": None})
    assert heard == [["ben", "dan"], EVERYBODY]


def frame_of(shown: dict[str, Any]) -> str:
    return str(shown["text/html"])


def test_an_output_holds_the_frame_so_that_it_is_there_without_a_kernel(
    m: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown, _ = m._repr_mimebundle_()
    assert VIEW_TYPE not in shown
    assert frame_of(shown).startswith(f'<iframe name="{m.token}" srcdoc="')
    assert re.fullmatch("netgraph:[0-9a-f]{32}", m.token)
    assert 'sandbox="allow-scripts allow-downloads"' in frame_of(shown)
    # VS Code and Colab keep outputs apart: there a view is shown as well
    monkeypatch.setattr(sys.modules["__main__"], "__vsc_ipynb_file__", "x.ipynb", raising=False)
    assert VIEW_TYPE in m._repr_mimebundle_()[0]
    monkeypatch.delattr(sys.modules["__main__"], "__vsc_ipynb_file__")
    monkeypatch.setitem(sys.modules, "google.colab", sys)
    assert VIEW_TYPE in m._repr_mimebundle_()[0]
    assert "<iframe" in frame_of(m._repr_mimebundle_()[0])


def test_two_maps_of_one_network_do_not_hear_each_other(search: ReferralNetwork) -> None:
    need("anywidget")
    assert len({ng.show_map(search).token for _ in range(3)}) == 3  # type: ignore[attr-defined]


def test_without_the_extra_there_is_the_frame_and_it_says_what_it_lacks(
    search: ReferralNetwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(
        "importlib.util.find_spec", lambda name: None if name == "anywidget" else found(name)
    )
    alone = ng.show_map(search, height=300)
    assert alone._repr_html_().startswith("<iframe srcdoc=")
    assert "height:300px" in alone._repr_html_()
    for name in ("observe", "unobserve"):
        with pytest.raises(ng.MissingExtraError, match=r"pip install '\.\[notebook\]'"):
            getattr(alone, name)(print, "selected")
    for name in ("selected", "visible", "view"):
        with pytest.raises(ng.MissingExtraError, match=r"pip install '\.\[notebook\]'"):
            getattr(alone, name)
        with pytest.raises(ng.MissingExtraError, match=r"pip install '\.\[notebook\]'"):
            setattr(alone, name, [])


def views_to_try(net: ReferralNetwork, known: MapWords) -> list[dict[str, Any]]:
    """Views of each kind of filter, and of several at once."""
    tried: list[dict[str, Any]] = []
    for column in known.words["colour"]:
        keys = classes_of(net, column).keys
        tried += [{"hide": [f"{column}~{key}"]} for key in (keys[0], keys[-1])]
        tried += [{"hide": [f"{column}~{OTHER_CLASS}"]}] if OTHER_CLASS in keys else []
    tried += [{"organization": known.words["organization"][k]} for k in (0, -1)]
    tried += [{"generation": one} for one in ("2", "2~", "~2", "2~3")]
    tried += [{"known": one} for one in ("2026-03-01", "~2026-06-01", "2026-03-01~2026-06-01")]
    tried += [{"date": "2026-05-05"}, {"since": "2026-03-03", "date": "2026-05-05"}]
    tried += [{"since": "2026-06-01", "date": "2026-09-06"}, {"since": "2026-05-05"}]
    return [
        *tried,
        {"generation": "2", "hide": ["standing~quiet", "source~cold"], "known": "~2026-08-01"},
    ]


@pytest.mark.parametrize("name", ["example", "made up"])
def test_python_counts_the_same_people_as_the_page(
    name: str, chromium: Browser, tmp_path: Path
) -> None:
    need("anywidget")
    net = ng.read(ROOT / "data") if name == "example" else ng.simulate(400, seed=5)
    shown: Any = ng.show_map(net, include=["title"])
    page = host(chromium, tmp_path, shown)
    frame = inside(page)
    known = words_of_map(net, ["title"])
    views = views_to_try(net, known)
    assert len(views) > 20
    shares = set()
    for asked in views:
        shown.view = asked
        page.ask(f"kernel({json.dumps({'view': shown.view})})")
        seen = passing(net, view_asked(asked, known, []))
        expected = [one for one, flag in zip(known.number, seen, strict=True) if flag]
        assert shown.visible == expected
        frame.wait_for_function(
            "(ids) => netgraphMap.visible().join() === ids", arg=",".join(expected)
        )
        shares.add(len(expected))
    assert len(shares) > 10
    steps = frame.evaluate(
        "() => { for (let k = 1; ; k += 1) try { netgraphMap.story(k) } catch { return k - 1 } }"
    )
    shown.view = {"story": steps}
    with pytest.raises(ng.NetgraphError, match="no story"):
        shown.view = {"story": steps + 1}
    page.page.close()


def test_what_the_kernel_wants_stands_though_the_page_answers_late(
    chromium: Browser, m: Any, tmp_path: Path
) -> None:
    page = host(chromium, tmp_path, m)
    # the page says what it showed before, while the kernel has set something else
    page.ask('kernel({ view: { layout: "radial", organization: "Birch" } })')
    inside(page).evaluate("netgraphMap.choose(['dan'])")
    page.until("state.view.organization === 'Birch' && state.selected.join() === 'dan'")
    page.page.wait_for_timeout(600)
    assert page.ask("[state.view.organization, state.view.layout]") == ["Birch", "radial"]
    assert inside(page).evaluate("netgraphMap.visible()") == ["ben", "fay"]
    page.page.close()


HOST = """<!DOCTYPE html><meta charset="utf-8"><title>host</title><body>
<div id="out">%(frame)s</div><div id="view"></div>
<script type="module">
const esm = %(esm)s;
const url = URL.createObjectURL(new Blob([esm], { type: "text/javascript" }));
const widget = (await import(url)).default;
/* a model as notebooks have it: what is saved is what the kernel hears */
const heard = new Map();
const state = %(state)s;
const model = {
  saved: [],
  get: (name) => state[name],
  set(name, value) { state[name] = value; model.fire(name); },
  save_changes() { model.saved.push(structuredClone({
    selected: state.selected, _shown: state._shown, view: state.view })); },
  on: (what, act) => heard.set(what, [...(heard.get(what) || []), act]),
  off: (what, act) => heard.set(what, (heard.get(what) || []).filter((a) => a !== act)),
  fire: (name) => (heard.get(`change:${name}`) || []).forEach((act) => act())
};
window.model = model;
window.state = state;
window.kernel = (changes) => { for (const [k, v] of Object.entries(changes)) model.set(k, v); };
window.done = [widget.initialize({ model })];
window.view = () => window.done.push(widget.render({ model, el: document.querySelector("#view") }));
window.ready = true;
</script>
"""


def host(chromium: Browser, folder: Path, shown: Any, **state: object) -> MapPage:
    """A page that does what a notebook does with an output and its widget."""
    html = frame_of(shown._repr_mimebundle_()[0])
    held = (
        shown.get_state(["page", "height", "token", "selected", "_only", "_shown", "view"]) | state
    )
    script = {
        "esm": json.dumps(asset("notebook/widget.js")).replace("<", "\\u003c"),
        "state": json.dumps(held).replace("<", "\\u003c"),
    }
    path = folder / "host.html"
    path.write_text(HOST % {"frame": html, **script}, encoding="utf-8")
    page = MapPage(chromium.new_page(viewport={"width": 1100, "height": 900}))
    page.page.goto(path.as_uri())
    page.until("window.ready && window.model.saved.length > 0")
    return page


def inside(page: MapPage, k: int = 0) -> Frame:
    return page.page.frames[1 + k]


@pytest.mark.smoke
def test_a_cell_and_a_hand_choose_in_the_same_map(
    chromium: Browser, m: Any, tmp_path: Path
) -> None:
    page = host(chromium, tmp_path, m)
    assert page.ask("state.view") == {"layout": "tree", "colour": "standing", "size": "credit"}
    frame = inside(page)
    frame.evaluate("netgraphMap.choose(['dan', 'eve'])")
    page.until("state.selected.join() === 'dan,eve'")
    frame.evaluate("netgraphMap.filter({ organization: 'Birch' })")
    page.until("!!state._shown")
    m.set_state({"_shown": page.ask("state._shown"), "view": page.ask("state.view")})
    assert m.visible == ["ben", "fay"]
    assert m.view["organization"] == "Birch"
    # what a cell sets goes the other way, all that it sets together
    m.visible = ["ann", "ben", "cho"]
    m.view |= {"layout": "radial", "colour": "organization"}
    sent = {"_only": m.get_state("_only")["_only"], "view": m.view, "selected": ["ben", "ann"]}
    page.ask(f"kernel({json.dumps(sent)})")
    page.until("state.view.size === 'credit' && state.view.layout === 'radial'")
    assert frame.evaluate("netgraphMap.chosen()") == ["ben", "ann"]
    assert frame.evaluate("netgraphMap.visible()") == ["ann", "ben", "cho"]
    assert frame.evaluate("netgraphMap.view().colour") == "organization"
    assert frame.evaluate("netgraphMap.view().layout") == "radial"
    assert page.ask("state.selected") == ["ben", "ann"]
    assert page.said == []
    page.page.close()


def test_what_was_chosen_before_the_map_was_shown_is_shown(
    chromium: Browser, m: Any, tmp_path: Path
) -> None:
    m.selected, m.visible = ["fay"], ["fay", "dan"]
    page = host(chromium, tmp_path, m)
    page.until("state.view.layout === 'tree'")
    assert inside(page).evaluate("[netgraphMap.chosen(), netgraphMap.visible()]") == [
        ["fay"],
        ["dan", "fay"],
    ]
    # at no time was the kernel told that nobody is chosen
    assert all(one["selected"] == ["fay"] for one in page.ask("model.saved"))
    page.page.close()


def test_two_views_of_a_map_show_the_same(chromium: Browser, m: Any, tmp_path: Path) -> None:
    page = host(chromium, tmp_path, m)
    page.ask("view()")
    page.until("document.querySelectorAll('iframe').length === 2")
    page.page.wait_for_timeout(1_000)
    first, second = inside(page, 0), inside(page, 1)
    second.wait_for_function("() => window.netgraphMap?.ready")
    second.evaluate("netgraphMap.filter({ standing: ['productive', 'open'] })")
    page.until("!!state._shown && !!state.view.hide")
    first.wait_for_function("() => netgraphMap.visible().length < 6")
    page.page.wait_for_timeout(1_000)
    asked = "[netgraphMap.visible(), netgraphMap.view().fragment]"
    assert first.evaluate(asked) == second.evaluate(asked)
    # and they come to rest
    said = page.ask("model.saved.length")
    page.page.wait_for_timeout(1_000)
    assert page.ask("model.saved.length") == said
    page.ask("done.forEach((end) => end())")
    first.evaluate("netgraphMap.choose(['dan'])")
    page.page.wait_for_timeout(600)
    assert page.ask("state.selected") == []
    page.page.close()


def test_nobody_but_the_notebook_is_spoken_to(chromium: Browser, m: Any, tmp_path: Path) -> None:
    """Messages with the wrong name, from another frame, or without a port, are not heard."""
    page = host(chromium, tmp_path, m)
    frame = inside(page)
    page.ask("""(() => {
      const page = document.querySelector("#out iframe").contentWindow;
      window.answers = [];
      for (const name of ["", "netgraph:0", null]) {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = ({ data }) => answers.push(data);
        page.postMessage({ netgraphMap: name }, "*", [port2]);
        port1.postMessage({ selected: ["dan"] });
      }
      page.postMessage({ selected: ["dan"] }, "*");
      /* a frame beside it knows the name, and says that it is the page */
      const other = document.createElement("iframe");
      other.setAttribute("sandbox", "allow-scripts");
      other.srcdoc = `<script>onmessage = (e) => e.ports[0] &&
        (e.ports[0].postMessage({ selected: ["eve"] }));
        parent.postMessage({ netgraphMap: ${JSON.stringify(state.token)} }, "*")</scr` + `ipt>`;
      document.body.append(other);
    })()""")
    page.page.wait_for_timeout(1_000)
    assert frame.evaluate("netgraphMap.chosen()") == []
    assert page.ask("[answers, state.selected]") == [[], []]
    frame.evaluate("netgraphMap.choose(['fay'])")
    page.until("state.selected.join() === 'fay'")
    assert page.ask("answers") == []
    page.page.close()


def test_hostile_text_runs_nothing_in_a_notebook(chromium: Browser, tmp_path: Path) -> None:
    need("anywidget")
    shown: Any = ng.show_map(hostile(), title=HOSTILE[0], include=["notes"])
    everybody = list(shown.visible)
    shown.selected = everybody[:5]
    page = host(chromium, tmp_path, shown)
    page.until("state.view.layout === 'tree'")
    frame = inside(page)
    assert frame.evaluate("netgraphMap.chosen()") == everybody[:5]
    frame.evaluate("netgraphMap.choose(netgraphMap.ids())")
    page.until(f"state.selected.length === {len(everybody)}")
    assert page.ask("state.selected") == everybody
    assert page.ask("window.hit") is None
    assert frame.evaluate("window.hit ?? null") is None
    assert frame.evaluate("document.querySelectorAll('main img, main script').length") == 0
    assert page.said == []
    asked = [one for one in page.requests if not one.startswith(("blob:", "data:", "about:"))]
    assert asked == [(tmp_path / "host.html").as_uri()]
    page.page.close()


def test_the_lists_of_the_page_are_the_words_that_a_view_takes(
    chromium: Browser, search: ReferralNetwork, m: Any, tmp_path: Path
) -> None:
    page = host(chromium, tmp_path, m)
    frame = inside(page)
    options = "(name) => [...document.querySelectorAll(`#${name} option`)].map((o) => o.value)"
    known = words_of_map(search, ["status"]).words
    assert frame.evaluate(options, "size") == list(known["size"])
    assert frame.evaluate(options, "colour") == list(known["colour"])
    frame.locator("#views button").first.wait_for(state="attached")
    views = "[...document.querySelectorAll('#views button')].map((b) => b.dataset.view)"
    assert set(frame.evaluate(views)) == set(known["show"])
    layouts = "[...document.querySelectorAll('#layouts button')].map((b) => b.dataset.layout)"
    assert set(frame.evaluate(layouts)) == set(known["layout"])
    page.page.close()


def test_a_kernel_answers_about_whom_a_hand_has_chosen(tmp_path: Path) -> None:
    """A real kernel, and what a notebook sends it when somebody clicks on the map."""
    need("anywidget", "ipykernel", "jupyter_client")
    from jupyter_client.manager import start_new_kernel

    (tmp_path / "contacts.csv").write_text(CONTACTS, encoding="utf-8")
    (tmp_path / "referrals.csv").write_text(REFERRALS, encoding="utf-8")
    manager, client = start_new_kernel(kernel_name="python3", startup_timeout=PATIENCE)
    opened: dict[str, Any] = {}
    printed: list[str] = []

    def hear(message: dict[str, Any]) -> None:
        kind, content = message["msg_type"], message["content"]
        if kind == "comm_open" and "token" in content["data"].get("state", {}):
            opened[content["comm_id"]] = content["data"]["state"]
        elif kind == "execute_result":
            opened["shown"] = content["data"]
        elif kind == "stream" and content["name"] == "stdout":
            printed.append(content["text"])

    def run(code: str) -> None:
        answer = client.execute_interactive(code, timeout=PATIENCE, output_hook=hear)
        assert answer["content"]["status"] == "ok", answer["content"]

    try:
        run(f"import netgraph as ng; net = ng.read({str(tmp_path)!r}); m = ng.show_map(net); m")
        shown = opened.pop("shown")
        [(comm, state)] = opened.items()
        assert VIEW_TYPE not in shown
        assert f'name="{state["token"]}"' in shown["text/html"]
        assert state["_esm"] == asset("notebook/widget.js")
        update = {"method": "update", "state": {"selected": ["dan", "eve"]}, "buffer_paths": []}
        content = {"comm_id": comm, "data": update}
        client.shell_channel.send(client.session.msg("comm_msg", content))
        run("t = ng.contacts(net); print(*t[t.contact_id.isin(m.selected)].name, sep=', ')")
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    assert "".join(printed).strip() == "Dan Day, Eve Ek"
