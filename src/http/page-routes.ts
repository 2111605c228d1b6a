import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Assistant } from '../assistant.js'
import { changesBetween } from '../documents/measure-history.js'
import { QUESTION_MAX_LENGTH } from '../domain/answer.js'
import { searchRequestSchema } from '../domain/search.js'
import type { Html } from '../pages/html.js'
import { changesPage } from '../pages/changes-page.js'
import { documentPage } from '../pages/document-page.js'
import { readMarks } from '../pages/marked-text.js'
import { measurePage } from '../pages/measure-page.js'
import type { PageContext } from '../pages/page-context.js'
import { createPageLinks, type TextVersion } from '../pages/page-links.js'
import { portalPage } from '../pages/portal-page.js'
import { type Missing, notFoundPage, problemPage } from '../pages/problem-pages.js'
import { searchPage } from '../pages/search-page.js'
import { SITE_FILES } from '../pages/site-files.js'
import { siteTextsIn } from '../pages/site-texts.js'
import { createScriptConverter } from '../scripts/convert-script.js'
import { abortOnDisconnect } from './abort-on-disconnect.js'
import { acceptanceOf } from './accept.js'
import { sendError, toAppError } from './error-handler.js'
import { viewLanguage } from './views.js'

/** Results of a search on one page: more would be a list to browse. */
const RESULTS = 10

/** A question of a thousand characters, percent-encoded, has some 9,000 bytes. */
const FORM_LIMIT_BYTES = 16 * 1024

/** A year, in seconds: the names of these files hold a hash of what is in them. */
const FOREVER_SECONDS = 31_536_000

/**
 * Scripts and styles come from here alone and none stands in a page; the widget makes no markup from
 * text. What a block of data for search engines holds is not run, so it needs no leave.
 */
const PAGE_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

/** Addresses that programs ask: what is missing there is told to them, whatever they accept. */
const NO_PAGES = /^\/(?:api|v1|mcp|admin|widget|assets|metrics|livez|readyz)(?:[/.?]|$)/

/** Every browser asks for pages with these, and hardly a program does. */
const BROWSER_TYPES = ['text/html', 'application/xhtml+xml']

/** What stands behind a document's address for what it changed of the version before. */
const CHANGES = '/changes'

const VERSIONS: readonly TextVersion[] = ['original', 'hant', 'en']

/**
 * The public pages: `/`, `/documents/{id}`, `/documents/{id}/changes`,
 * `/measures/{documentId}/{number}`, `/search`, and the
 * files they load. They work without scripts, need no key, and set no cookie. `?lang=` chooses the
 * language, else `Accept-Language`. Parameters that mean nothing are passed over, so that a link that
 * was tampered with or lengthened on its way still opens.
 *
 * @param publicUrl Base of the service, without a slash at its end; may hold a path.
 */
