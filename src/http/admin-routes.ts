import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { z } from 'zod'
import { AppError } from '../errors.js'
import { ADMIN_STYLE_HASH } from '../pages/admin-style.js'
import { adminPage } from '../pages/admin-page.js'
import { adminSignIn } from '../pages/admin-sign-in.js'
import { type AdminReport, PERIODS } from '../pages/admin-report.js'
import type { Html } from '../pages/html.js'
import { TIME_ZONE } from '../pages/local-time.js'
import { type AnswerFilter, UNANSWERED_OUTCOMES } from '../records/admin-reports.js'
import type { ExportRow } from '../records/record-types.js'
import type { Records } from '../records/records.js'
import type { OpenStore, ResilientRecords } from '../records/resilient-records.js'
import { dayOf, periodOf, startOfDay } from './admin-period.js'
import { type AdminSessions, createAdminSessions } from './admin-session.js'
import { csvLines, questionLines } from './export-lines.js'

/** Answers on a page of a list. */
const PAGE_SIZE = 25

/** Time after which a store that is away may be back. */
const RETRY_AFTER_SECONDS = 5

/** A key has 57 characters; a form has little besides. */
const FORM_LIMIT_BYTES = 1024

/** Nothing is run or fetched: one style, known by its hash, and forms to ourselves. */
const PAGE_CSP = `default-src 'none'; style-src '${ADMIN_STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`

const periodQuery = {
  days: z.coerce
    .number()
    .pipe(z.literal(PERIODS.map(({ days }) => days)))
    .default(30),
  /** The last day; empty, as the form sends it when it was cleared, means today. */
  until: z
    .string()
    .refine((day) => day === '' || !Number.isNaN(startOfDay(day)), 'expected a day: YYYY-MM-DD')
    .optional(),
}
const cursor = z.string().max(200).optional()
const pageQuery = z.strictObject({ ...periodQuery, unanswered: cursor, lowRated: cursor })
const exportQuery = z.strictObject({
  ...periodQuery,
  which: z.enum(['all', 'unanswered', 'low-rated']).default('all'),
})
type ExportQuery = z.infer<typeof exportQuery>
const keyForm = z.strictObject({ key: z.string().trim().max(200) })

const WHICH: Readonly<Record<ExportQuery['which'], AnswerFilter>> = {
  all: {},
  unanswered: { outcomes: UNANSWERED_OUTCOMES },
  'low-rated': { rating: 'not_useful' },
}

/** What the operator's page works with. */
export interface AdminRoutesDeps {
  readonly records: ResilientRecords | undefined
  /** Whether browsers reach the server by https: the session's cookie then goes no other way. */
  readonly secure: boolean
  readonly now?: () => number
}

/**
 * The operator's page at `/admin` and its exports. They need a key of scope `admin`, whether or not
 * the API asks for keys: as `Authorization: Bearer …`, or typed into a form, after which the browser
 * is signed in for an hour. All keys' answers are shown; nothing can be changed here.
 */
export async function registerAdminRoutes(
  app: FastifyInstance,
  { records, secure, now = Date.now }: AdminRoutesDeps,
): Promise<void> {
  const sessions = createAdminSessions(now)
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    scope.addHook('onRequest', async (_request, reply) => {
      reply.headers({
        'content-security-policy': PAGE_CSP,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex',
      })
    })
    registerPages(scope, { records, secure, now, sessions })
    registerExports(scope, { records, now, sessions })
  })
}

interface PageDeps {
  readonly records: ResilientRecords | undefined
  readonly now: () => number
  readonly sessions: AdminSessions
}

function registerPages(
  scope: FastifyInstance,
  { records, secure, now, sessions }: PageDeps & { readonly secure: boolean },
): void {
  const routes = scope.withTypeProvider<ZodTypeProvider>()
  const config = { produces: ['text/html'] }

  routes.get(
    '/admin',
    { config, schema: { hide: true, querystring: pageQuery } },
    async (request, reply) => {
      const key = presentedKey(request, sessions)
      if (key === undefined) return sendSignIn(reply, undefined)
      if (!(await mayAdminister(records, key))) {
        reply.header('set-cookie', sessions.end(secure))
        return sendSignIn(reply, 'This key is not, or no longer, one for operators.')
      }
      const { days, until, unanswered, lowRated } = request.query
      const today = dayOf(now())
      const period = periodOf(days, until || today)
      const report = await use(records, (store) =>
        readReport(store.records, { period, today }, { unanswered, lowRated }),
      )
      return sendHtml(reply, adminPage(report))
    },
  )

  routes.post(
    '/admin/session',
    { config: { produces: 'any' }, schema: { hide: true, body: keyForm } },
    async (request, reply) => {
      refuseOtherSites(request)
      const { key } = request.body
      if (!(await mayAdminister(records, key))) {
        return sendSignIn(reply, 'This is no key for operators, or no longer one.')
      }
      return reply.header('set-cookie', sessions.begin(key, secure)).redirect('/admin', 303)
    },
  )

  routes.post(
    '/admin/sign-out',
    { config: { produces: 'any' }, schema: { hide: true } },
    async (request, reply) => {
      refuseOtherSites(request)
      return reply.header('set-cookie', sessions.end(secure)).redirect('/admin', 303)
    },
  )
}

