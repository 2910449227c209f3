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

# package [KIND…] [ARCHITECTURE=PROGRAM…]: without a program, builds this machine's.
package() {
  local argument kind
  local -a kinds=() programs=()
  for argument in "$@"; do
    case $argument in
      npm | wheel | deb | tar | sbom) kinds+=("$argument") ;;
      x64=* | arm64=*) programs+=("$argument") ;;
      *) fail "package makes npm, wheel, deb, tar and sbom, of x64=PROGRAM and arm64=PROGRAM; there is no $argument" ;;
    esac
  done
  ((${#kinds[@]})) || kinds=(npm wheel deb tar sbom)
  need building packaging
  if ((!${#programs[@]})); then
    build release >&2
    programs=("$(architecture)=build/release/voiceid-local")
  fi
  for kind in "${kinds[@]}"; do
    "tools/package_$kind" build/packages "${programs[@]}"
  done
}
