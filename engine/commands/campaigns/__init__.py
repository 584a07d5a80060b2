"""Campaigns: lists of customers who are called, by rules, each call with its result; who is not called."""
