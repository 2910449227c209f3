#pragma once

#include <string_view>

#include "domain/job.hpp"

/// What is wrong with a job as a whole, in the service's own sentences.
namespace voiceid {

/// One fault's sentence for each kind of job.
struct JobFault {
  std::string_view of_enrollment;
  std::string_view of_registration;

  constexpr std::string_view of(JobKind kind) const {
    return kind == JobKind::kSpeakerEnrollment ? of_enrollment : of_registration;
  }
};

// Sample events have that of an enrollment job.
inline constexpr JobFault kInvalidInputVersion{"The given speaker enrollment job's input file version is invalid.",
                                               "The given fraudster registration job's input file version is invalid."};

// Our decision: the others are formed likewise.
inline constexpr JobFault kInvalidInputLocation{
    "The given speaker enrollment job's input file location is invalid.",
    "The given fraudster registration job's input file location is invalid."};
inline constexpr JobFault kNoInput{"The given speaker enrollment job's input file does not exist.",
                                   "The given fraudster registration job's input file does not exist."};
inline constexpr JobFault kInputAccessDenied{"The given speaker enrollment job's input file cannot be accessed.",
                                             "The given fraudster registration job's input file cannot be accessed."};
inline constexpr JobFault kInputTooLarge{"The given speaker enrollment job's input file is too large.",
                                         "The given fraudster registration job's input file is too large."};
inline constexpr JobFault kInvalidInput{"The given speaker enrollment job's input file is invalid.",
                                        "The given fraudster registration job's input file is invalid."};
inline constexpr JobFault kTooManyRequests{"The given speaker enrollment job's input file has too many requests.",
                                           "The given fraudster registration job's input file has too many requests."};
inline constexpr JobFault kOutputNotWritten{"The given speaker enrollment job's output file cannot be written.",
                                            "The given fraudster registration job's output file cannot be written."};

}  // namespace voiceid
