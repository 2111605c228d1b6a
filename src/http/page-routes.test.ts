import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { textOfMarkup } from '../testing/text-of-markup.js'
import type { MeasureRecord } from '../domain/measure.js'
import type { SearchRequest } from '../domain/search.js'
import { AppError } from '../errors.js'
import { bodySentences } from '../pages/measure-text.js'
import { buildTestApp } from '../testing/build-test-app.js'
import { createFakeAssistant } from '../testing/fake-assistant.js'
import { closeTestAssistant, openTestAssistant } from '../testing/open-test-assistant.js'
import { registerPageRoutes } from './page-routes.js'
import { createSmallApp } from './small-app.fixture.js'
import { registerWidgetRoutes } from './widget-routes.js'

const LANGUAGES = [
  { tag: 'zh-Hans', html: 'zh-Hans' },
  { tag: 'zh-Hant', html: 'zh-Hant-HK' },
  { tag: 'en', html: 'en' },
] as const

const HTML = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }
const FORM = { 'content-type': 'application/x-www-form-urlencoded', ...HTML }

const searched: SearchRequest[] = []
const assistant = createFakeAssistant({
  search: async (request) => {
    searched.push(request)
    return { results: [], timings: { totalMs: 1 } }
  },
})
const { corpus } = assistant
let app: FastifyInstance
/** The service as it is run. */
let service: FastifyInstance
const PUBLIC_URL = 'https://assistant.example'

beforeAll(async () => {
  ;({ app: service } = await buildTestApp(assistant))
  // Not the whole service where it is not needed: it turns requests away while the machine is busy.
  app = createSmallApp()
  await registerPageRoutes(app, { assistant, publicUrl: PUBLIC_URL })
  registerWidgetRoutes(app, PUBLIC_URL)
})
afterAll(async () => {
  await app.close()
  await service.close()
})

const get = (url: string, headers: Record<string, string> = HTML) => app.inject({ url, headers })
const search = (fields: Record<string, string>) =>
  app.inject({
    method: 'POST',
    url: '/search',
    headers: FORM,
    payload: new URLSearchParams(fields).toString(),
  })

/** The original sentences that a page shows, by their index. */
function sentencesOn(page: string): Map<number, string> {
  return new Map(
    [...page.matchAll(/<span data-sentence="(\d+)">((?:(?!<\/?span).)*)<\/span>/gs)].map(
      (match) => [Number(match[1]), textOfMarkup(match[2] ?? '')],
    ),
  )
}

function expectedSentences(measure: MeasureRecord): [number, string][] {
  const spans = [{ index: 0, span: { start: 0, end: measure.titleEnd } }, ...bodySentences(measure)]
  return spans.map(({ index, span }) => [index, measure.text.slice(span.start, span.end)])
}

describe('every measure', () => {
  test.each(LANGUAGES)('in $tag: its page shows its words', async ({ tag, html }) => {
    for (const measure of corpus.measures) {
      const { statusCode, body } = await get(`/measures/${measure.id}?lang=${tag}`)
      expect(statusCode).toBe(200)
      expect(body).toContain(`<html lang="${html}">`)
      expect([...sentencesOn(body)]).toEqual(expectedSentences(measure))
      for (const { name } of measure.responsible) expect(body).toContain(name)
      expect(body.match(/<h1/g)).toHaveLength(1)
      if (tag !== 'en' || measure.translation === null) continue
      const shown = textOfMarkup(body).replace(/[“”]/g, '"')
      for (const sentence of measure.translation.sentences) expect(shown).toContain(sentence)
    }
  })

  test('in Traditional characters: as many of them, in the same places', async () => {
    for (const measure of corpus.measures) {
      const { body } = await get(`/measures/${measure.id}?lang=zh-Hant&text=hant`)
      const expected = expectedSentences(measure)
      const shown = sentencesOn(body)
      expect(shown.size).toBe(expected.length)
      for (const [index, text] of expected) expect(shown.get(index)?.length).toBe(text.length)
    }
  })

  test('a promise that is less than in force carries its label', async () => {
    const explored = await get('/measures/gacc-2024-facilitation/8?lang=zh-Hans')
    expect(explored.body.match(/class="strength"[^>]*>探索争取</g)).toHaveLength(2)
    const firm = await get('/measures/dalian-43/33?lang=zh-Hans')
    expect(firm.body).not.toContain('class="strength"')
  })

  test('warns of what events may have overtaken, of relative dates and of press reports', async () => {
    expect((await get('/measures/haikou-20/1?lang=en')).body).toContain('18 December 2025')
    const press = (await get('/measures/hainan-ftp-cases/3?lang=en')).body
    expect(press).toContain('This is a press report')
    expect(press).toContain('counts from when the text was written')
  })

  test('no date, issuer or source is made up', async () => {
    const { body } = await get('/measures/gacc-2024-facilitation/8?lang=en')
    expect(body).toContain('The text does not name its issuer.')
    expect(body).toContain('<dt>Published</dt><dd>The text does not say</dd>')
    expect(body).not.toContain('"publisher"')
  })
})

