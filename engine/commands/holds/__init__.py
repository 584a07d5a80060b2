"""A hold 挂起 that waits for its approver, of an order whose process does not decide that itself."""
