import { join } from 'node:path'
import { z } from 'zod'
import { readYaml } from '../documents/read-yaml.js'
import { projectRoot } from '../project-root.js'
import { foldText } from './fold.js'

export { expandQuery } from './expand-query.js'

const term = z.string().trim().min(1)
/** A single character would fire in every other sentence. */
const specificTerm = term.min(2, 'expected at least two characters')
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/u, 'expected a kebab-case id')

const entrySchema = z
  .strictObject({
    id,
    'zh-Hans': z.array(specificTerm).min(1),
    'zh-Hant-HK': z.array(specificTerm).default([]),
    'zh-Hant-TW': z.array(specificTerm).default([]),
    en: z.array(specificTerm).default([]),
    abbreviations: z.array(specificTerm).default([]),
    lay: z
      .strictObject({
        zh: z.array(specificTerm).default([]),
        en: z.array(specificTerm).default([]),
      })
      .default({ zh: [], en: [] }),
    display: z.strictObject({ HK: term.optional(), TW: term.optional() }).optional(),
    scheme: z.boolean().default(false),
  })
  .refine(({ scheme, display }) => !scheme || display === undefined, {
    message: 'expected no `display` with `scheme`: the name of another scheme is never shown',
  })

const glossarySchema = z.strictObject({
  entries: z.array(entrySchema).superRefine((entries, context) => {
    const ids = new Map<string, number>()
    const terms = new Map<string, string>()
    for (const [index, entry] of entries.entries()) {
      if (ids.has(entry.id)) {
        context.addIssue({
          code: 'custom',
          path: [index, 'id'],
          message: `duplicate id ${entry.id}`,
        })
      }
      ids.set(entry.id, index)
      if (entry.scheme) continue
      for (const word of entry['zh-Hans']) {
        const owner = terms.get(foldText(word))
        if (owner !== undefined) {
          context.addIssue({
            code: 'custom',
            path: [index, 'zh-Hans'],
            message: `${word} is already a term of ${owner}`,
          })
        }
        terms.set(foldText(word), entry.id)
      }
    }
  }),
})

/**
 * A concept with its wording in every form. The first of `zh-Hans` is the term as the documents
 * write it. `lay` is what people say who do not know the term; `display` is the word an *answer*
 * shows in a region where script conversion alone would read wrong there. An entry with `scheme`
 * holds names of a *different* scheme in Hong Kong or Taiwan: it widens a query, nothing more.
 */
export type GlossaryEntry = z.infer<typeof entrySchema>

/** The checked contents of `corpus/glossary.yaml`. */
export interface Glossary {
  readonly entries: readonly GlossaryEntry[]
}

/** The file the glossary is read from unless another is given. */
export const glossaryFile: string = join(projectRoot, 'corpus', 'glossary.yaml')

/**
 * Reads the glossary.
 *
 * @throws AppError `bad_corpus` with file and line: YAML or fields that are wrong, an id or a
 * Simplified term that stands twice, `display` beside `scheme`.
 */
export function loadGlossary(file: string = glossaryFile): Glossary {
  return readYaml(file, glossarySchema)
}

/** Longer Chinese terms are compounds: their parts are the words worth finding. */
const MAX_USER_WORD_LENGTH = 4

/**
 * Chinese terms of the glossary for the dictionary of the tokenizer: folded, two to four Han
 * characters. Longer terms are left out on purpose (`跨境电商零售进口` is found by its parts, and as a
 * word it would hide them), lay wording too unless it is a word of the same kind.
 */
export function glossaryUserWords(glossary: Glossary): string[] {
  const words = glossary.entries.flatMap((entry) => [
    ...entry['zh-Hans'],
    ...entry['zh-Hant-HK'],
    ...entry['zh-Hant-TW'],
  ])
  const isWord = (word: string) =>
    /^\p{Script=Han}{2,}$/u.test(word) && word.length <= MAX_USER_WORD_LENGTH
  return [...new Set(words.map(foldText).filter(isWord))].toSorted()
}
