"""Outages 停电事件: recorded, changed, restored; the orders that they explain, and whom they tell."""
