"""Scripts and styles without what only people read: the same program, shorter."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from importlib import resources
from pathlib import Path

import pytest
from conftest import require

from netgraph.maps.canvas_map import CANVAS_SCRIPTS
from netgraph.maps.minify import minify, minify_css
from netgraph.maps.page import OUR_NAMES, asset, scripts
from netgraph.maps.pyvis_map import VIS_SCRIPTS

NODE = shutil.which("node")
ROOT = Path(__file__).parents[1]
ASSETS = resources.files("netgraph.maps").joinpath("assets")
FILES = sorted(
    f"{folder.name}/{file.name}"
    for folder in ASSETS.iterdir()
    if folder.name != "notebook"  # a module, which a notebook is given as it is
    for file in folder.iterdir()
    if file.name.endswith(".js")
)
TREES = """
const acorn = require("internal/deps/acorn/acorn/dist/acorn");
const placeless = (key, value) =>
  ["start", "end", "raw"].includes(key) ? undefined : value instanceof RegExp ? `${value}` : value;
const tree = (text) => JSON.stringify(acorn.parse(text, { ecmaVersion: 2022 }), placeless);
const pairs = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(pairs.map(([one, other]) => tree(one) === tree(other))));
"""
"""Whether two scripts are one program, whatever their spaces, to the parser in node."""


def same_programs(pairs: list[tuple[str, str]]) -> list[bool]:
    """Parse each two scripts and compare their trees."""
    require(NODE, "node")
    done = subprocess.run(
        [str(NODE), "--expose-internals", "-e", TREES],
        input=json.dumps(pairs),
        capture_output=True,
        text=True,
        check=True,
    )
    found: list[bool] = json.loads(done.stdout)
    return found


CASES = [
    ("const a = 1;  /* why */\n\n  let b;", "const a=1;let b;"),
    ("return a + +b - -c;", "return a+ +b- -c;"),
    ('say("a  /* b */  c", \'d  "e\');', 'say("a  /* b */  c",\'d  "e\');'),
    ("x = `a  ${ f(`b  ${ c }`) }  d` ;", "x=`a  ${ f(`b  ${ c }`) }  d`;"),
    ('t.replace(/[/ "]  \\/ */g, 1) / 2 / k', 't.replace(/[/ "]  \\/ */g,1)/2/k'),
    ("a = b\n  .map((x) => x)\n/* more */\nc()", "a=b.map((x)=>x)\nc()"),
    ("if (a) { b } else return { c }", "if(a){b}else return{c}"),
    ("const a =\n  b\n    ? c\n    : d;", "const a=b?c:d;"),
    ("const a = [\n  1,\n  2\n];", "const a=[1,2];"),
    ("f(\n  a &&\n    b ||\n c\n)", "f(a&&b||c)"),
    ("a\n++b\nc\n(d)\n[e]\n`f`", "a\n++b\nc\n(d)\n[e]\n`f`"),
    ("a\n.5\n1\n.toFixed()", "a\n.5\n1\n.toFixed()"),
    ("x1\n  .map(f) / y / 2", "x1\n.map(f)/y/2"),
    ("a = b / /c/.d", "a=b/ /c/.d"),
    ("a = b\n!c\n-d", "a=b\n!c\n-d"),
    ("return\n{ a }", "return\n{a}"),
]


@pytest.mark.parametrize("folder", ["netgraph/maps/assets", "tests/js"])
def test_no_line_that_people_read_is_longer_than_100(folder: str):
    files = [path for path in (ROOT / folder).rglob("*") if path.suffix in (".js", ".css", ".html")]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    assert len(lines) > 400
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize(("script", "short"), CASES)
def test_only_comments_and_needless_spaces_go(script: str, short: str):
    assert minify(script) == short


def test_the_cases_are_the_same_programs_to_a_parser():
    wrapped = [tuple(f"() => {{{text}\n}}" for text in case) for case in CASES]
    assert all(same_programs(wrapped))


def test_the_comparison_tells_programs_apart():
    assert same_programs([("a\n++b", "a++\nb"), ("f(a / b)", "f(a/b)")]) == [False, True]


def test_every_script_of_ours_stays_the_same_program():
    pairs = [(asset(name), minify(asset(name))) for name in FILES]
    assert dict(zip(FILES, same_programs(pairs), strict=True)) == dict.fromkeys(FILES, True)
    for name, short in zip(FILES, (short for _, short in pairs), strict=True):
        code = re.sub(r"/\*.*?\*/", "", asset(name), flags=re.DOTALL)
        assert re.sub(r"\s", "", short) == re.sub(r"\s", "", code), name


@pytest.mark.parametrize("names", [CANVAS_SCRIPTS, VIS_SCRIPTS], ids=["canvas", "vis"])
def test_the_page_has_all_its_scripts_in_order_as_one_strict_program(names: tuple[str, ...]):
    code = "\n".join(asset(name) for name in names)
    for_node = r'^if \(typeof module !== "undefined"\) module\.exports = .*$|^"use strict";$'
    rest, left_out = re.subn(for_node, "", code, flags=re.MULTILINE)
    assert left_out == 2 * len(names) - 1  # page.js exports nothing
    # our names are shorter there, and mean nothing else
    shorter = OUR_NAMES.sub(r"$\1", rest)
    assert not re.search(r"\$[A-Z]", rest)
    assert same_programs([(f'"use strict";{shorter}', scripts(*names))]) == [True]
    assert "module" not in scripts(*names)


def test_styles_lose_only_line_breaks_comments_and_what_no_sign_needs():
    style = "/* why */\n.a > .b:not(:c) {\n  margin: 0 .5rem;\n  width: calc(100% - 1.6rem);\n}\n"
    assert minify_css(style) == ".a > .b:not(:c){margin:0 .5rem;width:calc(100% - 1.6rem)}"
    page = asset("page/page.css")
    signs = re.sub(r"\s|/\*.*?\*/", "", page, flags=re.DOTALL)
    assert re.sub(r"\s", "", minify_css(page)) == signs.replace(";}", "}")
