"""The audit names what somebody did by the page they did it on; a failed request is not told."""

import pytest

from caseweave.web._audit import act_of


@pytest.mark.parametrize(
    ("method", "path", "act"),
    [
        ("GET", "/cases/{key:str}", "saw"),
        ("GET", "/cases/{key:str}/people", "saw"),
        ("GET", "/reports/{key:str}/original", "saw"),
        ("GET", "/search", "searched"),
        ("POST", "/cases/{key:str}/sign/now", "signed_off"),
        ("POST", "/export/file", "exported"),
        ("GET", "/keys", None),
        ("GET", "/", None),
    ],
)
def test_each_page_is_an_act_or_none(method: str, path: str, act: str | None) -> None:
    assert act_of(method, path) == act