describe('marks', () => {
  test('quoted words are marked, across sentences too', async () => {
    const { body } = await get('/measures/dalian-43/33?from=22&to=70&lang=zh-Hans')
    const marked = [...body.matchAll(/<mark[^>]*>(.*?)<\/mark>/g)].map((match) => match[1])
    expect(marked.join('')).toBe(assistant.directory.measure('dalian-43/33')?.text.slice(22, 70))
    expect(body.match(/id="mark-1"/g)).toHaveLength(1)
  })

  test.each([
    'from=5&to=1',
    'from=0&to=99999',
    'from=-1&to=3',
    'from=1',
    'from=a&to=b',
    'from[]=1&to[]=5',
    'from=%00&to=%22%3E%3Cscript%3E',
    'lang=%22%3E%3Cscript%3E&text=%3Cb%3E',
    'utm_source=letter',
  ])('%s: shown without a mark', async (query) => {
    const { statusCode, body } = await get(`/measures/dalian-43/33?${query}`)
    expect(statusCode).toBe(200)
    expect(body).not.toContain('<mark')
    expect(body).not.toMatch(/<script>|<b>/)
  })
})

describe('languages', () => {
  test.each([
    ['zh-TW,zh;q=0.9', 'zh-Hant-TW'],
    ['zh-HK', 'zh-Hant-HK'],
    ['en-US,en;q=0.9,zh;q=0.8', 'en'],
    ['fr-FR', 'zh-Hans'],
    ['', 'zh-Hans'],
  ])('Accept-Language "%s" gives %s', async (accepted, expected) => {
    const { body } = await get('/', { ...HTML, 'accept-language': accepted })
    expect(body).toContain(`<html lang="${expected}">`)
  })

  test('the address wins, and each language knows the others', async () => {
    const { body } = await get('/documents/dalian-43?lang=en', {
      ...HTML,
      'accept-language': 'zh-TW',
    })
    expect(body).toContain('<html lang="en">')
    for (const tag of ['zh-Hans', 'zh-Hant', 'en']) {
      expect(body).toContain(
        `<link rel="alternate" hreflang="${tag}" href="https://assistant.example/documents/dalian-43?lang=${tag}">`,
      )
    }
    expect(body).toContain(
      'hreflang="x-default" href="https://assistant.example/documents/dalian-43"',
    )
  })

  test('Chinese in an English page says that it is', async () => {
    for (const { id } of corpus.measures) {
      const { body } = await get(`/measures/${id}?lang=en`)
      const main = body.slice(body.indexOf('<main'), body.indexOf('</main>'))
      // What is left once every element with a language of its own is gone.
      const rest = main
        .replace(/<(\w+)[^>]* lang="(?:zh-Hans|en)"[^>]*>.*?<\/\1>/gs, '')
        .replace(/<option.*?<\/option>/gs, '')
      expect(textOfMarkup(rest)).not.toMatch(/\p{Script=Han}/u)
    }
  })
})

