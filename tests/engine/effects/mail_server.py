"""A mail server that says what it is told to, and keeps what it takes."""

from __future__ import annotations

import socketserver
import threading


class FakeMailServer:
    """Speaks as much of RFC 5321 as a client needs. `says` maps a command's verb, or `MESSAGE`, to a reply.

    The reply `""` hangs up instead. It offers no STARTTLS.
    """

    def __init__(self) -> None:
        self.says: dict[str, str] = {}
        self.taken: list[tuple[str, str, bytes]] = []
        outer = self

        class Handler(socketserver.StreamRequestHandler):
            def reply(self, verb: str, usual: str) -> bool:
                said = outer.says.get(verb, usual)
                if said:
                    self.wfile.write(f"{said}\r\n".encode())
                return said != ""

            def handle(self) -> None:
                sender = to = ""
                if not self.reply("CONNECT", "220 here"):
                    return
                for line in self.rfile:
                    verb, _, rest = line.decode().strip().partition(" ")
                    verb = verb.upper()
                    if verb == "MAIL":
                        sender = rest
                    if verb == "RCPT":
                        to = rest
                    if not self.reply(verb, "354 go on" if verb == "DATA" else "250 ok"):
                        return
                    if verb == "DATA" and "DATA" not in outer.says:
                        lines = []
                        while (part := self.rfile.readline()) not in (b".\r\n", b""):
                            lines.append(part[1:] if part.startswith(b"..") else part)
                        outer.taken.append((sender, to, b"".join(lines)))
                        if not self.reply("MESSAGE", "250 taken"):
                            return

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
