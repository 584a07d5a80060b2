"""What calls are about, as words and rules that everybody shares: the commands, the telephone, the API. Pure: no rows, no sockets."""