function registerExports(scope: FastifyInstance, { records, now, sessions }: PageDeps): void {
  const routes = scope.withTypeProvider<ZodTypeProvider>()
  const exported = (
    name: 'csv' | 'jsonl',
    type: string,
    lines: (rows: AsyncIterable<ExportRow>) => AsyncGenerator<string>,
  ) =>
    routes.get(
      `/admin/export.${name}`,
      { config: { produces: 'any' }, schema: { hide: true, querystring: exportQuery } },
      async (request, reply) => {
        const key = presentedKey(request, sessions)
        if (key === undefined || !(await mayAdminister(records, key))) {
          reply.header('www-authenticate', 'Bearer')
          throw new AppError('unauthorized', 'expected a key of scope admin')
        }
        const { days, until, which } = request.query
        const { from, to, until: last } = periodOf(days, until || dayOf(now()))
        // The first rows are read before anything is sent: a store that is away is a 503.
        const rows = await use(records, async (store) => {
          const all = store.records.exportRows({ ...WHICH[which], from, to })
          return resume(await all.next(), all)
        })
        const file = `answers-${which}-${last}-${days}d.${name}`
        return reply
          .type(type)
          .header('content-disposition', `attachment; filename="${file}"`)
          .send(Readable.from(lines(rows), { objectMode: false }))
      },
    )
  exported('csv', 'text/csv; charset=utf-8', csvLines)
  exported('jsonl', 'application/jsonl; charset=utf-8', questionLines)
}

async function readReport(
  store: Records,
  { period, today }: Pick<AdminReport, 'period' | 'today'>,
  cursors: { readonly unanswered?: string | undefined; readonly lowRated?: string | undefined },
): Promise<AdminReport> {
  const { from, to, bucket } = period
  const list = async (filter: AnswerFilter, after: string | undefined) => ({
    ...(await store.listAnswers({ ...filter, from, to }, { limit: PAGE_SIZE, cursor: after })),
    continued: after !== undefined,
  })
  const bucketed = { from, to, bucket, timeZone: TIME_ZONE }
  const [outcomes, latencies, unanswered, lowRated] = await Promise.all([
    store.outcomesOverTime(bucketed),
    store.latencies(bucketed),
    list(WHICH.unanswered, cursors.unanswered),
    list(WHICH['low-rated'], cursors.lowRated),
  ])
  return { period, today, outcomes, latencies, unanswered, lowRated }
}

/** The key that a program sends, or that the browser is signed in with. */
function presentedKey({ headers }: FastifyRequest, sessions: AdminSessions): string | undefined {
  // Another scheme is that of a proxy in front, and says nothing here.
  const sent = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1]
  return sent ?? sessions.keyOf(headers.cookie)
}

async function mayAdminister(records: ResilientRecords | undefined, key: string): Promise<boolean> {
  const check = await use(records, ({ keys }) => keys.find(key))
  return check.kind === 'valid' && check.key.scopes.includes('admin')
}

/** Forms of other sites may not sign anybody in or out; browsers say whose form it is. */
function refuseOtherSites({ headers }: FastifyRequest): void {
  const site = headers['sec-fetch-site']
  if (site === undefined || site === 'same-origin' || site === 'none') return
  throw new AppError('forbidden', 'expected the form of this site')
}

function sendSignIn(reply: FastifyReply, problem: string | undefined): FastifyReply {
  reply.header('www-authenticate', 'Bearer')
  return sendHtml(reply.code(401), adminSignIn(problem))
}

function sendHtml(reply: FastifyReply, { markup }: Html): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .serializer((text: string) => text)
    .send(markup)
}

async function use<Result>(
  records: ResilientRecords | undefined,
  work: (store: OpenStore) => Promise<Result>,
): Promise<Result> {
  if (records === undefined) throw new AppError('not_found', 'This server keeps no records')
  // In a wrapping, so that a result cannot be mistaken for the sign that there is none.
  const used = await records.use(async (store) => ({
    kind: 'done' as const,
    result: await work(store),
  }))
  if (used.kind === 'done') return used.result
  throw new AppError('overloaded', 'the record store cannot be reached', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}

/** All rows again, when the first was taken already. */
async function* resume(
  first: IteratorResult<ExportRow, void>,
  rest: AsyncGenerator<ExportRow, void, undefined>,
): AsyncGenerator<ExportRow, void, undefined> {
  if (first.done === true) return
  yield first.value
  yield* rest
}
