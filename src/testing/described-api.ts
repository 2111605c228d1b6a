import type { OutgoingHttpHeaders } from 'node:http'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { fullFormats } from 'ajv-formats/dist/formats.js'
import { z } from 'zod'

const mediaSchema = z.looseObject({
  schema: z.unknown(),
  example: z.unknown().optional(),
})
const headerSchema = z.looseObject({
  description: z.string().min(1),
  required: z.boolean().optional(),
  schema: z.unknown(),
})
const responseSchema = z.looseObject({
  description: z.string(),
  headers: z.record(z.string(), z.union([headerSchema, z.object({ $ref: z.string() })])).optional(),
  content: z.record(z.string(), mediaSchema).optional(),
})
const operationSchema = z.looseObject({
  operationId: z.string(),
  summary: z.string(),
  tags: z.array(z.string()),
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.enum(['path', 'query', 'header']),
        required: z.boolean().optional(),
        schema: z.unknown(),
        example: z.union([z.string(), z.number()]).optional(),
      }),
    )
    .optional(),
  requestBody: z.looseObject({ content: z.record(z.string(), mediaSchema) }).optional(),
  responses: z.record(z.string(), z.union([z.object({ $ref: z.string() }), responseSchema])),
})
const descriptionSchema = z.looseObject({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.looseObject({
    schemas: z.record(z.string(), z.unknown()),
    responses: z.record(z.string(), responseSchema),
    headers: z.record(z.string(), headerSchema),
  }),
})

/** A request, as `inject` takes it. */
export interface SentRequest {
  readonly method?: 'POST' | 'PUT' | 'DELETE'
  readonly url: string
  readonly payload?: object | string
  readonly headers?: Readonly<Record<string, string>>
}

/** What a server sent, as `inject` gives it. */
export interface SentResponse {
  readonly statusCode: number
  readonly headers: OutgoingHttpHeaders
  readonly body: string
}

/** A place in a description that holds a schema and a value by that schema. */
export interface DescribedExample {
  readonly place: string
  readonly faults: readonly string[]
}

/** An operation of a description. */
export interface DescribedOperation extends z.infer<typeof operationSchema> {
  readonly method: string
  readonly path: string
}

/** A description of an API that requests and responses are checked against. */
export interface DescribedApi {
  readonly operations: readonly DescribedOperation[]
  /** What is wrong with a request by the description; empty when sound. */
  requestFaults(operationId: string, request: SentRequest): string[]
  /** What is wrong with a response by the description: status, media type, headers, body. */
  responseFaults(operationId: string, response: SentResponse): string[]
  /** All examples with what is wrong with them. A missing one is a fault. */
  examples(): DescribedExample[]
}

/**
 * Reads an OpenAPI 3.1 description and readies its schemas as JSON Schema 2020-12, formats included.
 *
 * @throws ZodError when it is no description of the form that ours has.
 */
