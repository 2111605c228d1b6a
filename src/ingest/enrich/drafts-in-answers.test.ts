import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Assistant } from '../../assistant.js'
import { messagesIn } from '../../composition/messages.js'
import { readConfig } from '../../config.js'
import { type Answer, answerRequestSchema } from '../../domain/answer.js'
import type { Embedder } from '../../embedding/embedder.js'
import { loadCorpus } from '../../documents/load-corpus.js'
import { createOpenAIChatModel } from '../../generation/openai-chat-model.js'
import { assembleAssistant, openEmbedder } from '../../open-assistant.js'
import { openCorpus } from '../../pipeline.js'
import { projectRoot } from '../../project-root.js'
import { buildViews } from '../../retrieval/views.js'
import { buildTestApp } from '../../testing/build-test-app.js'
import { startScriptedModelServer } from '../../testing/scripted-model-server.js'
import { BARE_DOCUMENT, copyBareCorpus, goodModel, writtenByHand } from './bare-corpus.fixture.js'
import { translationAnswerSchema } from './check-translation.js'
import { enrichDocument, type EnrichReport } from './enrich-document.js'
import type { EnrichmentKind } from './enrichment-kind.js'
import { loadEnrichmentPrompts } from './enrichment-prompts.js'
import { openReview } from './review-drafts.js'

const MEASURE = 'haikou-20/9'
const QUESTION =
  'Hainan: is there a transit base for importing germplasm, and what is its quarantine?'
const PAPERS = '海口海关对全球动植物种质资源引进中转基地有什么支持？要交哪些材料？'
const { notStated, facetNames } = messagesIn('zh-Hans')
const NOT_STATED = notStated(facetNames.materials)
const { sentences } = translationAnswerSchema.parse(writtenByHand('english', '9'))
const [, drafted = ''] = sentences

const { folder, remove } = copyBareCorpus()
const config = readConfig({ CORPUS_FOLDER: folder, PUBLIC_URL: 'https://assistant.example' })
let embedder: Embedder

beforeAll(async () => {
  embedder = await openEmbedder(config)
}, 60_000)
afterAll(async () => {
  await embedder.close()
  remove()
})

/** Lets the scripted model draft what is missing. */
async function enrich(kinds: readonly EnrichmentKind[]): Promise<EnrichReport> {
  const server = await startScriptedModelServer({ script: goodModel() })
  const model = createOpenAIChatModel({
    model: 'scripted',
    baseUrl: server.baseUrl,
    apiKey: 'none',
  })
  return enrichDocument({
    corpus: folder,
    documentId: BARE_DOCUMENT,
    kinds,
    model,
    prompts: loadEnrichmentPrompts(join(projectRoot, 'prompts')),
    separation: () => Promise.resolve(undefined),
  }).finally(server.close)
}

/** What the words of English texts say of the measure for a question in its English words. */
async function englishScore(assistant: Assistant): Promise<number> {
  const query = 'germplasm resources transit base'
  const { results } = await assistant.search({ query, limit: 20, language: 'auto', explain: true })
  const found = results.find(({ measureId }) => measureId === MEASURE)
  return found?.explanation?.find(({ list }) => list === 'bm25:english')?.raw ?? 0
}

/** What readers of the corpus as it is now get. */
async function served(): Promise<{
  readonly assistant: Assistant
  readonly ask: (question: string) => Promise<Answer>
  readonly shown: () => Promise<string>
}> {
  const open = await openCorpus({ folders: config.folders, embedder })
  const assistant = assembleAssistant(config, open, embedder)
  return {
    assistant,
    ask: (question) => assistant.answer(answerRequestSchema.parse({ question, trace: true })),
    /** Everything that is told of the measure itself: API and page, in English. */
    async shown() {
      const { app } = await buildTestApp(assistant)
      try {
        const paths = [`/api/v1/measures/${MEASURE}?language=en`, `/measures/${MEASURE}?lang=en`]
        const responses = await Promise.all(paths.map((url) => app.inject({ url })))
        expect(responses.map(({ statusCode }) => statusCode)).toEqual([200, 200])
        return responses.map(({ body }) => body).join('\n')
      } finally {
        await app.close()
      }
    },
  }
}

