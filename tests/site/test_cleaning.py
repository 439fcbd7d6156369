"""What of a rendered text is kept, and what is taken out."""

from __future__ import annotations

from runpy import run_path

import pytest

from settled.site.html import cleaning
from settled.site.html.cleaning import clean, plain, without_broken_addresses

MAP = "map (image on another host)"


@pytest.mark.parametrize(
    "kept",
    [
        "<p>A <strong>bold</strong> <em>word</em> and <code>code</code></p>",
        '<h2 id="context">Context</h2>',
        '<div class="admonition note"><p class="admonition-title">Note</p></div>',
        '<pre><span></span><code><span class="k">if</span></code></pre>',
        '<table><thead><tr><th style="text-align:right">n</th></tr></thead></table>',
        '<details open=""><summary>more</summary></details>',
        '<img alt="map" src="../img/map.png">',
        '<a href="../flows/0001-a.html#x" rel="noopener noreferrer">there</a>',
        '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1" rel="noopener noreferrer">1</a></sup>',
        '<li class="task-list-item"><input type="checkbox" disabled="" checked="" aria-label="task"> done</li>',
    ],
)
def test_markdown_stays(kept: str) -> None:
    assert sorted(clean(kept)) == sorted(kept)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("<script>x</script>a", "a"),
        ('<p onclick="x">a</p>', "<p>a</p>"),
        ('<a href="javascript:x">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<a href="&#106;avascript:x">a</a>', '<a rel="noopener noreferrer">a</a>'),
        ('<img src="data:image/png;base64,x" alt="a">', '<img alt="a">'),
        ('<p id="__config">a</p>', '<p id="text-__config">a</p>'),
        ('<p id="st-x" class="md-header st-chip mine">a</p>', '<p id="text-st-x" class="mine">a</p>'),
        ('<p id="a b">a</p>', "<p>a</p>"),
        (
            '<a href="x.html#st-gallen">a</a><a href="https://x.example/#st-gallen">b</a>',
            '<a href="x.html#text-st-gallen" rel="noopener noreferrer">a</a>'
            '<a href="https://x.example/#st-gallen" rel="noopener noreferrer">b</a>',
        ),
        ('<pre class="mermaid">graph</pre>', "<pre>graph</pre>"),
        ('<p style="position:fixed">a</p>', "<p>a</p>"),
        ("<form><input name=q><button>b</button></form>", '<input disabled="" aria-label="task">b'),
        ('<iframe src="https://x.example"></iframe>', ""),
        (
            '<img src="//x.example/p.png">',
            '<a href="//x.example/p.png" rel="noopener noreferrer">image (image on another host)</a>',
        ),
        *(
            (f'<img src="{hidden}" alt="map">', f'<a href="{address}" rel="noopener noreferrer">{MAP}</a>')
            for hidden, address in (
                (" https://x.example/p.png", "https://x.example/p.png"),
                ("&#1;//x.example/p.png&#32;", "//x.example/p.png"),
                ("/&#9;/x.example/p.png", "//x.example/p.png"),
                ("h&#10;ttps://x.example/p.png", "https://x.example/p.png"),
                ("&#13;\\\\x.example/p.png", "\\\\x.example/p.png"),
            )
        ),
    ],
)
def test_what_runs_or_poses_goes(written: str, left: str) -> None:
    assert sorted(clean(written)) == sorted(left)


def test_a_heading_becomes_plain_text() -> None:
    assert plain('<code>a</code> &lt;b&gt; <script>x</script>"') == "a &lt;b&gt; &quot;"


def test_an_address_that_cannot_be_taken_apart_is_disarmed() -> None:
    assert without_broken_addresses("[a](http://[) and http://[::1]/x") == "[a](http:&#47;&#47;[) and http://[::1]/x"


def test_a_task_is_written_the_same_way_in_each_process() -> None:
    # The cleaner draws the order of what it sets by lot when it is made.
    fresh = [run_path(cleaning.__file__)["clean"]('<input type="checkbox" checked>') for _ in range(20)]
    assert set(fresh) == {'<input type="checkbox" checked="" disabled="" aria-label="task">'}
