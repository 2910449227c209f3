# Formats, lints and fuzzes the sources. Sourced by ./dev.
# shellcheck shell=bash

cpp_files() {
  find base domain store handlers server tests -name node_modules -prune -o -name '*.[ch]pp' -print
}

format_sources() {
  need lint
  cpp_files | xargs clang-format -i
}

lint() {
  local failed=0
  local -a tidy=("$@")
  ((!$#)) || [[ $* == --tests ]] || fail "lint takes nothing but --tests"
  need building testing fuzz lint
  # Only both builds together have a compile command for every file: fuzzers need clang.
  configure dev ON >/dev/null
  configure fuzz ON >/dev/null
  # Every shell script in the tree, found by its ending or its first line.
  git ls-files -z -- '*.sh' dev .ci docker examples tests tools | xargs -0 grep -lE --null '^#!/usr/bin/env bash|^# shellcheck shell=bash' |
    xargs -0 shellcheck --external-sources || failed=1
  tools/floors || failed=1
  check_citations || failed=1
  cpp_files | xargs clang-format --dry-run -Werror || failed=1
  check_with_cppcheck || failed=1
  /usr/bin/python3 tools/clang_tidy.py "${tidy[@]}" build/dev build/fuzz || failed=1
  return $failed
}

# A citation names its source as docs/sources.md lists it; a letter or the number of a page leads nowhere.
check_citations() {
  ! git grep -nE '\(page [0-9]|// .*\b[Pp]age [0-9]|\((S|A|M|C|P|D|E|K|R)(, (S|A|M|C|P|D|E|K|R))*\)|\.\./shared' -- \
    '*.cpp' '*.hpp' '*.py' '*.js' '*.md'
}

# No build directory for remembered results: they would be out of date after a change of these options.
check_with_cppcheck() {
  cpp_files | cppcheck --std=c++20 --language=c++ --enable=warning,performance,portability --library=googletest -D'TYPED_TEST(suite,name)=void suite##name()' \
    --inline-suppr --suppressions-list=.cppcheck-suppressions --error-exitcode=1 --quiet -j "$(nproc)" -I . --file-list=-
}

fuzz() {
  local seconds=${1:-60} fuzzer failed=0 report=''
  need building fuzz
  configure fuzz ON
  cmake --build --preset fuzz
  for fuzzer in build/fuzz/*_fuzzer; do
    run_fuzzer "$fuzzer" "$seconds" || failed=1
    report+=$(speed_of "$fuzzer")$'\n'
  done
  printf '%s' "$report"
  return $failed
}

# A fuzzer keeps what it finds in build/fuzz/corpus and starts from the inputs in tests/fuzz/corpus. Its time-out is of
# wall-clock time, so that only a hang is as slow, even on a busy machine.
run_fuzzer() {
  local fuzzer=$1 seconds=$2 name=${1##*/}
  local log=$fuzzer.log seeds=tests/fuzz/corpus/$name
  local -a corpora=("build/fuzz/corpus/$name")
  mkdir -p "${corpora[0]}"
  if [[ -d $seeds ]]; then corpora+=("$seeds"); fi
  if "$fuzzer" -max_total_time="$seconds" -timeout=60 -print_final_stats=1 \
    -artifact_prefix="$fuzzer-" "${corpora[@]}" >"$log" 2>&1 </dev/null; then
    echo "$name: no fault"
  else
    tail -n 60 "$log"
    echo "$name: a fault; its input is in $fuzzer-*, and $fuzzer FILE runs it again"
    return 1
  fi
}

# Prints a line of the report: how many inputs a fuzzer ran, and how many a second.
speed_of() {
  local inputs speed
  inputs=$(sed -n 's/.*number_of_executed_units: *//p' "$1.log")
  speed=$(sed -n 's/.*average_exec_per_sec: *//p' "$1.log")
  printf '%10d inputs, %6d a second: %s' "${inputs:-0}" "${speed:-0}" "${1##*/}"
}