const cited = ({ citations }: Answer): string[] => citations.map(({ measureId }) => measureId)

describe('a document that a model enriched', () => {
  test('before: there is no English to find it by', async () => {
    const { assistant } = await served()
    expect(await englishScore(assistant)).toBe(0)
    const measure = assistant.corpus.measures.find(({ id }) => id === MEASURE)
    expect(measure).toMatchObject({ translation: null, draftTranslation: null, facetsKnown: false })
  }, 120_000)

  test('drafted: it is found, and answers, pages and API have the original alone', async () => {
    const report = await enrich(['english', 'facets'])
    expect(report.written).toMatchObject({ english: 20, questions: 0, facets: 20 })

    const { ask, assistant, shown } = await served()
    const answer = await ask(QUESTION)
    expect(answer.language).toBe('en')
    expect(await englishScore(assistant)).toBeGreaterThan(0)
    expect(cited(answer)).toContain(MEASURE)
    const citation = answer.citations.find(({ measureId }) => measureId === MEASURE)
    expect(citation).toBeDefined()
    expect(citation?.translation).toBeUndefined()
    const measure = assistant.corpus.measures.find(({ id }) => id === MEASURE)
    expect(measure?.text).toContain(citation?.quote)
    expect(measure?.draftTranslation?.sentences).toEqual(sentences)
    const all = `${JSON.stringify(answer)}\n${await shown()}`
    for (const sentence of sentences) expect(all).not.toContain(sentence)

    // Its views are there to be found by.
    const views = buildViews(assistant.corpus.measures, new Map())
    const place = assistant.corpus.measures.findIndex(({ id }) => id === MEASURE)
    expect(
      views.filter(({ kind, measure: of }) => of === place && kind.startsWith('english')),
    ).toHaveLength(sentences.length)
  }, 120_000)

  test('drafted: nobody is told that the text does not state something', async () => {
    await enrich(['questions'])
    const { ask } = await served()
    const answer = await ask(PAPERS)
    expect(cited(answer)).toContain(MEASURE)
    expect(answer.text).not.toContain(NOT_STATED)
    expect(answer.outcome).toBe('answered')
  }, 120_000)

  test('accepted: the translation is shown as one, and what is not stated is said', async () => {
    const review = openReview(folder, BARE_DOCUMENT, () => Promise.resolve(undefined))
    for (const draft of review.drafts().filter(({ key }) => key === '9')) {
      expect(await review.accept(draft)).toEqual([])
    }
    const { ask, shown } = await served()
    const answer = await ask(QUESTION)
    const citation = answer.citations.find(({ measureId }) => measureId === MEASURE)
    expect(citation?.translation?.official).toBe(false)
    expect(sentences.join(' ')).toContain(citation?.translation?.text)
    expect(answer.text).toContain('Unofficial translation')
    expect(await shown()).toContain(drafted)

    const papers = await ask(PAPERS)
    expect(cited(papers)).toContain(MEASURE)
    expect(papers.text).toContain(NOT_STATED)
    expect(papers.outcome).toBe('partial')
    // Its neighbours are drafts as before.
    const { measures } = loadCorpus(folder).corpus
    expect(measures.find(({ id }) => id === 'haikou-20/8')?.facetsKnown).toBe(false)
  }, 120_000)

  test('a draft by hand in a file that has none yet is a draft like any other', () => {
    const file = join(folder, BARE_DOCUMENT, 'facets.yaml')
    writeFileSync(file, 'partial: true\nmeasures:\n  - number: 9\n    draft: true\n  - number: 8\n')
    const { measures } = loadCorpus(folder).corpus
    const known = measures.filter(
      ({ facetsKnown, documentId }) => facetsKnown && documentId === BARE_DOCUMENT,
    )
    expect(known.map(({ key }) => key)).toEqual(['8'])
  })
})