describe('links', () => {
  test('lead from the first page to every page, and none is broken', {
    timeout: 120_000,
  }, async () => {
    const seen = new Map<string, string>()
    const waiting: string[] = LANGUAGES.map(({ tag }) => `/?lang=${tag}`)
    const faults: string[] = []
    const fragments: [string, string][] = []
    const reached = new Set<string>()
    for (let url = waiting.pop(); url !== undefined; url = waiting.pop()) {
      const [address = '', fragment] = url.split('#')
      const query = new URL(address, 'http://here.example').searchParams
      // Marked words are links by the thousand: each is followed in one language and version.
      const key = query.has('from') ? address.replace(/&(?:lang|text)=[^&]*/g, '') : address
      if (fragment !== undefined) fragments.push([key, fragment])
      if (seen.has(key)) continue
      const { statusCode, body } = await get(key)
      seen.set(key, body)
      if (statusCode !== 200) faults.push(`${key}: ${statusCode}`)
      reached.add(key.split('?')[0] ?? '')
      for (const [, target = ''] of body.matchAll(
        /<(?:a|link|script)\b[^>]* (?:href|src)="([^"]*)"/g,
      )) {
        const link = textOfMarkup(target)
        if (link.startsWith('#')) fragments.push([key, link.slice(1)])
        else if (link.startsWith('/')) waiting.push(link)
      }
    }
    expect(faults).toEqual([])
    const lost = fragments.filter(([key, id]) => seen.get(key)?.includes(` id="${id}"`) !== true)
    expect(lost).toEqual([])
    for (const { id } of corpus.measures) expect(reached).toContain(`/measures/${id}`)
    for (const { data } of corpus.documents) expect(reached).toContain(`/documents/${data.id}`)
    expect(reached).toContain('/search')
    expect([...reached].filter((path) => path.startsWith('/assets/'))).toHaveLength(3)
  })

  test('no id stands twice on a page', async () => {
    for (const url of [
      '/',
      '/search',
      '/documents/dalian-43',
      '/measures/dalian-43/6?from=2&to=9',
    ]) {
      const ids = (await get(url)).body.match(/ id="[^"]*"/g) ?? []
      expect(new Set(ids).size).toBe(ids.length)
    }
  })

  test('a service below a path keeps all its links there', async () => {
    const small = createSmallApp()
    await registerPageRoutes(small, { assistant, publicUrl: 'https://a.example/customs' })
    for (const url of [
      '/',
      '/documents/dalian-43',
      '/measures/dalian-43/33?from=1&to=5',
      '/none',
    ]) {
      const { body } = await small.inject({ url, headers: HTML })
      const own = [...body.matchAll(/ (?:href|src|action)="(\/[^"]*)"/g)].map((match) => match[1])
      expect(own.length).toBeGreaterThan(4)
      expect(own.filter((link) => link?.startsWith('/customs/') !== true)).toEqual([])
    }
    await small.close()
  })
})

describe('the portal', () => {
  test('counts what there is, by office and chapter', async () => {
    const { body } = await get('/?lang=zh-Hans')
    const text = textOfMarkup(body)
    expect(text).toContain('5份文件，共116项')
    for (const { data, chapters } of corpus.documents) {
      expect(text).toContain(data.title.names['zh-Hans'])
      for (const chapter of chapters) expect(text).toContain(chapter)
    }
  })

  test('asks in three languages, and says which', async () => {
    const { body } = await get('/?lang=en')
    for (const lang of ['zh-Hans', 'zh-Hant-HK', 'en']) {
      expect(body).toMatch(new RegExp(`<div lang="${lang}">\\s*<h3>[^<]+</h3>\\s*<ul><li><button`))
    }
  })
})

