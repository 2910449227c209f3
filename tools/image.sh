# Builds the container image. Sourced by ./dev.
# shellcheck shell=bash

# has_name OPTION…: whether one of these options of an engine names the image.
has_name() {
  local option
  for option in "$@"; do
    case $option in -t | -t?* | --tag | --tag=* | --manifest | --manifest=*) return 0 ;; esac
  done
  return 1
}

# image [OPTION…]: the options are the engine's, such as --platform linux/arm64. With --tag, the image has no other name.
image() {
  local engine version revision
  local -a more=()
  version=$(sed -n 's/^project(voiceid-local VERSION \([0-9.]*\).*/\1/p' CMakeLists.txt)
  revision=$(git rev-parse --verify HEAD 2>/dev/null) || revision=unknown
  has_name "$@" || more=(-t voiceid-local:latest -t "voiceid-local:$version")
  for engine in docker podman; do
    if "$engine" info >/dev/null 2>&1; then
      # The format that podman takes by itself has no health check. A program called docker may be podman, too.
      if [[ $("$engine" --version) == podman* ]]; then more+=(--format docker); fi
      exec "$engine" build -f docker/Dockerfile "${more[@]}" --build-arg "REVISION=${revision:0:12}" \
        --label "org.opencontainers.image.version=$version" --label "org.opencontainers.image.revision=$revision" "$@" .
    fi
  done
  fail "the image needs docker or podman, and neither answers"
}
