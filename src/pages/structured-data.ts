import type { CorpusDocument } from '../domain/corpus.js'
import type { MeasureRecord } from '../domain/measure.js'
import { originalLang, type PageContext } from './page-context.js'

/** A page on the way to this one. */
export interface Crumb {
  readonly name: string
  readonly url: string
}

/** A document as schema.org describes it. */
export function documentData(
  { data }: CorpusDocument,
  context: PageContext,
): Record<string, unknown> {
  const { directory, links } = context
  return {
    '@type': 'CreativeWork',
    '@id': links.absolute({ path: `/documents/${data.id}` }),
    name: directory.documentTitle(data.id, 'zh-Hans'),
    inLanguage: originalLang(data.id, context),
    ...(data.publishedOn.date === null ? {} : { datePublished: data.publishedOn.date }),
    ...(data.sourceUrl === null ? {} : { isBasedOn: data.sourceUrl }),
    // Who issued it is said only where the text says so.
    ...(data.issuer.basis === 'stated'
      ? {
          publisher: {
            '@type': 'GovernmentOrganization',
            name: directory.officeName(data.office, 'zh-Hans'),
          },
        }
      : {}),
  }
}

/** A measure as schema.org describes it. */
export function measureData(measure: MeasureRecord, context: PageContext): Record<string, unknown> {
  const { directory, links } = context
  const document = directory.document(measure.documentId)
  return {
    '@type': 'CreativeWork',
    '@id': links.absolute({ path: `/measures/${measure.id}` }),
    identifier: measure.id,
    name: measure.title,
    alternateName: directory.reference(measure, 'zh-Hans'),
    position: measure.number,
    inLanguage: originalLang(measure.documentId, context),
    text: measure.text,
    isPartOf: documentData(document, context),
  }
}

/** A thing, with the way from the first page to it. */
export function inTrail(
  { links, texts }: PageContext,
  thing: Record<string, unknown>,
  crumbs: readonly Crumb[],
): unknown {
  const all = [{ name: texts.home, url: links.absolute({ path: '/' }) }, ...crumbs]
  return {
    '@context': 'https://schema.org',
    '@graph': [
      thing,
      {
        '@type': 'BreadcrumbList',
        itemListElement: all.map(({ name, url }, index) => ({
          '@type': 'ListItem',
          position: index + 1,
          name,
          item: url,
        })),
      },
    ],
  }
}
