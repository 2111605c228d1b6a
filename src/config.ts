import { join, resolve } from 'node:path'
import { z } from 'zod'
import {
  databaseUrl,
  databaseUrls,
  oneOf,
  optionalServerUrl,
  optionalUrl,
  origins,
  proxies,
  wholeNumber,
} from './environment-fields.js'
import { AppError } from './errors.js'
import { projectRoot } from './project-root.js'
import { withSecretFiles } from './secret-files.js'

/** Where embeddings are asked for when only a model is named. */
const OPENAI_BASE_URL = 'https://api.openai.com/v1'

/** Sent where no key is set: servers of one's own often want none, but the protocol carries one. */
const NO_KEY = 'none'

/** Most milliseconds a duration of the environment may have: a day. */
const DAY_MS = 86_400_000

/** Most seconds between two looks at the corpus folder: a day. */
const DAY_SECONDS = 86_400

/** Most days that records may be kept for: a hundred years. */
const RETENTION_MAX_DAYS = 36_500

/** Most requests a minute that a limit can say. */
const RATE_MAX = 1_000_000

/** Most tokens a day that a limit can say. */
const TOKENS_MAX = 999_999_999

const environmentSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(65_535).default(8787),
  PUBLIC_URL: optionalUrl,
  TRUST_PROXY: proxies.default([]),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  EMBEDDINGS: z.enum(['local', 'openai']).default('local'),
  EMBEDDINGS_URL: optionalServerUrl,
  EMBEDDINGS_API_KEY: z.string().min(1).optional(),
  EMBEDDING_BASE_URL: optionalUrl,
  EMBEDDING_API_KEY: z.string().min(1).optional(),
  EMBEDDING_MODEL: z.string().min(1).optional(),
  CHAT_MODEL: z.string().min(1).optional(),
  OPENAI_BASE_URL: optionalUrl,
  OPENAI_API_KEY: z.string().min(1).optional(),
  CHAT_TIMEOUT_MS: wholeNumber(DAY_MS)
    .refine((value) => value > 0, 'expected at least 1')
    .default(20_000),
  CHAT_DAILY_TOKENS: wholeNumber(TOKENS_MAX).default(0),
  DATABASE_URL: databaseUrl.optional(),
  DATABASE_REPLICA_URL: databaseUrls.optional(),
  INDEX: z.enum(['files', 'postgres']).default('files'),
  RECORDS: oneOf('on', 'off').default(true),
  RETENTION_DAYS: wholeNumber(RETENTION_MAX_DAYS).default(365),
  API_KEYS_REQUIRED: oneOf('true', 'false').default(false),
  ALLOWED_ORIGINS: origins.default([]),
  RATE_LIMIT_PER_MINUTE: wholeNumber(RATE_MAX).default(120),
  METRICS_PORT: wholeNumber(65_535).optional(),
  CORPUS_FOLDER: z.string().min(1).optional(),
  CORPUS_CHECK_SECONDS: wholeNumber(DAY_SECONDS).default(2),
  SHUTDOWN_GRACE_MS: wholeNumber(DAY_MS).default(10_000),
})

/** Variables whose values are never shown, and may stand in a file: `DATABASE_URL_FILE`. */
const SECRETS: ReadonlySet<string> = new Set([
  'DATABASE_URL',
  'DATABASE_REPLICA_URL',
  'EMBEDDINGS_API_KEY',
  'EMBEDDING_API_KEY',
  'OPENAI_API_KEY',
])

