"""Adds the collected files of one version to the folder from which nginx serves: publish_static.py FROM TO.

What an earlier version left there stays, so that pages which are open in a browser still find their parts. Names with
a hash never change; the few without one become those of the version that is published last. A file appears by a rename,
so nobody reads half of it.
"""

import filecmp
import os
import shutil
import sys
from pathlib import Path


def publish(source: Path, target: Path) -> int:
    """The number of files that are new or have changed."""
    count = 0
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        place = target / file.relative_to(source)
        if place.exists() and filecmp.cmp(file, place, shallow=False):
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        half = place.with_name(f".{place.name}.part")
        shutil.copyfile(file, half)
        half.chmod(0o644)
        os.replace(half, place)
        count += 1
    return count


if __name__ == "__main__":
    print(f"{publish(Path(sys.argv[1]), Path(sys.argv[2]))} files published")
