/** The widget's script: one classic script that needs nothing else. */
export function buildWidget(): Promise<string>
