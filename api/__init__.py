"""The HTTP face: Flask, OpenAPI, problem details, server-sent events."""
