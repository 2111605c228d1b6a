import { RunnableLambda, RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from '../config.js'
import { type OpenedAssistant, openAssistant } from '../open-assistant.js'
import { createLangChainRetriever } from './langchain-retriever.js'

let opened: OpenedAssistant
beforeAll(async () => {
  opened = await openAssistant(readConfig({}))
})
afterAll(async () => {
  await opened.close()
})

describe('createLangChainRetriever', () => {
  test('finds measures inside a chain, with what is needed to cite them', async () => {
    const retriever = createLangChainRetriever(opened.assistant, { limit: 3 })
    const chain = RunnableSequence.from([
      { found: retriever, question: new RunnablePassthrough<string>() },
      RunnableLambda.from(
        ({ found, question }: { found: { metadata: { reference: string } }[]; question: string }) =>
          `${question} → ${found[0]?.metadata.reference}`,
      ),
    ])
    expect(await chain.invoke('预裁定要提前几个月申请？')).toBe(
      '预裁定要提前几个月申请？ → 大连海关43项惠企措施第（三十三）项',
    )
  })

  test('keeps to its filters and gives the whole original text', async () => {
    const retriever = createLangChainRetriever(opened.assistant, {
      limit: 2,
      filters: { offices: ['haikou-customs'] },
    })
    const documents = await retriever.invoke('AEO')
    expect(documents).toHaveLength(2)
    for (const { metadata, pageContent } of documents) {
      expect(metadata.officeId).toBe('haikou-customs')
      expect(pageContent).toBe(opened.assistant.directory.measure(metadata.measureId)?.text)
    }
  })
})
