import type { Client } from '@modelcontextprotocol/client'
import { expect } from 'vitest'
import { z } from 'zod'
import { answerSchema } from '../domain/answer.js'
import { measureSchema } from '../domain/measure.js'
import { searchResponseSchema } from '../domain/search.js'

/** What the HTTP API says to the same, and what has to be the same here. */
export interface NativeApi {
  ask(body: object): Promise<z.infer<typeof answerSchema>>
  get(path: string): Promise<unknown>
  search(body: object): Promise<unknown>
}

/** A question with citations; its English answer says what is a translation. */
export const QUESTIONS = [
  '大连海关预裁定要提前多久申请？',
  '深圳海關對生鮮貨物有咩安排？',
  'Which offices help with cross-border e-commerce returns?',
  '今天天气怎么样？',
] as const

const askedSchema = answerSchema.omit({ trace: true })
const foundSchema = z.object({
  results: z.array(
    searchResponseSchema.shape.results.element
      .omit({ explanation: true, highlights: true })
      .extend({ url: z.string() }),
  ),
})

/** The texts of a result, and its structured content, which has to be one of the texts as JSON. */
export async function call(client: Client, name: string, args: Record<string, unknown>) {
  const result = await client.callTool({ name, arguments: args })
  const texts = result.content.flatMap((block) => (block.type === 'text' ? [block.text] : []))
  expect({ name, isError: result.isError === true, texts }).toMatchObject({ isError: false })
  const structured: unknown = result.structuredContent
  expect(JSON.parse(texts.at(-1) ?? '')).toEqual(structured)
  return { structured, text: texts[0] ?? '', texts, content: result.content }
}

/** The words of a result that says what was wrong. */
export async function refusal(client: Client, name: string, args: Record<string, unknown>) {
  const result = await client.callTool({ name, arguments: args })
  expect(result.isError).toBe(true)
  const [block] = result.content
  return block?.type === 'text' ? block.text : ''
}

/** Lists, calls, reads and completes all there is, and compares it with the HTTP API. */
export async function tryEverything(client: Client, native: NativeApi): Promise<void> {
  await tryLists(client)
  for (const question of QUESTIONS) {
    const expected = await native.ask({ question })
    const { structured, text, content } = await call(client, 'ask_measures', { question })
    const answer = askedSchema.parse(structured)
    expect(answer.text).toBe(expected.text)
    expect(answer.citations).toEqual(expected.citations)
    expect(text).toContain(expected.text)
    const [first] = expected.citations
    expect(
      text.startsWith(first === undefined ? expected.text : `[1] ${first.reference} ${first.url}`),
    ).toBe(true)
    const links = content.filter(({ type }) => type === 'resource_link')
    expect(links.length).toBe(new Set(expected.citations.map(({ measureId }) => measureId)).size)
  }
  await tryHistory(client, native)
  const query = 'AEO 企业'
  const searched = await call(client, 'search_measures', { query, limit: 4 })
  const { results } = foundSchema.parse(searched.structured)
  const wanted = searchResponseSchema.parse(await native.search({ query, limit: 4 }))
  expect(results.map(({ measureId, snippet }) => [measureId, snippet])).toEqual(
    wanted.results.map(({ measureId, snippet }) => [measureId, snippet]),
  )
  expect(searched.text.startsWith(`${results[0]?.reference}\n${results[0]?.url}\n`)).toBe(true)

  const read = await call(client, 'read_measure', { measure: 'dalian-43/33' })
  const measure = measureSchema.parse(read.structured)
  expect(measure).toEqual(await native.get('/api/v1/measures/dalian-43/33'))
  expect(read.text.startsWith(`${measure.reference}\n${measure.url}\n`)).toBe(true)
  expect(read.text).toContain(measure.text)

  const quote = measure.text.slice(-30)
  const start = measure.text.indexOf(quote)
  expect(
    (await call(client, 'check_citation', { quote, measure: measure.id })).structured,
  ).toMatchObject({
    verbatim: true,
    start,
    end: start + quote.length,
    reference: measure.reference,
  })
  expect(
    (await call(client, 'check_citation', { quote, measure: 'haikou-20/1' })).structured,
  ).toMatchObject({ verbatim: false, start: null, alsoIn: [measure.id] })

  await tryConnector(client, measure)
  await tryPages(client)
  await tryResources(client, read.text)
  await tryPrompts(client)
}

async function tryHistory(client: Client, native: NativeApi): Promise<void> {
  const question = '有效期多长？'
  const history = [
    { role: 'user', content: QUESTIONS[0] },
    { role: 'assistant', content: '3个月前。', measures: ['dalian-43/33'] },
  ]
  const expected = await native.ask({ question, history })
  expect(expected.citations[0]?.measureId).toBe('dalian-43/33')
  const { structured } = await call(client, 'ask_measures', { question, history })
  const answer = askedSchema.parse(structured)
  expect([answer.text, answer.citations]).toEqual([expected.text, expected.citations])
  expect(
    await refusal(client, 'ask_measures', { question, history: [{ role: 'system' }] }),
  ).toMatch(/history/)
}

