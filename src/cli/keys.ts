import { parseArgs } from 'node:util'
import { type Config, readConfig } from '../config.js'
import { AppError } from '../errors.js'
import { DatabaseError } from '../records/database-error.js'
import { type ApiKey, createKeys, type Keys } from '../records/keys.js'
import { migrate } from '../records/migrate.js'
import { openDatabase } from '../records/open-database.js'
import { type Command, type CommandIo, EXIT } from './command.js'
import { formatKeys } from './format-keys.js'
import { newKeySchema } from './new-key.js'
import { parseInput } from './parse-input.js'

const ACTIONS = ['create', 'list', 'revoke'] as const
type Action = (typeof ACTIONS)[number]

/** Options of each action besides `--json`. */
const OPTIONS_OF: Readonly<Record<Action, readonly string[]>> = {
  create: ['name', 'scope', 'origin', 'limit', 'tokens', 'expires'],
  list: [],
  revoke: [],
}

/** `keys`: makes, lists and revokes API keys, in the store that the server uses. */
export const keysCommand = createKeysCommand(readConfig)

/** {@link keysCommand} over a configuration that is read when it runs. */
export function createKeysCommand(configOf: () => Pick<Config, 'records' | 'folders'>): Command {
  return {
    name: 'keys',
    summary: 'create, list and revoke API keys',
    usage: `keys create --name NAME [--scope SCOPE …] [--origin ORIGIN …] [--limit N] [--tokens N]
                    [--expires TIME] [--json]
       policy-assistant keys list [--json]
       policy-assistant keys revoke ID|PREFIX [--json]

  --name NAME      whose key it is, at most 100 characters
  --scope SCOPE    answers (the default), metrics or admin; may be given more than once
  --origin ORIGIN  pages that may use it, such as https://portal.example; may be given more than
                   once; without it every one may
  --limit N        requests a minute; without it RATE_LIMIT_PER_MINUTE
  --tokens N       tokens of a language model a day (UTC); then answers are in the words of the
                   documents; without it no limit
  --expires TIME   a date (its beginning, UTC) or a time such as 2027-01-01T00:00:00+08:00
  --json           print JSON and nothing else

  create prints the key on standard output, this one time: only its hash is kept.
  A server learns within 30 seconds that a key was revoked. Keys are kept in DATABASE_URL, else in
  the data folder, which a running server has for itself: stop it first.`,
    async run(args, io) {
      const { values, positionals } = parseArgs({
        args: [...args],
        allowPositionals: true,
        options: {
          name: { type: 'string' },
          scope: { type: 'string', multiple: true },
          origin: { type: 'string', multiple: true },
          limit: { type: 'string' },
          tokens: { type: 'string' },
          expires: { type: 'string' },
          json: { type: 'boolean', default: false },
        },
      })
      const { json, ...given } = values
      const [word, ...operands] = positionals
      const action = ACTIONS.find((known) => known === word)
      if (action === undefined) throw wrongUse(`keys: expected ${ACTIONS.join(', ')}`, word)
      const foreign = Object.keys(given).find((name) => !OPTIONS_OF[action].includes(name))
      if (foreign !== undefined) {
        throw new AppError('invalid_request', `--${foreign}: keys ${action} has no such option`)
      }
      const work = workOf(action, operands, given, json, io)
      await withKeys(configOf(), work)
      return EXIT.done
    },
  }
}

/** What is to be done; checked before the store is opened. */
function workOf(
  action: Action,
  operands: readonly string[],
  given: Readonly<Record<string, unknown>>,
  json: boolean,
  io: CommandIo,
): (keys: Keys) => Promise<void> {
  const print = (value: unknown): void => {
    io.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  }
  const [first, second] = operands
  const extra = action === 'revoke' ? second : first
  if (extra !== undefined) throw wrongUse(`keys ${action}: expected nothing more`, extra)
  switch (action) {
    case 'create': {
      const wanted = parseInput(newKeySchema, given)
      return async (keys) => {
        const { text, key } = await keys.create(wanted)
        if (json) print({ key: text, ...key })
        else {
          io.stdout.write(`${text}\n`)
          io.stderr.write(`${summaryOf(key)}\nKeep the key now: it cannot be shown again.\n`)
        }
      }
    }
    case 'list':
      return async (keys) => {
        const all = await keys.list()
        if (json) print(all)
        else io.stdout.write(formatKeys(all, new Date()))
      }
    case 'revoke': {
      if (first === undefined) throw wrongUse('keys revoke: expected the id or prefix', first)
      // Who has only the key itself may give that.
      const idOrPrefix = /^pa_([0-9A-Za-z]+)(?:_|$)/.exec(first)?.[1] ?? first
      return async (keys) => {
        const { kind } = await keys.revoke(idOrPrefix)
        if (kind === 'not_found') throw new AppError('not_found', `there is no key ${idOrPrefix}`)
        if (json) print({ revoked: idOrPrefix })
        else io.stdout.write(`revoked ${idOrPrefix}\n`)
      }
    }
  }
}

function wrongUse(expected: string, found: string | undefined): AppError {
  return new AppError(
    'invalid_request',
    `${expected}, found ${found === undefined ? 'nothing' : `"${found}"`}`,
  )
}

function summaryOf({ name, prefix, scopes, expiresAt }: ApiKey): string {
  const end = expiresAt === null ? 'until it is revoked' : `until ${expiresAt}`
  return `Key ${prefix} for ${name}: ${scopes.join(', ')}, good ${end}.`
}

async function withKeys(
  { records, folders }: Pick<Config, 'records' | 'folders'>,
  work: (keys: Keys) => Promise<void>,
): Promise<void> {
  if (!records.kept) {
    throw new AppError(
      'bad_configuration',
      'RECORDS: expected on because keys are kept with the records, found "off"',
    )
  }
  const place = { url: records.databaseUrl, folder: folders.data }
  const database = await openDatabase(place).catch((error: unknown) => {
    if (!(error instanceof DatabaseError) || error.reason !== 'locked') throw error
    // Its message names the process.
    const advice =
      'This is most likely the running server: stop it first, or let both use a PostgreSQL server (DATABASE_URL), where keys can be made while it runs'
    throw new AppError('bad_configuration', `${error.message}. ${advice}`, { cause: error })
  })
  try {
    await migrate(database)
    await work(createKeys(database))
  } finally {
    await database.close()
  }
}