describe('search without a script', () => {
  beforeAll(() => void searched.splice(0))

  test('posts: nothing that is typed stands in an address', async () => {
    const { body } = await get('/')
    for (const [form] of body.matchAll(/<form\b[^>]*>/g)) expect(form).toContain('method="post"')
  })

  test('searches in the language and office that were chosen', async () => {
    const { statusCode, headers, body } = await search({
      query: ' 预裁定 ',
      office: 'dalian-customs',
      lang: 'en',
    })
    expect(statusCode).toBe(200)
    expect(headers['cache-control']).toBe('no-store')
    expect(searched.at(-1)).toMatchObject({
      query: '预裁定',
      language: 'en',
      filters: { offices: ['dalian-customs'] },
    })
    expect(body).toContain('<html lang="en">')
    expect(body).toContain('<option value="dalian-customs" selected>')
    // The switch sends the query again instead of putting it in a link.
    expect(body).toContain('<button lang="zh-Hans" name="lang" value="zh-Hans">')
    expect(body).not.toMatch(/href="[^"]*(?:%E9%A2%84|预裁定)/)
  })

  test('an office that is not one means all', async () => {
    expect((await search({ query: 'x', office: '"><script>' })).statusCode).toBe(200)
    expect(searched.at(-1)).not.toHaveProperty('filters')
  })

  test.each([
    ['nothing', '', '请先填写要检索的内容。'],
    ['blanks', ' 　 ', '请先填写要检索的内容。'],
    ['too much', '长'.repeat(1001), '最多可以填写1000个字'],
  ])('%s is refused with a word, and kept', async (_, query, problem) => {
    const before = searched.length
    const { statusCode, body } = await search({ query })
    expect([statusCode, searched.length]).toEqual([400, before])
    expect(body).toContain(problem)
    expect(body).toContain('aria-invalid="true"')
  })

  test('what was typed is written back harmless', async () => {
    const attack = `"><script>alert(1)</script><img src=x onerror='x'>`
    const { body } = await search({ query: attack })
    expect(body).not.toMatch(/<script>|<img/)
    expect(body).toContain('&quot;&gt;&lt;script&gt;')
  })

  test('what is no form is refused with a page', async () => {
    const payload = { method: 'POST' as const, url: '/search' }
    const other = await app.inject({
      ...payload,
      headers: { ...HTML, 'content-type': 'text/x' },
      payload: 'x',
    })
    expect(other.statusCode).toBe(415)
    expect(other.headers['content-type']).toContain('text/html')
    const large = await app.inject({
      ...payload,
      headers: FORM,
      payload: `query=${'x'.repeat(20_000)}`,
    })
    expect(large.statusCode).toBe(413)
  })

  test('who may not, or not now, is told so on a page; a program by a problem', async () => {
    const full = createSmallApp((small) => {
      small.addHook('onRequest', async () => {
        throw new AppError('rate_limited', 'too many', { retryAfterSeconds: 7 })
      })
    })
    await registerPageRoutes(full, { assistant, publicUrl: 'https://assistant.example' })
    const shown = await full.inject({ url: '/?lang=en', headers: HTML })
    expect([shown.statusCode, shown.headers['retry-after']]).toEqual([429, '7'])
    expect(shown.body).toContain('Many people are using this service')
    expect(shown.headers['content-security-policy']).toContain("style-src 'self'")
    const told = await full.inject({ url: '/', headers: { accept: 'application/json' } })
    expect(told.json().code).toBe('rate_limited')
    await full.close()
  })

  test('a fault of ours shows nothing of ours', async () => {
    const broken = createSmallApp()
    await registerPageRoutes(broken, {
      assistant: createFakeAssistant({
        search: async () => {
          throw new Error('secret of the machine room')
        },
      }),
      publicUrl: 'https://assistant.example',
    })
    const { statusCode, body } = await broken.inject({
      method: 'POST',
      url: '/search',
      headers: FORM,
      payload: 'query=x&lang=en',
    })
    expect(statusCode).toBe(500)
    expect(body).toContain('Something went wrong on our side')
    expect(body).not.toContain('secret')
    await broken.close()
  })

  test('the real search finds, marks and links', { timeout: 60_000 }, async () => {
    const { assistant: real } = await openTestAssistant()
    const small = createSmallApp()
    await registerPageRoutes(small, { assistant: real, publicUrl: 'https://assistant.example' })
    const { body } = await small.inject({
      method: 'POST',
      url: '/search',
      headers: FORM,
      payload: new URLSearchParams({ query: '预裁定要提前多久申请', lang: 'zh-Hans' }).toString(),
    })
    const [first = ''] = body.match(/<ol class="results">.*?<\/li>/s) ?? []
    expect(first).toContain('大连海关43项惠企措施第（三十三）项')
    expect(first).toContain('<mark>预裁定</mark>')
    const link = textOfMarkup(/href="([^"]*)"/.exec(first)?.[1] ?? '')
    expect((await small.inject({ url: link.split('#')[0] ?? '', headers: HTML })).body).toContain(
      'id="mark-1"',
    )
    await small.close()
    await closeTestAssistant()
  })
})

