import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../app.js'
import type { Assistant } from '../../assistant.js'
import { openAssistant } from '../../open-assistant.js'
import { readConfig } from '../../config.js'
import { warmUp } from '../../open-assistant.js'
import { reservePort } from '../../http/reserve-port.js'
import type { ResilientRecords } from '../../records/resilient-records.js'

/** The assistant's server and a host page's, on two origins of this machine. */
export interface TestServers {
  /** Address of the assistant. */
  readonly assistant: string
  /** Address of the host page's server. */
  readonly host: string
  readonly app: FastifyInstance
  close(): Promise<void>
}

/** How the host page is made. */
export interface HostPage {
  readonly lang: string
  /** Attributes of the script, as markup. */
  readonly attributes: string
  /** What stands in the page beside the script, as markup. */
  readonly body: string
}

/**
 * The policy of a careful portal: scripts and connections to itself and the assistant only, no
 * styles but adopted ones, no markup from text.
 */
export function strictPolicy(assistant: string): string {
  return [
    "default-src 'none'",
    `script-src ${assistant}`,
    `connect-src ${assistant}`,
    "style-src 'none'",
    "img-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

/**
 * Starts both. The real assistant answers unless another is given. The host's server answers with
 * a page made from the query: `?lang=`, `?attributes=` and `?body=`.
 */
export async function startServers(
  own: {
    readonly assistant?: (real: Assistant) => Assistant
    readonly records?: ResilientRecords
    readonly ratePerMinute?: number
  } = {},
): Promise<TestServers> {
  const reserved = await reservePort('127.0.0.1')
  const assistantUrl = `http://127.0.0.1:${reserved.port}`
  const opened = await openAssistant({ ...readConfig({}), publicUrl: assistantUrl })
  await warmUp(opened)

  const host = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://host.example')
    response.writeHead(200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': strictPolicy(assistantUrl),
    })
    response.end(
      hostPage(assistantUrl, {
        lang: searchParams.get('lang') ?? 'zh-Hans',
        attributes: searchParams.get('attributes') ?? '',
        body: searchParams.get('body') ?? '',
      }),
    )
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  const hostUrl = `http://localhost:${portOf(host.address())}`

  const app = await buildApp({
    assistant: own.assistant?.(opened.assistant) ?? opened.assistant,
    readiness: { fingerprint: 'test', corpusVersion: opened.assistant.corpus.version, measures: 1 },
    embeddings: opened.embedder,
    publicUrl: assistantUrl,
    records: own.records,
    access: {
      keysRequired: false,
      allowedOrigins: [hostUrl],
      ratePerMinute: own.ratePerMinute ?? 0,
    },
  })
  await reserved.release()
  await app.listen({ host: '127.0.0.1', port: reserved.port })
  return {
    assistant: assistantUrl,
    host: hostUrl,
    app,
    async close() {
      host.closeAllConnections()
      await new Promise((resolve) => host.close(resolve))
      app.server.closeAllConnections()
      await app.close()
      await opened.close()
    },
  }
}

/** Address of a host page. */
export function hostAddress({ host }: TestServers, page: Partial<HostPage> = {}): string {
  return `${host}/?${new URLSearchParams({ ...page }).toString()}`
}

function hostPage(assistant: string, { lang, attributes, body }: HostPage): string {
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Host</title>
</head>
<body>
<main><h1>Portal</h1>${body}<p><a href="#end">Link</a></p></main>
<script src="${assistant}/widget/v1/widget.js" ${attributes}></script>
</body>
</html>`
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('expected a port')
  return address.port
}
