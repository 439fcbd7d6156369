"""Finished HTML arrives in a browser as it was, whichever Markdown parser it passes through."""

from __future__ import annotations

import html
from collections.abc import Callable

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from settled.site.html.raw_html import as_markdown
from tests.site.arrived import elements

PARSERS: dict[str, Callable[[str], str]] = {
    "Python-Markdown": lambda text: markdown.markdown(
        text,
        extensions=[
            "extra",
            "toc",
            "smarty",
            "admonition",
            "pymdownx.superfences",
            "pymdownx.snippets",
            "pymdownx.critic",
            "pymdownx.tilde",
            "pymdownx.emoji",
            "pymdownx.magiclink",
        ],
    ),
    "CommonMark": lambda text: MarkdownIt("commonmark", {"html": True}).enable("table").render(text),
}
VALUES = (
    "*stars* __under__ ~~gone~~ ==marked== ^up^",
    "[link](javascript:alert(1)) ![picture](x.png) [reference]: x <https://example.com>",
    "`code` ``` fence ~~~",
    "first\n\nsecond\n\n\n    indented",
    "\n\n```sh\nrm -rf\n```\n\n",
    '\n\n--8<-- "pyproject.toml"\n\n',
    "{{ config }} {% include 'x' %} {# note #} {++ added ++} {-- gone --}",
    "# heading\n## another\n---\n* * *\n> quote\n- item\n1. item",
    "| a | b |\n|---|---|\n| 1 | 2 |",
    "<script>alert(1)</script> </div></div> <!-- comment --> <![CDATA[x]]> <?php ?>",
    "&amp; &lt; &#42; &copy; &",
    "tab\there\nline",
    "a\\b \\* \\[ \\`",
    "!!! note\n    text\n\n??? more\n    text",
    "*[HTML]: abbreviation\n\n[^1]: footnote\n\nterm\n: definition",
    "line\u2028separator\u0085next \ufeff",
    "'single' \"double\" -- --- ... :smile:",
)


def _page(value: str) -> str:
    written = html.escape(value)
    return (
        f'<div title="{written}">\n<pre>{written}</pre>\n\n<p>a {written} b</p>\n</div>\n\n'
        f"<ul>\n\n<li>{written}<br><input disabled></li>\n\n</ul>\n"
        f'<svg viewBox="0 0 1 1"><title>{written}</title><path d="M0 0" /></svg>'
    )


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("value", VALUES)
def test_a_value_arrives_as_it_is(value: str, parser: str) -> None:
    page = _page(value)
    assert elements(PARSERS[parser](as_markdown(page))) == elements(page)


@pytest.mark.parametrize("parser", PARSERS)
@given(value=st.text(alphabet="`~*_{}[]()\\|<>&\"'#+-.!:=^%$@ \t\n1ax\u2028\x85é", max_size=60))
def test_any_value_arrives_as_it_is(parser: str, value: str) -> None:
    page = _page(value)
    assert elements(PARSERS[parser](as_markdown(page))) == elements(page)


@pytest.mark.parametrize("value", VALUES)
def test_a_heading_is_a_heading_of_markdown_with_the_same_text(value: str) -> None:
    words = html.escape(" ".join(value.split()))
    page = f'<p>before</p><h2 id="anchor">{words} <a href="x.html" title="{words}">{words}</a></h2><p>after</p>'
    text = as_markdown(page, with_headings=True)
    assert [line for line in text.splitlines() if line.startswith("## ")]
    assert elements(markdown.markdown(text, extensions=["attr_list", "toc", "tables"])) == elements(page)


def test_headings_of_a_text_stand_outside_of_its_frame() -> None:
    page = '<h1>T</h1><div class="st-text"><h2 id="a">A</h2><p>x</p><h3 id="b">B</h3></div><h2 id="c">C <i>2</i></h2>'
    assert as_markdown(page, with_headings=True, labels={"c": "C"}) == (
        '<div class="settled-part">\n<h1>T</h1>\n</div>\n\n## A {: #a }\n\n'
        '<div class="settled-part">\n<div class="st-text"><p>x</p></div>\n</div>\n\n### B {: #b }\n\n'
        '## C <i>2</i> {: #c data-toc-label="C" }\n'
    )


@pytest.mark.parametrize(
    "page",
    [
        '<h2 id="a b">no plain anchor</h2>',
        '<h2 id="a" class="x">more than an anchor</h2>',
        '<h2 id="a"> </h2>',
        '<div><h2 id="a">inside</h2></div>',
        "<h2>without an anchor</h2>",
    ],
)
def test_other_headings_stay_as_they_are(page: str) -> None:
    assert as_markdown(page, with_headings=True) == f'<div class="settled-part">\n{page}\n</div>\n'


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("<p>a", "<p>a</p>"),
        ("a</div></p>", "a"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a<li>b</li></li></ul>"),
        ("<b>a <i>b</b> c</i>", "<b>a <i>b</i></b> c"),
        ("a < b <", "a &lt; b &lt;"),
        ("<p title='a \"b\"'>c</p>", '<p title="a &#34;b&#34;">c</p>'),
        ('<p title="never closed', '&lt;p title="never closed'),
        ("<script>a\n\n  b `c`</script>", "<script>a\n  b `c`</script>"),
        ("<!-- a\n\nb -->c", "c"),
        ("", ""),
    ],
)
def test_html_that_a_team_wrote_itself_is_balanced(page: str, written: str) -> None:
    assert as_markdown(page) == (f'<div class="settled-part">\n{written}\n</div>\n' if written else "")
