"""Plain files of a result folder: inside it, no links, pipes or devices, read within bounds and hashed in blocks.

A folder may come from anybody. Whatever is wrong with it is told as `NoResult`, before much of it is read.
"""

import errno
import json
import os
import re
import stat
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

from twochairs.errors import NoResult
from twochairs.scenario.wording import printable, shortened

MOST_TEXT = 64 * 2**20
"""Bytes of a file that is read as text, unless its reader says otherwise."""
_BLOCK = 2**20
_MOST_HASHED = {".parquet": 2**31, ".csv": 2**30}
"""Bytes of a file that is hashed, by its ending; of another file as many as of the largest plan."""
_MOST_DEEP = 64
_MOST_NESTED = 1_000_000
"""Lists and mappings in one file, which take far more room in memory than as text."""
_STEP = re.compile(r"(?!\.{1,2}\Z)[A-Za-z0-9_.-]{1,120}")
_TOKENS = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[\[\]{}]')
_NO_CHARACTER = re.compile(r"(?<!\\)(?:\\\\)*\\u(?:[dD][89a-fA-F][0-9a-fA-F]{2}|0000)")
NO_LINK: int = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
"""How a file is opened that may be a link, which is refused, or a pipe, which is not waited for."""
_HOW = os.O_RDONLY | NO_LINK | getattr(os, "O_CLOEXEC", 0)


@dataclass(frozen=True)
class Folder:
    """A folder that is read as a result.

    Attributes
    ----------
    path : of the folder
    again : what helps where a file is missing or damaged
    """

    path: Path
    again: str

    def refuse(self, reason: str) -> NoReturn:
        """Raise NoResult."""
        raise NoResult(self.path, reason, self.again) from None

    def opened(self, name: str) -> BinaryIO:
        """A plain file of the folder, open to be read; the name has `/` between its steps.

        Raises
        ------
        NoResult : where there is none of the name, or it is anything but a plain file inside the folder
        """
        steps = name.split("/")
        if not all(map(_STEP.fullmatch, steps)):
            self.refuse(f"{_shown(name)} is no name of a file in it")
        try:
            for depth in range(1, len(steps)):
                if not stat.S_ISDIR(self.path.joinpath(*steps[:depth]).lstat().st_mode):
                    self.refuse(f"{'/'.join(steps[:depth])} is no folder inside it")
            return plain_file(self.path / name)
        except OSError as error:
            self.refuse(self._reason(name, error))

    def _reason(self, name: str, error: OSError) -> str:
        path = self.path / name
        if path.is_symlink():
            return f"{name} is a link, not a file inside it"
        if path.is_dir() or error.errno in (errno.EINVAL, errno.ENXIO):
            return f"{name} is no plain file"
        if isinstance(error, FileNotFoundError):
            return f"{name} is missing"
        return f"{name} cannot be read: {(error.strerror or str(error)).lower()}"

    def has(self, name: str) -> bool:
        """Whether there is anything of a name, be it a file or not."""
        return os.path.lexists(self.path / name)

    def read(self, name: str, most: int = MOST_TEXT) -> bytes:
        """The content of a plain file of at most so many bytes; raises as `opened`, and for a larger one."""
        with self.opened(name) as file:
            size = os.fstat(file.fileno()).st_size
            if size > most:
                self.refuse(f"{name} has {size:,} bytes, and may have {most:,}")
            return self._told(name, file)

    def _told(self, name: str, file: BinaryIO) -> bytes:
        try:
            return file.read()
        except OSError as error:
            self.refuse(f"{name} cannot be read: {(error.strerror or str(error)).lower()}")

    def text(self, name: str, most: int = MOST_TEXT) -> str:
        """A plain file as UTF-8 text; raises as `read`, and where it is none."""
        try:
            return self.read(name, most).decode("utf-8")
        except UnicodeDecodeError as error:
            self.refuse(f"{name} is not UTF-8 text: byte {error.start:,} is 0x{error.object[error.start]:02x}")

    def json(self, name: str, most: int = MOST_TEXT) -> Any:
        """The data of a JSON file, all numbers finite; raises as `text`, and where it is none."""
        return self.json_of(name, self.text(name, most))

    def json_of(self, name: str, text: str) -> Any:
        """The data of the JSON that a file holds; raises as `json`."""
        self.check_json(name, text)
        try:
            return json.loads(text, parse_constant=self._not_finite(name))
        except (ValueError, RecursionError) as error:
            self.refuse(f"{name} is not readable as JSON: {shortened(printable(str(error)))}")

    def _not_finite(self, name: str) -> Any:
        return lambda found: self.refuse(f"{name} holds {found}, which is no finite number")

    def check_json(self, name: str, text: str) -> None:
        """Refuse JSON that would take far more room in memory than as text, or that holds what is no character."""
        if _NO_CHARACTER.search(text):
            self.refuse(f"{name} holds what is no character")
        depth = count = 0
        for token in _TOKENS.finditer(text):
            opens, closes = token[0] in "[{", token[0] in "]}"
            depth, count = depth + opens - closes, count + opens
            if depth > _MOST_DEEP:
                self.refuse(f"{name} is nested too deeply; {_MOST_DEEP} levels are allowed")
            if count > _MOST_NESTED:
                self.refuse(f"{name} holds more than {_MOST_NESTED:,} lists and mappings")

    def checksum(self, name: str) -> str:
        """SHA-256 of a plain file, read in blocks; raises as `opened`."""
        digest = sha256()
        with self.opened(name) as file:
            most = _MOST_HASHED.get(Path(name).suffix, 2**28)
            if os.fstat(file.fileno()).st_size > most:
                self.refuse(f"{name} has more than {most:,} bytes")
            try:
                while block := file.read(_BLOCK):
                    digest.update(block)
            except OSError as error:
                self.refuse(f"{name} cannot be read: {(error.strerror or str(error)).lower()}")
        return digest.hexdigest()

    def is_sound(self, name: str, checksum: str) -> bool:
        """Whether a plain file is there with a checksum."""
        try:
            return self.checksum(name) == checksum
        except NoResult:
            return False

    def inside(self, *tables: str) -> list[str]:
        """Names of all there is in some folders of it, and in those below."""
        found: list[str] = []
        for table in tables:
            for at, _, names in os.walk(self.path / table):
                found += [(Path(at) / name).relative_to(self.path).as_posix() for name in names]
        return sorted(found)


def _shown(name: str) -> str:
    return shortened(printable(name)) or "an empty text"


def plain_file(path: Path) -> BinaryIO:
    """A file open to be read, which is no link, pipe, device or folder; none of these is waited for.

    Raises
    ------
    OSError : where there is none, or it is anything else
    """
    if path.is_symlink():
        raise OSError(errno.ELOOP, "it is a link")
    handle = os.open(path, _HOW)
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        number = errno.EISDIR if stat.S_ISDIR(mode) else errno.EINVAL
        raise OSError(number, os.strerror(number) if number == errno.EISDIR else "it is no plain file")
    return os.fdopen(handle, "rb")
