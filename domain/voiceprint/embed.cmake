# Writes a C++ file with the bytes of a table: cmake -DTABLE=… -DOUTPUT=… -P embed.cmake
file(READ ${TABLE} bytes HEX)
string(REGEX REPLACE "(..)" "0x\\1," bytes "${bytes}")
string(REGEX REPLACE "(....................................................................................................)" "\\1\n" bytes "${bytes}")
file(WRITE ${OUTPUT} "#include \"domain/voiceprint/lda.hpp\"

namespace voiceid {

const std::array<unsigned char, kLdaBytes> kLda{
${bytes}};

}  // namespace voiceid
")
