"""The page that a host shows for an address that leads nowhere: with styles, search and links, wherever the site lies.

A host serves one file for every such address, at any depth, so its addresses can be relative to nothing; and the theme
takes for granted that the site lies at the top of its host.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig

from settled.site.render import STYLESHEET

TEMPLATE = "404.html"

# The nearest folder above the address that has our stylesheet is the site: a host may hold one site below another.
_FIND_SITE = """<script>(function(){var p=location.pathname,s=%s;if(location.protocol==="file:")p="";
while(p){p=p.slice(0,p.lastIndexOf("/")+1);try{var r=new XMLHttpRequest();r.open("HEAD",p+s,false);r.send();
if(r.status===200&&/css/.test(r.getResponseHeader("content-type")||"")){document.write('<base href="'+p+'">');break}
}catch(e){break}p=p.slice(0,-1)}})()</script>"""
_TELL_THEME = """<script>(function(){var e=document.getElementById("__config"),c=JSON.parse(e.textContent);
c.base=new URL(".",document.baseURI).href;c.search=new URL(c.search,c.base).href;e.textContent=JSON.stringify(c)})()
</script>"""
_ADDRESS = r'\b(?P<name>href|src|action)="{base}(?P<rest>[^"/][^"]*|)"'
_CONFIG = re.compile(r'<script id="__config" type="application/json">.*?</script>', re.DOTALL)
_HEADING = re.compile(r"<h1>404[^<]*</h1>")


def with_ways_out(page: str, config: MkDocsConfig, ways: Iterable[tuple[str, str]], foot: str) -> str:
    """The theme's `page` with addresses that hold wherever the site lies, and links to the pages in `ways`.

    Each of `ways` is a label and an address within the site, `foot` is HTML of ours to stand below them. A theme that
    is made otherwise stays as it is.
    """
    if not (_CONFIG.search(page) and _HEADING.search(page)):
        return page
    base = (urlsplit(config.site_url or "/").path.rstrip("/") or "") + "/"
    page = re.sub(_ADDRESS.format(base=re.escape(base)), _relative, page)
    page = page.replace(f'new URL("{base}",location)', 'new URL(".",document.baseURI)')
    page = page.replace("<head>", "<head>" + _FIND_SITE % json.dumps(STYLESHEET), 1)
    page = _CONFIG.sub(lambda found: _relative_config(found[0], base) + _TELL_THEME, page, count=1)
    links = "".join(f'<li><a href="{html.escape(address)}">{html.escape(label)}</a></li>' for label, address in ways)
    said = (
        '<h1 id="top">This page is not here</h1><p>It may have been renamed, or the address is not whole. Search for '
        f"it by its id or its words, or go to:</p><ul>{links}</ul>{foot}"
    )
    return _HEADING.sub(lambda _: said, page, count=1)


def _relative(found: re.Match[str]) -> str:
    return f'{found["name"]}="{found["rest"] or "."}"'


def _relative_config(script: str, base: str) -> str:
    return script.replace(f'"search": "{base}', '"search": "')
