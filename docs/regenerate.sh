#!/bin/sh
# Writes the generated pages and blocks of the documentation anew: docs/parameters.md,
# docs/assumptions.md, the block of docs/inputs.md and the block of README.md.
# Run it from anywhere: sh docs/regenerate.sh
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

for page in parameters assumptions; do
    {
        printf '<!-- Written by docs/regenerate.sh from `corredor docs %s`; do not edit. -->\n\n' "$page"
        corredor docs "$page"
    } > "$work/$page"
    cat "$work/$page" > "docs/$page.md"
done

corredor inputs --quiet > "$work/inputs"
put_block docs/inputs.md "$work/inputs" inputs

corredor compare securitised humanitarian --quiet --out "$work/out" > "$work/report"
{
    echo '```text'
    # The opening and the table; the notes below it stand in the report itself.
    awk 'blank == 1 && $0 == "" { exit } $0 == "" { blank++ } { print }' "$work/report"
    echo '```'
} > "$work/table"
put_block README.md "$work/table" table
