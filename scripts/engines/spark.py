#!/usr/bin/env python3
"""Depeche on Spark: one process for each task, records as JSON lines, failures in a side table.

usage: spark-submit --py-files served.py spark.py INPUT OUT [--program depeche] [-- OPTIONS OF extract …]

INPUT: JSONL or Parquet (by its ending) with the columns id, text and, if there are any, date, title, url.
OUT: a folder; OUT/events, OUT/documents and OUT/errors are text files of JSON lines.
"""

import argparse
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F
from pyspark.sql import types as T

COLUMNS = ["id", "text", "date", "title", "url"]
ANSWER = T.StructType(
    [
        T.StructField("doc_id", T.StringType(), nullable=False),
        T.StructField("document", T.StringType()),
        T.StructField("events", T.ArrayType(T.StringType()), nullable=False),
        T.StructField("error", T.StringType()),
    ]
)


def asker(program, options):
    """The function for `DataFrame.mapInPandas`: it starts depeche once for a partition."""

    def ask_all(frames):
        import pandas
        from served import Served, dumps

        with Served(program, options) as depeche:
            for frame in frames:
                rows = []
                for row in frame.to_dict("records"):
                    answer = depeche.ask({k: None if pandas.isna(v) else v for k, v in row.items()})
                    known = answer["document"] or answer["error"]
                    rows.append(
                        (
                            known["doc_id"],
                            answer["document"] and dumps(answer["document"]),
                            [dumps(e) for e in answer["events"]],
                            answer["error"] and dumps(answer["error"]),
                        )
                    )
                yield pandas.DataFrame(rows, columns=ANSWER.names)

    return ask_all


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input")
    parser.add_argument("out")
    parser.add_argument("--program", default="depeche")
    # What follows -- is for depeche; argparse would take it for more inputs.
    end = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    arguments, options = parser.parse_args(sys.argv[1:end]), sys.argv[end + 1 :]
    spark = SparkSession.builder.appName("depeche").getOrCreate()
    strings = T.StructType([T.StructField(c, T.StringType()) for c in COLUMNS])
    if arguments.input.rstrip("/").endswith(".parquet"):
        rows = spark.read.parquet(arguments.input)
        rows = rows.select([F.col(c).cast("string") for c in COLUMNS if c in rows.columns])
    else:
        rows = spark.read.schema(strings).json(arguments.input)
    # Kept: the three outputs would otherwise each run the extraction again.
    answers = rows.mapInPandas(asker(arguments.program, options), ANSWER).persist()
    answers.select(F.explode("events").alias("value")).write.mode("overwrite").text(f"{arguments.out}/events")
    for name, column in (("documents", "document"), ("errors", "error")):
        lines = answers.where(F.col(column).isNotNull()).select(F.col(column).alias("value"))
        lines.write.mode("overwrite").text(f"{arguments.out}/{name}")
    spark.stop()


if __name__ == "__main__":
    main()
