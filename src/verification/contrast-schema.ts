import { z } from 'zod'
import { patternSchema } from '../domain/pattern.js'

const word = z.string().trim().min(1)
const words = z.array(word)
const byLanguage = z.strictObject({ zh: words, en: words })
const patternsByLanguage = z.strictObject({
  zh: z.array(patternSchema),
  en: z.array(patternSchema),
})
const id = z.string().regex(/^[a-z]+(?:-[a-z]+)*$/u, 'expected a kebab-case id')

/** How a sentence and its source must agree about the markers of a side. */
const policySchema = z.enum(['claim', 'conflict'])

const sideSchema = z.strictObject({
  id,
  policy: policySchema,
  keep: z.boolean().default(false),
  /** Markers of it that are only refused where the source has the other side. */
  mild: z.strictObject({ zh: words, en: words }).default({ zh: [], en: [] }),
  zh: words.min(1),
  en: words.min(1),
})

const axisSchema = z.strictObject({
  id,
  sides: z.array(sideSchema).min(2),
  except: patternsByLanguage,
})

const conditionSchema = z.strictObject({
  topic: words,
  opens: words,
  closes: words,
  inside: z.array(patternSchema),
  verbs: words,
  result: words,
  light: words,
})

const weakClass = z.strictObject({ zh: words, en: words })

/** Words in one string, apart by white space. */
const wordList = z.string().transform((text) => text.split(/\s+/u).filter((each) => each !== ''))

/** `corpus/contrasts.yaml`. */
export const contrastFileSchema = z
  .strictObject({
    axes: z.array(axisSchema).min(1),
    negation: z.strictObject({
      zh: words,
      en: words,
      except: patternsByLanguage,
    }),
    modality: z.strictObject({
      duty: byLanguage,
      permission: byLanguage,
      exemption: byLanguage,
      prohibition: byLanguage,
      except: patternsByLanguage,
      asks: byLanguage,
      authority: byLanguage,
      acts: byLanguage,
      supervises: byLanguage,
    }),
    strength: z.strictObject({
      weak: z.strictObject({ pilot: weakClass, supported: weakClass, explored: weakClass }),
      light: byLanguage,
      except: patternsByLanguage,
      future: byLanguage,
      now: byLanguage,
    }),
    conditions: z.strictObject({ zh: conditionSchema, en: conditionSchema }),
    parties: z.array(z.strictObject({ id, zh: words, en: words })).min(2),
    things: z.array(byLanguage),
    notParties: patternsByLanguage,
    recipients: byLanguage,
    gains: z.strictObject({ parties: words, zh: words, en: words }),
    agents: z.strictObject({ en: words }),
    causes: byLanguage,
    served: z.strictObject({ parties: words, zh: words, en: words }),
    heads: byLanguage,
    meta: patternsByLanguage,
    frames: patternsByLanguage,
    caveats: patternsByLanguage,
    neutral: z.strictObject({ zh: wordList, en: wordList }),
    loose: z.strictObject({ zh: wordList, en: wordList, morphemes: wordList }),
    weighty: z.strictObject({ zh: wordList, en: wordList }),
    synonyms: z.strictObject({ zh: z.array(words.min(2)), en: z.array(words.min(2)) }),
    explanations: z.strictObject({
      zh: z.array(z.strictObject({ term: word, says: word })),
      en: z.array(z.strictObject({ term: word, says: word })),
    }),
  })
  .superRefine(({ axes, parties }, context) => {
    const ids = [...axes.map((axis) => axis.id), ...parties.map((party) => party.id)]
    const doubled = ids.find((each, index) => ids.indexOf(each) !== index)
    if (doubled !== undefined) {
      context.addIssue({ code: 'custom', path: ['axes'], message: `duplicate id ${doubled}` })
    }
  })
/** What the file holds. */
export type ContrastFile = z.infer<typeof contrastFileSchema>
