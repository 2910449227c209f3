# Lists the Debian packages that each task needs and installs missing ones. Sourced by ./dev and docker/Dockerfile.
# shellcheck shell=bash

readonly oldest_node=18
declare -A packages=(
  [building]="g++ cmake ninja-build ccache pkg-config libboost1.81-dev nlohmann-json3-dev libspdlog-dev libfmt-dev
    libcli11-dev libre2-dev libssl-dev libcurl4-openssl-dev libyaml-cpp-dev
    prometheus-cpp-dev dpkg-dev"
  [testing]="libgtest-dev libgmock-dev python3 python3-pytest python3-pytest-xdist python3-boto3 python3-jsonschema python3-yaml
    python3-prometheus-client python3-venv mypy awscli curl nodejs npm chromium openssl sox sndfile-programs flite
    espeak-ng asterisk-core-sounds-fr-wav asterisk-core-sounds-it-wav asterisk-core-sounds-ru-wav fish man-db zsh
    clang g++-aarch64-linux-gnu qemu-user"
  [lint]="clang-format clang-tidy cppcheck shellcheck python3"
  [fuzz]="clang libclang-rt-14-dev llvm"
  [image]="ca-certificates binutils"
  [packaging]="binutils cmake python3"
  [crossing-arm64]="g++-aarch64-linux-gnu"
  [crossing-x64]="g++-x86-64-linux-gnu"
  [emulating]="qemu-user nodejs npm python3-pip python3-pytest"
  [containers]="podman-compose"
  [soak]="python3"
  [bench]="wrk nginx-light libbenchmark-dev python3"
)

fail() {
  echo "dev: $*" >&2
  exit 2
}

# Any Node.js will do. Others often include npm, and Debian's npm would conflict with them.
has_node() {
  local version
  version=$(node --version 2>/dev/null) || return 1
  version=${version#v}
  ((${version%%.*} >= oldest_node))
}

# missing_of PACKAGE…: prints those that are not installed, one per line. On arm64, g++ is the compiler for arm64.
missing_of() {
  local present package
  present=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null) || true
  for package in "$@"; do
    case $package in
      nodejs) has_node && continue ;;
      npm) command -v npm >/dev/null && continue ;;
      g++-aarch64-linux-gnu) command -v aarch64-linux-gnu-g++ >/dev/null && continue ;;
    esac
    grep -qxF "$package installed" <<<"$present" || echo "$package"
  done
}

# need GROUP…: installs the missing packages of these groups. Without root, prints the command to run and ends.
need() {
  local group missing
  local -a names=()
  # Systems other than Debian have no such database; the build shows what is missing.
  command -v dpkg-query >/dev/null || return 0
  for group in "$@"; do
    # shellcheck disable=SC2206
    names+=(${packages[$group]})
  done
  mapfile -t missing < <(missing_of "${names[@]}" | sort -u)
  ((${#missing[@]})) || return 0
  local install="apt-get install -y --no-install-recommends ${missing[*]}"
  ((EUID == 0)) || fail "packages are missing; as root: apt-get update && $install"
  echo "installing ${missing[*]}" >&2
  quietly apt-get update -qq
  quietly apt-get install -qq --no-install-recommends -o DPkg::Lock::Timeout=120 "${missing[@]}"
}

# Runs a command and shows its output only if it fails.
quietly() {
  local output
  output=$(DEBIAN_FRONTEND=noninteractive "$@" 2>&1 </dev/null) && return
  printf '%s\n' "$output" >&2
  fail "failed: $*"
}
