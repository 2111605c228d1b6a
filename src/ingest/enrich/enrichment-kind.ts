/** What a model may add to the measures of a document, in the order in which it is asked. */
export const ENRICHMENT_KINDS = ['english', 'questions', 'facets', 'glossary'] as const
/** One of {@link ENRICHMENT_KINDS}. */
export type EnrichmentKind = (typeof ENRICHMENT_KINDS)[number]

/** File of a document's folder that holds what was added, and what stands at its head when it is new. */
export const ENRICHMENT_FILES: Readonly<
  Record<EnrichmentKind, { readonly name: string; readonly head: string }>
> = {
  english: {
    name: 'translation.en.yaml',
    head: '# Unofficial English, sentence by sentence parallel to the original. Measures are found by an entry\n# with `draft: true`; it is shown only when `review` has accepted it.\n',
  },
  questions: {
    name: 'lay-questions.yaml',
    head: '# What people would ask that a measure answers, in their own words. Only to find measures by: never\n# shown, never quoted. Nobody has accepted an entry with `draft: true` yet.\n',
  },
  facets: {
    name: 'facets.yaml',
    head: '# What each measure states, facet by facet: verbatim spans of its text. An entry with `draft: true` is\n# not used until `review` has accepted it. `partial`: measures without an entry are still to be looked at.\npartial: true\n',
  },
  glossary: {
    name: 'glossary-candidates.yaml',
    head: '# Terms that may belong into glossary.yaml. This file is not loaded: copy what is right, with the\n# wordings of Hong Kong and Taiwan and what lay people say.\n',
  },
}
