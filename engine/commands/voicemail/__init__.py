"""Messages that callers leave: begun before the tone, ended, joined to their call, heard."""
