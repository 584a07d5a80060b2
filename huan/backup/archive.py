"""Where a backup lies: a folder, or one file (tar, POSIX.1-2001), by the name that somebody gives it."""

from __future__ import annotations

import os
import shutil
import tarfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO

from engine.errors import HuanError, InvalidInput
from engine.words import Words
from huan.backup.manifest import MOST_BYTES, NAME, Entry, Manifest

_BLOCK = 1 << 20
#: Readable by nobody else: a backup holds everything that is known about customers.
_FOLDER_MODE, _FILE_MODE = 0o700, 0o600


def is_one_file(target: Path) -> bool:
    """Return whether a backup of this name is one file."""
    return target.suffix == ".tar"


def require_new(target: Path) -> None:
    """Refuse a place where there is something already.

    Raises:
        InvalidInput: there is a file, or a folder that is not empty, or its folder is missing.
    """
    taken = target.exists() and (not target.is_dir() or is_one_file(target) or any(target.iterdir()))
    if taken or not target.absolute().parent.is_dir():
        raise InvalidInput(
            Words(
                f"{target}: give a new file that ends in .tar, or a new folder, in a folder that is there",
                f"{target}：请给出以 .tar 结尾的新文件或新文件夹，其上级文件夹须已存在",
            )
        )


def entry_of(path: Path) -> Entry:
    """Return how many bytes a file has, and their digest."""
    digest, size = sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return Entry(size, digest.hexdigest())


def write(target: Path, manifest: Manifest, sources: Iterable[tuple[str, Path]]) -> None:
    """Write a backup: the manifest first, then every file. What is not whole keeps another name."""
    partial = target.with_name(f"{target.name}.partial")
    if is_one_file(target):
        with open(os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, _FILE_MODE), "wb") as file:
            with tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT) as archive:
                content = manifest.content()
                archive.addfile(_member(NAME, len(content)), BytesIO(content))
                for name, path in sources:
                    with path.open("rb") as source:
                        archive.addfile(_member(name, manifest.files[name].bytes), source)
            _settle(file)
    else:
        shutil.rmtree(partial, ignore_errors=True)
        partial.mkdir(mode=_FOLDER_MODE)
        (partial / NAME).write_bytes(manifest.content())
        for name, path in sources:
            place = partial / name
            place.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
            shutil.copyfile(path, place)
        for place in partial.rglob("*"):
            if place.is_file():
                place.chmod(_FILE_MODE)
                with place.open("rb") as file:
                    _settle(file)
        if target.exists():
            target.rmdir()
    os.replace(partial, target)


@contextmanager
def opened(source: Path) -> Iterator[Reader]:
    """Open a backup.

    Raises:
        InvalidInput: there is none.
    """
    try:
        if source.is_dir():
            yield FolderReader(source)
        else:
            with tarfile.open(source, mode="r:") as archive:
                yield TarReader(archive)
    except (tarfile.TarError, FileNotFoundError, EOFError) as error:
        raise InvalidInput(Words(f"{source} is no backup: {error}", f"{source} 不是备份：{error}")) from error


class Reader:
    """A backup that is read: the manifest, then each of its files."""

    def manifest(self) -> bytes:
        """Return the manifest's content."""
        with self._open(NAME) as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise InvalidInput(Words("its manifest is too large", "清单太大"))
        return content

    def take_out(self, name: str, entry: Entry, place: Path) -> None:
        """Write a file of the backup to a place, and prove that it is the one that the manifest names.

        Raises:
            HuanError: it is missing, longer, shorter, or other.
        """
        digest, size = sha256(), 0
        place.parent.mkdir(parents=True, exist_ok=True, mode=_FOLDER_MODE)
        try:
            with self._open(name) as source, place.open("wb") as target:
                while size <= entry.bytes and (block := source.read(_BLOCK)):
                    digest.update(block)
                    size += len(block)
                    target.write(block)
        except KeyError as error:
            raise _damaged(name, Words("it is missing", "缺少")) from error
        if size != entry.bytes or digest.hexdigest() != entry.sha256:
            place.unlink(missing_ok=True)
            raise _damaged(name, Words("it is not as it was written", "与写入时不同"))

    def _open(self, name: str) -> IO[bytes]:
        """Open a file of the backup, or raise KeyError."""
        raise NotImplementedError


class FolderReader(Reader):
    """A backup in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _open(self, name: str) -> IO[bytes]:
        path = self._folder / name
        if path.is_symlink() or not path.is_file():
            if name == NAME:
                raise FileNotFoundError(f"no {NAME}")
            raise KeyError(name)
        return path.open("rb")


class TarReader(Reader):
    """A backup in one file; only what the manifest names is looked at."""

    def __init__(self, archive: tarfile.TarFile) -> None:
        self._archive = archive
        self._members = {member.name: member for member in archive if member.isreg()}

    def _open(self, name: str) -> IO[bytes]:
        if name == NAME and name not in self._members:
            raise FileNotFoundError(f"no {NAME}")
        file = self._archive.extractfile(self._members[name])
        assert file is not None, "only regular files are kept"
        return file


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, _FILE_MODE
    return member


def _settle(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def _damaged(name: str, why: Words) -> HuanError:
    return HuanError(Words(f"the backup is damaged at {name}: {why}", f"备份在 {name} 处损坏：{why.zh}"))
