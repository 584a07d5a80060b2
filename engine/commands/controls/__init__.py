"""What people have the telephone do: each is a row first, is sent once, and gets its outcome."""

from engine.commands.controls.claim import ClaimControl
from engine.commands.controls.control_call import ControlCall
from engine.commands.controls.dial import Dial, DialForOrder
from engine.commands.controls.evidence import SettleByEvidence
from engine.commands.controls.give_up import GiveUpControls
from engine.commands.controls.settle import SettleControl
from engine.commands.controls.supervise import SuperviseCall
from engine.commands.controls.transfer import Receiver, TransferCall

__all__ = [
    "ClaimControl",
    "ControlCall",
    "Dial",
    "DialForOrder",
    "GiveUpControls",
    "Receiver",
    "SettleByEvidence",
    "SettleControl",
    "SuperviseCall",
    "TransferCall",
]
