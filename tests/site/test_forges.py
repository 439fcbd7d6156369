"""Where a commit's page lies, told from the address of the remote; what is not known gets no link."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from settled.site.forges import commits_address
from settled.site.words import is_web_address

GITHUB = "https://github.com/acme/decisions/commit/"
AZURE = "https://dev.azure.com/acme/Shop%20Core/_git/decisions/commit/"
SERVER = "https://bitbucket.acme.example/projects/SHOP/repos/decisions/commits/"


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/acme/decisions.git", GITHUB),
        ("https://github.com/acme/decisions/", GITHUB),
        ("git@github.com:acme/decisions.git", GITHUB),
        ("github.com:acme/decisions", GITHUB),
        ("ssh://git@github.com/acme/decisions.git", GITHUB),
        ("ssh://git@ssh.github.com:443/acme/decisions.git", GITHUB),
        ("git://github.com/acme/decisions.git", GITHUB),
        ("git+ssh://git@github.com/acme/decisions.git", GITHUB),
        ("git@GitHub.com:acme/decisions.git", GITHUB),
        ("git@github.acme.example:shop/decisions.git", "https://github.acme.example/shop/decisions/commit/"),
        ("https://acme.ghe.com/shop/decisions.git", "https://acme.ghe.com/shop/decisions/commit/"),
        ("https://gitlab.com/acme/shop/decisions.git", "https://gitlab.com/acme/shop/decisions/-/commit/"),
        ("git@gitlab.com:acme/decisions.git", "https://gitlab.com/acme/decisions/-/commit/"),
        ("ssh://git@altssh.gitlab.com:443/acme/decisions.git", "https://gitlab.com/acme/decisions/-/commit/"),
        ("ssh://git@gitlab.acme.example:2222/a/b.git", "https://gitlab.acme.example/a/b/-/commit/"),
        ("http://gitlab.acme.example:8080/a/b.git", "http://gitlab.acme.example:8080/a/b/-/commit/"),
        ("https://salsa.debian.org/team/decisions.git", "https://salsa.debian.org/team/decisions/-/commit/"),
        ("git@bitbucket.org:acme/decisions.git", "https://bitbucket.org/acme/decisions/commits/"),
        ("https://bitbucket.org/acme/decisions.git", "https://bitbucket.org/acme/decisions/commits/"),
        ("https://bitbucket.acme.example/scm/SHOP/decisions.git", SERVER),
        ("ssh://git@bitbucket.acme.example:7999/SHOP/decisions.git", SERVER),
        ("ssh://git@code.acme.example:7999/SHOP/a.git", "https://code.acme.example/projects/SHOP/repos/a/commits/"),
        (
            "https://code.acme.example/git/scm/SHOP/a.git",
            "https://code.acme.example/git/projects/SHOP/repos/a/commits/",
        ),
        ("https://code.acme.example:8443/scm/~ada/a.git", "https://code.acme.example:8443/users/ada/repos/a/commits/"),
        ("https://dev.azure.com/acme/Shop%20Core/_git/decisions", AZURE),
        ("git@ssh.dev.azure.com:v3/acme/Shop%20Core/decisions", AZURE),
        ("acme@vs-ssh.visualstudio.com:v3/acme/Shop%20Core/decisions", AZURE),
        ("https://dev.azure.com/acme/_git/decisions", "https://dev.azure.com/acme/_git/decisions/commit/"),
        ("https://acme.visualstudio.com/Shop/_git/a", "https://acme.visualstudio.com/Shop/_git/a/commit/"),
        (
            "ssh://acme@acme.visualstudio.com:22/DefaultCollection/Shop/_ssh/a",
            "https://acme.visualstudio.com/DefaultCollection/Shop/_git/a/commit/",
        ),
        ("https://tfs.acme.example/tfs/Main/Shop/_git/a", "https://tfs.acme.example/tfs/Main/Shop/_git/a/commit/"),
        ("https://codeberg.org/acme/decisions.git", "https://codeberg.org/acme/decisions/commit/"),
        ("git@gitea.acme.example:a/b.git", "https://gitea.acme.example/a/b/commit/"),
        ("https://acme.example.forgejo.example/a/b", "https://acme.example.forgejo.example/a/b/commit/"),
    ],
)
def test_the_forge_is_known_by_the_remote(remote: str, address: str) -> None:
    assert commits_address(remote) == address


@pytest.mark.parametrize(
    "remote",
    [
        "",
        "/srv/git/decisions.git",
        "../decisions.git",
        "C:\\git\\decisions",
        "C:/git/decisions",
        "file:///srv/git/github.com/acme/decisions.git",
        "https://git.acme.example/a/b.git",
        "git@notgithub.com:a/b.git",
        "https://evil.example/github.com/a/b.git",
        "javascript:alert(1)//github.com/a/b",
        "javascript://github.com/a/b",
        "data:text/html,github.com",
        "ext::sh -c github.com/a/b",
        "https://github.com",
        "https://github.com/acme",
        "https://github.com//decisions.git",
        "https://github.com/acme/..",
        "https://github.com/acme/.git",
        "https://github.com/acme/%2e%2e",
        "https://github.com/acme/a%00b",
        "https://github.com/acme/a%2Fb",
        "https://github.com:port/acme/decisions",
        "https://[::1]/github.com/a",
        "https://[github.com/a/b",
        "https://github/acme/decisions",
        "git@ssh.dev.azure.com:v3/acme/decisions",
        "https://bitbucket.org/acme",
        "ssh://git@bitbucket.acme.example/a/b/c/d",
        "git@github.com:acme/deci\nsions.git",
    ],
)
def test_what_is_no_forge_gets_no_link(remote: str) -> None:
    assert commits_address(remote) == ""


def test_odd_names_are_encoded() -> None:
    assert commits_address('https://github.com/a"><script>/b c.git') == (
        "https://github.com/a%22%3E%3Cscript%3E/b%20c/commit/"
    )


@given(
    st.one_of(
        st.text(),
        st.builds(
            "{}{}{}/{}/{}".format,
            st.sampled_from(["https://", "ssh://git@", "git@", "javascript:", "http://"]),
            st.sampled_from(["github.com", "gitlab.com", "bitbucket.org:7999", "dev.azure.com"]),
            st.sampled_from(["", ":", ":v3", "/scm"]),
            st.text(),
            st.text(),
        ),
    )
)
def test_whatever_the_remote_is_a_link_is_a_web_address_that_needs_no_escape(remote: str) -> None:
    address = commits_address(remote)
    assert not address or (is_web_address(address) and address.endswith(("/commit/", "/commits/")))
    assert not set(address) & set("\"'<>\\ ")
