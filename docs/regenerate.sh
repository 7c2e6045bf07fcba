#!/bin/sh
# Writes the generated pages and blocks of the documentation anew: docs/parameters.md,
# docs/assumptions.md, docs/dictionary.md, docs/validation.md, docs/face_validity.md, the blocks of
# docs/inputs.md and the block of README.md.
# Run it from anywhere: sh docs/regenerate.sh
# One page, or those that take long: sh docs/regenerate.sh face levers ablation hypotheses
# The weights of rates by person-day, scenarios/darien/exposure.csv, after the flows under the reference
# policy have changed: sh docs/regenerate.sh exposure
# Run that first, and build anew: every rate by person-day rests on it.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
corredor() { cargo run --release --quiet -- "$@"; }

# Puts the file $2 between the lines <!-- $3 --> and <!-- /$3 --> of $1.
put_block() {
    awk -v file="$2" -v name="$3" '
        $0 == "<!-- /" name " -->" { inside = 0 }
        !inside { print }
        $0 == "<!-- " name " -->" {
            inside = 1
            while ((getline line < file) > 0) print line
        }
    ' "$1" > "$work/page"
    cat "$work/page" > "$1"
}

# A page of evidence; what it was made with stands in it.
evidence() {
    window='--from 2022-01-01 --to 2023-12-31'
    case $1 in
        levers) set -- "$1" $window --scale 0.02 --replications 6 --fixed-parameters ;;
        ablation) set -- "$1" $window --scale 0.02 --replications 10 ;;
        hypotheses) set -- "$1" $window --scale 0.02 --replications 10 ;;
        validation) set -- "$1" --scale 0.1 --replications 4 --fixed-parameters ;;
        face) set -- "$1" --scale 0.1 --replications 4 ;;
    esac
    {
        printf '<!-- Written by docs/regenerate.sh from `corredor evidence %s`; do not edit. -->\n\n' "$*"
        corredor evidence "$@" --quiet
    } > "$work/$1"
    case $1 in
        face) cat "$work/$1" > docs/face_validity.md ;;
        *) cat "$work/$1" > "docs/$1.md" ;;
    esac
}

# The person-days of the reference policy by stretch.
exposure() {
    corredor evidence exposure --scale 0.05 --replications 4 --fixed-parameters --quiet \
        > "$work/exposure"
    cat "$work/exposure" > scenarios/darien/exposure.csv
}

if [ $# -gt 0 ]; then
    for page in "$@"; do
        case $page in
            exposure) exposure ;;
            *) evidence "$page" ;;
        esac
    done
    exit
fi

for page in parameters assumptions dictionary; do
    {
        printf '<!-- Written by docs/regenerate.sh from `corredor docs %s`; do not edit. -->\n\n' "$page"
        corredor docs "$page"
    } > "$work/$page"
    cat "$work/$page" > "docs/$page.md"
done

evidence validation
evidence face

corredor inputs --quiet > "$work/inputs"
put_block docs/inputs.md "$work/inputs" inputs
corredor inputs --fixed-parameters false --scale 0.02 --replications 16 --quiet > "$work/inputs_drawn"
put_block docs/inputs.md "$work/inputs_drawn" inputs_drawn

corredor compare securitised humanitarian --scale 0.05 --quiet --out "$work/out" > "$work/report"
{
    echo '```text'
    # The opening and the table; the notes below it stand in the report itself.
    awk 'blank == 1 && $0 == "" { exit } $0 == "" { blank++ } { print }' "$work/report"
    echo '```'
} > "$work/table"
put_block README.md "$work/table" table