/** The environment, checked and frozen; the only place where `process.env` is read. */
export interface Config {
  readonly host: string
  /** 0 asks the system for a free port. */
  readonly port: number
  /** Base of absolute links without a slash at its end; undefined means `http://HOST:PORT`. */
  readonly publicUrl: string | undefined
  /** Proxies whose word on a client's address is believed: addresses, networks or their names. */
  readonly trustProxy: readonly string[]
  readonly logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL']
  readonly embeddings:
    | { readonly kind: 'local' }
    /** Another server of ours, which has the same model loaded. */
    | { readonly kind: 'remote'; readonly url: string; readonly apiKey: string | undefined }
    | {
        readonly kind: 'openai'
        readonly model: string
        readonly baseUrl: string
        readonly apiKey: string
      }
  /** The language model that words answers; undefined when none is named. */
  readonly chat:
    | {
        readonly model: string
        /** The provider's own when undefined. */
        readonly baseUrl: string | undefined
        readonly apiKey: string
        readonly timeoutMs: number
      }
    | undefined
  /** Tokens of it that all callers together may use a day (UTC); 0 for no limit. */
  readonly chatDailyTokens: number
  /** Where conversations, answers, feedback and keys go. */
  readonly records: {
    readonly kept: boolean
    /** 0 keeps them for ever. */
    readonly retentionDays: number
    /** PGlite in the data folder when undefined. */
    readonly databaseUrl: string | undefined
  }
  readonly access: {
    /** Whether everything but probes, description and pages needs a key. */
    readonly keysRequired: boolean
    /** Origins whose pages may read responses, besides the server's own; `*` for all. */
    readonly allowedOrigins: readonly string[]
    /** For each address and each key without a limit of its own; 0 for no limit. */
    readonly ratePerMinute: number
  }
  /** Where the index is kept and searched: in files and memory, or in PostgreSQL with pgvector. */
  readonly index:
    | { readonly kind: 'files' }
    | {
        readonly kind: 'postgres'
        readonly databaseUrl: string
        /** Copies of it that searches read. */
        readonly replicaUrls: readonly string[]
      }
  /** Port on loopback for `/metrics` without a key; none when undefined, 0 for a free one. */
  readonly metricsPort: number | undefined
  readonly shutdownGraceMs: number
  /** Seconds between two looks at whether the corpus folder has changed; 0 for none. */
  readonly corpusCheckSeconds: number
  readonly folders: {
    readonly corpus: string
    readonly model: string
    readonly vectors: string
    /** Vectors to begin with where there are none in `vectors` yet. */
    readonly knownVectors?: string
    readonly index: string
    readonly gate: string
    readonly prompts: string
    /** Thresholds of the verifier of generated sentences. */
    readonly verifier: string
    /** For what is kept while the server runs. */
    readonly data: string
  }
}

/**
 * Reads the configuration. An empty variable counts as not set; see {@link withSecretFiles}.
 *
 * @throws AppError `bad_configuration` that names each bad variable and what is allowed.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const filled = withSecretFiles(environment, SECRETS)
  const given = Object.fromEntries(Object.entries(filled).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) =>
        `${String(issue.path[0])}: ${issue.message}, found ${found(String(issue.path[0]), given)}`,
    )
    throw new AppError('bad_configuration', `Environment: ${problems.join('; ')}`)
  }
  const env = parsed.data
  if (env.EMBEDDINGS === 'openai' && env.EMBEDDING_MODEL === undefined) {
    throw new AppError(
      'bad_configuration',
      'Environment: EMBEDDING_MODEL: expected the name of a model because EMBEDDINGS is openai, found nothing',
    )
  }
  if (env.INDEX === 'postgres' && env.DATABASE_URL === undefined) {
    throw new AppError(
      'bad_configuration',
      'Environment: DATABASE_URL: expected the address of a PostgreSQL server because INDEX is postgres, found nothing',
    )
  }
  if (env.INDEX !== 'postgres' && env.DATABASE_REPLICA_URL !== undefined) {
    throw new AppError(
      'bad_configuration',
      `Environment: INDEX: expected postgres because DATABASE_REPLICA_URL is set and only searches read from replicas, found "${env.INDEX}"`,
    )
  }
  if (env.EMBEDDINGS === 'openai' && env.EMBEDDINGS_URL !== undefined) {
    throw new AppError(
      'bad_configuration',
      'Environment: EMBEDDINGS_URL: expected nothing because EMBEDDINGS is openai, found the address of a server',
    )
  }
  if (env.API_KEYS_REQUIRED && !env.RECORDS) {
    throw new AppError(
      'bad_configuration',
      'Environment: RECORDS: expected on because API_KEYS_REQUIRED is true and keys are kept with the records, found "off"',
    )
  }
  if (env.METRICS_PORT !== undefined && env.METRICS_PORT !== 0 && env.METRICS_PORT === env.PORT) {
    throw new AppError(
      'bad_configuration',
      `Environment: METRICS_PORT: expected another port than PORT, found "${env.METRICS_PORT}"`,
    )
  }
  return Object.freeze({
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL,
    trustProxy: env.TRUST_PROXY,
    logLevel: env.LOG_LEVEL,
    embeddings:
      env.EMBEDDINGS === 'openai'
        ? {
            kind: 'openai' as const,
            model: env.EMBEDDING_MODEL ?? '',
            baseUrl: env.EMBEDDING_BASE_URL ?? OPENAI_BASE_URL,
            apiKey: env.EMBEDDING_API_KEY ?? NO_KEY,
          }
        : env.EMBEDDINGS_URL === undefined
          ? { kind: 'local' as const }
          : { kind: 'remote' as const, url: env.EMBEDDINGS_URL, apiKey: env.EMBEDDINGS_API_KEY },
    chat:
      env.CHAT_MODEL === undefined
        ? undefined
        : {
            model: env.CHAT_MODEL,
            baseUrl: env.OPENAI_BASE_URL,
            apiKey: env.OPENAI_API_KEY ?? NO_KEY,
            timeoutMs: env.CHAT_TIMEOUT_MS,
          },
    chatDailyTokens: env.CHAT_DAILY_TOKENS,
    records: {
      kept: env.RECORDS,
      retentionDays: env.RETENTION_DAYS,
      databaseUrl: env.DATABASE_URL,
    },
    access: {
      keysRequired: env.API_KEYS_REQUIRED,
      allowedOrigins: env.ALLOWED_ORIGINS,
      ratePerMinute: env.RATE_LIMIT_PER_MINUTE,
    },
    index:
      env.INDEX === 'postgres'
        ? {
            kind: 'postgres' as const,
            databaseUrl: env.DATABASE_URL ?? '',
            replicaUrls: env.DATABASE_REPLICA_URL ?? [],
          }
        : { kind: 'files' as const },
    metricsPort: env.METRICS_PORT,
    shutdownGraceMs: env.SHUTDOWN_GRACE_MS,
    corpusCheckSeconds: env.CORPUS_CHECK_SECONDS,
    folders: {
      ...corpusFolders(env.CORPUS_FOLDER),
      model: join(projectRoot, 'embeddings', 'model'),
      gate: join(projectRoot, 'embeddings', 'gate.json'),
      prompts: join(projectRoot, 'prompts'),
      verifier: join(projectRoot, 'embeddings', 'verifier.json'),
      data: join(projectRoot, 'data'),
    },
  })
}

/**
 * The corpus with what is computed from it. One of somebody's own keeps that in folders with a dot
 * inside it, so that the vectors of the corpus that came with the program are not thrown away.
 */
