"""The example case that comes with the package."""

import shutil
from pathlib import Path

from twochairs.errors import CannotWrite


def example_folder() -> Path:
    """The shipped scenarios: inside an installed package, or at the top of a checkout."""
    package = Path(__file__).parents[1]
    inside = package / "_example"
    return inside if inside.is_dir() else package.parents[1] / "scenarios"


def copy_example(folder: Path) -> list[Path]:
    """Copy the example case into a folder, which must not exist or be empty.

    Raises
    ------
    CannotWrite : where it exists and is not empty, or cannot be made
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotWrite(folder, "it exists and is not an empty folder", "name a new folder")
    try:
        shutil.copytree(example_folder(), folder, dirs_exist_ok=True)
        (folder / "twochairs.toml").write_text("# marks the folder whose files may extend one another\n")
    except OSError as error:
        raise CannotWrite(folder, (error.strerror or str(error)).lower(), "name another folder") from None
    return sorted(path for path in folder.rglob("*") if path.is_file())
