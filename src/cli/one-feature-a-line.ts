/** JSON of fitted weights with one feature a line, so that two fits can be compared. */
export function oneFeatureALine({
  weights,
  ...rest
}: {
  readonly weights: Readonly<Record<string, unknown>>
}): string {
  const head = JSON.stringify(rest).slice(0, -1)
  const lines = Object.entries(weights)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => `${JSON.stringify(name)}:${JSON.stringify(own)}`)
  return `${head},"weights":{\n${lines.join(',\n')}\n}}\n`
}
