# cmake -DGZIP=… -DFILES=name=path;… -DOUTPUT=… -P embed.cmake: writes the table of embedded_files() in files.hpp.
set(arrays "")
set(rows "")
set(number 0)
foreach(file ${FILES})
  string(REGEX MATCH "^([^=]+)=(.+)$" file ${file})
  set(name ${CMAKE_MATCH_1})
  set(path ${CMAKE_MATCH_2})
  set(packed ${OUTPUT}.gz)
  # Without the time and the name, so that the same file gives the same program.
  execute_process(COMMAND ${GZIP} -9 -n -c ${path} OUTPUT_FILE ${packed} COMMAND_ERROR_IS_FATAL ANY)
  file(READ ${packed} hex HEX)
  file(SHA256 ${packed} digest)
  string(SUBSTRING ${digest} 0 32 digest)
  string(LENGTH ${hex} length)
  math(EXPR length "${length} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" escaped ${hex})
  # Short pieces: a compiler need not take a literal of more than 65,536 characters, and none ends within an escape.
  string(REGEX REPLACE "(........................................................................................)" "\\1\"\n    \"" escaped
    "${escaped}")
  string(APPEND arrays "constexpr char kFile${number}[] =\n    \"${escaped}\";\n")
  string(APPEND rows "    EmbeddedFile{\"${name}\", {kFile${number}, ${length}}, \"${digest}\"},\n")
  math(EXPR number "${number} + 1")
  file(REMOVE ${packed})
endforeach()
file(WRITE ${OUTPUT} "#include <array>

#include \"server/console/files.hpp\"

namespace voiceid::console {
namespace {

${arrays}
constexpr std::array kFiles{
${rows}};

}  // namespace

std::span<const EmbeddedFile> embedded_files() { return kFiles; }

}  // namespace voiceid::console
")