async function tryLists(client: Client): Promise<void> {
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name).toSorted()).toEqual([
    'ask_measures',
    'check_citation',
    'fetch',
    'list_measures',
    'read_measure',
    'search',
    'search_measures',
  ])
  for (const { annotations, inputSchema, outputSchema } of tools) {
    expect(annotations).toMatchObject({ readOnlyHint: true, openWorldHint: false })
    expect(inputSchema.type).toBe('object')
    expect(outputSchema).toBeDefined()
  }
}

async function tryConnector(client: Client, measure: z.infer<typeof measureSchema>): Promise<void> {
  const searched = await call(client, 'search', { query: measure.title })
  // The contract of those clients: nothing but one text of JSON.
  expect(searched.content).toHaveLength(1)
  const { results } = z
    .object({
      results: z.array(z.strictObject({ id: z.string(), title: z.string(), url: z.url() })),
    })
    .parse(searched.structured)
  expect(results.map(({ id }) => id)).toContain(measure.id)
  const fetched = await call(client, 'fetch', { id: measure.id })
  expect(fetched.content).toHaveLength(1)
  const { text, ...rest } = z
    .object({ id: z.string(), title: z.string(), url: z.string(), text: z.string() })
    .parse(fetched.structured)
  expect(rest).toEqual(results.find(({ id }) => id === measure.id))
  expect(text.startsWith(`${measure.reference}\n${measure.url}\n`)).toBe(true)
  expect(text).toContain(measure.text)
}

async function tryPages(client: Client): Promise<void> {
  const pageSchema = z.object({
    documents: z.array(z.object({ measures: z.int() })),
    measures: z.array(z.object({ id: z.string() })),
    nextCursor: z.string().nullable(),
  })
  const ids: string[] = []
  let total = 0
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const { structured } = await call(
      client,
      'list_measures',
      cursor === undefined ? {} : { cursor },
    )
    const page = pageSchema.parse(structured)
    total = page.documents.reduce((sum, { measures }) => sum + measures, 0)
    ids.push(...page.measures.map(({ id }) => id))
    cursor = page.nextCursor
  }
  expect(ids).toHaveLength(total)
  expect(new Set(ids).size).toBe(116)
  const { structured } = await call(client, 'list_measures', { document: 'shenzhen-20' })
  expect(pageSchema.parse(structured).measures).toHaveLength(20)
}

async function tryResources(client: Client, expected: string): Promise<void> {
  const { resourceTemplates } = await client.listResourceTemplates()
  const [template] = resourceTemplates
  expect(template?.uriTemplate).toBe('policy://measure/{document}/{number}')
  const { resources } = await client.listResources()
  expect(resources).toHaveLength(116)
  const { contents } = await client.readResource({ uri: 'policy://measure/dalian-43/33' })
  expect(contents).toMatchObject([{ uri: 'policy://measure/dalian-43/33', text: expected }])
  await expect(client.readResource({ uri: 'policy://measure/dalian-43/99' })).rejects.toThrow(
    /1 to 43, not 99/,
  )
  const ref = { type: 'ref/resource' as const, uri: 'policy://measure/{document}/{number}' }
  const documents = await client.complete({ ref, argument: { name: 'document', value: 'd' } })
  expect(documents.completion.values).toEqual(['dalian-43'])
  const numbers = await client.complete({
    ref,
    argument: { name: 'number', value: '4' },
    context: { arguments: { document: 'dalian-43' } },
  })
  expect(numbers.completion.values).toEqual(['4', '40', '41', '42', '43'])
}

async function tryPrompts(client: Client): Promise<void> {
  const { prompts } = await client.listPrompts()
  expect(prompts.map(({ name }) => name)).toEqual([
    'ask-policy',
    'compare-measures',
    'explain-simply',
  ])
  for (const { name, arguments: known = [] } of prompts) {
    const own = known.find(({ required }) => required === true)?.name ?? ''
    const texts = new Set<string>()
    for (const language of ['zh-Hans', 'zh-Hant', 'en']) {
      const { messages } = await client.getPrompt({
        name,
        arguments: { [own]: 'a $& b', language },
      })
      const content = messages[0]?.content
      const text = content?.type === 'text' ? content.text : ''
      expect(text.endsWith('a $& b')).toBe(true)
      texts.add(text)
    }
    expect(texts.size).toBe(3)
  }
  const { completion } = await client.complete({
    ref: { type: 'ref/prompt', name: 'explain-simply' },
    argument: { name: 'measure', value: 'hainan' },
  })
  expect(completion.values.every((id) => id.startsWith('hainan-ftp-cases/'))).toBe(true)
  expect(completion.values).toHaveLength(4)
}
