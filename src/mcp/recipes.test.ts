import { spawnSync } from 'node:child_process'
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client'
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import type { Answer } from '../domain/answer.js'
import { fetchPatiently } from '../openai/post-patiently.fixture.js'
import {
  createRecipeFolder,
  recipe,
  recipeBlocks,
  type RecipeFolder,
  RECIPE_URL,
  runShell,
  runTypeScript,
} from '../openai/recipe-blocks.fixture.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'
import { createTempProject } from '../testing/temp-project.js'
import { messageIn } from './exchange-shape.fixture.js'

const QUESTION = '大连海关预裁定要提前多久申请？'
const HAS_CURL = spawnSync('curl', ['--version']).status === 0
/** The command is built, and opens corpus and model, before it answers. */
const TIMEOUT_MS = 180_000

const blocks = recipeBlocks('src/mcp/README.md')
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

const block = (heading: string, language: string) =>
  recipe(blocks, heading, language).replaceAll(RECIPE_URL, served.url)

/** Lists the tools and asks, as an application does that was given these settings. */
async function tryServer(transport: Parameters<Client['connect']>[0]): Promise<void> {
  const client = new Client({ name: 'test', version: '1' })
  await client.connect(transport)
  const { tools } = await client.listTools()
  expect(tools.map(({ name }) => name)).toContain('ask_measures')
  const { content } = await client.callTool({
    name: 'ask_measures',
    arguments: { question: QUESTION },
  })
  const [first] = content
  expect(first?.type === 'text' ? first.text : '').toContain(expected.text)
  await client.close()
}

test('Claude Desktop: the command of its settings starts and answers', {
  timeout: TIMEOUT_MS,
}, async () => {
  const settingsSchema = z.strictObject({
    mcpServers: z.strictObject({
      'customs-measures': z.strictObject({ command: z.literal('node'), args: z.array(z.string()) }),
    }),
  })
  const settings = settingsSchema.parse(JSON.parse(block('Claude Desktop', 'json')))
  const { command, args } = settings.mcpServers['customs-measures']
  const project = await createTempProject()
  try {
    const { PATH = '', HOME = '' } = process.env
    const placed = args.map((one) => one.replace('/path/to/policy-assistant', project.folder))
    expect(placed).not.toEqual(args)
    // Such applications start it in a folder of their own.
    const own = { cwd: folder.folder, env: { PATH, HOME } }
    await tryServer(new StdioClientTransport({ command, args: placed, ...own }))
  } finally {
    await project.remove()
  }
})

test('LibreChat: the address of its settings is a server', async () => {
  const settingsSchema = z.strictObject({
    mcpServers: z.strictObject({
      'customs-measures': z.strictObject({ type: z.literal('streamable-http'), url: z.url() }),
    }),
  })
  const settings = settingsSchema.parse(parse(block('LibreChat', 'yaml')))
  const { url } = settings.mcpServers['customs-measures']
  await tryServer(new StreamableHTTPClientTransport(new URL(url), { fetch: fetchPatiently }))
})

test('a remote connector that asks how to sign in is told that nobody has to', async () => {
  for (const path of [
    '/.well-known/oauth-protected-resource',
    '/.well-known/oauth-protected-resource/mcp',
    '/.well-known/oauth-authorization-server',
  ]) {
    expect((await fetchPatiently(`${served.url}${path}`)).status).toBe(404)
  }
})

test.skipIf(!HAS_CURL)('curl calls a tool', async () => {
  const printed = await runShell(block('curl', 'sh'))
  const body = printed.startsWith('{')
    ? JSON.parse(printed)
    : messageIn('text/event-stream', printed)
  const { result } = z
    .object({ result: z.object({ structuredContent: z.object({ text: z.string() }) }) })
    .parse(body)
  expect(result.structuredContent.text).toBe(expected.text)
})

test('the client in TypeScript shows the answer', { timeout: TIMEOUT_MS }, async () => {
  const printed = await runTypeScript(
    await folder.write('client.ts', block('A client in TypeScript', 'ts')),
  )
  expect(printed).toContain(expected.text)
  for (const { reference, url } of expected.citations)
    expect(printed).toContain(`${reference} ${url}`)
})

test('no recipe is left out', () => {
  expect(blocks.map(({ heading, language }) => `${heading}: ${language}`)).toEqual([
    'Claude Desktop: json',
    'LibreChat: yaml',
    'MCP inspector: sh',
    'curl: sh',
    'A client in TypeScript: ts',
  ])
})
