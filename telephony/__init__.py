"""FreeSWITCH: its event socket, calls, agents and dialogues."""
