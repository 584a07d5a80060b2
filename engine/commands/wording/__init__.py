"""Wording for emergencies 应急话术: written, changed and withdrawn by shift leaders."""
