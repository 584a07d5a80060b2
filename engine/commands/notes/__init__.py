"""What people add to an order: comments, attachments, supporting units."""
