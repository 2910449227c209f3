#include "server/control/recording_call.hpp"

#include <algorithm>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <optional>
#include <span>
#include <string>
#include <type_traits>

#include "domain/speech_detector.hpp"
#include "domain/unlabelled_audio.hpp"
#include "domain/wav.hpp"
#include "handlers/connect_sessions.hpp"
#include "server/control/pool_work.hpp"
#include "server/control/voice_query.hpp"

namespace voiceid::control {
namespace {

using handlers::SessionAddress;

Result<unsigned> channel_of(const Call& call) {
  const auto channel = call.query_value("channel");
  if (!channel || *channel == "0") return 0U;
  if (*channel == "1") return 1U;
  return validation_failed("The query parameter channel must be 0 or 1.");
}

// What is heard in a recording.
struct Heard {
  // A label; none if it is the stream's business to find out whose voice this is.
  std::optional<std::string> voice;
  std::chrono::milliseconds net_speech;
  handlers::UnlabelledRecording recording;
  // Has heard the recording if there is no label.
  std::optional<handlers::RecordedStream> stream;
};

// The voice is the one given; without it, the one that the recording's artist names; otherwise that of the samples.
Result<Heard> hear(std::string_view bytes, unsigned channel, const std::optional<std::string>& given_voice,
                   std::optional<handlers::RecordedStream> stream, const work::StopGate& gate) {
  const auto wav = read_wav(bytes, given_voice ? Artist::kIgnored : Artist::kNamesTheVoice);
  if (!wav) return wav.error();
  auto samples = wav->channel(channel);
  if (!samples) return samples.error();
  Heard heard{given_voice, net_speech_of(*samples), {{}, wav->spoofing_risk()}, {}};
  if (!heard.voice && wav->artist()) heard.voice = std::string(*wav->artist());
  if (heard.voice) return heard;
  VoiceAnalysis analysis;
  SpeechDetector detector;
  const bool heard_all = take_by_pieces(*samples, [&](std::span<const std::int16_t> piece) {
    if (gate.stopped()) return false;
    analysis.feed(piece);
    if (stream) stream->hear(piece, wav->spoofing_risk(), detector);
    return true;
  });
  if (!heard_all) return conflict("The emulator stopped before the recording was heard.");
  if (analysis.is_no_speech()) {
    heard.voice = voice_label_of(*samples);
    return heard;
  }
  heard.recording.samples = std::move(*samples);
  heard.stream = std::move(stream);
  return heard;
}

// The session that a call named, in turns of their own after the call.
class SessionOfCall {
 public:
  explicit SessionOfCall(const Call& call)
      : emulator_(call.emulator),
        domain_id_(call.parameters[0]),
        name_or_id_(call.parameters[1]),
        incarnation_(emulator_.incarnation_of(domain_id_)) {}

  // Does `work(context, address)`. Errors: its own; ConflictException if the emulator was reset since the call.
  template <class Work>
  auto turn(Work work) const -> std::invoke_result_t<Work, handlers::Context&, const SessionAddress&> {
    if (emulator_.incarnation_of(domain_id_) != incarnation_) {
      return conflict("The emulator was reset before the recording was heard.");
    }
    return emulator_.turn_of_domain(domain_id_, [&](handlers::Context& context) {
      return work(context, SessionAddress{domain_id_, name_or_id_, stream_});
    });
  }

  // From now on, only that stream of the session is meant.
  void keep_to(std::uint64_t stream) { stream_ = stream; }

 private:
  server::Emulator& emulator_;
  std::string domain_id_;
  std::string name_or_id_;
  server::Emulator::Incarnation incarnation_;
  std::optional<std::uint64_t> stream_;
};

Result<http::Answer> described(const SessionOfCall& session) {
  return session.turn([](handlers::Context& context, const SessionAddress& address) -> Result<http::Answer> {
    const auto answer = handlers::describe_session(context, address);
    if (!answer) return answer.error();
    return json_answer(*answer);
  });
}

// A recording that the session hears itself, as if it were spoken.
struct SpokenRecording {
  SessionOfCall session;
  handlers::UnlabelledRecording recording;
  http::LaterAnswer later;
  // The server's one thread.
  boost::asio::io_context& context;
  SpeechDetector detector = {};
  std::size_t heard = 0;
};

// Hears it piece by piece, a few milliseconds each, and serves others in between.
void hear_as_spoken(SpokenRecording spoken) {
  const std::span<const std::int16_t> rest =
      std::span<const std::int16_t>(spoken.recording.samples).subspan(spoken.heard);
  const auto piece = rest.first(std::min(kHeardAtOnce, rest.size()));
  const auto heard =
      spoken.session.turn([&](handlers::Context& context, const SessionAddress& address) -> Result<void> {
        if (spoken.heard == 0) {
          const auto stream = handlers::ongoing_stream(context, address);
          if (!stream) return stream.error();
          spoken.session.keep_to(*stream);
        }
        return handlers::hear(context, address, piece, spoken.recording.spoofing_risk, spoken.detector);
      });
  if (!heard) return give(spoken.later, heard.error());
  spoken.heard += piece.size();
  if (piece.size() == rest.size()) return give(spoken.later, described(spoken.session));
  boost::asio::io_context& context = spoken.context;
  boost::asio::post(context, [spoken = std::move(spoken)]() mutable { hear_as_spoken(std::move(spoken)); });
}

// Adds what was heard. A session that has heard anything else in the meantime hears the recording itself.
void add(const SessionOfCall& session, Heard heard, http::LaterAnswer later, boost::asio::io_context& context) {
  const auto added = session.turn([&](handlers::Context& in, const SessionAddress& address) -> Result<bool> {
    if (!heard.voice) return heard.stream ? handlers::take_stream(in, address, std::move(*heard.stream)) : false;
    const AudioPiece piece{*heard.voice, heard.net_speech, heard.recording.spoofing_risk};
    if (auto done = handlers::hear(in, address, piece); !done) return done.error();
    return true;
  });
  if (!added) return give(later, added.error());
  if (*added) return give(later, described(session));
  hear_as_spoken({session, std::move(heard.recording), std::move(later), context});
}

}  // namespace

Result<void> add_recording(const Call& call) {
  const auto channel = channel_of(call);
  if (!channel) return channel.error();
  auto voice = voice_in_query(call);
  if (!voice) return voice.error();
  auto stream = call.emulator.turn_of_domain(call.parameters[0], [&](handlers::Context& context) {
    return handlers::stream_to_record(context, {call.parameters[0], call.parameters[1]});
  });
  auto work = [body = call.request.take_body(), channel = *channel, voice = std::move(*voice),
               stream = std::move(stream), gate = call.state.pool_gate]() mutable {
    return hear(body.content(), channel, voice, std::move(stream), *gate);
  };
  continue_by_pool(call, std::move(work),
                   [session = SessionOfCall(call), &context = call.state.storage.context](Result<Heard> heard,
                                                                                          http::LaterAnswer later) {
                     if (!heard) return give(later, heard.error());
                     add(session, std::move(*heard), std::move(later), context);
                   });
  return {};
}

}  // namespace voiceid::control
