type Kind = 'string' | 'number' | 'object' | 'array'

/** Whether something is an object and no array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/**
 * A check that named fields are of a kind. It is not the whole schema: fields and values of a newer
 * server pass, and what would make a reader of the answer fail does not.
 */
export function hasShape<T extends object>(
  fields: Readonly<Partial<Record<keyof T & string, Kind>>>,
): (value: unknown) => value is T {
  const expected = Object.entries(fields)
  return (value): value is T =>
    isRecord(value) &&
    expected.every(([name, kind]) => {
      const found = value[name]
      if (kind === 'array') return Array.isArray(found)
      return kind === 'object' ? isRecord(found) : typeof found === kind
    })
}
