import { join } from 'node:path'
import { Document } from '@langchain/core/documents'
import { RunnableLambda } from '@langchain/core/runnables'
import { FakeVectorStore } from '@langchain/core/utils/testing'
import { afterAll, describe, expect, test } from 'vitest'
import { projectRoot } from '../project-root.js'
import { createLangChainEmbeddings } from './langchain-embeddings.js'
import { createLocalEmbedder } from './local-embedder.js'

const embedder = await createLocalEmbedder({ modelFolder: join(projectRoot, 'embeddings/model') })
const embeddings = createLangChainEmbeddings(embedder)

afterAll(() => embedder.close())

describe('createLangChainEmbeddings', () => {
  test('embeds documents as passages and questions as queries', async () => {
    const text = '企业可以申请预约通关'
    const [asPassage] = await embedder.embed([text], 'passage')
    const [asQuery] = await embedder.embed([text], 'query')
    expect(await embeddings.embedDocuments([text])).toEqual([Array.from(asPassage ?? [])])
    expect(await embeddings.embedQuery(text)).toEqual(Array.from(asQuery ?? []))
    expect(asPassage).not.toEqual(asQuery)
    expect(await embeddings.embedDocuments([])).toEqual([])
  })

  test('serves a retriever in a chain', async () => {
    // An in-memory store that scores by cosine, from LangChain's own test tools.
    const store = new FakeVectorStore(embeddings)
    await store.addDocuments(
      [
        '进口研发样品在一年内免于提交检测报告。',
        '口岸实行7×24小时预约通关。',
        '支持企业开展保税维修业务。',
      ].map((pageContent, index) => new Document({ pageContent, metadata: { number: index + 1 } })),
    )
    const chain = store
      .asRetriever(1)
      .pipe(RunnableLambda.from((found: Document[]) => found.map((one) => one.metadata['number'])))
    expect(await chain.invoke('样品不交检测报告，期限多长？')).toEqual([1])
    expect(await chain.invoke('晚上能不能约时间清关？')).toEqual([2])
    expect(await chain.invoke('Can we repair goods under bond?')).toEqual([3])
  })
})
