import type { OfficeRecord } from '../../domain/office.js'
import { createScriptConverter } from '../../scripts/convert-script.js'
import { detectScript } from '../../scripts/detect-script.js'
import { createToSimplified } from '../../scripts/opencc.js'
import { foldText } from '../../scripts/fold.js'
import { officeNames } from './bodies.js'
import { NATIONAL_BODIES } from './national-bodies.js'
import { shortHash, slug } from './slug.js'

/** An office that `offices.yaml` does not have yet. */
export interface ProposedOffice {
  readonly record: OfficeRecord
  /** Languages in which the name is a draft: converted, transcribed, or the original for want of a better. */
  readonly draftNames: readonly ('zh-Hans' | 'zh-Hant' | 'en')[]
  /** Offices that already have one of the names as theirs; a name leads to one office only. */
  readonly clashesWith: readonly string[]
}

/** Whose document it is. */
export type OfficeMatch =
  | {
      readonly officeId: string
      /** Set where the office is known but not yet covered, which the document changes. */
      readonly covers?: string
    }
  | { readonly proposed: ProposedOffice }

/** Shorter names of a programme are words of the trade. */
const MIN_PROGRAMME_NAME = 8

/**
 * The office a document is filed under: of several issuers the first customs office, else the first.
 * A document that names no issuer belongs to the programme that its title names. Null when neither is
 * known: somebody has to say.
 *
 * @param issuers Names as printed, in order.
 * @param title As printed; null when unknown.
 */
export function matchOffice(
  issuers: readonly { readonly value: string }[],
  title: { readonly value: string } | null,
  offices: readonly OfficeRecord[],
): OfficeMatch | null {
  const names = issuers.map(({ value }) => value)
  const known = officeNames(offices)
  const places = placeNames(offices)
  const find = (name: string): OfficeRecord | undefined => {
    const key = bareName(name)
    return known.get(foldText(name)) ?? known.get(key) ?? places.get(key)
  }
  const isCustoms = (name: string): boolean => {
    const kind = find(name)?.kind
    return kind === undefined
      ? isCustomsName(bareName(name))
      : kind === 'customs' || kind === 'regional'
  }
  const chosen = names.find(isCustoms) ?? names[0]
  if (chosen !== undefined) {
    const office = find(chosen)
    return office === undefined ? { proposed: propose(chosen, offices) } : toMatch(office)
  }
  const programme = title === null ? undefined : programmeOf(foldText(title.value), offices)
  return programme === undefined ? null : toMatch(programme)
}

function toMatch(office: OfficeRecord): OfficeMatch {
  return office.covered ? { officeId: office.id } : { officeId: office.id, covers: office.id }
}

/** 洋浦海关 belongs to the office that has 洋浦 among its places. */
function placeNames(offices: readonly OfficeRecord[]): ReadonlyMap<string, OfficeRecord> {
  const names = new Map<string, OfficeRecord>()
  for (const office of offices) {
    if (office.kind !== 'customs') continue
    for (const place of office.places) {
      for (const name of [...Object.values(place.names), ...place.aliases].map(foldText)) {
        for (const key of isCustomsName(name) ? [name] : [`${name}海关`, `${name} customs`]) {
          if (!names.has(key)) names.set(key, office)
        }
      }
    }
  }
  return names
}

function programmeOf(title: string, offices: readonly OfficeRecord[]): OfficeRecord | undefined {
  const compact = title.replace(/\s/gu, '')
  return (
    offices
      .filter(({ kind }) => kind === 'programme')
      .flatMap((office) =>
        [...Object.values(office.names), ...office.aliases].map((name) => ({
          office,
          name: foldText(name).replace(/\s/gu, ''),
        })),
      )
      .filter(({ name }) => name.length >= MIN_PROGRAMME_NAME && compact.includes(name))
      // The same campaign of another year is another programme.
      .filter(({ office }) => yearsOf(compact).every((year) => yearsOf(office.id).includes(year)))
      .toSorted((a, b) => b.name.length - a.name.length)[0]?.office
  )
}

const yearsOf = (text: string): readonly string[] => text.match(/(?<!\d)20\d{2}(?!\d)/gu) ?? []

function propose(name: string, offices: readonly OfficeRecord[]): ProposedOffice {
  const bare = bareName(name)
  const national = NATIONAL_BODIES.find(
    ({ names, en }) => names.includes(bare) || foldText(en) === bare,
  )
  const place = /^([\u4e00-\u9fff]+?)海关$/u.exec(bare)?.[1]
  const isChinese = /[\u4e00-\u9fff]/u.test(name)
  const isTraditional = detectScript(name).script === 'Hant'
  // Never the folded form, which is for comparing: it also folds letters and quotation marks.
  const original = isChinese ? name : (national?.names[0] ?? name)
  const hans = !isTraditional ? original : createToSimplified('hk')(name)
  const hant = isTraditional ? name : createScriptConverter().toTraditional(original, 'HK')
  const en =
    national?.en ??
    (place === undefined ? name : `${capitalised(slug(place).replaceAll('-', ''))} Customs`)
  const wanted =
    national?.id ??
    (place === undefined ? slug(bare) : `${slug(place).replaceAll('-', '')}-customs`)
  const id = freeId(wanted === '' ? `office-${shortHash(name)}` : wanted, offices)
  const drafts: ProposedOffice['draftNames'][number][] = []
  if (hans !== name || !isChinese) drafts.push('zh-Hans')
  if (hant !== name || !isChinese) drafts.push('zh-Hant')
  if (isChinese && national === undefined) drafts.push('en')
  return {
    record: {
      id,
      kind: place === undefined ? 'body' : 'customs',
      covered: true,
      names: { 'zh-Hans': hans, 'zh-Hant': hant, en },
      aliases: [],
      places: [],
    },
    draftNames: drafts,
    clashesWith: offices
      .filter((office) =>
        [...Object.values(office.names), ...office.aliases].some((each) =>
          [foldText(name), bare].includes(foldText(each)),
        ),
      )
      .map((office) => office.id),
  }
}

/** Folded, without the country's name before it. */
function bareName(name: string): string {
  const folded = foldText(name).trim()
  const bare = folded
    .replace(/^中华人民共和国(?=.)/u, '')
    .replace(/^the | of (?:the )?people's republic of china$/gu, '')
  return bare === '海关' ? folded : bare
}

const isCustomsName = (name: string): boolean => /海关$| customs$/u.test(name)

function freeId(id: string, offices: readonly OfficeRecord[]): string {
  const taken = new Set(offices.map((office) => office.id))
  let free = id
  for (let next = 2; taken.has(free); next += 1) free = `${id}-${next}`
  return free
}

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1)
