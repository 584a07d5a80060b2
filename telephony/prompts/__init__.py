"""Prompts: which there are, where their recordings lie, and stand-ins for those nobody has spoken yet."""

from telephony.prompts.folder import PromptFolder, is_prompt_folder
from telephony.prompts.listing import Prompt, list_prompts
from telephony.prompts.make import EspeakMissing, make_prompts

__all__ = ["EspeakMissing", "Prompt", "PromptFolder", "is_prompt_folder", "list_prompts", "make_prompts"]
