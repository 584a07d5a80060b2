"""Settings, from the environment (docs/operations.md). Secrets are read here and never printed."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from engine.calling.rules import TelephonyRules, read_telephony_rules, shipped_telephony_rules
from engine.calling.softphones import Softphones
from engine.commands.order_rules import read_order_rules, seed_order_rules
from engine.errors import InvalidInput
from engine.files import Scanner
from engine.inbox import InboxRules, read_inbox_rules, shipped_inbox_rules
from engine.limits.seeds import PROFILE_KEYS
from engine.oidc_settings import OidcSettings
from engine.orders import OrderRules
from engine.store.address import require_address, sqlite_file
from engine.words import Words
from huan import setting_checks as checks
from huan.channel_settings import ChannelSettings, channels_from, require_closed
from huan.oidc_settings import oidc_from, require_closed_oidc
from huan.paths import data_folder, packages_folder, web_folder
from huan.scanner_setting import scanner_from
from huan.secret_files import with_secret_files
from huan.setting_checks import BadSetting, is_open
from huan.telephony_settings import dialogues_from, nodes_from
from telephony.dialogues import DialogueSettings
from telephony.listener import NodeSettings

ENVIRONMENTS = ("demonstration", "production")


def _own_database() -> str:
    return f"sqlite:///{data_folder() / 'huan.sqlite3'}"


def _own_attachments() -> Path:
    return data_folder() / "attachments"


def _own_recordings() -> Path:
    return data_folder() / "recordings"


@dataclass(frozen=True)
class Settings:
    """What an installation decides.

    `clock_rate` is applied when a database gets its business clock, and by `huan run`. `webhook_hosts` are
    the only hosts that diagrams may call. `database_wait_seconds` is how long a server or worker that starts
    waits for a database that does not answer. `message_gateway` None refuses messages to customers, `log`
    only logs them. `channels` are what notices go out by. `message_kept_hours` is how long a message to a
    process waits for a receiver, `notices_kept_days` how long a notice can be read, 0: for ever.
    `inbox_rules` limit what people do with tasks (docs/inbox.md), `order_rules` are the utility's own for
    orders (docs/orders.md). `data` is where the SQLite database and the demonstration's password are,
    `attachments` the folder of attachments by their content, `recordings` that of recorded calls.
    `telephony_rules` are those of the telephone (docs/recordings.md).

    `oidc` None: people sign in by password alone. `proxies` is how many proxies of ours stand before the
    server: from so many, the browser's address is taken from X-Forwarded-For.
    `exchanges` are the FreeSWITCH nodes that `huan telephony run` listens to, and `huan run`.
    `dialogues` says where they serve the dialogues that FreeSWITCH dials, None: nowhere.
    `streams` are the pages that a server process keeps live, each by a thread; `request_threads` are those
    that it has beside them for requests.

    `production` demands what a demonstration may leave open: PostgreSQL, named by HUAN_DATABASE_URL; real
    time; a gateway that sends (or none), over TLS when it takes a token. Session cookies are then sent over
    TLS only, and there are neither demonstration accounts nor calls that ring on demand.
    """

    database_url: str = field(default_factory=_own_database, repr=False)
    database_wait_seconds: int = 60
    redis_url: str | None = field(default=None, repr=False)
    clock_rate: float = 1.0
    profile: str = "state-grid"
    webhook_hosts: frozenset[str] = frozenset()
    message_gateway: str | None = field(default=None, repr=False)
    message_token: str | None = field(default=None, repr=False)
    channels: ChannelSettings = field(default_factory=ChannelSettings)
    message_kept_hours: int = 24
    notices_kept_days: int = 400
    inbox_rules: InboxRules = field(default_factory=shipped_inbox_rules)
    order_rules: OrderRules = field(default_factory=seed_order_rules, repr=False)
    host: str = "127.0.0.1"
    port: int = 8095
    streams: int = 40
    request_threads: int = 24
    packages: Path = field(default_factory=packages_folder)
    web: Path = field(default_factory=web_folder)
    data: Path = field(default_factory=data_folder)
    attachments: Path = field(default_factory=_own_attachments)
    recordings: Path = field(default_factory=_own_recordings)
    telephony_rules: TelephonyRules = field(default_factory=shipped_telephony_rules)
    scanner: Scanner | None = field(default=None, repr=False)
    production: bool = False
    oidc: OidcSettings | None = field(default=None, repr=False)
    proxies: int = 0
    exchanges: tuple[NodeSettings, ...] = ()
    dialogues: DialogueSettings | None = None

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read HUAN_* and REDIS_URL; an empty variable is as good as none.

        Raises:
            InvalidInput: a value is not what it must be; the message names the variable.
        """
        env = with_secret_files(os.environ if environment is None else environment)
        data = Path(env["HUAN_DATA"]).absolute() if env.get("HUAN_DATA") else data_folder()
        production = checks.word(env, "HUAN_ENV", "demonstration", ENVIRONMENTS) == "production"
        settings = cls(
            database_url=_database(env, data),
            database_wait_seconds=checks.whole(env, "HUAN_DATABASE_WAIT", 60, 3600),
            redis_url=checks.redis_address(env, "REDIS_URL"),
            clock_rate=checks.rate(env, "HUAN_CLOCK_RATE"),
            profile=checks.word(env, "HUAN_PROFILE", "state-grid", PROFILE_KEYS),
            webhook_hosts=checks.hosts(env, "HUAN_WEBHOOK_HOSTS"),
            message_gateway=checks.http_address(env, "HUAN_MESSAGE_GATEWAY", "log"),
            message_token=env.get("HUAN_MESSAGE_TOKEN") or None,
            channels=channels_from(env),
            order_rules=_order_rules(env),
            message_kept_hours=checks.whole(env, "HUAN_MESSAGE_KEPT_HOURS", 24, 8760),
            notices_kept_days=checks.whole(env, "HUAN_NOTICES_KEPT_DAYS", 400, 36500),
            inbox_rules=_inbox_rules(env),
            host=checks.host(env, "HUAN_HOST", "127.0.0.1"),
            port=checks.port(env, "HUAN_PORT", 8095),
            streams=checks.whole(env, "HUAN_STREAMS", 40, 1000),
            request_threads=checks.whole(env, "HUAN_REQUEST_THREADS", 24, 200, lowest=4),
            packages=_folder(env, "HUAN_PACKAGES", packages_folder()),
            web=_folder(env, "HUAN_WEB", web_folder()),
            data=data,
            attachments=Path(env.get("HUAN_ATTACHMENTS") or data / "attachments").absolute(),
            recordings=Path(env.get("HUAN_RECORDINGS") or data / "recordings").absolute(),
            telephony_rules=_telephony_rules(env),
            scanner=scanner_from(env),
            oidc=oidc_from(env),
            proxies=checks.whole(env, "HUAN_PROXIES", 0, 5),
            exchanges=nodes_from(env, production=production),
            dialogues=dialogues_from(env),
            production=production,
        )
        if settings.production:
            settings.require_fit_for_production()
        return settings

    def require_fit_for_production(self) -> None:
        """Refuse what only a demonstration may do.

        Raises:
            InvalidInput: the message names the variable.
        """
        if sqlite_file(self.database_url) is not None:
            raise BadSetting(
                "HUAN_DATABASE_URL",
                Words(
                    "postgresql://… in production: SQLite serves one writer on one machine, without a "
                    "standby",
                    "在生产环境是 postgresql://…：SQLite 只供一台机器上的一个写入者，没有备用",
                ),
            )
        if self.clock_rate != 1.0:
            raise BadSetting(
                "HUAN_CLOCK_RATE",
                Words("left out in production, where time is real", "在生产环境不设置，那里的时间是真实的"),
            )
        if self.message_gateway == "log":
            raise BadSetting(
                "HUAN_MESSAGE_GATEWAY",
                Words(
                    "an address in production: messages to customers would only be logged",
                    "在生产环境是地址：否则发给客户的消息只会写进日志",
                ),
            )
        if self.message_token is not None and is_open(self.message_gateway):
            raise BadSetting(
                "HUAN_MESSAGE_GATEWAY",
                Words(
                    "https://… in production: HUAN_MESSAGE_TOKEN would travel in the open",
                    "在生产环境是 https://…：否则 HUAN_MESSAGE_TOKEN 会明文传送",
                ),
            )
        require_closed(self.channels)
        require_closed_oidc(self.oidc)

    @property
    def prompts(self) -> Path | None:
        """The folder of prompts; None: no dialogues, or without sounds."""
        return self.dialogues.prompts if self.dialogues is not None else None

    @property
    def softphones(self) -> Mapping[str, Softphones]:
        """How browsers connect to exchanges, by the exchange's name."""
        return {one.name: one.softphones for one in self.exchanges if one.softphones is not None}

    @property
    def calls_out(self) -> bool:
        """Whether an exchange can dial the outside, and whoever answers can hear a dialogue."""
        return self.dialogues is not None and any(one.dialling.trunk for one in self.exchanges)

    @property
    def bind(self) -> str:
        """Return the address to listen on as servers write it."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def _database(env: Mapping[str, str], data: Path) -> str:
    url = env.get("HUAN_DATABASE_URL") or f"sqlite:///{data / 'huan.sqlite3'}"
    try:
        require_address(url)
    except InvalidInput as error:
        raise InvalidInput(error.message.at("HUAN_DATABASE_URL")) from error
    return url


def _inbox_rules(env: Mapping[str, str]) -> InboxRules:
    name = "HUAN_INBOX_RULES"
    value = env.get(name)
    if not value:
        return shipped_inbox_rules()
    try:
        text = Path(value).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(
            name, Words("a file of inbox rules (YAML, UTF-8)", "是收件箱规则文件（YAML，UTF-8）"), value
        ) from error
    return read_inbox_rules(text, value)


def _telephony_rules(env: Mapping[str, str]) -> TelephonyRules:
    name = "HUAN_TELEPHONY_RULES"
    value = env.get(name)
    if not value:
        return shipped_telephony_rules()
    try:
        text = Path(value).read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSetting(
            name, Words("a file of telephone rules (YAML, UTF-8)", "是话务规则文件（YAML，UTF-8）"), value
        ) from error
    return read_telephony_rules(text, value)


def _order_rules(env: Mapping[str, str]) -> OrderRules:
    value = env.get("HUAN_ORDER_RULES")
    if not value:
        return seed_order_rules()
    path = Path(value).absolute()
    try:
        return read_order_rules(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeError) as error:
        raise BadSetting(
            "HUAN_ORDER_RULES", Words("a text file that can be read", "是可以读取的文本文件"), value
        ) from error


def _folder(env: Mapping[str, str], name: str, default: Path) -> Path:
    value = env.get(name)
    if not value:
        return default
    path = Path(value).absolute()
    if not path.is_dir():
        raise BadSetting(name, Words("a folder that is there", "是已有的文件夹"), value)
    return path
