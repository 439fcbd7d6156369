"""Which pictures and other files beside the records are published: those in which nothing can run."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from settled.site.html.still_pictures import is_still
from settled.site.mkdocs.build import BuiltSite
from tests.samples import DECISION

START = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


@pytest.mark.parametrize(
    "svg",
    [
        f"{START}><title>on sale: the <![CDATA[<script>]]> is text</title><path d='M0 0' fill='red'/></svg>",
        f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        f'"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n{START}><g/></svg>',
        (
            f"{START}><style>.a {{ fill: url(#b) }}</style><use xlink:href='#b'/>"
            f"<rect fill='url(#b)' style='filter: url( \"#c\")'/></svg>"
        ),
        (
            f"{START}><a href='https://example.com/'><text "
            f"transform='translate(1 2)'>go</text></a><a href='other.html'/></svg>"
        ),
        f"{START}><image href='data:image/png;base64,AAAA'/><image href='beside.png'/></svg>",
        f"{START}><animate attributeName='x' from='0' to='1'/></svg>",
    ],
)
def test_a_picture_that_only_shows_something_is_still(svg: str) -> None:
    assert is_still(svg.encode())
    assert is_still(svg.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"))


@pytest.mark.parametrize(
    "inside",
    [
        "><script>alert(1)</script>",
        "><x:script xmlns:x='http://www.w3.org/2000/svg'>alert(1)</x:script>",
        " onload='alert(2)'>",
        "\ronload='alert(3)'>",
        "><foreignObject><p/></foreignObject>",
        "><a href='javascript:alert(4)'/>",
        "><a xlink:href='java&#115;cript:alert(5)'/>",
        "><a href='&#9;java&#10;script:alert(6)'/>",
        "><a href='data:text/html,x'/>",
        "><use href='data:image/svg+xml,x#y'/>",
        "><a id='a'><set attributeName='xlink:href' to='javascript:alert(7)'/></a>",
        "><a id='a'><animate attributeName=' href' values='x;y'/></a>",
        "><image href='https://evil.example/8.png'/>",
        "><image xlink:href='//evil.example/9.png'/>",
        "><style>@import '//evil.example/10.css';</style>",
        "><style>* { fill: u\\72l(//evil.example/11.svg) }</style>",
        "><style>* { fill: url(//evil.example/12.svg#a) }</style>",
        "><rect fill='url( https://evil.example/13.svg#a)'/>",
        "><rect style='background: url(\"//evil.example/14.png\")'/>",
        " xml:base='https://evil.example/'><image href='15.png'/>",
        "><image href='/&#9;/evil.example/16.png'/>",
        "><iframe xmlns='http://www.w3.org/1999/xhtml' src='17.html'/>",
        "><unclosed>",
    ],
)
def test_a_picture_that_runs_or_loads_is_not(inside: str) -> None:
    svg = f"{START}{inside}</svg>"
    assert not is_still(svg.encode())
    assert not is_still(svg.encode("utf-16"))


@pytest.mark.parametrize(
    "before",
    [
        '<?xml-stylesheet href="https://evil.example/a.xsl" type="text/xsl"?>',
        '<!DOCTYPE svg [<!ENTITY x "<script/>">]>',
        '<!DOCTYPE svg [<!ATTLIST svg onload CDATA "alert(1)">]>',
        "no markup ",
    ],
)
def test_a_picture_with_instructions_before_it_is_not_still(before: str) -> None:
    assert not is_still(f"{before}{START}/>".encode())


def test_only_files_in_which_nothing_can_run_are_published(build: Callable[..., BuiltSite]) -> None:
    page = b"<script>alert(1)</script>"
    running = ["a.html", "b.SHTML", "c.xht", "d.php", "e.php.txt", "f.xsd", "g.rdf", "h.unknown", "noending", "i.mjs"]
    running += ["j.phtml", "k.html.bak", "l.xhtml", "m.swf", "n.pdf"]
    harmless = {"o.txt": page, "p.csv": b"a,b\n", "q.pdf": b"%PDF-1.7", "r.png": b"\x89PNG", "s.unknown": b"words"}
    files = {f"decisions/files/{name}": page for name in running}
    files |= {f"decisions/files/{name}": content for name, content in harmless.items()}
    files["decisions/files/t.unknown"] = b"\xef\xbb\xbf \n<html>"
    files["decisions/files/u.xlsx"] = b"PK\x03\x04"
    site = build({"decisions/adr/0001-a.md": DECISION, **files})
    assert {path.name for path in (site.out / "files").iterdir()} == {*harmless, "u.xlsx"}
