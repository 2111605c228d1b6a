import { Marked } from 'marked'
import { parse as parseYaml } from 'yaml'
import type { ReadFile } from '../ingest-types.js'
import type { DecodedText } from './decode-text.js'
import { readPageLines } from './html/page-lines.js'
import { parsePage } from './html/parse-page.js'

type Property = ReadFile['properties'][number]

/** Front matter: YAML between two lines of three hyphens at the very top. */
const FRONT_MATTER = /^---[ \t]*\r?\n([\s\S]*?)\r?\n---[ \t]*(?:\r?\n|$)/u

/** Names in front matter, by what they are called here. */
const NAMES: Readonly<Record<string, Property['name']>> = {
  title: 'title',
  url: 'url',
  source_url: 'url',
  date: 'published',
  published: 'published',
  source: 'source',
  author: 'author',
}

function propertiesOf(frontMatter: string | undefined): Property[] {
  if (frontMatter === undefined) return []
  let values: unknown
  try {
    // Dates stay as they are written.
    values = parseYaml(frontMatter, { schema: 'failsafe' })
  } catch {
    return []
  }
  if (typeof values !== 'object' || values === null) return []
  return Object.entries(values).flatMap(([key, value]) => {
    const name = NAMES[key.toLowerCase()]
    return name === undefined || typeof value !== 'string' || value.trim() === ''
      ? []
      : [{ name, value: value.trim(), from: `front matter ${key}` }]
  })
}

/** Breaks inside a paragraph stay: Chinese texts are written with one item a line, without blanks. */
const markdown = new Marked({
  gfm: true,
  breaks: true,
  tokenizer: {
    // A tilde is a range in Chinese (10~15日), and two of them in a line strike nothing out.
    del: () => undefined,
    // So are single asterisks (3*4, notes marked *); two are emphasis, as in the usual rules.
    emStrong: (source) => (/^(?:\*\*|__)/u.test(source) ? false : undefined),
  },
  renderer: {
    list(token) {
      // `1)` and `1.` are different series; HTML does not keep which it was.
      const delimiter = /^\s*\d+([.)])/u.exec(token.raw)?.[1] ?? '.'
      const items = token.items.map((item) => this.listitem(item)).join('')
      return token.ordered
        ? `<ol start="${token.start}" data-delimiter="${delimiter} ">${items}</ol>\n`
        : `<ul>${items}</ul>\n`
    },
  },
})

/**
 * Reads a Markdown file by what it shows: headings and table cells become hints, numbers of lists
 * are those that are displayed (a list may be written 1. 1. 1.), markup goes, every word stays.
 */
export function readMarkdown({ text, encoding, warnings }: DecodedText, name: string): ReadFile {
  const frontMatter = FRONT_MATTER.exec(text)
  const source = text.slice(frontMatter?.[0].length ?? 0).replace(/\r\n?/gu, '\n')
  const lines = readPageLines(parsePage(markdown.parse(source, { async: false }), name), {})
  return {
    format: 'markdown',
    text: lines.text,
    // The numbers of its lists are written, not made.
    hints: lines.hints.map(({ headingLevel, cell }) => ({
      ...(headingLevel === undefined ? {} : { headingLevel }),
      ...(cell === undefined ? {} : { cell }),
    })),
    encoding,
    properties: propertiesOf(frontMatter?.[1]),
    warnings:
      lines.pictures === 0
        ? warnings
        : [...warnings, `Pictures were left out, with any words in them: ${lines.pictures}.`],
  }
}
