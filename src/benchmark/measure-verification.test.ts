import { afterAll, expect, test } from 'vitest'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { measureVerification } from './measure-verification.js'

afterAll(closeTestAssistant)

test('measures the sentences of a model that says nothing but the truth', async () => {
  const { open, embedder } = await openTestAssistant()
  const steps: string[] = []
  // A few measures: the warm-up and some more.
  const measures = open.corpus.measures.slice(0, 22)
  const few = { ...open, corpus: { ...open.corpus, measures } }
  const { shown, stopped } = await measureVerification(few, embedder, (step) => steps.push(step))
  expect(steps).toHaveLength(1)
  expect(shown.runs).toBeGreaterThanOrEqual(6)
  expect(stopped).toBeLessThan(shown.runs)
  expect(shown.p50).toBeGreaterThan(0)
  expect(shown.p95).toBeGreaterThanOrEqual(shown.p50)
}, 120_000)
