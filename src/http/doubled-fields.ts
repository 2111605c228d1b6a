interface OpenValue {
  /** The names so far where it is an object; `undefined` for a list. */
  readonly names: Set<string> | undefined
  /** Where its current member stands: a name or a position. */
  step: string | number
}

const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},:]/g

/**
 * Paths (`filters.offices`) of fields that stand twice in an object, in the order in which they are
 * doubled. JSON leaves open which of the two holds, and readers differ.
 *
 * @param json A text that `JSON.parse` accepts.
 */
export function doubledFields(json: string): string[] {
  const doubled: string[] = []
  const open: OpenValue[] = []
  let lastString = ''
  for (const [token] of json.matchAll(TOKEN)) {
    const inside = open.at(-1)
    switch (token) {
      case '{':
        open.push({ names: new Set(), step: '' })
        break
      case '[':
        open.push({ names: undefined, step: 0 })
        break
      case '}':
      case ']':
        open.pop()
        break
      case ',':
        if (typeof inside?.step === 'number') inside.step += 1
        break
      case ':':
        if (inside?.names === undefined) break
        inside.step = String(JSON.parse(lastString))
        if (inside.names.has(inside.step)) doubled.push(open.map(({ step }) => step).join('.'))
        inside.names.add(inside.step)
        break
      default:
        lastString = token
    }
  }
  return doubled
}
