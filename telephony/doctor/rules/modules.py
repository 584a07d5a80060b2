"""Are the modules loaded that calls go through?"""

from __future__ import annotations

from collections.abc import Iterator

from engine.words import Words
from telephony.doctor.finding import Finding
from telephony.doctor.seen import MODULES, Seen, module


def check(seen: Seen) -> Iterator[Finding]:
    for name in MODULES:
        if seen.answer(module(name)) == "false":
            yield Finding(
                "modules",
                f"autoload_configs/modules.conf.xml: mod_{name}",
                Words("the module is not loaded", "模块未加载"),
                Words(
                    f'install it, write <load module="mod_{name}"/> into modules.conf.xml, and for now: '
                    f"fs_cli -x 'load mod_{name}'",
                    f'安装该模块，在 modules.conf.xml 中写入 <load module="mod_{name}"/>，并立即执行：'
                    f"fs_cli -x 'load mod_{name}'",
                ),
            )
