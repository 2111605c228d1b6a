import { facetSchema, type MeasureRecord } from '../domain/measure.js'
import { html, type Html } from './html.js'
import { originalLang, type PageContext } from './page-context.js'
import type { TextVersion } from './page-links.js'

/** What the text states of place, who, conditions and the like; each leads to its place in the text. */
export function facetSection(
  measure: MeasureRecord,
  { version }: { readonly version: TextVersion },
  context: PageContext,
): Html | undefined {
  const { texts, links } = context
  if (measure.facets.length === 0) return undefined
  const rows = facetSchema.options.flatMap((facet) => {
    const spans = measure.facets.filter((each) => each.facet === facet)
    if (spans.length === 0) return []
    const items = spans.map(({ start, end }) => {
      const address = links.measure(measure.id, { marks: [{ start, end }], version })
      return html`<li><a href="${address}" rel="nofollow">${measure.text.slice(start, end)}</a></li>`
    })
    return [
      html`<div><dt>${texts.facetNames[facet]}</dt><dd><ul class="plain" lang="${originalLang(measure.documentId, context)}">${items}</ul></dd></div>
`,
    ]
  })
  return html`<section class="more facets" aria-labelledby="facets"><h2 id="facets">${texts.facets}</h2>
<p class="note">${texts.facetsNote}</p>
<dl class="fact-list">${rows}</dl></section>`
}
