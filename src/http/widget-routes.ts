import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import { answerLanguageOf } from '../domain/language.js'
import { AppError } from '../errors.js'
import { DEMO_SCRIPT, DEMO_STYLE } from '../widget/demo/demo-files.js'
import { demoPage } from '../widget/demo/demo-page.js'
import { acceptsCoding } from './accept-coding.js'
import { viewLanguage } from './views.js'
import { loadWidgetFile, type WidgetFile } from './widget-file.js'

/** Time, in seconds, for which the moving address may be kept: a fix is on all pages soon. */
const ALIAS_SECONDS = 300
/** A year, in seconds: what a versioned address holds never changes. */
const VERSIONED_SECONDS = 31_536_000

const ALIAS = '/widget/v1/widget.js'

/** The demo page is held to what a careful host page would demand of the widget. */
const DEMO_CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ')

const demoQuery = z.object({ lang: z.string().max(35).optional() })

/**
 * The widget's script at an address that moves with each release and at one for each build, and
 * where to find its hash. Pages of every origin may load it; what they may ask is another matter.
 *
 * @param publicUrl Where the service is reached, for the demo page's examples.
 */
export function registerWidgetRoutes(app: FastifyInstance, publicUrl: string): void {
  let loading: Promise<WidgetFile> | undefined
  const load = (): Promise<WidgetFile> => {
    loading ??= loadWidgetFile().catch((error: unknown) => {
      loading = undefined
      throw error
    })
    return loading
  }
  const options = { config: { produces: 'any' as const }, schema: { hide: true } }

  app.get(ALIAS, options, async (request, reply) =>
    sendScript(await load(), ALIAS_SECONDS, request, reply),
  )

  app.get<{ Params: { version: string } }>(
    '/widget/v1/:version/widget.js',
    options,
    async (request, reply) => {
      const file = await load()
      if (request.params.version !== file.version) {
        throw new AppError(
          'not_found',
          `widget: expected version ${file.version}, found ${request.params.version}`,
        )
      }
      return sendScript(file, VERSIONED_SECONDS, request, reply)
    },
  )

  app.get('/widget/v1/integrity.json', options, async (_request, reply) => {
    const { version, integrity, source, coded } = await load()
    openToAll(reply)
    return reply.header('cache-control', `public, max-age=${ALIAS_SECONDS}`).send({
      alias: ALIAS,
      versioned: versionedPath(version),
      integrity,
      bytes: source.length,
      gzipBytes: coded.gzip.length,
    })
  })

  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      '/widget/demo',
      { config: { produces: ['text/html'] }, schema: { hide: true, querystring: demoQuery } },
      async ({ query, headers }, reply) => {
        const { version, integrity } = await load()
        const asked = query.lang === undefined ? undefined : answerLanguageOf(query.lang)
        const language = asked ?? viewLanguage('auto', headers['accept-language'])
        const { markup } = demoPage({
          language: language === 'en' ? 'en' : 'zh-Hans',
          publicUrl,
          versioned: versionedPath(version),
          integrity,
        })
        return sendText(reply.header('content-security-policy', DEMO_CSP), 'text/html', markup)
      },
    )
  app.get('/widget/demo.css', options, async (_request, reply) =>
    sendText(reply, 'text/css', DEMO_STYLE),
  )
  app.get('/widget/demo.js', options, async (_request, reply) =>
    sendText(reply, 'text/javascript', DEMO_SCRIPT),
  )
}

function versionedPath(version: string): string {
  return `/widget/v1/${version}/widget.js`
}

function sendText(reply: FastifyReply, type: string, text: string): FastifyReply {
  return reply
    .type(`${type}; charset=utf-8`)
    .header('cache-control', `public, max-age=${ALIAS_SECONDS}`)
    .serializer((body: string) => body)
    .send(text)
}

function sendScript(
  { source, coded }: WidgetFile,
  seconds: number,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const header = request.headers['accept-encoding']
  const coding = (['br', 'gzip'] as const).find((one) => acceptsCoding(header, one))
  openToAll(reply)
  reply
    .type('text/javascript; charset=utf-8')
    .header('vary', 'accept-encoding')
    .header(
      'cache-control',
      `public, max-age=${seconds}${seconds === VERSIONED_SECONDS ? ', immutable' : ''}`,
    )
  if (coding !== undefined) reply.header('content-encoding', coding)
  return reply.send(coding === undefined ? source : coded[coding])
}

/** No cookies and no data of anybody: a public file. */
function openToAll(reply: FastifyReply): void {
  reply
    .header('access-control-allow-origin', '*')
    .header('cross-origin-resource-policy', 'cross-origin')
}
