# Makes the packages that users install, in build/packages. Sourced by ./dev.
# shellcheck shell=bash

# This machine's architecture, as the packages call it.
architecture() {
  case $(uname -m) in
    x86_64) echo x64 ;;
    aarch64) echo arm64 ;;
    *) fail "there are no packages for $(uname -m)" ;;
  esac
}

# program_for ARCHITECTURE: where its program is built.
program_for() {
  if [[ $1 == "$(architecture)" ]]; then echo build/release/voiceid-local; else echo "build/$1/voiceid-local"; fi
}

# build_for ARCHITECTURE
build_for() {
  if [[ $1 == "$(architecture)" ]]; then build release; else cross_build "$1"; fi
}

# package [KIND…] [ARCHITECTURE[=PROGRAM]…]: without a program, builds it; without an architecture, this machine's.
package() {
  local argument index kind
  local -a kinds=() programs=()
  for argument in "$@"; do
    case $argument in
      npm | wheel | deb | tar | sbom) kinds+=("$argument") ;;
      x64=* | arm64=*) programs+=("$argument") ;;
      x64 | arm64) programs+=("$argument=") ;;
      *) fail "package makes npm, wheel, deb, tar and sbom, for x64 and arm64; there is no $argument" ;;
    esac
  done
  ((${#kinds[@]})) || kinds=(npm wheel deb tar sbom)
  need building packaging
  ((${#programs[@]})) || programs=("$(architecture)=")
  for index in "${!programs[@]}"; do
    [[ ${programs[index]} == *= ]] || continue
    build_for "${programs[index]%=}" >&2
    programs[index]+=$(program_for "${programs[index]%=}")
  done
  for kind in "${kinds[@]}"; do
    "tools/package_$kind" build/packages "${programs[@]}"
  done
}
