import { afterEach, describe, expect, test } from 'vitest'
import { composeEvidence } from '../composition/compose-evidence.js'
import { typed } from '../testing/scripted-model-server.js'
import { honest } from '../testing/scripted-writers.js'
import {
  contextIn,
  directory,
  extracted,
  FIRST,
  generate,
  IDS,
  LANGUAGES,
  LIE,
  modelOf,
  planOf,
  prompts,
  QUESTION,
  SECOND,
  sentenceOf,
  serve,
  startOf,
  statements,
  times,
  closeServers,
} from './generate-answer.fixture.js'

afterEach(closeServers)

describe('an honest model', () => {
  test.each(LANGUAGES)('is shown in its own words, source by source: %s', async (language) => {
    const { server, model } = await serve((body, turn) => [
      ...honest(body, turn),
      { usage: { inputTokens: 900, outputTokens: 80 } },
    ])
    const { generated, report, answer, seen, text, plan } = await generate(model, { language })
    expect(server.failures).toEqual([])
    expect(generated).toBe(true)
    expect(report).toEqual({
      promptVersion: prompts.answer[language].version,
      verified: 4,
      replaced: [],
      dropped: [],
      usage: { inputTokens: 900, outputTokens: 80 },
    })
    expect(seen.map(({ measure: { id }, sentences }) => [id, sentences])).toEqual(
      IDS.map((id) => [id, [1]]),
    )
    for (const sentence of seen) expect(text).toContain(sentence.text)
    const references = plan.chosen.map(({ measure: each }) => directory.reference(each, language))
    const places = references.map((reference) => text.indexOf(reference))
    expect(places).not.toContain(-1)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(answer.citations.map(({ measureId }) => measureId)).toEqual(IDS)
    expect(text).not.toBe(extracted(plan, language))
  })

  test('is asked in the asker’s language, with the sources and the question', async () => {
    for (const language of LANGUAGES) {
      const { server, model } = await serve(honest)
      await generate(model, { language })
      const [system, user] = server.requests[0]?.body?.messages ?? []
      const [shipped] = await prompts.answer[language].format({ question: '', sources: '' })
      expect(system).toEqual(shipped)
      expect(user?.content).toContain(`[S4.1] `)
      const shown = language === 'en' ? FIRST.translation?.sentences[1] : sentenceOf(FIRST, 1)
      expect(user?.content).toContain(shown?.replaceAll('\n', ' '))
      expect(user?.content).toContain(QUESTION)
    }
  })

  test('is heard sentence by sentence, before it has finished', async () => {
    const { model } = await serve(() => [
      ...typed(`第一句[S1.1]。第二句${LIE}[S2.1]。第`),
      { pauseMs: 400 },
      ...typed('三句[S2.1]。'),
    ])
    const { pieces } = await generate(model)
    const arrival = (part: string) =>
      pieces.find(({ piece }) => piece.kind === 'text' && piece.text.includes(part))?.at ?? NaN
    expect(arrival('第三句') - arrival('第一句')).toBeGreaterThan(300)
    // What stands for the second is known as soon, and is not kept back.
    expect(arrival('第三句') - arrival(startOf(SECOND, 1))).toBeGreaterThan(300)
  })

  test('says where remarks of the plan stand, and how strong the promise is', async () => {
    const plan = planOf([IDS[1]], {
      outcome: 'partial',
      asksNow: true,
      before: [{ kind: 'absence', text: '没有收录甲海关的文件。' }],
      after: [{ kind: 'signpost', text: '请向乙咨询。' }],
      near: [FIRST],
    })
    const { composed, text } = await generate(modelOf('可以先放行[S1.1]。'), { plan })
    const strength = composeEvidence(
      { ...plan, before: [], after: [] },
      contextIn('zh-Hans'),
    ).written.claims.at(-1)
    expect(composed.outcome).toBe('partial')
    expect(text).toMatch(/^没有收录甲海关的文件。\n\n\*\*/u)
    expect(text).toMatch(/\n\n请向乙咨询。$/u)
    expect(text).toContain(`可以先放行。[1]${strength?.text}`)
    expect(composed.related.map(({ measureId }) => measureId)).toEqual([FIRST.id])
    expect(composed.notices).toEqual(composeEvidence(plan, contextIn('zh-Hans')).notices)
  })

  test('may come back to a measure; its originals and remarks are not said again', async () => {
    const said = ['One [S1.1].', 'Two [S1.1].', 'Three [S2.1].', 'Four [S1.1].', 'Five [S1.2].']
    const plan = planOf(IDS.slice(0, 2), { asksNow: true })
    const { text, answer, generated } = await generate(modelOf(said.join(' ')), {
      language: 'en',
      plan,
    })
    expect(generated).toBe(true)
    expect(statements(answer)).toEqual(expect.arrayContaining(['One.', 'Two.', 'Four.', 'Five.']))
    for (const [record, index] of [
      [FIRST, 1],
      [FIRST, 2],
      [SECOND, 1],
    ] as const) {
      expect(times(text, sentenceOf(record, index).replaceAll('\n', ' '))).toBe(1)
    }
  })

  test('of a press report says once that it is one', async () => {
    const plan = planOf(['hainan-ftp-cases/3', IDS[1]])
    for (const language of LANGUAGES) {
      const { pressNote } = contextIn(language).messages
      const model = modelOf('甲[S1.1]。乙[S2.1]。丙[S1.1]。丁[S2.1]。')
      const { text, report } = await generate(model, { language, plan })
      expect(report.verified).toBe(4)
      expect(times(text, pressNote)).toBe(1)
    }
  })

  test('gets the stop that it left out, and no second one', async () => {
    const { text } = await generate(modelOf('甲[S1.1]，乙[S1.1]。丙”。[S1.1]'), {
      plan: planOf([IDS[0]]),
    })
    expect(text).toContain('甲。[1]乙。[1]丙”。[1]')
    const english = await generate(modelOf('A [S1.1]\nB. [S1.1]'), {
      language: 'en',
      plan: planOf([IDS[0]]),
    })
    expect(english.text).toContain('A.[1] B.[1]')
  })
})

