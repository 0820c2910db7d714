#!/usr/bin/env bash
# Depeche as a Slurm array: each task takes the shard of its number; a task that is requeued resumes its own part.
#   sbatch --array=1-32 scripts/engines/slurm.sh OUT dump.jsonl.zst [options of extract]
#   depeche merge OUT/part-* -o OUT/merged        once all tasks are done
#SBATCH --job-name=depeche
#SBATCH --cpus-per-task=4
#SBATCH --mem=2G
#SBATCH --requeue
set -u
out=$1; shift
last=${SLURM_ARRAY_TASK_MAX:?run it with sbatch --array=1-N}
part=${SLURM_ARRAY_TASK_ID:?}
mkdir -p "$out"
"${DEPECHE:-depeche}" extract "$@" --shard "$part/$last" -o "$(printf '%s/part-%05d' "$out" "$part")" \
  --workers "${SLURM_CPUS_PER_TASK:-1}" --quiet
code=$?
# 1 says that some documents are in errors.jsonl: the task itself is done.
[ "$code" -le 1 ] || exit "$code"
