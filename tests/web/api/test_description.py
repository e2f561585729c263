"""The API does what its description says: every answer is one that it names, and none a fault."""

import traceback
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.generation import GenerationMode
from tests.web.house import House

EXAMPLES = 5
HERE = {"host": "desk.example"}


@pytest.fixture
def described(house: House) -> Any:
    """The description, as the API gives it."""
    config = schemathesis.Config.from_dict(
        {
            "checks": {
                # 422: well-formed, and refused by a rule that no schema holds (a password that is
                # common, a text that is no report).
                "positive_data_acceptance": {
                    "expected-statuses": ["2xx", "403", "404", "409", "422"]
                },
                # Every route without a key and with each role: see test_matrix.
                "ignored_auth": {"enabled": False},
            }
        }
    )
    return schemathesis.openapi.from_asgi(
        "/api/v1/openapi.json", app=house.app, headers=HERE, config=config
    )


@pytest.mark.slow
@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_as_described(described: Any, house: House, mode: GenerationMode) -> None:
    faults: list[str] = []
    bearing = {**house.bearing("administrator"), **HERE}
    for found in described.get_all_operations():
        operation = found.ok()

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def each(case: Any) -> None:
            case.headers = {**(case.headers or {}), **bearing}
            case.call_and_validate()

        try:
            each()
        except (
            Exception,
            BaseExceptionGroup,
        ) as error:
            # Every operation is tried before the test says what is wrong.
            told = "\n".join(traceback.format_exception(error))
            faults.append(f"{operation.label}\n{told}")
    assert faults == [], "\n\n".join(faults)