export async function registerPageRoutes(
  app: FastifyInstance,
  { assistant, publicUrl }: { readonly assistant: Assistant; readonly publicUrl: string },
): Promise<void> {
  const converter = createScriptConverter()
  const contextOf = (request: FastifyRequest): PageContext => {
    const lang = valuesOf(request, 'lang')[0]
    const language = viewLanguage(lang ?? 'auto', request.headers['accept-language'])
    return {
      corpus: assistant.corpus,
      directory: assistant.directory,
      converter,
      language,
      texts: siteTextsIn(language),
      links: createPageLinks(publicUrl, lang),
    }
  }
  const missing = (request: FastifyRequest, reply: FastifyReply, what: Missing): FastifyReply =>
    sendPage(reply.code(404), notFoundPage(what, contextOf(request)))

  // A browser that was led astray is shown the way back; programs get their problem as ever.
  app.addHook('onSend', async (request, reply, payload) => {
    const wantsPage =
      request.is404 &&
      reply.statusCode === 404 &&
      (request.method === 'GET' || request.method === 'HEAD') &&
      BROWSER_TYPES.every((type) => acceptanceOf(request.headers.accept, type).named) &&
      !NO_PAGES.test(request.url)
    if (!wantsPage) return payload
    setPageHeaders(reply)
    reply.type('text/html; charset=utf-8')
    return notFoundPage({ kind: 'page', place: { path: '/' } }, contextOf(request)).markup
  })

  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_LIMIT_BYTES },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    )
    scope.addHook('onRequest', async (_request, reply) => setPageHeaders(reply))
    scope.setErrorHandler((error, request, reply) => {
      if (acceptanceOf(request.headers.accept, 'text/html').quality === 0) {
        return sendError(error, request, reply)
      }
      setPageHeaders(reply)
      const { status, code, retryAfterSeconds } = toAppError(error)
      if (status >= 500) request.log.error({ err: error }, 'page failed')
      else request.log.info({ code }, 'request refused')
      if (retryAfterSeconds !== undefined) reply.header('retry-after', retryAfterSeconds)
      return sendPage(reply.code(status), problemPage(status, { path: '/' }, contextOf(request)))
    })
    const options = { config: { produces: ['text/html'] }, schema: { hide: true } }

    scope.get('/', options, async (request, reply) =>
      sendPage(reply, portalPage(contextOf(request))),
    )

    scope.get('/documents/*', options, async (request, reply) => {
      const id = wildcardOf(request)
      const documentId = id.endsWith(CHANGES) ? id.slice(0, -CHANGES.length) : id
      const document = assistant.directory.documents.find(({ data }) => data.id === documentId)
      if (document === undefined) {
        return missing(request, reply, { kind: 'document', place: { path: '/' } })
      }
      if (documentId === id) return sendPage(reply, documentPage(document, contextOf(request)))
      const versions = assistant.directory.versions(documentId)
      const before = versions[versions.indexOf(document) - 1]
      return before === undefined
        ? missing(request, reply, { kind: 'page', place: { path: `/documents/${documentId}` } })
        : sendPage(reply, changesPage(changesBetween(before, document), contextOf(request)))
    })

    scope.get('/measures/*', options, async (request, reply) => {
      const id = wildcardOf(request)
      const measure = assistant.directory.measure(id)
      if (measure === undefined) {
        const documentId = id.split('/')[0]
        const isKnown = assistant.directory.documents.some(({ data }) => data.id === documentId)
        return missing(request, reply, {
          kind: isKnown ? 'measure' : 'document',
          documentId: isKnown ? documentId : undefined,
          place: { path: isKnown ? `/documents/${documentId}` : '/' },
        })
      }
      const context = contextOf(request)
      const marks = readMarks(measure.text, valuesOf(request, 'from'), valuesOf(request, 'to'))
      const wanted = valuesOf(request, 'text')[0]
      const chosenVersion = VERSIONS.find(
        (version) => version === wanted && (version !== 'en' || measure.translation !== null),
      )
      const isEnglish = context.language === 'en' && measure.translation !== null
      const version = chosenVersion ?? (isEnglish ? 'en' : 'original')
      return sendPage(reply, measurePage({ measure, marks, version, chosenVersion }, context))
    })

    scope.get('/search', options, async (request, reply) =>
      sendPage(reply, searchPage(undefined, contextOf(request))),
    )

    scope.post(
      '/search',
      { ...options, config: { ...options.config, bounded: true } },
      async (request, reply) => {
        const context = contextOf(request)
        const query = (formValue(request, 'query') ?? '').trim()
        const asked = formValue(request, 'office') ?? ''
        const office = assistant.corpus.documents.some(({ data }) => data.office === asked)
          ? asked
          : ''
        const entry = { query, office }
        const checked = searchRequestSchema.safeParse({
          query,
          limit: RESULTS,
          language: context.language,
          ...(office === '' ? {} : { filters: { offices: [office] } }),
        })
        reply.header('cache-control', 'no-store')
        if (!checked.success) {
          const { texts } = context
          const isLong = query.length > QUESTION_MAX_LENGTH
          const problem = isLong ? texts.tooLong(QUESTION_MAX_LENGTH) : texts.emptyQuery
          return sendPage(reply.code(400), searchPage({ entry, results: [], problem }, context))
        }
        const { results } = await assistant.search(checked.data, {
          acceptLanguage: request.headers['accept-language'],
          signal: abortOnDisconnect(reply),
        })
        return sendPage(reply, searchPage({ entry, results }, context))
      },
    )
  })

  for (const { path, type, content } of SITE_FILES) {
    app.get(
      path,
      { config: { produces: 'any' }, schema: { hide: true } },
      async (_request, reply) =>
        reply
          .headers({ 'cache-control': `public, max-age=${FOREVER_SECONDS}, immutable` })
          .type(type)
          .serializer((text: string) => text)
          .send(content),
    )
  }
}

function setPageHeaders(reply: FastifyReply): void {
  reply.headers({ 'content-security-policy': PAGE_CSP, 'cache-control': 'no-cache' })
}

function sendPage(reply: FastifyReply, { markup }: Html): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .serializer((text: string) => text)
    .send(markup)
}

/** Every value of a parameter, in order, as a form or else the address gives it. */
function valuesOf(request: FastifyRequest, name: string): readonly string[] {
  const sent = formValue(request, name)
  if (sent !== undefined) return [sent]
  const at = request.url.indexOf('?')
  return at === -1 ? [] : new URLSearchParams(request.url.slice(at)).getAll(name)
}

function formValue({ body }: FastifyRequest, name: string): string | undefined {
  return body instanceof URLSearchParams ? (body.get(name) ?? undefined) : undefined
}

function wildcardOf({ params }: FastifyRequest): string {
  const rest: unknown = Object(params)['*']
  return typeof rest === 'string' ? rest : ''
}
