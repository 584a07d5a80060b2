"""What calls are about, as words and rules that commands, telephone and API share: no rows, no sockets."""
