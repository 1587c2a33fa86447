"""What the comparisons share: processes that print JSON lines, ours with what the launcher sets for it."""
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
MODEL = SHARED / "models" / "smollm2-135m-instruct-q4_1.gguf"

# What the launcher sets for Engram: native memory is kept between operations.
KEPT_MEMORY = {"MALLOC_ARENA_MAX": "1", "MALLOC_TRIM_THRESHOLD_": str(1 << 30), "MALLOC_MMAP_THRESHOLD_": str(1 << 30)}


@dataclass(frozen=True)
class Finished:
    lines: list  # what its JSON lines say
    peak: int  # largest resident memory, in bytes
    seconds: float  # of all processors together


def run(name, command, environment=None):
    """Runs a process to its end; its other messages are shown when it fails only, and end this program."""
    with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
        try:
            process = subprocess.Popen(command, stdout=out, stderr=err, env=os.environ | (environment or {}))
        except OSError as e:
            sys.exit(f"{name} cannot be started: {e}")
        _, status, usage = os.wait4(process.pid, 0)  # not wait(): that one does not say what this process alone used
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode != 0:
            sys.exit(f"{name} failed with exit code {process.returncode}:\n{err.read()}")
        unit = 1 if sys.platform == "darwin" else 1024
        return Finished([json.loads(line) for line in out], usage.ru_maxrss * unit, usage.ru_utime + usage.ru_stime)


def java(main_class, *flags):
    """The command that starts a main class of the benchmarks, which are built first."""
    class_path = subprocess.run([HERE / "class-path"], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()
    return ["java", *flags, "-cp", class_path, f"dev.engram.benchmarks.{main_class}"]


def positive(text):
    if int(text) < 1:
        raise ValueError
    return int(text)
