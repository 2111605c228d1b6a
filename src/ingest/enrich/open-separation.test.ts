import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { readConfig } from '../../config.js'
import { readEvaluationQuestions } from '../../evaluation/question-separation.js'
import { projectRoot } from '../../project-root.js'
import { openSeparation } from './open-separation.js'

const data = mkdtempSync(join(tmpdir(), 'separation '))
afterAll(() => rmSync(data, { recursive: true, force: true }))

test('the evaluation’s questions are kept out, also in other punctuation or script', {
  timeout: 300_000,
}, async () => {
  const config = readConfig({})
  const notes: string[] = []
  const opened = openSeparation({ ...config, folders: { ...config.folders, data } }, (note) =>
    notes.push(note),
  )
  try {
    const questions = readEvaluationQuestions(join(projectRoot, 'eval', 'questions'))
    const separation = await opened.separation()
    expect(notes).toEqual([`comparing with ${questions.length} questions of the evaluation`])
    expect(existsSync(join(data, 'question-vectors'))).toBe(true)

    const some = questions
      .filter(({ type }) => type === 'paraphrase')
      .filter((_, index) => index % 100 === 0)
      .map(({ question }) => question)
    expect(some.length).toBeGreaterThan(5)
    const changed = some.map((question) => `${question.replace(/[？?]$/u, '')} ！`)
    const far = ['海关的咖啡机在哪里？', 'Which museum has the largest collection of kites?']
    const near = await separation?.tooNear([...some, ...changed, ...far])
    expect([...(near ?? [])].toSorted()).toEqual([...some, ...changed].toSorted())
  } finally {
    await opened.close()
  }
})
