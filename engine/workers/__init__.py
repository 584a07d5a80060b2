"""Who does it and when: leases, retries, pollers, hints, the event hub."""
