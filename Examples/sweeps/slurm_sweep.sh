#!/bin/bash
# A sweep as a Slurm job array: each element runs one part, several hundred runs of it.
#
#     sbatch --array=1-100 --export=ALL,FOLDER=/shared/sweep \
#         slurm_sweep.sh Scenarios/exchange/market-maker-vs-trend.yaml --seeds 1..50000
#     catallaxy merge /shared/sweep/part-*.db --output sweep.db       # when all are done
#
# The arguments go to `catallaxy sweep` as they are. An element that is killed or requeued goes
# on where its file ends; `merge` names the elements that are missing:
# `sbatch --array=17,42 …` with the other words unchanged and SHARDS=100 runs those again.
#SBATCH --job-name=catallaxy-sweep
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=1
#SBATCH --mem=500M
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --output=sweep-%A-%a.log
set -eu

folder=${FOLDER:-.}
program=${CATALLAXY:-catallaxy}
shard=$SLURM_ARRAY_TASK_ID
shards=${SHARDS:-${SLURM_ARRAY_TASK_COUNT:-$SLURM_ARRAY_TASK_MAX}}

mkdir -p "$folder"
# --resume makes the file if there is none, so that a requeued element needs no other words.
exec "$program" sweep "$@" --shard "$shard/$shards" --jobs "${SLURM_CPUS_PER_TASK:-1}" \
    --store "$folder/part-$shard-of-$shards.db" --resume --quiet
