/** One member of a header such as `Accept` or `Accept-Language`. */
export interface WeightedName {
  /** In lower case, without parameters. */
  readonly name: string
  /** Its `q`, 0 to 1; 1 where none can be read. */
  readonly quality: number
}

/** The members of a list with weights (RFC 9110 §12.4.2), in order; empty ones are left out. */
export function readWeightedList(header: string | undefined): WeightedName[] {
  return (header ?? '').split(',').flatMap((member) => {
    const [name = '', ...parameters] = member.split(';')
    if (name.trim() === '') return []
    const weight = parameters
      .map((parameter) => /^\s*q=(\d(?:\.\d*)?)\s*$/i.exec(parameter)?.[1])
      .find((value) => value !== undefined)
    const quality = weight === undefined ? 1 : Math.min(Number(weight), 1)
    return [{ name: name.trim().toLowerCase(), quality }]
  })
}
