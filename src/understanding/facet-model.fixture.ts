import { type FacetModel, forEachThing } from './facet-model.js'

/** A sound model over vectors of two numbers, by which nothing is asked for unless told otherwise. */
export function facetModelWith(things: Partial<FacetModel['things']> = {}): FacetModel {
  const figures = { recall: 0.8, precision: 0.8 }
  return {
    embedder: 'an-embedder',
    fittedOn: '2026-01-31',
    questions: { sha256: '', labelled: 0, lay: 0 },
    threshold: 0.5,
    crossValidated: {
      questions: 0,
      together: { ...figures, nothingRead: 0 },
      words: { ...figures, nothingRead: 0 },
      things: forEachThing(() => figures),
    },
    things: {
      ...forEachThing(() => ({ bias: -5, whole: [0, 0], last: [0, 0] })),
      ...things,
    },
  }
}
