import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { transform } from 'esbuild'
import OpenAI from 'openai'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Answer } from '../domain/answer.js'
import { projectRoot } from '../project-root.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'
import { postPatiently } from './post-patiently.fixture.js'
import {
  createRecipeFolder,
  recipe,
  recipeBlocks,
  type RecipeFolder,
  RECIPE_URL,
  runProgram,
  runShell,
  runTypeScript,
} from './recipe-blocks.fixture.js'
import { OPENAI_PYTHON, runPython, sayWithoutPython } from '../testing/openai-python.js'

const QUESTION = '大连海关预裁定要提前多久申请？'
const HAS_CURL = spawnSync('curl', ['--version']).status === 0
/** Programs start slowly on a busy machine. */
const TIMEOUT_MS = 120_000

sayWithoutPython("The README's recipes in Python")

const blocks = recipeBlocks('src/openai/README.md')
let served: ServedAssistant
let folder: RecipeFolder
let expected: Answer

beforeAll(async () => {
  served = await serveAssistant(await openTestAssistant())
  folder = await createRecipeFolder()
  expected = await served.ask({ question: QUESTION })
}, 120_000)

afterAll(async () => {
  await folder.remove()
  await served.close()
  await closeTestAssistant()
})

/** A recipe with the address of the server that runs. */
const live = (code: string) => code.replaceAll(RECIPE_URL, served.url)
const block = (heading: string, language: string, which?: number) =>
  live(recipe(blocks, heading, language, which))

/** Whether what is printed tells the answer and its sources. */
function expectAnswer(printed: string): void {
  expect(printed).toContain(expected.text)
  expect(expected.citations.length).toBeGreaterThan(0)
  for (const { url } of expected.citations) expect(printed).toContain(url)
}

test.each([
  ['openai, TypeScript', 'openai.ts'],
  ['LangChain', 'langchain.ts'],
  ['AI SDK', 'ai-sdk.ts'],
])(
  '%s runs and shows the answer with its sources',
  { timeout: TIMEOUT_MS },
  async (heading, name) => {
    expectAnswer(await runTypeScript(await folder.write(name, block(heading, 'ts'))))
  },
)

test('the recipe for embeddings tells what is nearer', { timeout: TIMEOUT_MS }, async () => {
  const file = await folder.write('embeddings.ts', block('Embeddings', 'ts'))
  expect((await runTypeScript(file)).trim()).toBe('the first is nearer')
})

test('the recipes in TypeScript have the right types', { timeout: TIMEOUT_MS }, async () => {
  const recipes = blocks.filter(({ language }) => language === 'ts')
  expect(recipes).toHaveLength(4)
  const files = await Promise.all(
    recipes.map(({ code }, index) => folder.write(`typed-${index}.ts`, code)),
  )
  const options =
    '--noEmit --strict --skipLibCheck --ignoreConfig --module nodenext --target es2023'
  const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc')
  await runProgram(process.execPath, [compiler, ...options.split(' '), '--types', 'node', ...files])
})

test('the recipe for React is TSX', async () => {
  const { code } = await transform(block('AI SDK', 'tsx'), { loader: 'tsx', jsx: 'automatic' })
  expect(code).toContain(`${served.url}/api/ui/chat`)
})

test.skipIf(OPENAI_PYTHON === undefined)(
  'openai, Python runs and shows the answer with its sources',
  { timeout: TIMEOUT_MS },
  async () => {
    const file = await folder.write('recipe.py', block('openai, Python', 'python'))
    const printed = await runPython(file, [])
    expectAnswer(printed)
    expect(printed).toContain(`answered ${expected.citations[0]?.quote}`)
  },
)

describe.skipIf(!HAS_CURL)('curl', () => {
  test('gives a completion', async () => {
    const { choices } = JSON.parse(await runShell(block('curl', 'sh'))) as OpenAI.ChatCompletion
    expectAnswer(choices[0]?.message.content ?? '')
  })

  test('gives a stream', async () => {
    const printed = await runShell(block('curl', 'sh', 1))
    expect(printed.trimEnd().endsWith('data: [DONE]')).toBe(true)
    const chunks = printed.split('\n').filter((line) => line.startsWith('data: {'))
    const deltas = chunks.map((line) => {
      const { choices } = JSON.parse(line.slice('data: '.length)) as OpenAI.ChatCompletionChunk
      return choices[0]?.delta.content ?? ''
    })
    expect(deltas.join('')).toBe(expected.text)
  })
})

