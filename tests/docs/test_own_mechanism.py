"""The page on a mechanism of one's own: its files are written, and its commands run as they stand."""

import re
import shlex
import shutil
from pathlib import Path

from tests.command import typed
from tests.world.test_own_mechanism import FILES, PAGE, ROOT


def test_the_commands_of_the_page_run(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "scenarios" / "balkans", tmp_path / "balkans")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, "utf-8")
    commands = re.findall(r"^twochairs (.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert [command.split()[0] for command in commands] == ["validate", "explain", "run", "why", "sweep", "replay"]
    printed = {}
    for command in commands:
        done = typed(*shlex.split(command), cwd=tmp_path)
        assert done.returncode == 0, (command, done.stderr)
        printed[command.split()[0]] = done.stdout
    assert "countries.SRB.remittances.EU = 0.06   [work-abroad.yaml" in printed["explain"]
    assert re.search(r"-0\.\d{3}  remittances", printed["why"])
    assert (tmp_path / "results" / "abroad-sweep" / "rules.py").read_text("utf-8") == FILES["remittances.py"]