describe('a sentence that does not pass', () => {
  test('is replaced by the words that it cites, in its place', async () => {
    const { text, report, generated } = await generate(
      modelOf(`真的[S1.1]。假的${LIE}[S2.1]。也是真的[S3.1]。`),
    )
    expect(generated).toBe(true)
    const [first, second, third] = ['真的。', startOf(SECOND, 1), '也是真的。'].map((part) =>
      text.indexOf(part),
    )
    expect(first).toBeGreaterThan(-1)
    expect(second).toBeGreaterThan(first ?? 0)
    expect(third).toBeGreaterThan(second ?? 0)
    expect(report).toMatchObject({
      verified: 2,
      replaced: [{ text: `假的${LIE}。`, reason: 'a lie' }],
      dropped: [],
    })
  })

  test('is replaced also when it came before all that pass', async () => {
    const { text, report } = await generate(modelOf(`假的${LIE}[S2.1]。真的[S1.1]。`))
    expect(text.indexOf(startOf(SECOND, 1))).toBeGreaterThan(-1)
    expect(text.indexOf(startOf(SECOND, 1))).toBeLessThan(text.indexOf('真的。'))
    expect(report.replaced).toHaveLength(1)
  })

  test('is left out where its source was shown already', async () => {
    const lies = `假的${LIE}[S2.1]。又是假的${LIE}[S2.1]。假的${LIE}[S1.1]。`
    const { text, report } = await generate(modelOf(`真的[S1.1]。${lies}`))
    expect(times(text, startOf(SECOND, 1))).toBe(1)
    expect(text).not.toContain(startOf(FIRST, 1))
    expect(report.replaced).toHaveLength(1)
    expect(report.dropped.map(({ text: dropped }) => dropped)).toEqual([
      `又是假的${LIE}。`,
      `假的${LIE}。`,
    ])
  })

  test.each([
    ['without a source', '无据。', 'no source'],
    ['with a source that was not given', '无据[S9.1]。', 'unknown source'],
    ['with a sentence that was not given', '无据[S1.77]。', 'unknown source'],
    ['with one good and one unknown source', '无据[S1.1][S9.1]。', 'unknown source'],
    ['on two measures', '无据[S1.1][S2.1]。', 'several measures'],
    ['that was said before', '真的[S1.1]。', 'said before'],
  ])('is dropped %s', async (_name, sentence, reason) => {
    const { text, report, generated, seen } = await generate(
      modelOf(`真的[S1.1]。\n${sentence}\n还是真的[S1.1]。`),
    )
    expect(generated).toBe(true)
    expect(text).not.toContain('无据')
    expect(times(text, '。[1]')).toBe(2)
    expect(report).toMatchObject({ verified: 2, replaced: [], dropped: [{ reason }] })
    expect(seen.some(({ text: verified }) => verified.includes('无据'))).toBe(false)
  })

  test('may not write numbers that would lead to our citations', async () => {
    const { text, report } = await generate(modelOf('真的[S1.1]。见[1]和[7][S2.1]。'))
    expect(text).not.toContain('见[1]')
    expect(text).toContain(startOf(SECOND, 1))
    expect(report.replaced).toEqual([{ text: '见[1]和[7]。', reason: 'a number in brackets' }])
  })

  test('leaves room for what passes, however many do not', async () => {
    const all = FIRST.sentences.map((_, index) => `S1.${index}`)
    const lies = [...all, 'S2.0', 'S2.1', 'S3.0', 'S3.1', 'S3.2', 'S3.3', 'S4.0', 'S4.1']
    const { report, answer } = await generate(
      modelOf(`${lies.map((mark) => `假${LIE}[${mark}]。`).join('')}真的[S2.1]。`),
    )
    expect(statements(answer)).toContain('真的。')
    expect(report.verified).toBe(1)
    expect(report.replaced).toHaveLength(7)
    expect(report.dropped).toHaveLength(lies.length - 7)
  })
})
