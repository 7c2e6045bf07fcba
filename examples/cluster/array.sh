#!/bin/sh
# A share of a study in each task of a Slurm array:
#
#   sbatch array.sh study.toml out/cluster
#
# A task that is requeued goes on where it stopped; submitting the same again does too. To submit some
# tasks alone, say how many shares there are: SHARES=16 sbatch --array=3,7 array.sh ... When all tasks
# have ended, put the shares together and analyse them:
#
#   corredor merge out/cluster/share-* --out out/cluster/whole
#   corredor analyse out/cluster/whole
#
#SBATCH --job-name=corredor
#SBATCH --array=1-16
#SBATCH --cpus-per-task=4
#SBATCH --mem-per-cpu=2G
#SBATCH --time=04:00:00
#SBATCH --requeue
set -eu
study=$1
out=$2
share=$SLURM_ARRAY_TASK_ID
of=${SHARES:-$SLURM_ARRAY_TASK_MAX}
exec "${CORREDOR:-corredor}" sweep "$study" --shard "$share/$of" --resume \
    --out "$out/share-$share" --threads "${SLURM_CPUS_PER_TASK:-1}"
