"""A stranger's change has nothing run by a build: what would run is refused by name, and hosts take no orders."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from settled.site.untrusted import foreign_change, refuse_code
from tests.conftest import Outcome
from tests.samples import DECISION

Adr = Callable[..., Outcome]
Tree = Callable[..., Path]

PLAIN = "site_name: Ours\ndocs_dir: decisions\ntheme:\n  name: material\nplugins:\n  - search\n  - settled\n"
HOOK = "from pathlib import Path\nPath(__file__).with_name('ran').write_text('x')\n"
RUNNING = {
    "hooks": (PLAIN + "hooks: [hook.py]\n", "mkdocs.yml:8: `hooks`"),
    "templates": (PLAIN.replace("material\n", "material\n  custom_dir: theme\n"), "mkdocs.yml:5: `theme.custom_dir`"),
    "another theme": (PLAIN.replace("material", "cinder"), "mkdocs.yml:3: `theme`"),
    "plugin": (PLAIN + "  - macros: {module_name: hook}\n", "mkdocs.yml:8: `plugins.macros`"),
    "plugins as a map": (
        "site_name: x\ntheme: material\nplugins:\n  settled: {}\n  gen-files: {}\n",
        "mkdocs.yml:5: `plugins.gen-files`",
    ),
    "extension": (
        PLAIN + "markdown_extensions: [toc, pymdownx.snippets]\n",
        "mkdocs.yml:8: `markdown_extensions.pymdownx.snippets`",
    ),
    "tag": (
        PLAIN + "extra: !!python/object/apply:os.system [touch ran]\n",
        "the tag `!!python/object/apply:os.system`",
    ),
    "tag by its whole name": (
        PLAIN + "extra: !<tag:yaml.org,2002:python/name:os.system> x\n",
        "the tag `!<tag:yaml.org,2002:python/name:os.system>`",
    ),
    "tag by a name of its own": (
        "%TAG !e! tag:yaml.org,2002:python/\n---\n" + PLAIN + "extra: !e!name:os.system x\n",
        "the tag `!e!name:os.system`",
    ),
    "tag behind what looks like a comment": (
        PLAIN + '"a # b": !!python/name:os.system x\n',
        "the tag `!!python/name:os.system`",
    ),
    "variables": (PLAIN + "copyright: !ENV TOKEN\n", "the tag `!ENV`"),
    "a configuration elsewhere": (PLAIN + "INHERIT: ../base.yml\n", "mkdocs.yml:8: `INHERIT`"),
    "a key in other letters": (PLAIN + '"h\\x6foks": [hook.py]\n', "`hooks`"),
    "a key that stands twice": (PLAIN + "theme: cinder\n", "mkdocs.yml:8: "),
    "merged keys": (PLAIN + "extra: &a {hooks: [hook.py]}\n<<: *a\n", "`<<`"),
    "pages from elsewhere": (PLAIN.replace("decisions", "/etc"), "mkdocs.yml:2: `docs_dir`"),
    "scripts on the pages": (PLAIN + "extra_javascript: [x.js]\n", "mkdocs.yml:8: `extra_javascript`"),
}


@pytest.mark.usefixtures("short_manual")
@pytest.mark.parametrize("case", RUNNING)
def test_what_would_run_is_refused_by_name(tree: Tree, adr: Adr, case: str) -> None:
    text, named = RUNNING[case]
    root = tree({"decisions/adr/0001-a.md": DECISION, "mkdocs.yml": text, "hook.py": HOOK})
    done = adr("build", "--untrusted", cwd=root)
    assert done.code == 2
    assert named in done.err
    assert done.err.startswith("adr: this change is not trusted, and would have something run: ")
    assert not (root / "ran").exists()
    assert not (root / "site").exists()


@pytest.mark.usefixtures("short_manual")
def test_html_of_a_strangers_own_is_refused(tree: Tree, adr: Adr) -> None:
    root = tree({"decisions/adr/0001-a.md": DECISION, "settled.toml": "allow-html = true\n"})
    done = adr("build", "--untrusted", cwd=root)
    assert (done.code, "settled.toml: `allow-html`" in done.err) == (2, True)


@pytest.mark.usefixtures("short_manual")
def test_what_runs_nothing_is_built(tree: Tree, adr: Adr) -> None:
    own = (Path(__file__).resolve().parents[2] / "mkdocs.yml").read_text(encoding="utf-8")
    root = tree({"decisions/adr/0001-a.md": DECISION, "mkdocs.yml": own})
    assert adr("build", "--untrusted", cwd=root).code == 0
    assert (root / "site/index.html").is_file()


def _github(tmp_path: Path, payload: object) -> dict[str, str]:
    event = tmp_path / "event.json"
    event.write_text(payload if isinstance(payload, str) else json.dumps(payload))
    return {"GITHUB_EVENT_PATH": str(event), "GITHUB_EVENT_NAME": "pull_request"}


def _request(head: object) -> dict[str, object]:
    return {"pull_request": {"head": {"repo": head}, "base": {"repo": {"full_name": "us/shop"}}}}


def test_a_pipeline_knows_a_pull_request_from_elsewhere(tmp_path: Path) -> None:
    foreign = [
        _request({"full_name": "them/shop"}),
        _request(None),
        {"workflow_run": {"head_repository": {"full_name": "them/shop"}}, "repository": {"full_name": "us/shop"}},
        "no json",
    ]
    own = [
        _request({"full_name": "us/shop"}),
        {"workflow_run": {"head_repository": {"full_name": "us/shop"}}, "repository": {"full_name": "us/shop"}},
        {"ref": "refs/heads/main"},
        [],
    ]
    assert [foreign_change(_github(tmp_path, payload)) for payload in foreign] == [True] * 4
    assert [foreign_change(_github(tmp_path, payload)) for payload in own] == [False] * 4
    gitlab = {"CI_MERGE_REQUEST_SOURCE_PROJECT_ID": "7", "CI_PROJECT_ID": "7"}
    assert not foreign_change(gitlab)
    assert foreign_change({**gitlab, "CI_PROJECT_ID": "8"})
    assert foreign_change({**gitlab, "CI_MERGE_REQUEST_PROJECT_ID": "8"})
    assert not foreign_change({})


@pytest.mark.usefixtures("short_manual")
def test_in_the_pipeline_of_a_fork_every_build_is_untrusted(tree: Tree, adr: Adr, tmp_path: Path) -> None:
    root = tree(
        {"decisions/adr/0001-a.md": DECISION, "mkdocs.yml": RUNNING["hooks"][0], "hook.py": HOOK}, tmp_path / "p"
    )
    done = adr("build", cwd=root, env=_github(tmp_path, _request({"full_name": "them/shop"})))
    assert (done.code, "`hooks`" in done.err, (root / "ran").exists()) == (2, True, False)
    # The team's own change runs what the team wrote.
    assert adr("build", cwd=root, env=_github(tmp_path, _request({"full_name": "us/shop"}))).code == 0
    assert (root / "ran").exists()


def test_without_a_configuration_there_is_nothing_to_refuse(tree: Tree) -> None:
    refuse_code(tree({"decisions/adr/0001-a.md": DECISION}), None)


@pytest.mark.usefixtures("short_manual")
def test_a_folder_that_looks_like_a_site_of_another_is_not_emptied(tree: Tree, adr: Adr) -> None:
    root = tree(
        {
            "decisions/adr/0001-a.md": DECISION,
            "public/sitemap.xml": "<urlset/>",
            "public/404.html": "theirs",
            "public/search/index.json": "{}",
            "public/thesis.txt": "five years",
        }
    )
    done = adr("build", "--out", "public", cwd=root)
    assert (done.code, "holds files that are no site of ours" in done.err) == (2, True)
    assert (root / "public/thesis.txt").read_text() == "five years"
