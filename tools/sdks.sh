# Tells the story of tests/sdks with each AWS SDK. Sourced by ./dev.
# shellcheck shell=bash

# test_sdks [--write] [LANGUAGE…]: against the release build, or $EMULATOR_BINARY.
test_sdks() {
  local built=$PWD/build/release/voiceid-local
  [[ -n ${EMULATOR_BINARY:-} ]] || build release >&2
  EMULATOR_BINARY=${EMULATOR_BINARY:-$built} exec tests/sdks/run "$@"
}
