"""A small store, built once; a desk with an account of each role; callers with their keys."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from litestar.testing import TestClient

from caseweave.model import ROLES, Role
from caseweave.service import Options, build
from caseweave.service.desk import Desk
from caseweave.service.people import Newcomer, add_person, make_token
from caseweave.web import create_app
from caseweave.web.access import AccountsDoor

HERE = "http://desk.example"
WORDS = "heron gravel lamp tuesday"
SAMPLES = {
    "cape.txt": """Trawler saves drifting crew

The Cape Courier
2 May 2024

PORT ELDIN - A trawler rescued 9 people from a drifting boat off Cape Eldin on Thursday, the
harbour master said.
""",
    "later.txt": """Harbour counts again

The Eldin Gazette
4 May 2024

The trawler had rescued 8 people off Cape Eldin, its skipper told reporters on Saturday. They
were brought ashore by night.
""",
    "inland.txt": """Lorry stopped at checkpoint

The Gazette
3 June 2024

A patrol found 14 people in a lorry near Marrowby on Monday, the police said. All of the people
were given water and food.
""",
}


class House:
    """The application, its desk, and a key and a password for an account of each role."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.door = AccountsDoor(desk)
        self.app: Any = create_app(desk, self.door, ("desk.example",), extractor=EXTRACTOR)
        self.keys: dict[Role, str] = {}
        for role in ROLES:
            new = Newcomer(name=name_of(role), role=role, password=WORDS, must_change=False)
            person = add_person(desk, "-", new)
            self.keys[role] = make_token(desk, "-", person.id, label="test", role=role).secret

    def client(self) -> TestClient[Any]:
        """A client without any key or cookie."""
        return TestClient(self.app, base_url=HERE, raise_server_exceptions=False)

    def bearing(self, role: Role) -> dict[str, str]:
        """The header of a caller of this role."""
        return {"authorization": f"Bearer {self.keys[role]}"}

    def acts(self) -> list[tuple[str, str, str]]:
        """Who did what to what, in order."""
        entries = self.desk.store.audit.entries(limit=1000)
        return [(e.by, e.act, e.subject) for e in reversed(entries)]


EXTRACTOR = "standin_extractor:extract_many"


def name_of(role: Role) -> str:
    """The account of a role."""
    return f"the-{role}"


@pytest.fixture(autouse=True, scope="session")
def standin() -> Iterator[None]:
    """The small extractor in place of the language model, and hashes at their smallest cost."""
    small = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(Path(__file__).parents[1] / "service")
        patch.setattr("caseweave.service._people_passwords._hasher", lambda: small)
        yield


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory, standin: None) -> Path:
    """A store with three reports, built once."""
    folder = tmp_path_factory.mktemp("reports")
    for name, text in SAMPLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    place = folder.parent / f"{folder.name}.db"
    build([folder], place, Options(extractor=EXTRACTOR, engine="inline"))
    return place


@pytest.fixture
def store(small_store: Path, tmp_path: Path) -> Path:
    """A copy of it for one test."""
    return Path(shutil.copy(small_store, tmp_path / "desk.db"))


@pytest.fixture
def desk(store: Path) -> Iterator[Desk]:
    """The desk on it."""
    opened = Desk(store)
    yield opened
    opened.close()


@pytest.fixture
def house(desk: Desk) -> House:
    """The application with accounts."""
    return House(desk)
