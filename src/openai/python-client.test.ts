import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { projectRoot } from '../project-root.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { type ServedAssistant, serveAssistant } from '../testing/served-assistant.js'
import { OPENAI_PYTHON, runPython, sayWithoutPython } from '../testing/openai-python.js'

sayWithoutPython('The openai package of Python')

/** The checks of `try_openai.py`. */
const CHECKS = [
  'models',
  'whole_answers',
  'streamed_answers',
  'streamed_asynchronously',
  'stream_helper',
  'citation_styles',
  'conversation',
  'hints',
  'errors',
]

const lineSchema = z.object({ name: z.string(), error: z.string().nullable() })

describe.skipIf(OPENAI_PYTHON === undefined)('the openai package of Python', () => {
  let served: ServedAssistant
  let results: ReadonlyMap<string, string | null>

  beforeAll(async () => {
    served = await serveAssistant(await openTestAssistant())
    const printed = await runPython(join(projectRoot, 'src/openai/try_openai.py'), [served.url])
    const lines = printed.trim().split('\n')
    results = new Map(
      lines
        .map((line) => lineSchema.parse(JSON.parse(line)))
        .map(({ name, error }) => [name, error]),
    )
  }, 240_000)

  afterAll(async () => {
    await served.close()
    await closeTestAssistant()
  })

  test('tries everything there is to try', () => {
    expect([...results.keys()]).toEqual(CHECKS)
  })

  test.each(CHECKS)('%s', (name) => {
    expect(results.get(name)).toBeNull()
  })
})
