"""What the processes that listen to telephone exchanges agree on by rows."""
