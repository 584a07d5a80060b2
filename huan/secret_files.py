"""Secrets from files: NAME_FILE instead of NAME, as systemd's LoadCredential gives them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from engine.words import Words
from huan.setting_checks import BadSetting

#: What may be given as a file; an address among them may hold a password.
SECRETS = (
    "HUAN_DATABASE_URL",
    "REDIS_URL",
    "HUAN_MESSAGE_TOKEN",
    "HUAN_SMTP_PASSWORD",
    "HUAN_SMS_SECRET",
    "HUAN_NOTICE_SECRET",
    "HUAN_OIDC_CLIENT_SECRET",
    "HUAN_TELEPHONY_PASSWORD",
)
MOST_BYTES = 4096


def with_secret_files(env: Mapping[str, str]) -> dict[str, str]:
    """Return the environment with each secret whose file is named: its first line, without blanks around it.

    A name that is no absolute path lies in CREDENTIALS_DIRECTORY, where systemd puts credentials.

    Raises:
        InvalidInput: the file cannot be read or is empty, or the secret is given twice.
    """
    found = dict(env)
    for name in SECRETS:
        variable = f"{name}_FILE"
        given = env.get(variable)
        if not given:
            continue
        if env.get(name):
            raise BadSetting(variable, Words(f"left out when {name} is set", f"在设置了 {name} 时去掉"))
        found[name] = secret_file(variable, given, env)
    return found


def secret_file(name: str, file: str, env: Mapping[str, str]) -> str:
    """Return the first line of a secret's file, without blanks around it; `name` is told when it is none.

    Raises:
        InvalidInput: the file cannot be read or is empty.
    """
    return _secret(name, Path(env.get("CREDENTIALS_DIRECTORY") or ".") / file)


def _secret(name: str, path: Path) -> str:
    try:
        with path.open("rb") as file:
            lines = file.read(MOST_BYTES + 1).decode().strip().splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is no text"
        raise BadSetting(
            name, Words(f"a file that can be read ({reason})", f"是可读的文件（{reason}）"), str(path)
        ) from error
    if len(lines) != 1:
        raise BadSetting(name, Words("a file with one line", "是只有一行的文件"), str(path))
    return lines[0].strip()
