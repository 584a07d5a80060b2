"""Drafts of packages: made, changed, deployed, deleted. Who may deploy may change any of them."""

from engine.commands.drafts.change import ChangePackageDraft
from engine.commands.drafts.create import Blank, CreatePackageDraft
from engine.commands.drafts.delete import DeletePackageDraft
from engine.commands.drafts.deploy import DeployPackageDraft

__all__ = ["Blank", "ChangePackageDraft", "CreatePackageDraft", "DeletePackageDraft", "DeployPackageDraft"]
