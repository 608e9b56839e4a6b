"""A dashboard in a real browser, driven as a reader does."""

from collections.abc import Callable
from typing import Any

from tests.browsers import Watched
from twochairs.results.result import Result
from twochairs.scenario.example import case_folder

READY = "body[data-state=ready]"
SERBIA = case_folder() / "serbia-2022.yaml"
Open = Callable[..., Watched]


def move(page: Any, path: str, stop: int) -> None:
    pole, name, *_ = path.split(".")
    page.evaluate("document.querySelectorAll('.poles details').forEach(one => { one.open = true; })")
    page.locator(f"#lever-{pole}-{name}").fill(str(stop))
    page.wait_for_timeout(250)


def cells(page: Any, table: str) -> dict[str, list[str]]:
    rows = page.locator(f"{table} tbody tr").all()
    return {row.locator("th").inner_text(): row.locator("td").all_inner_texts() for row in rows}


def handed_out(page: Any, name: str) -> tuple[str, str]:
    """The name and the text of the file that a button gives."""
    with page.expect_download() as waited:
        page.locator(name).click()
    return waited.value.suggested_filename, waited.value.path().read_text("utf-8")


def alignment(page: Any, moves: dict[str, float], key: str) -> list[list[list[float]]]:
    """Month, state, replicate, as the model in the page has them."""
    call = """([moves, key]) => {
      const data = [...document.querySelectorAll("script.model")].find(one => one.dataset.of === key).textContent;
      const study = twochairs.open(JSON.parse(data));
      if (!study.check().ready) return null;
      const runs = study.run(moves), states = study.data.names.country;
      const of = month => states.map(one => [...study.values(runs, month, "alignment", one)]);
      return Array.from({length: study.data.months + 1}, (_, month) => of(month));
    }"""
    found: list[list[list[float]]] = page.evaluate(call, [moves, key])
    return found


def of_result(result: Result) -> list[list[list[float]]]:
    values = result.series("alignment").sel(point=0).transpose("month", "country", "replicate")
    found: list[list[list[float]]] = values.to_numpy().tolist()
    return found
