import { validate } from '@scalar/openapi-parser'
import { afterAll, describe, expect, test } from 'vitest'
import { answerSchema } from '../domain/answer.js'
import { answerFaults } from '../testing/answer-faults.js'
import { buildTestApp } from '../testing/build-test-app.js'
import { readDescribedApi } from '../testing/described-api.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'
import { readAnswerEvents } from '../testing/read-events.js'

const assistant = createFakeAssistant()
const { app } = await buildTestApp(assistant)
const response = await app.inject('/openapi.json')
const json: unknown = response.json()
const api = readDescribedApi(json)

afterAll(() => app.close())

describe('the description', () => {
  test('is OpenAPI 3.1 without a reference that leads nowhere', async () => {
    const { valid, errors } = await validate(response.body)
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
    expect(json).toMatchObject({ openapi: '3.1.0' })
  })

  test('a broken one is refused by the same check', async () => {
    const { valid } = await validate(
      response.body.replace('"#/components/schemas/Answer"', '"#/components/schemas/Nothing"'),
    )
    expect(valid).toBe(false)
  })

  test('names every operation once, and each has what a reader looks for', () => {
    const ids = api.operations.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.length).toBeGreaterThanOrEqual(15)
    const { tags } = json as { tags: { name: string }[] }
    for (const { operationId, summary, tags: own, responses, path, parameters } of api.operations) {
      expect(summary, operationId).not.toBe('')
      expect(tags.map(({ name }) => name)).toEqual(expect.arrayContaining(own))
      expect(own).toHaveLength(1)
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
      const named = (parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name)
      expect(new Set(named)).toEqual(new Set(inPath))
      for (const [status, described] of Object.entries(responses)) {
        if ('$ref' in described) continue
        expect(described['description'], `${operationId} ${status}`).not.toMatch(/^(Default.*)?$/)
      }
    }
  })

  test('tells of routes that are there', () => {
    for (const { path, method } of api.operations) {
      const url = path.replaceAll(/\{(\w+)\}/g, ':$1')
      expect(app.hasRoute({ method: method.toUpperCase(), url }), `${method} ${url}`).toBe(true)
    }
  })

  test('says of each protected operation that a key may be needed, and how', () => {
    expect(json).toMatchObject({
      security: [{}, { key: [] }],
      components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    })
    for (const { path, operationId, responses } of api.operations) {
      const isProtected = /^\/(?:api|v1)\//.test(path)
      expect(responses['401'] !== undefined, operationId).toBe(isProtected)
    }
  })

  test('leaves results open to fields that are added later, and requests closed', () => {
    const { schemas } = (json as { components: { schemas: Record<string, object> } }).components
    for (const [name, schema] of Object.entries(schemas)) {
      const closed = JSON.stringify(schema).includes('"additionalProperties":false')
      expect(closed, name).toBe(name.endsWith('Input'))
    }
    expect(response.body).not.toContain(String(Number.MAX_SAFE_INTEGER))
  })
})

describe('examples', () => {
  test.each(api.examples().map((example) => [example.place, example] as const))(
    '%s',
    (_, { faults }) => {
      expect(faults).toEqual([])
    },
  )

  const exampleOf = (operationId: string, type = 'application/json'): unknown => {
    const operation = api.operations.find((one) => one.operationId === operationId)
    const found = operation?.responses['200']
    if (found === undefined || '$ref' in found) throw new Error(`expected 200 of ${operationId}`)
    return (found['content'] as Record<string, { example: unknown }>)[type]?.example
  }

  test('an answer is one that could have been given: its quotes are verbatim', () => {
    for (const id of ['answerQuestion', 'getAnswer']) {
      expect(answerFaults(answerSchema.parse(exampleOf(id)), assistant.corpus)).toEqual([])
    }
    const events = readAnswerEvents(String(exampleOf('answerQuestion', 'text/event-stream')))
    expect(events.map(({ type }) => type)).toEqual([
      'answer-start',
      'citation-available',
      'answer-delta',
      'answer-end',
    ])
  })

  test.each(['getMeasure', 'listMeasures', 'getDocument'])(
    '%s shows what the same call gives',
    async (operationId) => {
      const operation = api.operations.find((one) => one.operationId === operationId)
      const query = new URLSearchParams()
      let path = operation?.path ?? ''
      for (const { name, in: where, example } of operation?.parameters ?? []) {
        if (where === 'path') path = path.replace(`{${name}}`, String(example))
        if (where === 'query' && example !== undefined) query.set(name, String(example))
      }
      const got = await app.inject(`${path}?${query.toString()}`)
      expect(got.statusCode).toBe(200)
      expect(exampleOf(operationId)).toEqual(got.json())
    },
  )
})
