#pragma once

#include <array>
#include <cstddef>

namespace voiceid {

/// The table of the linear discriminant analysis, lda.bin, embedded by embed.cmake. It was made from recordings of
/// LibriSpeech (Panayotov, Chen, Povey, Khudanpur, ICASSP 2015), which are licensed under CC BY 4.0
/// (https://creativecommons.org/licenses/by/4.0/).
inline constexpr std::size_t kLdaBytes = 39552;
extern const std::array<unsigned char, kLdaBytes> kLda;

}  // namespace voiceid
