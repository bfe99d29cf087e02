"""Scripts without what only people read: the same program, shorter."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib import resources
from typing import TYPE_CHECKING

import pytest
from conftest import require

from netgraph.maps.minify import minify
from netgraph.maps.page import asset

if TYPE_CHECKING:
    from pathlib import Path

NODE = shutil.which("node")
SCRIPTS = sorted(
    p.name
    for p in resources.files("netgraph.maps").joinpath("assets").iterdir()
    if p.name.endswith(".js")
)


@pytest.mark.parametrize(
    ("script", "short"),
    [
        ("const a = 1;  /* why */\n\n  let b;", "const a=1;let b;"),
        ("return a + +b - -c;", "return a+ +b- -c;"),
        ('say("a  /* b */  c", \'d  "e\');', 'say("a  /* b */  c",\'d  "e\');'),
        ("x = `a  ${ f(`b  ${ c }`) }  d` ;", "x=`a  ${ f(`b  ${ c }`) }  d`;"),
        ('t.replace(/[/ "]  \\/ */g, 1) / 2 / k', 't.replace(/[/ "]  \\/ */g,1)/2/k'),
        ("a = b\n  .map((x) => x)\n/* more */\nc()", "a=b\n.map((x)=>x)\nc()"),
        ("if (a) { b } else return { c }", "if(a){b}else return{c}"),
    ],
)
def test_only_comments_and_needless_spaces_go(script: str, short: str):
    assert minify(script) == short


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_script_of_ours_stays_a_program_with_the_same_signs(name: str, tmp_path: Path):
    require(NODE, "node")
    short = tmp_path / "short.js"
    short.write_text(minify(asset(name)), encoding="utf-8")
    checked = subprocess.run(
        [str(NODE), "--check", str(short)], capture_output=True, text=True, check=False
    )
    assert checked.stderr == ""
    code = re.sub(r"/\*.*?\*/", "", asset(name), flags=re.DOTALL)
    assert re.sub(r"\s", "", short.read_text(encoding="utf-8")) == re.sub(r"\s", "", code)
