/** A name found in a text; offsets in UTF-16 code units of the folded text. */
export interface NameMention<Id> {
  readonly ids: readonly Id[]
  readonly start: number
  readonly end: number
}

const LATIN_OR_DIGIT = /[\p{Script=Latin}\p{Nd}]/u

/**
 * Finds names in folded text, the longest first and without overlap. A name that begins or ends with
 * a Latin letter or digit matches only where no other one touches it (`dalian` is not in
 * `medaliand`). One name may stand for several ids.
 *
 * @param entries Folded names with their ids.
 */
export function createNameMatcher<Id>(
  entries: Iterable<readonly [name: string, id: Id]>,
): (folded: string) => NameMention<Id>[] {
  const byFirst = new Map<string, Map<string, Id[]>>()
  for (const [name, id] of entries) {
    if (name === '') continue
    const first = name.charAt(0)
    const names = byFirst.get(first) ?? new Map<string, Id[]>()
    const ids = names.get(name) ?? []
    if (!ids.includes(id)) ids.push(id)
    byFirst.set(first, names.set(name, ids))
  }
  const sorted = new Map(
    [...byFirst].map(([first, names]) => [
      first,
      [...names].toSorted(([a], [b]) => b.length - a.length),
    ]),
  )
  return (folded) => {
    const mentions: NameMention<Id>[] = []
    let index = 0
    while (index < folded.length) {
      const found = sorted
        .get(folded.charAt(index))
        ?.find(([name]) => folded.startsWith(name, index) && atWordEdges(folded, index, name))
      if (found === undefined) {
        index += 1
        continue
      }
      const [name, ids] = found
      mentions.push({ ids, start: index, end: index + name.length })
      index += name.length
    }
    return mentions
  }
}

function atWordEdges(text: string, start: number, name: string): boolean {
  const before = text.charAt(start - 1)
  const after = text.charAt(start + name.length)
  const glued = (edge: string, neighbour: string): boolean =>
    LATIN_OR_DIGIT.test(edge) && LATIN_OR_DIGIT.test(neighbour)
  return !glued(name.charAt(0), before) && !glued(name.charAt(name.length - 1), after)
}
