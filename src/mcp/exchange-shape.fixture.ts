import { z } from 'zod'

/** First line of a recording: which client was recorded, and how. */
const recordedSchema = z.strictObject({
  revision: z.string(),
  client: z.string(),
  transport: z.enum(['http', 'stdio']),
  how: z.string(),
})

/** One message of a client with all that was sent, and the shape of what came back; null for nothing. */
const exchangeSchema = z.strictObject({
  method: z.string().optional(),
  headers: z.record(z.string(), z.string()).optional(),
  sent: z.record(z.string(), z.unknown()).nullable(),
  status: z.int().optional(),
  contentType: z.string().nullable().optional(),
  shape: z.unknown(),
})

/** One message and what came back. */
export type Exchange = z.infer<typeof exchangeSchema>

/** A recording of one client over one transport. */
export interface Recording {
  readonly recorded: z.infer<typeof recordedSchema>
  readonly exchanges: readonly Exchange[]
}

/** Reads a recording: JSON lines, the first of which tells of the recording itself. */
export function readRecording(text: string): Recording {
  const [first, ...rest] = text
    .trim()
    .split('\n')
    .map((line): unknown => JSON.parse(line))
  return {
    recorded: recordedSchema.parse(first),
    exchanges: rest.map((line) => exchangeSchema.parse(line)),
  }
}

/** Fields of the protocol whose values count, not only their types. */
const EXACT = new Set(
  `
    jsonrpc id code protocolVersion supportedVersions resultType ttlMs cacheScope
    isError type role mimeType uriTemplate required readOnlyHint destructiveHint
    idempotentHint openWorldHint listChanged subscribe additionalProperties hasMore
    audience priority
  `
    .trim()
    .split(/\s+/),
)

/** Where names are of the protocol and not of the corpus. */
const NAMED = new Set(['tools', 'prompts', 'serverInfo', 'arguments', 'resourceTemplates'])

/**
 * A message with what may be other in another run or another corpus masked: strings and numbers are
 * their types, lists their different members. Fields of the protocol keep their values. A text that
 * is JSON is a text.
 *
 * @param within Name of the list or object that holds it.
 */
export function shapeOf(value: unknown, field = '', within = ''): unknown {
  if (Array.isArray(value)) {
    const shapes = value.map((member: unknown) =>
      typeof member === 'object' ? shapeOf(member, '', field) : shapeOf(member, field, within),
    )
    return [...new Map(shapes.map((shape) => [JSON.stringify(shape), shape])).values()]
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([name, inner]) => [
        name,
        shapeOf(inner, name, field === '' ? within : field),
      ]),
    )
  }
  const isExact =
    (EXACT.has(field) && !(field === 'id' && within !== '')) ||
    (field === 'name' && NAMED.has(within))
  return isExact || value === null ? value : typeof value
}

/** The one message in a response: a bare JSON body, or the event of a stream; null for an empty body. */
export function messageIn(contentType: string | null, body: string): unknown {
  if (body === '') return null
  if (contentType?.startsWith('text/event-stream') !== true) return JSON.parse(body)
  const data = body.split('\n').flatMap((line) => /^data: ?(.+)$/.exec(line)?.[1] ?? [])
  if (data.length !== 1) throw new Error(`expected one event, found ${data.length}:\n${body}`)
  return JSON.parse(data[0] ?? '')
}

/** Where the messages hold what is this server's own, to which later versions may add. */
const OWN = new Set(['inputSchema', 'outputSchema', 'structuredContent'])

/**
 * Every place where a shape is not as it was recorded. Schemas and structured results may have more
 * than they had, as clients take no harm from that; everything else has to be the same.
 *
 * @param isOwn Whether the shapes are part of such a schema or result.
 */
export function differences(
  recorded: unknown,
  found: unknown,
  place = 'message',
  isOwn = false,
): string[] {
  const told = (what: string) => [
    `${place}: expected ${what} ${JSON.stringify(recorded)}, found ${JSON.stringify(found)}`,
  ]
  if (Array.isArray(recorded)) {
    if (!Array.isArray(found)) return told('a list')
    const members: readonly unknown[] = found
    if (isOwn) {
      return recorded.flatMap((member: unknown, index) =>
        members.some((one) => differences(member, one, '', true).length === 0)
          ? []
          : [`${place}.${index}: expected among others ${JSON.stringify(member)}`],
      )
    }
    if (recorded.length !== members.length) return told('as many members as in')
    return recorded.flatMap((member: unknown, index) =>
      differences(member, members[index], `${place}.${index}`),
    )
  }
  if (typeof recorded === 'object' && recorded !== null) {
    if (typeof found !== 'object' || found === null || Array.isArray(found)) return told('fields')
    const fields = new Map<string, unknown>(Object.entries(found))
    const inside = Object.entries(recorded).flatMap(([name, value]) =>
      fields.has(name)
        ? differences(value, fields.get(name), `${place}.${name}`, mayGrow(place, name, isOwn))
        : [`${place}.${name}: expected, found nothing`],
    )
    const added = isOwn ? [] : [...fields.keys()].filter((name) => !(name in recorded))
    return [...inside, ...added.map((name) => `${place}.${name}: expected nothing, found it`)]
  }
  return recorded === found ? [] : told('')
}

/** What a caller has to give may not become more. */
function mayGrow(place: string, name: string, isOwn: boolean): boolean {
  return (isOwn || OWN.has(name)) && !(name === 'required' && place.endsWith('.inputSchema'))
}
