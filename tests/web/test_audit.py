"""The audit names what somebody did by the page they did it on; a failed request is not told."""

import pytest

from caseweave.web.access._witness import act_of


@pytest.mark.parametrize(
    ("method", "path", "act"),
    [
        ("GET", "/cases/abc", "saw"),
        ("GET", "/cases/abc/people", "saw"),
        ("GET", "/reports/abc/original", "saw"),
        ("GET", "/search", "searched"),
        ("POST", "/cases/abc/sign/now", "signed_off"),
        ("POST", "/export/file", "exported"),
        ("GET", "/keys", None),
        ("GET", "/", None),
    ],
)
def test_each_page_is_an_act_or_none(method: str, path: str, act: str | None) -> None:
    found = act_of(method, path)
    assert (found[0] if found else None) == act
