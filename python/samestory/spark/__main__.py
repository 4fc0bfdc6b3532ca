"""`spark-submit .../samestory/spark/__main__.py IN OUT`: a data set without its copies.

IN and OUT are Parquet, ORC or JSON lines by their endings, `FORMAT:PATH` of whatever format the session has (`delta`,
`iceberg`), `table:NAME`, or (IN only) files of any other format, `@FILE` for a list of them. With `--events` the events of the data set are written instead.
"""

from __future__ import annotations

import argparse
import json
import sys

from pyspark.sql import SparkSession

from samestory._errors import SamestoryError
from samestory.spark import dedup, events
from samestory.spark._read import settings_of, table_of, written


def main(arguments: list[str] | None = None) -> int:
    """Runs the command; 0 when all was written, 2 when something given does not fit."""
    parser = argparse.ArgumentParser(prog="samestory.spark", description=__doc__)
    parser.add_argument("input", metavar="IN", help="what to read")
    parser.add_argument("output", metavar="OUT", help="where what stays is written")
    parser.add_argument("--checkpoints", metavar="DIR", required=True, help="a folder that all executors reach")
    parser.add_argument("--records", metavar="DIR", help="memberships, families, pairs and removed as lines of JSON")
    parser.add_argument("--against", metavar="IN", help="an earlier output: what repeats it is left out, too")
    parser.add_argument("--events", action="store_true", help="write memberships in events to OUT instead")
    parser.add_argument("--set", metavar="NAME=VALUE", action="append", default=[], help="a setting of `dedup`")
    given = parser.parse_args(arguments)
    spark = SparkSession.builder.appName("samestory").getOrCreate()
    spark.sparkContext.setCheckpointDir(given.checkpoints)
    try:
        settings = settings_of(given.set)
        table = table_of(spark, given.input, {})
        if given.events:
            found = events(table, **settings)
            written(found.memberships, given.output)
            print(json.dumps(found.counts))
            found.unpersist()
            return 0
        against = table_of(spark, given.against, {}) if given.against else None
        fresh = dedup(table, against=against, **settings)
        written(fresh.data, given.output)
        if given.records:
            for kind in ("memberships", "families", "pairs", "removed"):
                getattr(fresh, kind).write.mode("overwrite").text(f"{given.records}/{kind}")
        print(json.dumps(fresh.counts))
        fresh.unpersist()
    except (SamestoryError, ValueError, OSError) as error:
        print(f"samestory.spark: {error}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
