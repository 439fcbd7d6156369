"""Where a forge shows the commits of a repository, told from the address of its remote; no forge is asked."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

_SCP_LIKE = re.compile(r"(?:[^@/:\s]+@)?(?P<host>[^@/:\s]+):(?P<path>[^\s].*)")
_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")
# Hosts that take SSH where a firewall lets nothing but HTTPS through, and those that take nothing but SSH.
_SSH_HOSTS = {
    "ssh.github.com": "github.com",
    "altssh.gitlab.com": "gitlab.com",
    "altssh.bitbucket.org": "bitbucket.org",
    "www.github.com": "github.com",
}
_GITLAB_HOSTS = {"salsa.debian.org", "invent.kde.org", "framagit.org", "code.videolan.org"}
_PLAIN_FORGES = frozenset({"github", "gitea", "forgejo", "codeberg"})
_BITBUCKET_SSH_PORT = 7999


@dataclass(frozen=True, slots=True)
class _Remote:
    """A remote's address in parts: `web` is scheme, host and port of its pages, `path` its names in order."""

    host: str
    web: str
    path: tuple[str, ...]
    is_ssh: bool
    port: int | None

    @property
    def words(self) -> frozenset[str]:
        """The words of the host's name: `git-lab.gitlab.example.org` has `gitlab`."""
        return frozenset(re.split(r"[.-]", self.host))


def commits_address(remote: str) -> str:
    """The web address that becomes a commit's page when its hash is put behind; empty where no forge is known.

    `remote` is what `git remote get-url` prints: `https://…`, `ssh://…`, `git://…` or `user@host:path`. Known are
    GitHub, GitLab, Bitbucket (cloud and server), Azure DevOps, and Gitea or Forgejo: on their own hosts, on hosts
    that are named after them, and by paths that nobody else has (`/scm/`, `/_git/`).
    """
    parsed = _parsed(remote.strip())
    if parsed is None:
        return ""
    for forge in (_azure_devops, _bitbucket, _gitlab, _plain):
        address = forge(parsed)
        if address:
            return address
    return ""


_FILES = (
    ("/-/commit/", "/-/{kind}/{commit}/{path}"),  # GitLab
    ("/_git/", "?path=/{path}&version=GC{commit}"),  # Azure DevOps
    ("/repos/", "/browse/{path}?at={commit}"),  # a server of Bitbucket
    ("/commits/", "/src/{commit}/{path}"),  # Bitbucket
)
"""What stands in the address of a commit, and what stands in the place of its last part in that of a file."""


def file_address(remote: str, commit: str, path: str, *, is_folder: bool) -> str:
    """The web address of the file or folder at `path` as of `commit`; empty where no forge or no commit is known."""
    commits = commits_address(remote) if commit else ""
    if not commits:
        return ""
    kind, shown = "tree" if is_folder else "blob", quote(path, safe="/~@+")
    for mark, form in _FILES:
        if mark in commits:
            base = re.sub(r"(?:/-)?/commits?/$", "", commits)
            return base + form.format(kind=kind, commit=commit, path=shown)
    base = commits.removesuffix("/commit/")
    if "github" in commits.split("/")[2] or commits.split("/")[2].endswith(".ghe.com"):
        return f"{base}/{kind}/{commit}/{shown}"
    return f"{base}/src/commit/{commit}/{shown}"  # Gitea, Forgejo


def _parsed(remote: str) -> _Remote | None:
    """The parts of an address, None for a folder, another protocol, or what could mean something else."""
    if "://" in remote:
        try:
            parts = urlsplit(remote)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            return None
        scheme, path = parts.scheme.lower(), parts.path
    else:
        match = _SCP_LIKE.fullmatch(remote)
        if match is None:
            return None
        scheme, host, port, path = "ssh", match["host"].lower(), None, match["path"]
    if scheme not in {"http", "https", "ssh", "git+ssh", "git"} or not _HOST.fullmatch(host):
        return None
    names = tuple(unquote(name) for name in path.strip("/").split("/"))
    if not all(_is_name(name) for name in names):
        return None
    host = _SSH_HOSTS.get(host, host)
    is_web = scheme in {"http", "https"}
    web = f"{scheme}://{host}:{port}" if is_web and port else f"{scheme if is_web else 'https'}://{host}"
    return _Remote(host, web, names, scheme in {"ssh", "git+ssh"}, port)


def _is_name(name: str) -> bool:
    return name not in {"", ".", ".."} and not re.search(r"[\x00-\x1f\x7f/\\?#]", name)


def _azure_devops(remote: _Remote) -> str:
    *before, last = remote.path
    if remote.host in {"ssh.dev.azure.com", "vs-ssh.visualstudio.com"}:
        if len(remote.path) == 4 and remote.path[0] == "v3":
            _, organisation, project, repository = remote.path
            return _address("https://dev.azure.com", organisation, project, "_git", repository, "commit")
        return ""
    if (
        before
        and before[-1] in {"_git", "_ssh"}
        and (before[-1] == "_git" or remote.host.endswith(".visualstudio.com"))
    ):
        return _address(remote.web, *before[:-1], "_git", last, "commit")
    return ""


def _bitbucket(remote: _Remote) -> str:
    if remote.host == "bitbucket.org":
        return _address(remote.web, *_repository(remote.path), "commits") if len(remote.path) == 2 else ""
    if remote.words & {*_PLAIN_FORGES, "gitlab"}:
        return ""
    is_server = "bitbucket" in remote.words
    context: tuple[str, ...] = ()
    names = remote.path
    if remote.is_ssh:
        if not is_server and remote.port != _BITBUCKET_SSH_PORT:
            return ""
        names = names[1:] if len(names) == 3 and names[0] == "scm" else names
    elif len(names) >= 3 and names[-3] == "scm":
        context, names = names[:-3], names[-2:]
    else:
        return ""
    if len(names) != 2:
        return ""
    project, repository = _repository(names)
    owner = ("users", project[1:]) if project.startswith("~") else ("projects", project)
    return _address(remote.web, *context, *owner, "repos", repository, "commits")


def _gitlab(remote: _Remote) -> str:
    is_known = remote.host in _GITLAB_HOSTS or "gitlab" in remote.words
    return _address(remote.web, *_repository(remote.path), "-", "commit") if is_known and len(remote.path) > 1 else ""


def _plain(remote: _Remote) -> str:
    """GitHub, and those that took its addresses over."""
    is_known = bool(remote.words & _PLAIN_FORGES) or remote.host.endswith(".ghe.com")
    return _address(remote.web, *_repository(remote.path), "commit") if is_known and len(remote.path) > 1 else ""


def _repository(names: tuple[str, ...]) -> tuple[str, ...]:
    return (*names[:-1], names[-1].removesuffix(".git"))


def _address(web: str, *names: str) -> str:
    return "/".join([web, *(quote(name, safe="~@+") for name in names), ""]) if all(names) else ""