function corpusFolders(own: string | undefined) {
  const vectors = join(projectRoot, 'embeddings', 'vectors')
  if (own === undefined) {
    const index = join(projectRoot, 'embeddings', 'index')
    return { corpus: join(projectRoot, 'corpus'), vectors, index }
  }
  const corpus = resolve(own)
  return {
    corpus,
    vectors: join(corpus, '.vectors'),
    index: join(corpus, '.index'),
    knownVectors: vectors,
  }
}

/** The environment for a child process: the one of this process, with some variables replaced. */
export function childEnvironment(replaced: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...replaced }
}

/** Base of the addresses of a server at that host and port; an IPv6 address stands in brackets. */
export function baseUrlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/**
 * The configuration as a log may show it: secrets are replaced by `(set)`, addresses are without
 * user and password.
 */
export function redactedConfig(config: Config): Record<string, unknown> {
  const { embeddings, chat, records, index } = config
  return {
    ...config,
    publicUrl: config.publicUrl && withoutUser(config.publicUrl),
    embeddings: redactedEmbeddings(embeddings),
    chat: chat && {
      ...chat,
      baseUrl: chat.baseUrl && withoutUser(chat.baseUrl),
      apiKey: shownKey(chat.apiKey),
    },
    records: { ...records, databaseUrl: records.databaseUrl && SET },
    index:
      index.kind === 'postgres'
        ? { ...index, databaseUrl: SET, replicaUrls: index.replicaUrls.map(() => SET) }
        : index,
  }
}

function redactedEmbeddings(embeddings: Config['embeddings']): Config['embeddings'] {
  switch (embeddings.kind) {
    case 'local':
      return embeddings
    case 'remote':
      return { ...embeddings, apiKey: embeddings.apiKey && SET }
    case 'openai':
      return {
        ...embeddings,
        baseUrl: withoutUser(embeddings.baseUrl),
        apiKey: shownKey(embeddings.apiKey),
      }
  }
}

const SET = '(set)'

function shownKey(key: string): string {
  return key === NO_KEY ? NO_KEY : SET
}

/** What stood in a variable, as an error may show it. */
function found(name: string, given: NodeJS.ProcessEnv): string {
  const value = given[name] ?? ''
  return SECRETS.has(name) ? 'a value that is not shown' : `"${withoutUser(value)}"`
}

/** An address without its user and password, which may themselves hold any character. */
function withoutUser(value: string): string {
  return value.replace(/\/\/.*@/, '//…@')
}
