// The members of documents have the names and meanings of the control API: docs/control-api.md.

/** A fixture, as docs/fixtures.md describes it: an object, or the text of a YAML or JSON document. */
export type FixtureDocument = object;

export interface FixtureIds {
  Domains?: Record<string, {
    DomainId: string;
    Watchlists?: Record<string, string>;
    Fraudsters?: Record<string, string>;
    Speakers?: Record<string, string>;
  }>;
  [other: string]: unknown;
}

export type DomainStatus = 'ACTIVE' | 'PENDING' | 'SUSPENDED';
export type SpeakerStatus = 'ENROLLED' | 'EXPIRED' | 'OPTED_OUT' | 'PENDING';

export type Fault = {
  Operation?: string | string[];
  Account?: string;
  DomainId?: string;
  Skip?: number;
  Count?: number;
  Probability?: number;
  Seed?: number;
  Target?: 'api' | 'agent-app';
  LatencyMs?: number;
  Message?: string;
  ConflictType?: string;
  ResourceType?: string;
  Error?: 'AccessDeniedException' | 'ConflictException' | 'InternalServerException' | 'ResourceNotFoundException'
    | 'ServiceQuotaExceededException' | 'ThrottlingException' | 'ValidationException';
  Connection?: 'reset' | 'cut' | 'hang';
  Preset?: 'brown-out' | 'outage' | 'throttled' | 'access-denied' | 'key-revoked' | 'concurrent-changes';
};

/** A fault that is set. */
export type SetFault = Omit<Fault, 'Operation'> & {
  FaultId: string;
  Met: number;
  Struck: number;
  Operation: string[];
};

type Repeatable = string | readonly string[];

/** The program's options, in camel case: docs/configuration.md. */
export interface ProgramOptions {
  host?: Repeatable;
  /** A free one by default. */
  port?: number;
  maxConnections?: number;
  memoryLimit?: string;
  idleTimeout?: number;
  tlsCert?: string;
  tlsKey?: string;
  tlsSelfSigned?: boolean;
  allowedHost?: Repeatable;
  allowedOrigin?: Repeatable;
  caFile?: string;
  account?: string;
  region?: string;
  auth?: 'none' | 'sigv4';
  credential?: Repeatable;
  quota?: Record<string, number | 'unlimited'> | Repeatable;
  quotas?: 'on' | 'off';
  throttle?: 'off' | 'aws';
  encryptionUpdateSeconds?: number;
  enrollmentSeconds?: number;
  seed?: number;
  s3Root?: string;
  s3Endpoint?: string;
  s3Timeout?: number;
  eventBuffer?: number;
  eventWebhook?: string;
  eventbridgeEndpoint?: string;
  stateInterval?: number;
  control?: 'on' | 'off';
  controlToken?: string;
  consoleDir?: string;
  /** `warn` by default. */
  logLevel?: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'off';
  requestLog?: number;
  logSensitive?: boolean;
  logFormat?: 'text' | 'json';
  config?: string;
}

export interface StartOptions extends ProgramOptions {
  /** Texts are files, folders or `demo`; objects are documents. */
  fixtures?: string | FixtureDocument | ReadonlyArray<string | FixtureDocument>;
  /** A text is a file. */
  faults?: string | Fault | readonly Fault[];
  /** A text is a file, which is also saved at the end; an object is a document that `state.save()` answered. */
  state?: string | object;
}

/** For `new VoiceIDClient(…)`. */
export interface ClientConfig {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}

export interface ClockState {
  Now: string;
  Frozen: boolean;
}

export interface Clock {
  read(): Promise<ClockState>;
  set(now: Date | string, options?: { frozen?: boolean }): Promise<ClockState>;
  freeze(): Promise<ClockState>;
  release(): Promise<ClockState>;
  /** By an ISO 8601 duration, such as `P3Y` or `PT90S`. */
  advance(by: string): Promise<ClockState>;
}

export interface SessionMembers {
  SpeakerId?: string | null;
  AuthenticationConfiguration?: { AcceptanceThreshold?: number } | false;
  FraudDetectionConfiguration?: { RiskThreshold?: number; WatchlistId?: string } | false;
  StreamingConfiguration?: { AuthenticationMinimumSpeechInSeconds: number };
  StreamingStatus?: 'ONGOING' | 'PENDING_CONFIGURATION';
  ContactArn?: string | null;
}

