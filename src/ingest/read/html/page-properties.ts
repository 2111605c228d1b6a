import type { ReadFile } from '../../ingest-types.js'
import { attributeOf, type PageElement, walk, wordsOf } from './parse-page.js'

type Property = ReadFile['properties'][number]

/** Names of `meta` elements, the surest first: those that official sites must have, then others. */
const METAS: Readonly<Record<Property['name'], readonly string[]>> = {
  title: ['articletitle', 'og:title', 'dc.title', 'twitter:title'],
  url: ['url', 'og:url'],
  published: ['pubdate', 'article:published_time', 'publishdate', 'dc.date', 'date'],
  source: ['contentsource', 'og:site_name', 'source', 'sitename'],
  author: ['author', 'dc.creator'],
}

const DATE = /(\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?)/u
const FACTS: readonly { readonly name: Property['name']; readonly pattern: RegExp }[] = [
  {
    name: 'published',
    pattern: new RegExp(
      `(?:发布|發布|公布|发文|更新)?(?:时间|日期|時間)[：:]\\s*${DATE.source}`,
      'u',
    ),
  },
  { name: 'source', pattern: /(?:信息)?(?:来源|來源)[：:]\s*([^\s|｜【[（(]{2,40})/u },
]

/**
 * What a page says of itself in its head, and in the line between its title and its text.
 *
 * @param html Source of the page, for the remark of the browser that saved it.
 * @param lines Lines that were left out of the text.
 */
export function readPageProperties(
  page: PageElement,
  html: string,
  lines: readonly string[],
): Property[] {
  const found: Property[] = []
  const put = (name: Property['name'], value: string | undefined, from: string) => {
    const words = value?.replace(/\s+/gu, ' ').trim() ?? ''
    if (words !== '' && !found.some((property) => property.name === name)) {
      found.push({ name, value: words, from })
    }
  }
  const metas = new Map<string, string>()
  let title: string | undefined
  for (const element of walk(page)) {
    if (element.tagName === 'meta') {
      const name = attributeOf(element, 'name') ?? attributeOf(element, 'property')
      const content = attributeOf(element, 'content')
      if (name !== undefined && content !== undefined) metas.set(name.toLowerCase(), content)
    } else if (element.tagName === 'title') {
      title ??= wordsOf(element)
    } else if (element.tagName === 'link' && attributeOf(element, 'rel') === 'canonical') {
      put('url', attributeOf(element, 'href'), 'link canonical')
    }
  }
  put(
    'url',
    /<!--\s*saved from url=\(\d+\)(\S+)\s*-->/iu.exec(html.slice(0, 4096))?.[1],
    'saved from url',
  )
  const names: Property['name'][] = ['title', 'url', 'published', 'source', 'author']
  for (const name of names) {
    for (const meta of METAS[name]) put(name, metas.get(meta), `meta ${meta}`)
  }
  put('title', title, 'title')
  for (const line of lines) {
    for (const { name, pattern } of FACTS)
      put(name, pattern.exec(line)?.[1], `line "${line.slice(0, 80)}"`)
  }
  return found
}
