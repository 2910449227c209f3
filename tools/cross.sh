# Builds the emulator for another architecture and tests it. Sourced by ./dev.
# shellcheck shell=bash

# cross_build ARCHITECTURE: into build/ARCHITECTURE, beside a link to the libraries that are linked in.
cross_build() {
  local libraries libcurl fresh=() folder=build/$1
  need building "crossing-$1"
  libraries=$(tools/foreign_libraries "$1")
  # That folder is also the cache of what is built with it. Without static libraries there would be no packages.
  libcurl=$(CMAKE_TOOLCHAIN_FILE=$libraries/toolchain.cmake XDG_CACHE_HOME=$libraries tools/http_only_libcurl)
  [[ $(readlink "$folder/libraries") == "$libraries" ]] || fresh=(--fresh)
  cmake --preset release -B "$folder" "${fresh[@]}" -DCMAKE_TOOLCHAIN_FILE="$libraries/toolchain.cmake" -DVOICEID_TESTS=OFF \
    -DVOICEID_LIBCURL="$libcurl"
  ln -sfn "$libraries" "$folder/libraries"
  cmake --build "$folder" --target voiceid-local
}

# test_cross: what ./dev package makes for the other architecture.
test_cross() {
  need building packaging emulating
  exec /usr/bin/python3 -m pytest -q tests/cross
}
