"""`samestory.cluster`: from articles to what was found."""

from __future__ import annotations

import warnings
from typing import Unpack

from . import _samestory
from ._articles import Articles, read
from ._detection import Detection, Reading
from ._errors import RejectedWarning
from ._progress import Bars, Progress
from ._settings import Settings, split


def cluster(articles: Articles, *, progress: Progress = False, **settings: Unpack[Settings]) -> Detection:
    """Finds copies, reports of the same event and storylines.

    Args:
        articles: The feed, in one of these forms:

            - dicts, in a list or from any other iterable, a generator too;
            - a table: pandas, Polars, PyArrow, a DuckDB relation, or whatever has Arrow's PyCapsule
              interface. Its string columns are read where they lie and not copied;
            - a path, or an iterable of paths: files and folders of every format that the program
              reads, packed or in archives.

            Fields are found by their usual names (`id`, `title`, `text`, `published`, `source`, `url`,
            `lang`, `author` and many others); `text_field` and its like name other ones. Only a title or
            a text is needed.
        progress: True for a bar on stderr or in the notebook, by tqdm where it is installed; or a
            callable that makes one as `tqdm.tqdm` does.
        settings: Those of the program, by the names of its flags:

            - `level`: `"events"` (default) or `"copies"`, which stops after copies;
            - `threshold`, above 0 to 1, default 0.5: resemblance from which copies must be found;
            - `recall`, above 0 and below 1, default 0.999: probability with which they are;
            - `excerpt`, above 0 to 1, default 0.8: containment from which a text is an excerpt;
            - `profile`: `"news"` (default) or `"reference"`: how texts become shingles;
            - `event_threshold`, `storyline_threshold`, above 0 to 1, default 0.5: scores;
            - `window`: longest time between two reports of one event: hours, or `"30d"` (default);
            - `keep`: `"earliest"` (default), `"latest"`, `"longest"`, `"source-order"`: what stands for others;
            - `prefer`: outlets that stand for others before all, the most preferred first;
            - `boilerplate`: phrases that count as no content;
            - `corrections`: path of a file that the report exported;
            - `pairs`: `"near"` (default), `"tied"`, `"all"`, `"none"`: which pairs are recorded;
            - `seed`, default 0; `jobs`: threads, default all cores, the result is the same for any;
            - `format`, `id_field` to `author_field`, `html`, `extractor`, `as_of`, `query`,
              `max_errors`, `max_record_bytes`, `max_unpacked_bytes`: how inputs are read;
            - `strict`: True makes the first bad record an error instead of counting it.

    Returns:
        Tables of what was found; no articles give empty ones. The same for any order of the articles and
        any number of threads.

    Raises:
        InputError: When nothing can be read as articles, or `strict` or `max_errors` say so.
        ReadError: When a file cannot be read.
        ConfigError: When a setting is out of its range.
        TypeError: When articles are of a type that none are read from, or a setting is unknown.

    Warns:
        RejectedWarning: When records made no article; `Detection.rejected` lists them.

    Ctrl-C ends it within a moment. Other threads of Python run meanwhile.

    Example:
        >>> import samestory
        >>> wire = "Two trains collided near Dunvale on Monday; nobody was hurt, the railway said."
        >>> found = samestory.cluster([
        ...     {"id": 1, "text": wire, "published": "2024-03-05"},
        ...     {"id": 2, "text": wire, "published": "2024-03-06"},
        ...     {"id": 3, "text": "Orchards in the Veld valley expect a late harvest after cold nights."},
        ... ], level="copies")
        >>> found.memberships.to_pylist()[1]["relation"]["to"]
        '1'
        >>> found
        Detection of 3 articles: 1 families, 2 events, 2 storylines
    """
    sorted_settings = split(dict(settings))
    with Bars(progress) as report:
        source = read(articles, sorted_settings, report)
        found = _samestory.cluster(
            source,
            sorted_settings.config,
            sorted_settings.corrections,
            sorted_settings.jobs,
            report,
        )
    detection = Detection(source, found, sorted_settings)
    warn_of_rejected(detection)
    return detection


def warn_of_rejected(reading: Reading) -> None:
    """Says so where records made no article, to whoever called its caller."""
    rejected = reading.rejected
    if rejected.total:
        records = "record" if rejected.total == 1 else "records"
        warnings.warn(
            f"{rejected.total:,} {records} made no article, the first: {rejected.told()}",
            RejectedWarning,
            stacklevel=3,
        )
