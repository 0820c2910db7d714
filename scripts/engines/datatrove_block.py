#!/usr/bin/env python3
"""Depeche as a block of a datatrove pipeline.

usage: datatrove_block.py INPUT_DIR OUT_DIR [--program depeche] [--tasks N] [--workers N] [-- OPTIONS OF extract …]

Reads the JSONL files of INPUT_DIR with datatrove's reader, writes OUT_DIR/events, documents and errors, one file a task.
In a pipeline of your own use `Depeche(...)` after any reader; documents pass on with `metadata["depeche"]` set.
"""

import argparse
import os
import sys

from datatrove.data import Document, DocumentsPipeline
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.base import PipelineStep
from datatrove.pipeline.readers import JsonlReader

from served import Served, dumps


class Depeche(PipelineStep):
    """Asks one depeche process a task; writes JSON lines and passes the documents on."""

    name = "depeche"
    type = "extractor"

    def __init__(self, out, program="depeche", options=()):
        super().__init__()
        self.out = out
        self.program = program
        self.options = list(options)

    def run(self, data: DocumentsPipeline, rank: int = 0, world_size: int = 1) -> DocumentsPipeline:
        files = {}
        for name in ("events", "documents", "errors"):
            os.makedirs(f"{self.out}/{name}", exist_ok=True)
            files[name] = open(f"{self.out}/{name}/{rank:05d}.jsonl", "w", encoding="utf-8")
        try:
            with Served(self.program, self.options) as depeche:
                for document in data:
                    with self.track_time():
                        known = document.metadata
                        answer = depeche.ask(
                            {
                                "id": document.id,
                                "text": document.text,
                                "date": known.get("date"),
                                "title": known.get("title"),
                                "url": known.get("url"),
                            }
                        )
                    for event in answer["events"]:
                        files["events"].write(dumps(event) + "\n")
                    for name, key in (("documents", "document"), ("errors", "error")):
                        if answer[key]:
                            files[name].write(dumps(answer[key]) + "\n")
                    self.stat_update("failed" if answer["error"] else "done")
                    document.metadata["depeche"] = answer
                    yield document
        finally:
            for file in files.values():
                file.close()


class EveryRow(JsonlReader):
    """Datatrove's reader leaves out rows without text; here they come through, and depeche says what is wrong with them."""

    def get_document_from_dict(self, data, source_file, id_in_file):
        known = self.adapter(data, source_file, id_in_file)
        return Document(text=known["text"] or "", id=str(known["id"]), metadata=known["metadata"])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("out")
    parser.add_argument("--program", default="depeche")
    parser.add_argument("--tasks", type=int, default=1)
    parser.add_argument("--workers", type=int, default=1)
    # What follows -- is for depeche; argparse would take it for more inputs.
    end = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    arguments, options = parser.parse_args(sys.argv[1:end]), sys.argv[end + 1 :]
    LocalPipelineExecutor(
        pipeline=[EveryRow(arguments.input), Depeche(arguments.out, arguments.program, options)],
        tasks=arguments.tasks,
        workers=arguments.workers,
        logging_dir=f"{arguments.out}/logs",
    ).run()


if __name__ == "__main__":
    main()