describe('what is not there', () => {
  test.each([
    ['/measures/dalian-43/44', '“大连海关43项惠企措施”收录第1至第43'],
    ['/measures/dalian-43/033', '“大连海关43项惠企措施”'],
    ['/measures/nowhere/1', '没有收录这份文件'],
    ['/measures/', '没有收录这份文件'],
    ['/documents/nowhere', '没有收录这份文件'],
    ['/documents/../../etc/passwd', '没有找到这个页面'],
    ['/documents/%3Cscript%3Ealert(1)%3C%2Fscript%3E', '没有收录这份文件'],
    ['/nothing/here', '这个地址下没有内容'],
  ])('%s: a page that helps', async (url, expected) => {
    const { statusCode, headers, body } = await get(url)
    expect(statusCode).toBe(404)
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(body).toContain(expected)
    expect(body).toContain('href="/documents/dalian-43"')
    expect(body).toContain('action="/search"')
    expect(body).not.toContain('<script>')
  })

  test('programs are told as before', async () => {
    const types = await Promise.all(
      ['application/json', '*/*', 'text/html'].map(
        async (accept) => (await get('/nothing', { accept })).headers['content-type'],
      ),
    )
    expect(new Set(types)).toEqual(new Set(['application/problem+json; charset=utf-8']))
    const other = await get('/api/v1/nothing')
    expect(other.headers['content-type']).toContain('application/problem+json')
  })

  test('in the service as it is run, pages and data stand side by side', async () => {
    const page = await service.inject({ url: '/documents/dalian-43', headers: HTML })
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
    })
    expect(page.headers['vary']).toContain('accept-language')
    expect(page.headers['content-security-policy']).toContain("script-src 'self'")
    expect(page.headers['etag']).toBeDefined()
    const data = await service.inject('/api/v1/documents/dalian-43')
    expect(data.json().id).toBe('dalian-43')
    expect((await service.inject({ url: '/nothing', headers: HTML })).body).toContain('<h1>')
  })
})

describe('what a page allows', () => {
  test('scripts and styles from here alone, none inline', async () => {
    for (const url of ['/', '/search', '/documents/dalian-43', '/measures/dalian-43/33', '/none']) {
      const { headers, body } = await get(url)
      const policy = String(headers['content-security-policy'])
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("require-trusted-types-for 'script'")
      expect(policy).not.toContain('unsafe')
      expect(body).not.toMatch(/<style|\sstyle="|\son\w+="|javascript:/)
      const scripts = [...body.matchAll(/<script\b([^>]*)>/g)].map((match) => match[1] ?? '')
      expect(scripts.every((tag) => tag.includes('src="/') || tag.includes('ld+json'))).toBe(true)
      expect(headers['set-cookie']).toBeUndefined()
    }
  })

  test('its files may be kept for ever', async () => {
    const { body } = await get('/')
    const files = body.match(/\/assets\/site-[0-9a-f]{16}\.(?:css|js|svg)/g) ?? []
    expect(files).toHaveLength(3)
    for (const file of files) {
      const { statusCode, headers } = await get(file, {})
      expect([statusCode, headers['cache-control']]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ])
    }
  })

  test('its data for search engines is whole and cannot end its element', async () => {
    for (const { id, text } of corpus.measures) {
      const { body } = await get(`/measures/${id}`)
      const [, block = ''] =
        /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(body) ?? []
      expect(block).not.toContain('<')
      expect(JSON.parse(block)['@graph'][0]).toMatchObject({ identifier: id, text })
    }
  })
})