export interface SessionDescription {
  DomainId: string;
  SessionId: string;
  SessionName: string;
  StreamingStatus: 'ONGOING' | 'PENDING_CONFIGURATION' | 'ENDED';
  CreatedAt: number;
  EndedAt?: number;
  CustomerSpeakerId?: string;
  GeneratedSpeakerId?: string;
  ContactArn?: string;
  EnrollmentRequestDetails?: { Status: string; Message?: string };
  Audio?: { SpeechSeconds: number; Voice?: string; Similarity?: number; SpoofingRisk?: number };
  [other: string]: unknown;
}

export interface Audio {
  /** A label: the same label is the same person. */
  Voice: string;
  /** Net speech, without pauses. */
  SpeechSeconds: number;
  SpoofingRisk?: number;
}

export interface Outcome {
  AuthenticationScore?: number;
  KnownFraudsterRisk?: { RiskScore: number; GeneratedFraudsterId?: string };
  VoiceSpoofingRisk?: { RiskScore: number };
}

export interface FlowResult {
  Result: string;
  Reason?: string;
}

/** One session of a call. */
export interface Session {
  readonly domainId: string;
  readonly nameOrId: string;
  describe(): Promise<SessionDescription>;
  update(members: SessionMembers): Promise<SessionDescription>;
  audio(audio: Audio): Promise<SessionDescription>;
  /** A WAV file. */
  audio(wav: Uint8Array, options?: { channel?: number; voice?: string }): Promise<SessionDescription>;
  /** Sets the scores that evaluations find. */
  script(outcome: Outcome): Promise<SessionDescription>;
  unscript(): Promise<SessionDescription>;
  /** Asks to enroll the session's speaker, which takes `enrollmentSeconds` on the emulator's clock. */
  requestEnrollment(): Promise<SessionDescription>;
  end(): Promise<SessionDescription>;
  /** What a contact flow's block "Check Voice ID" finds. */
  check(option: 'enrollmentStatus' | 'voiceAuthentication' | 'fraudDetection'): Promise<FlowResult>;
  /** The contact record's part about Voice ID. */
  contactRecord(): Promise<Record<string, unknown>>;
}

/** Amazon Connect's part in calls. */
export interface Sessions {
  /** Starts a session, or a new stream of one whose stream has ended. */
  start(domainId: string, members: SessionMembers & { SessionName: string }): Promise<Session>;
  of(domainId: string, nameOrId: string): Session;
  /** Of one domain, or of all. */
  list(domainId?: string): Promise<SessionDescription[]>;
}

export interface Domain {
  DomainId: string;
  Name: string;
  Arn: string;
  DomainStatus: DomainStatus;
  [other: string]: unknown;
}

export interface Speaker {
  DomainId: string;
  CustomerSpeakerId?: string;
  GeneratedSpeakerId: string;
  Status: SpeakerStatus;
  [other: string]: unknown;
}

/** Shortcuts to a state that takes calls, jobs or years in the API. */
export interface Domains {
  list(): Promise<Array<Domain & { Account: string; Region: string }>>;
  /** Puts a speaker, new or known, into a state; `ENROLLED` by default. */
  putSpeaker(domainId: string, customerSpeakerId: string,
    members?: { Status?: SpeakerStatus; Voice?: string; LastAccessedAt?: string | number }): Promise<Speaker>;
  putFraudster(domainId: string,
    members: { Voice: string; WatchlistIds?: string[] }): Promise<{ GeneratedFraudsterId: string; [other: string]: unknown }>;
  setStatus(domainId: string, status: DomainStatus): Promise<Domain>;
  /** Undoes DeleteDomain. */
  restore(domainId: string): Promise<Domain>;
}

export interface Faults {
  add(fault: Fault): Promise<SetFault>;
  list(): Promise<SetFault[]>;
  get(faultId: string): Promise<SetFault>;
  remove(faultId: string): Promise<SetFault>;
  clear(): Promise<void>;
}

/** All that are given must match. */
export interface RequestFilter {
  operation?: string;
  status?: number | string;
  error?: string;
  account?: string;
  region?: string;
  domainId?: string;
  /** The control API's calls too. */
  all?: boolean;
  after?: string | number;
}

export interface LoggedRequest {
  Number: number;
  Time: string;
  Operation?: string;
  Account?: string;
  Region?: string;
  DomainId?: string;
  Status: number;
  Error?: string;
  RequestId: string;
  Client?: string;
  Request?: unknown;
  Answer?: unknown;
  Cached?: string[];
  Fault?: unknown;
  Hint?: string;
  [other: string]: unknown;
}

