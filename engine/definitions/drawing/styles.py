"""How pictures look: fonts, lines, colours, hatching and arrow heads.

Painting does not rest on colour alone: what counts is filled and carries its number, what does not is dashed
and hatched. The colours are told apart by people who see colours otherwise (Okabe and Ito).
"""

from __future__ import annotations

_FONT = "'Noto Sans SC','Source Han Sans SC','PingFang SC','Microsoft YaHei',system-ui,sans-serif"
STYLE = (
    """
text{font:12px %s;fill:#1f2937}
.edge{fill:none;stroke:#374151;stroke-width:1.5}
.artifact{stroke:#6b7280;stroke-dasharray:1 4;stroke-linecap:round}
.message{stroke-dasharray:8 5}
.shape{fill:#ffffff;stroke:#374151;stroke-width:1.5}
.thick{stroke-width:3.5}
.pool{fill:#fbfcfd;stroke:#9ca3af;stroke-width:1.2}
.band{fill:#eef1f5;stroke:#9ca3af;stroke-width:1.2}
.scope{fill:#f8fafc;fill-opacity:.7}
.dotted{stroke-dasharray:2 4;stroke-linecap:round}
.dashed{stroke-dasharray:5 3}
.plain{fill:none}
.icon{fill:none;stroke:#374151;stroke-width:1.3;stroke-linejoin:round;stroke-linecap:round}
.solid{fill:#374151;stroke:#374151;stroke-width:1.1;stroke-linejoin:round}
.hit .shape{fill:#d9ecf7;stroke:#005a8f}
.hit .scope{fill:#eef6fb}
.hit .edge{stroke:#005a8f;stroke-width:2.2}
.hit .icon{stroke:#005a8f}
.hit .solid{fill:#005a8f;stroke:#005a8f}
.never .shape{fill:url(#hatch);stroke:#b34700;stroke-width:2;stroke-dasharray:6 4}
.never .scope{fill:url(#hatch);fill-opacity:1}
.never .edge{stroke:#b34700;stroke-width:2;stroke-dasharray:6 5}
.never .icon{stroke:#b34700}
.never .solid{fill:#b34700;stroke:#b34700}
.never .plain,.hit .plain{fill:none}
.badge{fill:#005a8f;stroke:#ffffff;stroke-width:1.5}
.badge-text{fill:#ffffff;font-size:10px;font-weight:600}
.halo{paint-order:stroke;stroke:#ffffff;stroke-width:3px;stroke-linejoin:round}
.title{font-size:17px;font-weight:600}
.small{fill:#4b5563}
""".strip()
    % _FONT
)

DEFS = (
    '<defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><rect width="7" height="7" fill="#fffaf5"/>'
    '<path d="M0 0V7" stroke="#f3c9a5" stroke-width="2"/></pattern>'
    + "".join(
        f'<marker id="{name}" viewBox="0 0 10 10" refX="9.2" refY="5" markerWidth="9" markerHeight="9" '
        f'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 1L10 5L0 9Z" fill="{colour}"/></marker>'
        for name, colour in (("arrow", "#374151"), ("arrow-hit", "#005a8f"), ("arrow-never", "#b34700"))
    )
    + '<marker id="open" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="10" markerHeight="10" '
    'markerUnits="userSpaceOnUse" orient="auto">'
    '<path d="M1 1L9 5L1 9" fill="#ffffff" stroke="#374151" stroke-width="1.2"/></marker>'
    '<marker id="circle" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="8" markerHeight="8" '
    'markerUnits="userSpaceOnUse">'
    '<circle cx="5" cy="5" r="4" fill="#ffffff" stroke="#374151"/></marker></defs>'
)
