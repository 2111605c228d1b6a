/** One form of a question and the measures its answer cites, in order. */
export interface CitingForm {
  readonly script: 'zh-Hans' | 'zh-Hant' | 'en'
  readonly cited: readonly string[]
}

/** Whether all forms cite the same measure first; `undefined` for fewer than two forms. */
export function agreeOnFirst(forms: readonly CitingForm[]): boolean | undefined {
  if (forms.length < 2) return undefined
  return new Set(forms.map(({ cited }) => cited[0] ?? '')).size === 1
}

/**
 * Whether the Simplified and the Traditional forms cite the same set of measures, in whatever order;
 * `undefined` where one of the two is missing.
 */
export function agreeAcrossScripts(forms: readonly CitingForm[]): boolean | undefined {
  const chinese = forms.filter(({ script }) => script !== 'en')
  if (new Set(chinese.map(({ script }) => script)).size < 2) return undefined
  return new Set(chinese.map(({ cited }) => cited.toSorted().join(' '))).size === 1
}
