# Puts the program's own tables of options into the documents. Sourced by ./dev.
# shellcheck shell=bash

# docs: updates the tables in docs/configuration.md.
docs() {
  local page=docs/configuration.md tables
  build release
  tables=$(build/release/voiceid-local --help-markdown)
  TABLES=$tables awk '
    /^<!-- end of options -->$/ { print "\n" ENVIRON["TABLES"] "\n"; inside = 0 }
    !inside { print }
    /^<!-- options -->$/ { inside = 1 }
  ' "$page" >"$page.new"
  mv "$page.new" "$page"
}
