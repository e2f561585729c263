"""A case that has another id, as mentions joined it, is found under the old one for a while."""

from tests.web.access.test_login import enter
from tests.web.house import House

from caseweave.service import Act
from caseweave.service.desk import View, record, short


def test_an_old_address_leads_to_the_same_tab_of_the_case_as_it_is_now(house: House) -> None:
    view = View(house.desk.board())
    one, two, *_ = view.incidents
    act = Act(kind="merge", targets=(one.id, two.id), by="ada")
    record(house.desk, view, [act], None, None)
    after = View(house.desk.board())
    [now] = [i for i in after.incidents if set(one.mentions) <= set(i.mentions)]
    old = next(i for i in (one, two) if i.id != now.id)
    with enter(house, "reader") as client:
        for tab in ("", "/people", "/history"):
            answer = client.get(f"/cases/{short(old.id)}{tab}")
            there = f"/cases/{short(now.id)}{tab}"
            assert (answer.status_code, answer.headers["location"]) == (303, there)
        assert client.get("/cases/0000/people").status_code == 404
