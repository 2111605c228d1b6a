import { readConfig } from '../config.js'
import { openAssistant, type OpenedAssistant, warmUp } from '../open-assistant.js'
import type { SearchIndex } from '../retrieval/search-index.js'

let opened: Promise<OpenedAssistant<SearchIndex>> | undefined

/** What the links of the test assistant begin with; no server listens there. */
export const TEST_PUBLIC_URL = 'https://assistant.example'

/**
 * The real assistant: the committed model, the real corpus, their index. It takes one to two
 * seconds to open and is opened once in a test process; a test file that uses it closes it in
 * `afterAll` with {@link closeTestAssistant}.
 */
export function openTestAssistant(): Promise<OpenedAssistant<SearchIndex>> {
  opened ??= open()
  return opened
}

/** Ends the model's thread, without which the test process would live on. */
export async function closeTestAssistant(): Promise<void> {
  const closing = opened
  opened = undefined
  await (await closing)?.close()
}

async function open(): Promise<OpenedAssistant<SearchIndex>> {
  const assistant = await openAssistant({
    ...readConfig({}),
    index: { kind: 'files' },
    publicUrl: TEST_PUBLIC_URL,
  })
  await warmUp(assistant)
  return assistant
}