/** What the code under test sent. */
export interface Requests {
  list(filter?: RequestFilter & { limit?: number; wait?: number }):
    Promise<{ Requests: LoggedRequest[]; Last: string; NearMisses?: string[] }>;
  /** By number or by request id. */
  get(number: number | string): Promise<LoggedRequest>;
  count(filter?: RequestFilter): Promise<{ Count: number; NearMisses?: string[] }>;
  /** The first that matches, once it has come. Rejects after so many seconds, 10 by default, with what came near. */
  waitFor(filter?: RequestFilter, seconds?: number): Promise<LoggedRequest>;
  clear(): Promise<void>;
}

export interface EventFilter {
  after?: string;
  detailType?: string | string[];
  account?: string;
  region?: string;
  domainId?: string;
}

export interface VoiceIdEvent {
  version: string;
  id: string;
  'detail-type': string;
  source: 'aws.voiceid';
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: { sourceId: string; action: string; status: string; domainId: string; errorInfo: unknown; [other: string]: unknown };
}

export interface Disorder {
  Seed?: number;
  Duplicate?: number;
  Drop?: number;
  Reorder?: number;
  Delay?: number;
  DelayBy?: string;
}

export interface Sink {
  Name: string;
  Delivered: number;
  Dropped: number;
  Pending: number;
  Disorder?: Disorder & { Dropped: number; Held: number };
}

/** The events that EventBridge would get. */
export interface Events {
  list(filter?: EventFilter & { limit?: number; wait?: number }): Promise<{ Events: VoiceIdEvent[]; Last: string }>;
  /** The present end of the list, for `after`. */
  position(): Promise<string>;
  /** The first that matches, once it has come. Rejects after so many seconds, 10 by default. */
  waitFor(filter?: EventFilter, seconds?: number): Promise<VoiceIdEvent>;
  clear(): Promise<void>;
  sinks(): Promise<Sink[]>;
  /** Delivers the events of a sink, such as `memory`, out of order. */
  disorder(sink: string, members: Disorder): Promise<Sink>;
  /** Removes the disorder. */
  order(sink: string): Promise<Sink>;
}

export interface State {
  save(): Promise<object>;
  /** Replaces everything by a document that `save()` answered. */
  restore(document: object): Promise<void>;
}

/** What the whole emulator and one account have in common; an account's methods touch nothing of others. */
interface Scope {
  readonly url: string;
  readonly clientConfig: ClientConfig;
  readonly sessions: Sessions;
  readonly domains: Domains;
  readonly faults: Faults;
  readonly requests: Requests;
  readonly events: Events;
  readonly state: State;
  /** Makes what the document describes; answers its ids by name. */
  loadFixtures(document: FixtureDocument | string): Promise<FixtureIds>;
}

export interface Account extends Scope {}

export declare class Account {
  private constructor();
  readonly id: string;
  readonly region: string;
  /** Forgets what belongs to the account. */
  reset(): Promise<void>;
}

export interface Emulator extends Scope {}

/** Its `clientConfig` is that of the default account. */
export declare class Emulator {
  private constructor();
  readonly clock: Clock;
  /** What the emulator has logged: the last 64 KiB. */
  readonly log: string;
  /** An account that nobody else uses; or the one with that id. */
  account(options?: { id?: string; region?: string }): Account;
  /** A call of the control API, such as `control('GET', 'contract')`. */
  control(method: string, path: string, body?: unknown): Promise<any>;
  /** Forgets everything; with `keep`, loads the files among the fixtures of the start again. */
  reset(options?: { fixtures?: 'keep' }): Promise<void>;
  /** Ends the emulator if `start()` started it. */
  stop(): Promise<void>;
}

/** An error that the control API answered. */
export declare class ControlError extends Error {
  private constructor();
  readonly status: number;
  readonly code: string | undefined;
}

/** There is no emulator; the message names what was tried. */
export declare class EmulatorNotFound extends Error {
  private constructor();
}

/**
 * Starts an emulator. Uses the running one at `VOICEID_LOCAL_URL`, else the first of: the program that
 * `VOICEID_LOCAL_BINARY` names, this platform's package, `voiceid-local` on the PATH, its image in docker or podman.
 * The emulator ends with `stop()`, and in any case with this process.
 */
export declare function start(options?: StartOptions): Promise<Emulator>;
