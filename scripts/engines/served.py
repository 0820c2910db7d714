"""Depeche as a process that is asked one document at a time; its model is loaded once."""

import json
import subprocess


class Served:
    """A running `depeche extract --serve-stdio`. Use it as a context manager."""

    def __init__(self, program="depeche", options=()):
        command = [program, "extract", "--serve-stdio", *options]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def ask(self, row):
        """Sends a row (id, text, date, title, url) and returns {document, events, error}."""
        line = json.dumps({k: v for k, v in row.items() if v is not None}, ensure_ascii=False)
        self.process.stdin.write(line.encode() + b"\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"depeche ended with code {self.process.wait()}; see its messages above")
        return json.loads(answer)


def dumps(record):
    """A record as one line, as depeche writes it."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"))