/** What a front end does with its settings: lists the models, asks one, lets another write the title. */
async function tryFrontEnd(baseURL: string, model: string, titleModel: string): Promise<void> {
  const openai = new OpenAI({ baseURL, apiKey: 'none', maxRetries: 10 })
  const { data } = await openai.models.list()
  expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining([model, titleModel]))
  const said = await openai.chat.completions.create({
    model,
    messages: [{ role: 'user', content: QUESTION }],
  })
  expectAnswer(said.choices[0]?.message.content ?? '')
  const titled = await openai.chat.completions.create({
    model: titleModel,
    messages: [
      { role: 'user', content: QUESTION },
      { role: 'user', content: 'Give this conversation a title.' },
    ],
  })
  expect(titled.choices[0]?.message.content).toBe(QUESTION)
}

test('Open WebUI: its settings lead to the models', async () => {
  const settings = new Map(
    block('Open WebUI', 'dotenv')
      .trim()
      .split('\n')
      .map((line): [string, string] => {
        const at = line.indexOf('=')
        return [line.slice(0, at), line.slice(at + 1)]
      }),
  )
  expect([...settings.keys()]).toEqual([
    'OPENAI_API_BASE_URLS',
    'OPENAI_API_KEYS',
    'TASK_MODEL_EXTERNAL',
  ])
  await tryFrontEnd(
    settings.get('OPENAI_API_BASE_URLS') ?? '',
    'policy-assistant',
    settings.get('TASK_MODEL_EXTERNAL') ?? '',
  )
})

test('LibreChat: its settings lead to the models', async () => {
  const settingsSchema = z.strictObject({
    version: z.string(),
    endpoints: z.strictObject({
      custom: z.tuple([
        z.strictObject({
          name: z.string(),
          apiKey: z.string(),
          baseURL: z.url(),
          models: z.strictObject({ default: z.tuple([z.string()]), fetch: z.literal(true) }),
          titleConvo: z.literal(true),
          titleModel: z.string(),
          modelDisplayLabel: z.string(),
        }),
      ]),
    }),
  })
  const { endpoints } = settingsSchema.parse(parse(block('LibreChat', 'yaml')))
  const [{ baseURL, models, titleModel }] = endpoints.custom
  await tryFrontEnd(baseURL, models.default[0], titleModel)
})

test('Dify: what it sends to try a model, and its stream, are answered as it reads them', async () => {
  const fields = z.record(z.string(), z.unknown()).parse(parse(block('Dify', 'yaml')))
  const url = `${String(fields['API endpoint URL'])}/chat/completions`
  const model = fields['Model Name']
  // Its plugin sends this before it takes the model, and wants this `object`.
  const ping = await postPatiently(
    url,
    { model, max_tokens: 5, messages: [{ role: 'user', content: 'ping' }] },
    { authorization: `Bearer ${String(fields['API Key'])}` },
  )
  expect([ping.status, await ping.json()]).toEqual([
    200,
    expect.objectContaining({ object: 'chat.completion' }),
  ])
  // Pieces are told apart by an empty line.
  const stream = await postPatiently(url, {
    model,
    stream: true,
    user: 'somebody',
    max_tokens: 512,
    stop: [],
    messages: [{ role: 'user', content: QUESTION }],
  })
  let said = ''
  for (const piece of (await stream.text()).split('\n\n')) {
    if (!piece.startsWith('data: {')) continue
    const { choices } = JSON.parse(piece.slice('data: '.length)) as OpenAI.ChatCompletionChunk
    said += choices[0]?.delta.content ?? ''
  }
  expectAnswer(said)
})

test('no recipe is left out', () => {
  expect(blocks.map(({ heading, language }) => `${heading}: ${language}`)).toEqual([
    'curl: sh',
    'curl: sh',
    'openai, TypeScript: ts',
    'openai, Python: python',
    'LangChain: ts',
    'AI SDK: ts',
    'AI SDK: tsx',
    'Open WebUI: dotenv',
    'LibreChat: yaml',
    'Dify: yaml',
    'Embeddings: ts',
  ])
})
