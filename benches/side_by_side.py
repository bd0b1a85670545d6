#!/usr/bin/env python3
"""lora and other programs that read prose, in one run on one computer, with the ratios between them.

usage: benches/side_by_side.py [--lora BIN] [--count N] [--letters DIR] [--json FILE]

Letters are generated (cargo run --release -p lora-benches --bin letters) unless a folder of them is given. Peers
are taken from PATH, and left out where they are missing: aspell, typos, codespell, write-good, alex, proselint,
harper-cli, vale. Each reads the same files in as few processes as it allows. What is compared is processor time,
user and system, of the process and of those it starts, so that another program running beside does little harm.
The other programs do less, or something else: they find misspellings or style, lora also reads facts, evidence and
competencies. Standard library only.
"""
import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# Processor seconds after which a program has read enough letters for its rate to be known.
ENOUGH = 2.0


def run(argv, stdin=None):
    """Processor seconds, wall seconds, peak megabytes and exit code of a program."""
    devnull = os.open(os.devnull, os.O_RDWR)
    source = os.open(stdin, os.O_RDONLY) if stdin else devnull
    actions = [(os.POSIX_SPAWN_DUP2, source, 0), (os.POSIX_SPAWN_DUP2, devnull, 1), (os.POSIX_SPAWN_DUP2, devnull, 2)]
    start = time.monotonic()
    pid = os.posix_spawnp(str(argv[0]), [str(a) for a in argv], os.environ, file_actions=actions)
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - start
    for fd in {devnull, source}:
        os.close(fd)
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, os.waitstatus_to_exitcode(status)


def best(argv, times=3, **kwargs):
    """The run of several that took least, since nothing makes a program faster than it is."""
    return min((run(argv, **kwargs) for _ in range(times)), key=lambda r: r[0])


def generate(folder, count, broken=0):
    letters = ROOT / "target/release/letters"
    if not letters.exists():
        subprocess.run(["cargo", "build", "--release", "--quiet", "-p", "lora-benches"], cwd=ROOT, check=True)
    subprocess.run([letters, folder, str(count), str(broken)], check=True, stdout=subprocess.DEVNULL)
    return sorted(Path(folder).rglob("*.txt"))


def peers(files, joined):
    """Name, and the command for the first n letters."""
    return {
        "aspell": lambda n: (["aspell", "list", "-l", "en_US"], joined(n)),
        "typos": lambda n: (["typos", "--format", "brief", *files[:n]], None),
        "codespell": lambda n: (["codespell", *files[:n]], None),
        "write-good": lambda n: (["write-good", *files[:n]], None),
        "alex": lambda n: (["alex", "--quiet", *files[:n]], None),
        "proselint": lambda n: (["proselint", "check", *files[:n]], None),
        "harper-cli": lambda n: (["harper-cli", "lint", *files[:n]], None),
        "vale": lambda n: (["vale", "--no-exit", *files[:n]], None),
    }


def among_broken(lora, folder):
    """What a batch makes of a folder in which one file in a hundred is no letter: good ones that have a score, broken
    ones that are listed with the reason, exit code."""
    generate(folder, 10_000, broken=1)
    argv = [lora, "batch", folder, "--format", "csv", "--fail-on", "never"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    rows = list(csv.DictReader(done.stdout.splitlines()))
    return sum(1 for r in rows if r["score"]), sum(1 for r in rows if r["error"]), done.returncode


def rate(command, most):
    """Letters per processor second: ten times as many letters until the time is long enough to be measured."""
    n = min(10, most)
    while True:
        argv, stdin = command(n)
        cpu, _, _, code = run(argv, stdin)
        if cpu >= ENOUGH or n == most or cpu * 10 > 60:
            return n / cpu, n, code
        n = min(n * 10, most)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lora", type=Path, default=ROOT / "target/release/lora")
    parser.add_argument("--letters", type=Path, help="folder of .txt letters instead of generated ones")
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    if not args.lora.exists():
        sys.exit(f"{args.lora} is missing: cargo build --release -p lora-cli")
    with tempfile.TemporaryDirectory(prefix="lora-letters-") as temporary:
        folder = args.letters or Path(temporary) / "all"
        files = sorted(folder.rglob("*.txt")) if args.letters else generate(folder, args.count)
        tenth = Path(temporary) / "tenth"
        tenth.mkdir()
        for file in files[: len(files) // 10]:
            shutil.copy(file, tenth / file.name)

        def joined(n):
            path = Path(temporary) / f"joined-{n}.txt"
            if not path.exists():
                path.write_bytes(b"\n\n".join(file.read_bytes() for file in files[:n]))
            return path

        words = sum(len(f.read_text().split()) for f in files[:200]) / min(200, len(files))
        found = {"letters": len(files), "words": round(words), "cores": os.cpu_count()}
        print(f"{len(files)} letters of about {words:.0f} words, {os.cpu_count()} cores\n")

        def batch(folder, jobs):
            return [args.lora, "batch", folder, "--jobs", jobs, "--format", "csv", "--fail-on", "never"]

        one = best(batch(folder, 1))
        two = best(batch(folder, 2))
        small = best(batch(tenth, 1))
        own = len(files) / one[0]
        print(f"{'':14}{'letters/CPU s':>14}{'lora is':>16}")
        print(f"{'lora':14}{own:14,.0f}")
        found["lora"] = own
        for name, command in peers(files, joined).items():
            if not shutil.which(name):
                print(f"{name:14}{'not installed':>14}")
                continue
            other, n, _ = rate(command, len(files))
            ratio = own / other
            said = f"{ratio:.1f} × as fast" if ratio >= 1 else f"{1 / ratio:.1f} × slower"
            print(f"{name:14}{other:14,.0f}{said:>16}   ({n} letters)")
            found[name] = other
        print()

        big = Path(temporary) / "big.txt"
        text = b"\n\n".join(file.read_bytes() for file in files)
        size = 20 << 20
        big.write_bytes((text * (size // len(text) + 1))[:size])
        letter = files[0]
        cold = best([args.lora, "check", letter, "--fail-on", "never"], times=40)
        cat = best(["cat", letter], times=40)
        whole = best([args.lora, "check", big, "--fail-on", "never", "--format", "json"], times=1)
        facts = [
            ("one letter in all, microseconds of one core", one[0] / len(files) * 1e6),
            ("two threads against one, wall", one[1] / two[1]),
            (f"{len(files)} letters against {len(files) // 10}, CPU", one[0] / small[0]),
            (f"peak memory over {len(files)} letters, MB", one[2]),
            (f"peak memory over {len(files) // 10} letters, MB", small[2]),
            ("cold check of one letter, ms of CPU", cold[0] * 1e3),
            ("cat of the same letter, ms of CPU", cat[0] * 1e3),
            ("one text of 20 MB, seconds", whole[1]),
            ("one text of 20 MB, peak MB", whole[2]),
        ]
        for title, value in facts:
            print(f"{title:52}{value:10,.1f}")
            found[title] = value
        scored, listed, code = among_broken(args.lora, Path(temporary) / "broken")
        print(f"\n10000 files, 100 of them no letters: {scored} scored, {listed} listed as broken, exit code {code}")
        found["among broken"] = [scored, listed, code]
        if args.json:
            args.json.write_text(json.dumps(found, indent=1) + "\n")


if __name__ == "__main__":
    main()
