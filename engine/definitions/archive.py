"""A package as a zip file: written the same to the byte each time, and read as a stranger's.

What is read may be a bomb, name files outside, or be in whatever encoding: sizes are counted while reading,
not believed; links, encrypted and equal names are refused; everything that is wrong is told at once
(ZIP File Format Specification, APPNOTE.TXT 6.3.10).
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator, Mapping

from engine.definitions.findings import DiagramRefused, Finding
from engine.definitions.sheet import SHEET
from engine.definitions.texts import MOST_BYTES, MOST_FILE_BYTES, MOST_FILES, refuse_unfit
from engine.words import Words

MOST_ARCHIVE_BYTES = MOST_BYTES
#: Folders, and what operating systems add, count too.
MOST_ENTRIES = 4 * MOST_FILES
MOST_TOLD = 100
_MOMENT = (1980, 1, 1, 0, 0, 0)
_PLAIN_FILE = (stat.S_IFREG | 0o644) << 16
_UTF_8 = 0x800
_ENCRYPTED = 0x1
_IGNORED = ("__MACOSX/",)
_BOM = b"\xef\xbb\xbf"
_MEND = Words("pack the package's folder again with an ordinary zip program", "请用普通压缩软件重新打包")


def pack(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return a zip file with the files in one folder: the same files give the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whatever this machine is
            entry.external_attr = _PLAIN_FILE
            archive.writestr(entry, files[path])
    return made.getvalue()


def unpack(content: bytes, file: str = "zip") -> dict[str, bytes]:
    """Return the files of a package's zip file by their paths in the package.

    The package may lie in a folder of its own. Hidden files, and what operating systems add, are left out; a
    byte order mark is taken off. `file` is what findings call it.

    Raises:
        DiagramRefused: it is no zip file, or holds what no package may; every finding is listed.
    """
    if len(content) > MOST_ARCHIVE_BYTES:
        problem = Words(f"it has {len(content)} bytes", f"它有 {len(content)} 字节")
        raise DiagramRefused([_told(file, problem, _at_most(MOST_ARCHIVE_BYTES))])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_ENTRIES:
                problem = Words(f"it has {len(entries)} entries", f"它有 {len(entries)} 个条目")
                remedy = Words(f"keep it below {MOST_ENTRIES}", f"请少于 {MOST_ENTRIES} 个")
                raise DiagramRefused([_told(file, problem, remedy)])
            named = _named(entries, file)
            files = _read(archive, named, file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, zlib.error) as error:
        problem = Words(f"it cannot be read as a zip file: {error}", f"无法作为 zip 文件读取：{error}")
        raise DiagramRefused([_told(file, problem, _MEND)]) from None
    refuse_unfit(files, file)
    return files


def _named(entries: list[zipfile.ZipInfo], file: str) -> dict[str, zipfile.ZipInfo]:
    """Return the entries that are files of the package, by their paths in it."""
    found: list[Finding] = []
    plain: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for entry in entries:
        name = _name(entry)
        if entry.is_dir() or _is_left_out(name):
            continue
        faults = list(_faults(entry, name))
        if not faults and name.casefold() in seen:
            faults = [Words("is there twice", "出现两次")]
        seen.add(name.casefold())
        found += [_told(f"{file}/{name}", fault, _MEND) for fault in faults[:1]]
        plain[name] = entry
        if len(found) >= MOST_TOLD:
            break
    if found:
        raise DiagramRefused(found)
    within = _folder(plain)
    beside = [name for name in plain if not name.startswith(within)][:MOST_TOLD]
    if beside:
        problem = Words(f"lies outside the package's folder {within}", f"在流程包文件夹 {within} 之外")
        remedy = Words("pack one package, and nothing beside it", "请只打包一个流程包")
        raise DiagramRefused([_told(f"{file}/{name}", problem, remedy) for name in beside])
    return {name.removeprefix(within): entry for name, entry in plain.items()}


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name; what is not marked as UTF-8 may be that all the same, or a Chinese one."""
    if entry.flag_bits & _UTF_8:
        return entry.orig_filename
    raw = entry.orig_filename.encode("cp437", "replace")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.orig_filename


def _is_left_out(name: str) -> bool:
    parts = name.replace("\\", "/").split("/")
    hidden = any(part.startswith(".") and part not in (".", "..") for part in parts)
    return hidden or name.startswith(_IGNORED)


def _faults(entry: zipfile.ZipInfo, name: str) -> Iterator[Words]:
    kind = stat.S_IFMT(entry.external_attr >> 16)
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or ".." in parts or "\\" in name or ":" in parts[0] or "\x00" in name:
        yield Words("names a place outside the package", "指向流程包之外")
    elif kind not in (0, stat.S_IFREG):
        yield Words("is a link or device, no file", "是链接或设备，不是文件")
    elif entry.flag_bits & _ENCRYPTED:
        yield Words("is encrypted", "已加密")


def _folder(plain: Mapping[str, zipfile.ZipInfo]) -> str:
    """Return the folder in which the package lies, with a slash behind it; nothing when it lies on top."""
    sheets = [name for name in plain if name == SHEET or name.endswith(f"/{SHEET}")]
    if SHEET in plain or not sheets:
        tops = {name.partition("/")[0] for name in plain if "/" in name}
        alone = len(tops) == 1 and SHEET not in plain and all("/" in name for name in plain)
        return f"{tops.pop()}/" if alone else ""
    return min(sheets, key=lambda name: (name.count("/"), name)).removesuffix(SHEET)


def _read(archive: zipfile.ZipFile, named: Mapping[str, zipfile.ZipInfo], file: str) -> dict[str, bytes]:
    """Return the contents, counted while they unfold."""
    if len(named) > MOST_FILES:
        problem = Words(f"it has {len(named)} files", f"它有 {len(named)} 个文件")
        remedy = Words(f"keep it below {MOST_FILES}", f"请少于 {MOST_FILES} 个")
        raise DiagramRefused([_told(file, problem, remedy)])
    files: dict[str, bytes] = {}
    total = 0
    for name, entry in named.items():
        with archive.open(entry) as opened:
            content = opened.read(MOST_FILE_BYTES + 1)
        total += len(content)
        if len(content) > MOST_FILE_BYTES:
            problem = Words("unfolds into too much", "解压后过大")
            raise DiagramRefused([_told(f"{file}/{name}", problem, _at_most(MOST_FILE_BYTES))])
        if total > MOST_BYTES:
            problem = Words("its files unfold into too much", "其文件解压后过大")
            raise DiagramRefused([_told(file, problem, _at_most(MOST_BYTES))])
        files[name] = content.removeprefix(_BOM)
    return files


def _at_most(size: int) -> Words:
    return Words(f"at most {size} bytes are taken", f"最多 {size} 字节")


def _told(file: str, problem: Words, remedy: Words) -> Finding:
    return Finding(file.encode(errors="replace").decode()[:300], None, "", problem, remedy)
