import { join } from 'node:path'
import { loadPrompt, type Prompt } from '../../generation/prompts.js'

/** Templates by which a model is asked for what is to be added to a measure. */
export interface EnrichmentPrompts {
  readonly english: Prompt<'count' | 'sentences' | 'shape' | 'terms'>
  readonly questions: Prompt<'measure' | 'shape'>
  readonly facets: Prompt<'measure' | 'shape'>
  readonly glossary: Prompt<'english' | 'measure' | 'shape'>
}

/**
 * Reads and checks the templates `enrich-*.md` of a folder.
 *
 * @throws AppError `bad_configuration` that names the file, what was expected and what was found.
 */
export function loadEnrichmentPrompts(folder: string): EnrichmentPrompts {
  const load = <Placeholder extends string>(
    name: string,
    placeholders: readonly Placeholder[],
  ): Prompt<Placeholder> => loadPrompt(join(folder, `enrich-${name}.md`), 'en', placeholders)
  return {
    english: load('english', ['count', 'sentences', 'shape', 'terms']),
    questions: load('questions', ['measure', 'shape']),
    facets: load('facets', ['measure', 'shape']),
    glossary: load('glossary', ['english', 'measure', 'shape']),
  }
}

/** What the answers look like; braces cannot stand in a template. */
export const ANSWER_SHAPES = {
  english: '{"sentences": ["English of the title", "English of sentence 1", "…"]}',
  questions: '{"zh": ["…", "…", "…"], "en": ["…", "…", "…"]}',
  facets:
    '{"who": ["…"], "conditions": ["…", {"text": "…", "at": 2}], "responsible": [{"name": "…", "quote": "…"}]}',
  glossary: '{"terms": [{"zh-Hans": "…", "zh-Hant": "…", "en": "…"}]}',
} as const

/**
 * Words of a document as data inside a template: JSON, in which nothing can end the frame around it.
 */
export function asData(value: string | readonly string[]): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('＜', '\\uff1c')
}
