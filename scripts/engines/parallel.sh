#!/usr/bin/env bash
# Depeche on several machines by GNU parallel, one shard a job, then merged.
#   scripts/engines/parallel.sh N OUT INPUT… [-- options of extract]
# Set PARALLEL_HOSTS=host1,host2 for other machines; they must see the same paths.
set -eu
n=$1; out=$2; shift 2
inputs=(); while [ $# -gt 0 ] && [ "$1" != -- ]; do inputs+=("$1"); shift; done
[ $# -eq 0 ] || shift
mkdir -p "$out"
hosts=${PARALLEL_HOSTS:+--sshlogin "$PARALLEL_HOSTS"}
# Exit code 1 of a shard says that some documents are in errors.jsonl; it is no failure of the job.
# shellcheck disable=SC2086
seq 1 "$n" | parallel $hosts --halt soon,fail=1 --quote bash -c \
  '"$0" extract "${@:4}" --shard "$1/$2" -o "$3/part-$1" --quiet || [ $? -eq 1 ]' \
  "${DEPECHE:-depeche}" {} "$n" "$out" "${inputs[@]}" "$@"
parts=(); for i in $(seq 1 "$n"); do parts+=("$out/part-$i"); done
"${DEPECHE:-depeche}" merge "${parts[@]}" -o "$out/merged"