export function readDescribedApi(json: unknown): DescribedApi {
  const description = descriptionSchema.parse(json)
  const ajv = new Ajv2020({ strict: false, allErrors: true, formats: fullFormats })
  // The description as a whole is no schema, and holds them all.
  ajv.addSchema(description, 'api', false, false)
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
  )

  /** Faults of a value by the schema at a place, given as the names on the way there. */
  function faultsAt(place: readonly string[], value: unknown): string[] {
    const pointer = place.map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1'))
    const validate = ajv.getSchema(`api#/${pointer.map(encodeURIComponent).join('/')}`)
    if (validate === undefined) return [`expected a schema at ${place.join(' ')}`]
    if (validate(value) === true) return []
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [place.join(' '), instancePath, message, JSON.stringify(params)].join(': '),
    )
  }

  function operationOf(operationId: string): DescribedOperation {
    const found = operations.find((operation) => operation.operationId === operationId)
    if (found === undefined) throw new Error(`expected operation ${operationId}`)
    return found
  }

  const placeOf = ({ path, method }: DescribedOperation) => ['paths', path, method]

  function bodyFaults(place: readonly string[], type: string, body: string): string[] {
    const isJson = /[/+]json$/.test(type)
    return faultsAt([...place, 'content', type, 'schema'], isJson ? JSON.parse(body) : body)
  }

  return {
    operations,

    requestFaults(operationId, { url, payload, headers = {} }) {
      const operation = operationOf(operationId)
      const { pathname, searchParams } = new URL(url, 'http://host')
      const parts = pathname.split('/')
      const given = new Map<string, string | undefined>(
        operation.path.split('/').flatMap((name, index) => {
          if (name.startsWith('{')) return [[`path ${name.slice(1, -1)}`, parts[index]] as const]
          return name === parts[index] ? [] : [[`path ${name}`, undefined] as const]
        }),
      )
      for (const [name, value] of searchParams) given.set(`query ${name}`, value)
      const known = new Map(
        (operation.parameters ?? []).map((one, index) => [`${one.in} ${one.name}`, { one, index }]),
      )
      for (const [name, value] of Object.entries(headers)) {
        if (known.has(`header ${name}`)) given.set(`header ${name}`, value)
      }
      const unknown = [...given.keys()].filter((name) => !known.has(name))
      const place = placeOf(operation)
      const body = operation.requestBody
      return [
        ...unknown.map((name) => `${operationId}: ${name} is not described`),
        ...[...known].flatMap(([name, { one, index }]) => {
          const value = given.get(name)
          if (value === undefined) return one.required === true ? [`${name} is missing`] : []
          const numeric = /^\d+$/.test(value) && JSON.stringify(one.schema).includes('integer')
          const read = numeric ? Number(value) : value
          return faultsAt([...place, 'parameters', String(index), 'schema'], read)
        }),
        ...(body === undefined
          ? []
          : faultsAt([...place, 'requestBody', 'content', 'application/json', 'schema'], payload)),
      ]
    },

    responseFaults(operationId, { statusCode, headers, body }) {
      const operation = operationOf(operationId)
      const status = String(statusCode)
      const described = operation.responses[status]
      if (described === undefined) return [`${operationId}: status ${status} is not described`]
      const isShared = '$ref' in described && typeof described.$ref === 'string'
      const place = isShared
        ? String(described.$ref).split('/').slice(1)
        : [...placeOf(operation), 'responses', status]
      const response = isShared
        ? description.components.responses[place.at(-1) ?? '']
        : responseSchema.parse(described)
      if (response === undefined) return [`expected a response at ${place.join(' ')}`]
      const type = String(headers['content-type'] ?? '').split(';')[0] ?? ''
      const content = response.content ?? {}
      const ofBody =
        Object.keys(content).length === 0
          ? body === ''
            ? []
            : [`${operationId} ${status}: expected no body, found ${body.slice(0, 100)}`]
          : content[type] === undefined
            ? [`${operationId} ${status}: media type ${type} is not described`]
            : bodyFaults(place, type, body)
      const ofHeaders = Object.entries(response.headers ?? {}).flatMap(([name, one]) => {
        const shared = '$ref' in one ? String(one['$ref']).split('/').slice(1) : undefined
        const header =
          shared === undefined
            ? headerSchema.parse(one)
            : description.components.headers[shared.at(-1) ?? '']
        const value = headers[name]
        if (value === undefined) {
          return header?.required === true ? [`${operationId} ${status}: ${name} is missing`] : []
        }
        const read = /^\d+$/.test(String(value)) ? Number(value) : String(value)
        return faultsAt([...(shared ?? [...place, 'headers', name]), 'schema'], read)
      })
      return [...ofBody, ...ofHeaders]
    },

    examples() {
      const found: DescribedExample[] = []
      const media = (
        place: readonly string[],
        content: Record<string, z.infer<typeof mediaSchema>>,
      ) => {
        for (const [type, { example }] of Object.entries(content)) {
          const here = [...place, 'content', type]
          found.push({
            place: here.join(' '),
            faults:
              example === undefined
                ? ['expected an example, found none']
                : faultsAt([...here, 'schema'], example),
          })
        }
      }
      for (const operation of operations) {
        const place = placeOf(operation)
        media([...place, 'requestBody'], operation.requestBody?.content ?? {})
        for (const [status, response] of Object.entries(operation.responses)) {
          const { content } = responseSchema.partial().parse(response)
          media([...place, 'responses', status], content ?? {})
        }
        for (const [index, { in: where, name, required, example }] of (
          operation.parameters ?? []
        ).entries()) {
          if (example === undefined && required !== true) continue
          const schema = [...place, 'parameters', String(index), 'schema']
          found.push({
            place: [...place, where, name].join(' '),
            faults:
              example === undefined
                ? ['expected an example, found none']
                : faultsAt(schema, example),
          })
        }
      }
      for (const [name, { content }] of Object.entries(description.components.responses)) {
        media(['components', 'responses', name], content ?? {})
      }
      return found
    },
  }
}
