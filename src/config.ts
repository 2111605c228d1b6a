import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from './errors.js'
import { projectRoot } from './project-root.js'

/** Digits and nothing else: no `0x1F`, `1e3` or blank, which would also be numbers. */
function wholeNumber(max: number) {
  const error = `expected a whole number from 0 to ${max}`
  return z
    .string()
    .regex(/^\d{1,9}$/, error)
    .transform(Number)
    .refine((value) => value <= max, error)
}

const optionalUrl = z
  .url({ protocol: /^https?$/, error: 'expected an http or https address' })
  .refine((url) => !/[?#]/.test(url), 'expected an address without ? and #')
  .transform((url) => url.replace(/\/+$/, ''))
  .optional()

/** Where embeddings are asked for when only a model is named. */
const OPENAI_BASE_URL = 'https://api.openai.com/v1'

/** Most milliseconds a duration of the environment may have: a day. */
const DAY_MS = 86_400_000

const environmentSchema = z.object({
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(65_535).default(8787),
  PUBLIC_URL: optionalUrl,
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  EMBEDDINGS: z.enum(['local', 'openai']).default('local'),
  EMBEDDING_BASE_URL: optionalUrl,
  EMBEDDING_API_KEY: z.string().min(1).optional(),
  EMBEDDING_MODEL: z.string().min(1).optional(),
  CHAT_MODEL: z.string().min(1).optional(),
  OPENAI_BASE_URL: optionalUrl,
  OPENAI_API_KEY: z.string().min(1).optional(),
  CHAT_TIMEOUT_MS: wholeNumber(DAY_MS)
    .refine((value) => value > 0, 'expected at least 1')
    .default(20_000),
  SHUTDOWN_GRACE_MS: wholeNumber(DAY_MS).default(10_000),
})

/** The environment, checked and frozen; the only place where `process.env` is read. */
export interface Config {
  readonly host: string
  /** 0 asks the system for a free port. */
  readonly port: number
  /** Base of absolute links without a slash at its end; undefined means `http://HOST:PORT`. */
  readonly publicUrl: string | undefined
  readonly logLevel: z.infer<typeof environmentSchema>['LOG_LEVEL']
  readonly embeddings:
    | { readonly kind: 'local' }
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
  readonly shutdownGraceMs: number
  readonly folders: {
    readonly corpus: string
    readonly model: string
    readonly vectors: string
    readonly index: string
    readonly gate: string
    readonly prompts: string
    /** Thresholds of the verifier of generated sentences. */
    readonly verifier: string
  }
}

/**
 * Reads the configuration. An empty variable counts as not set.
 *
 * @throws AppError `bad_configuration` that names each bad variable and what is allowed.
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(
      (issue) =>
        `${issue.path.join('.')}: ${issue.message}, found "${shown(given[String(issue.path[0])])}"`,
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
  return Object.freeze({
    host: env.HOST,
    port: env.PORT,
    publicUrl: env.PUBLIC_URL,
    logLevel: env.LOG_LEVEL,
    embeddings:
      env.EMBEDDINGS === 'openai'
        ? {
            kind: 'openai' as const,
            model: env.EMBEDDING_MODEL ?? '',
            baseUrl: env.EMBEDDING_BASE_URL ?? OPENAI_BASE_URL,
            // Servers of one's own often want no key, but the protocol always carries one.
            apiKey: env.EMBEDDING_API_KEY ?? 'none',
          }
        : { kind: 'local' as const },
    chat:
      env.CHAT_MODEL === undefined
        ? undefined
        : {
            model: env.CHAT_MODEL,
            baseUrl: env.OPENAI_BASE_URL,
            apiKey: env.OPENAI_API_KEY ?? 'none',
            timeoutMs: env.CHAT_TIMEOUT_MS,
          },
    shutdownGraceMs: env.SHUTDOWN_GRACE_MS,
    folders: {
      corpus: join(projectRoot, 'corpus'),
      model: join(projectRoot, 'embeddings', 'model'),
      vectors: join(projectRoot, 'embeddings', 'vectors'),
      index: join(projectRoot, 'embeddings', 'index'),
      gate: join(projectRoot, 'embeddings', 'gate.json'),
      prompts: join(projectRoot, 'prompts'),
      verifier: join(projectRoot, 'embeddings', 'verifier.json'),
    },
  })
}

/** The environment for a child process: the one of this process, with some variables replaced. */
export function childEnvironment(replaced: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...replaced }
}

/** Base of the addresses of a server at that host and port; an IPv6 address stands in brackets. */
export function baseUrlOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`
}

/** A value as an error may show it: without the user and password of an address. */
function shown(value: string | undefined): string {
  return (value ?? '').replace(/\/\/[^/@]*@/, '//…@')
}
